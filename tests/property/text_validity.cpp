#include "property/text_validity.hpp"

#include <algorithm>

#include "core/sql_text.hpp"
#include "schema/virtual_shape.hpp"

namespace schemake::generator {
namespace {

using sql::Token;

enum class Use { read, written };

// Whether FROM, UPDATE and INTO name `source` and all other names are columns of `table` that can
// be used so.
bool names_only(const std::string& text, const std::string& source, const TableSchema* table,
                Use use) {
  const auto is_fit = [&](const std::string& name) {
    const Column* const column = table == nullptr ? nullptr : table->column(name);
    return column != nullptr && (use == Use::read || !column->generated);
  };
  const std::vector<Token> tokens = sql::tokenize(text);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != Token::Kind::quoted_name) continue;
    const std::string name = identifier(tokens[i]);
    const bool is_source = i > 0 && (tokens[i - 1].is("from") || tokens[i - 1].is("update") ||
                                     tokens[i - 1].is("into"));
    if (is_source ? name != source : !is_fit(name)) return false;
  }
  return true;
}

std::string source_of(const std::string& text) {
  const std::vector<Token> tokens = sql::tokenize(text);
  const auto from = std::find_if(tokens.begin(), tokens.end(),
                                 [](const Token& token) { return token.is("from"); });
  return from == tokens.end() || from + 1 == tokens.end() ? "" : identifier(*(from + 1));
}

// A view may not read itself, by whatever detour.
bool reads_a_table(const Schema& schema, const std::string& view) {
  std::string name = view;
  for (std::size_t i = 0; i <= schema.views.size(); ++i) {
    const auto found = schema.views.find(name);
    if (found == schema.views.end()) return schema.table(name) != nullptr;
    name = source_of(found->second.sql.for_dialect("sqlite"));
  }
  return false;
}

}  // namespace

bool is_valid(const Schema& schema, const View& view) {
  const std::string& text = view.sql.for_dialect("sqlite");
  const std::string source = source_of(text);
  if (!reads_a_table(schema, view.name)) return false;
  return names_only(text, source, schema.table(source), Use::read);
}

bool is_valid(const Schema& schema, const Trigger& trigger) {
  return names_only(trigger.sql.for_dialect("sqlite"), trigger.table, schema.table(trigger.table),
                    Use::written);
}

bool is_valid(const Schema& schema, const VirtualTable& table) {
  const VirtualShape own = shape(table);
  if (own.content != VirtualShape::Content::external) return true;
  const TableSchema* const content = schema.table(own.content_table);
  return content != nullptr && !content->table.without_rowid &&
         std::all_of(own.columns.begin(), own.columns.end(), [&](const std::string& name) {
           const Column* const column = content->column(name);
           return column != nullptr && !column->generated && !sql::same_name(name, table.name);
         });
}

}  // namespace schemake::generator
