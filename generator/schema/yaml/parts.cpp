#include <set>
#include <utility>

#include "core/sql_text.hpp"
#include "schema/yaml/constraints.hpp"
#include "schema/yaml/sql.hpp"

namespace schemake::generator {
namespace {

IndexPart read_part(Reading& reading, const TableDraft& table, const YamlNode& item,
                    bool expressions) {
  IndexPart part;
  if (item.is_scalar()) {
    part.column = item.text;
    check_column(reading, table, part.column, item.at);
    return part;
  }
  if (!item.is_mapping()) {
    reading.error(item.at, "this is the name of a column, or a mapping with \"column\"");
    return part;
  }
  std::vector<std::string> known = {"column", "order", "collate"};
  if (expressions) known.emplace_back("sql");
  const Fields fields(reading, item, expressions ? "a part of an index" : "a part of a key", known);
  const YamlNode* column = fields.find("column");
  const YamlNode* expression = expressions ? fields.find("sql") : nullptr;
  if ((column == nullptr) == (expression == nullptr)) {
    reading.error(item.at, expressions ? "a part of an index has either \"column\" or \"sql\""
                                       : "a part of a key has a \"column\"");
  }
  part.column = read_text(reading, column, "the name of a column");
  if (column != nullptr) check_column(reading, table, part.column, column->at);
  part.expression = read_sql(reading, expression, SqlUse::expression);
  part.descending = read_word<bool>(reading, fields.find("order"), "the order",
                                    {{"asc", false}, {"desc", true}}, false);
  part.collation = read_collation(reading, fields.find("collate"));
  return part;
}

}  // namespace

std::vector<IndexPart> read_parts(Reading& reading, const TableDraft& table, const YamlNode& list,
                                  bool expressions) {
  std::vector<IndexPart> parts;
  if (!list.is_sequence() || list.items.empty()) {
    reading.error(list.at, "columns are a list with at least one name", "write it as [a, b]");
    return parts;
  }
  std::set<std::pair<std::string, DialectText>> seen;
  for (const YamlNode& item : list.items) {
    IndexPart part = read_part(reading, table, item, expressions);
    if (part.column.empty() && part.expression.empty()) continue;
    if (!seen.emplace(part.column, part.expression).second) {
      reading.error(item.at, "this part stands in the list already");
    } else {
      parts.push_back(std::move(part));
    }
  }
  return parts;
}

bool check_column(Reading& reading, const TableDraft& table, const std::string& column,
                  Position at) {
  if (table.schema.column(column) != nullptr || table.broken_columns.count(column) > 0) return true;
  std::vector<std::string> known;
  for (const Column& other : table.schema.columns) known.push_back(other.name);
  reading.error(at, "the table " + in_quotes(table.name()) + " has no column " + in_quotes(column),
                suggestion(column, known));
  return false;
}

OnConflict read_conflict(Reading& reading, const Fields& fields) {
  return read_word<OnConflict>(reading, fields.find("on_conflict"), "a conflict clause",
                               {{"rollback", OnConflict::rollback},
                                {"abort", OnConflict::abort},
                                {"fail", OnConflict::fail},
                                {"ignore", OnConflict::ignore},
                                {"replace", OnConflict::replace}},
                               OnConflict::unspecified);
}

}  // namespace schemake::generator
