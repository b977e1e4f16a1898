#include "schema/yaml/rows.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "schema/yaml/columns.hpp"
#include "schema/yaml/literals.hpp"

namespace schemake::generator {
namespace {

class RowReader {
 public:
  RowReader(Reading& reading, TableDraft& table, const Key& key)
      : reading_(reading), table_(table), key_(key) {
    for (const Column& column : table.schema.columns) columns_.push_back(column.name);
    columns_.insert(columns_.end(), table.broken_columns.begin(), table.broken_columns.end());
  }

  void read(const YamlNode& node) {
    if (!node.is_mapping()) {
      reading_.error(node.at, "a row is a mapping of columns to values",
                     "write: - {" + key_.parts.front().column + ": ...}");
      return;
    }
    const int errors = reading_.errors;
    const Fields fields(reading_, node, "a row", columns_);
    Row row;
    row.table = table_.name();
    for (const YamlEntry& entry : node.entries) read_value(entry, row);
    check_key(node, row);
    check_complete(node, row);
    if (reading_.errors == errors && table_.broken_columns.empty()) add(node, std::move(row));
  }

 private:
  void read_value(const YamlEntry& entry, Row& row) {
    const Column* column = table_.schema.column(entry.key);
    if (column == nullptr) return;
    if (column->generated) {
      reading_.error(entry.at, "the column " + in_quotes(entry.key) + " is generated",
                     "leave it out: it is computed");
    } else if (entry.value.kind == YamlNode::Kind::null) {
      read_null(entry, *column, row);
    } else if (std::optional<Default> value =
                   read_column_value(reading_, column->type, entry.value, "a value")) {
      row.values.emplace(entry.key, std::move(*value));
    }
  }

  // NULL is what a column has that is left out, unless it has a default.
  void read_null(const YamlEntry& entry, const Column& column, Row& row) {
    if (!column.nullable) {
      reading_.error(entry.at, "the column " + in_quotes(entry.key) + " is not nullable");
    } else if (column.default_value) {
      row.values.emplace(entry.key, Expression{DialectText("NULL")});
    }
  }

  bool is_key(const std::string& column) const {
    return std::any_of(key_.parts.begin(), key_.parts.end(),
                       [&](const IndexPart& part) { return part.column == column; });
  }

  void check_key(const YamlNode& node, Row& row) {
    for (const IndexPart& part : key_.parts) {
      const auto value = row.values.find(part.column);
      const YamlNode* written = node.find(part.column);
      if (value == row.values.end()) {
        if (written == nullptr) {
          reading_.error(node.at, "this row lacks " + in_quotes(part.column) +
                                      ", a column of the primary key, by which rows are known");
        }
      } else if (const auto* literal = std::get_if<Literal>(&value->second)) {
        row.name += (row.name.empty() ? "" : ", ") + literal_sql(*literal);
      } else {
        reading_.error(written->at, "the primary key of a row is written out",
                       "write a value in place of {sql: ...}");
      }
    }
  }

  void check_complete(const YamlNode& node, const Row& row) {
    for (const Column& column : table_.schema.columns) {
      const bool has_value = column.nullable || column.default_value || column.generated;
      if (has_value || row.values.contains(column.name) || is_key(column.name) ||
          table_.broken_columns.contains(column.name) || node.find(column.name) != nullptr) {
        continue;
      }
      reading_.error(node.at, "this row lacks " + in_quotes(column.name) +
                                  ", which is NOT NULL and has no default");
    }
  }

  void add(const YamlNode& node, Row row) {
    const ObjectName object{Kind::row, row.table, row.name};
    if (!reading_.desired.positions.emplace(object, node.at).second) {
      reading_.error(node.at, "the table has a row with the key " + row.name + " already");
      return;
    }
    table_.schema.rows.emplace(row.name, std::move(row));
  }

  Reading& reading_;
  TableDraft& table_;
  const Key& key_;
  std::vector<std::string> columns_;
};

}  // namespace

void read_rows(Reading& reading, const YamlNode* node, TableDraft& table) {
  if (node == nullptr) return;
  if (!node->is_sequence()) {
    reading.error(node->at, "\"rows\" is a list of rows", "write: rows: [{id: 1, name: x}]");
    return;
  }
  const Key* key = table.schema.primary_key();
  if (key == nullptr) {
    if (table.broken_columns.empty()) {
      reading.error(node->at, "rows are known by their primary key, and the table has none",
                    "declare a primary key");
    }
    return;
  }
  RowReader reader(reading, table, *key);
  for (const YamlNode& item : node->items) reader.read(item);
}

}  // namespace schemake::generator
