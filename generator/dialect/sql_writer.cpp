#include "dialect/sql_writer.hpp"

#include <algorithm>

#include "core/sql_text.hpp"

namespace schemake::generator {

std::string quoted_name(std::string_view name) { return sql::quote_name(name); }

std::string quoted_list(const std::vector<std::string>& names) {
  std::vector<std::string> items;
  items.reserve(names.size());
  for (const std::string& name : names) items.push_back(quoted_name(name));
  return join(items, ", ");
}

std::string join(const std::vector<std::string>& items, std::string_view separator) {
  std::string result;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) result += separator;
    result += items[i];
  }
  return result;
}

std::string bracketed_lines(const std::vector<std::string>& items) {
  return "(\n  " + join(items, ",\n  ") + "\n)";
}

std::string_view spell(Action action) {
  switch (action) {
    case Action::no_action:
      return "";
    case Action::restrict:
      return "RESTRICT";
    case Action::set_null:
      return "SET NULL";
    case Action::set_default:
      return "SET DEFAULT";
    case Action::cascade:
      return "CASCADE";
  }
  return "";
}

std::string references_clause(const ForeignKey& key) {
  std::string text = " REFERENCES " + quoted_name(key.parent);
  if (!key.parent_columns.empty()) text += " (" + quoted_list(key.parent_columns) + ")";
  if (key.on_delete != Action::no_action) text.append(" ON DELETE ").append(spell(key.on_delete));
  if (key.on_update != Action::no_action) text.append(" ON UPDATE ").append(spell(key.on_update));
  if (key.deferrable == Deferrable::immediate) text += " DEFERRABLE INITIALLY IMMEDIATE";
  if (key.deferrable == Deferrable::deferred) text += " DEFERRABLE INITIALLY DEFERRED";
  return text;
}

std::string constraint_prefix(const std::string& name) {
  return name.empty() ? "" : "CONSTRAINT " + quoted_name(name) + " ";
}

std::string statement_lines(std::string_view body) {
  std::string result;
  std::size_t begin = 0;
  const auto flush = [&](std::size_t end) {
    std::string_view line = body.substr(begin, end - begin);
    while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    if (!line.empty()) result.append("  ").append(line).append("\n");
    begin = end;
  };
  for (const sql::Token& token : sql::tokenize(body)) {
    if (token.is(";")) flush(token.offset + 1);
  }
  flush(body.size());
  return result;
}

namespace {

const std::string* new_name(const NameMap& names, const std::string& name) {
  const auto found = std::find_if(names.begin(), names.end(), [&](const auto& pair) {
    return sql::same_name(pair.first, name);
  });
  return found == names.end() ? nullptr : &found->second;
}

}  // namespace

std::string with_new_names(std::string_view sql, const std::string& table, const NameMap& tables,
                           const NameMap& columns) {
  const std::vector<sql::Token> tokens = sql::tokenize(sql);
  const auto is = [&](std::size_t i, std::string_view word) {
    return i < tokens.size() && tokens[i].is(word);
  };
  const auto renamed = [&](std::size_t i) -> const std::string* {
    const auto kind = tokens[i].kind;
    if (kind != sql::Token::Kind::word && kind != sql::Token::Kind::quoted_name) return nullptr;
    const std::string name = sql::identifier(tokens[i]);
    if (is(i + 1, ".") || is(i - 1, "FROM") || is(i - 1, "JOIN")) return new_name(tables, name);
    if (is(i - 1, ".") && i >= 2) {
      const std::string qualifier = sql::identifier(tokens[i - 2]);
      const std::string* current = new_name(tables, qualifier);
      if (!sql::same_name(current == nullptr ? qualifier : *current, table)) return nullptr;
    }
    return new_name(columns, name);
  };
  std::string result;
  std::size_t copied = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const std::string* name = renamed(i);
    if (name == nullptr) continue;
    result.append(sql.substr(copied, tokens[i].offset - copied)).append(quoted_name(*name));
    copied = tokens[i].offset + tokens[i].text.size();
  }
  return result.append(sql.substr(copied));
}

}  // namespace schemake::generator
