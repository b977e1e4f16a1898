#include "prove/registered.hpp"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>
#include <variant>

#include "core/sql_text.hpp"

namespace schemake::generator {
namespace {

constexpr const char* kDialect = "sqlite";

using Visit = std::function<void(const ObjectName&, const std::string&)>;

void visit_table(const TableSchema& table, const Visit& visit) {
  for (const Column& column : table.columns) {
    const ObjectName object{Kind::column, column.table, column.name};
    if (column.generated) visit(object, column.generated->sql.for_dialect(kDialect));
    if (!column.default_value) continue;
    if (const auto* value = std::get_if<Expression>(&*column.default_value)) {
      visit(object, value->sql.for_dialect(kDialect));
    }
  }
  for (const auto& [name, check] : table.checks) {
    visit({Kind::check, check.table, name}, check.sql.for_dialect(kDialect));
  }
}

// Every expression, query and body of a schema.
void visit_texts(const Schema& schema, const Visit& visit) {
  for (const auto& [name, table] : schema.tables) visit_table(table, visit);
  for (const auto& [name, index] : schema.indexes) {
    const ObjectName object{Kind::index, index.table, name};
    visit(object, index.where.for_dialect(kDialect));
    for (const IndexPart& part : index.parts) visit(object, part.expression.for_dialect(kDialect));
  }
  for (const auto& [name, view] : schema.views) {
    visit({Kind::view, "", name}, view.sql.for_dialect(kDialect));
  }
  for (const auto& [name, trigger] : schema.triggers) {
    const ObjectName object{Kind::trigger, trigger.table, name};
    visit(object, trigger.when.for_dialect(kDialect));
    visit(object, trigger.sql.for_dialect(kDialect));
  }
}

bool is_name(const sql::Token& token) {
  return token.kind == sql::Token::Kind::quoted_name ||
         (token.kind == sql::Token::Kind::word && !sql::is_reserved(token.text));
}

// Names before a bracket: functions, and whatever else SQL writes so. The operator REGEXP calls the
// function of its name, of which SQLite has none.
std::vector<std::string> called(const std::vector<sql::Token>& tokens) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i].is("REGEXP")) names.emplace_back("regexp");
    if (is_name(tokens[i]) && tokens[i + 1].is("(")) names.push_back(sql::identifier(tokens[i]));
  }
  return names;
}

std::vector<std::string> collations(const std::vector<sql::Token>& tokens) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i].is("collate")) names.push_back(sql::identifier(tokens[i + 1]));
  }
  return names;
}

// The first word of FTS5's option `tokenize`, which is one string or several.
std::string tokenizer(const VirtualTable& table) {
  const std::vector<sql::Token> tokens = sql::tokenize(table.arguments);
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (!tokens[i].is("tokenize") || !tokens[i + 1].is("=")) continue;
    std::string text(tokens[i + 2].text);
    if (text.size() > 1 && (text.front() == '\'' || text.front() == '"')) {
      text = text.substr(1, text.size() - 2);
    }
    const std::size_t begin = text.find_first_not_of("' ");
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_first_of("' ", begin) - begin);
  }
  return {};
}

void add(std::vector<std::string>& names, const std::string& name) {
  if (name.empty()) return;
  const bool known = std::any_of(names.begin(), names.end(), [&](const std::string& other) {
    return sql::same_name(other, name);
  });
  if (!known) names.push_back(name);
}

void add(std::vector<std::string>& names, const std::vector<std::string>& more) {
  for (const std::string& name : more) add(names, name);
}

// What a message of SQLite's says that it does not know.
struct Unknown {
  std::string_view key;  // of `requires`
  std::string name;      // empty: it says something else
};

Unknown unknown_in(const std::string& message) {
  static constexpr std::pair<std::string_view, std::string_view> kMessages[] = {
      {"no such function: ", "functions"},
      {"unknown function: ", "functions"},
      {"no such collation sequence: ", "collations"},
      {"no such module: ", "modules"},
      {"no such tokenizer: ", "tokenizers"}};
  for (const auto& [start, key] : kMessages) {
    const std::size_t at = message.find(start);
    if (at == std::string::npos) continue;
    const std::size_t begin = at + start.size();
    return {key, message.substr(begin, message.find_first_of(" (\n", begin) - begin)};
  }
  return {};
}

}  // namespace

Requires named_in(const Schema& schema) {
  Requires result;
  visit_texts(schema, [&](const ObjectName&, const std::string& text) {
    const std::vector<sql::Token> tokens = sql::tokenize(text);
    add(result.functions, called(tokens));
    add(result.collations, collations(tokens));
  });
  for (const auto& [name, table] : schema.tables) {
    for (const Column& column : table.columns) {
      add(result.collations, column.collation.for_dialect(kDialect));
    }
    for (const auto& [key_name, key] : table.keys) {
      for (const IndexPart& part : key.parts) {
        add(result.collations, part.collation.for_dialect(kDialect));
      }
    }
  }
  for (const auto& [name, index] : schema.indexes) {
    for (const IndexPart& part : index.parts) {
      add(result.collations, part.collation.for_dialect(kDialect));
    }
  }
  for (const auto& [name, table] : schema.virtual_tables) {
    add(result.modules, table.module);
    if (sql::same_name(table.module, "fts5")) add(result.tokenizers, tokenizer(table));
  }
  return result;
}

Requires joined(Requires a, const Requires& b) {
  add(a.functions, b.functions);
  add(a.collations, b.collations);
  add(a.modules, b.modules);
  add(a.tokenizers, b.tokenizers);
  return a;
}

void advise_of_requires(Failure& failure, const Schema& schema) {
  const Unknown unknown = unknown_in(failure.what);
  if (unknown.name.empty()) return;
  failure.advice = "where the application registers it on its connections, say so: requires: {" +
                   std::string(unknown.key) + ": [" + unknown.name + "]}";
  if (unknown.key != "functions" || failure.object.kind != Kind::table) return;
  bool found = false;
  visit_texts(schema, [&](const ObjectName& object, const std::string& text) {
    const std::vector<std::string> names = called(sql::tokenize(text));
    const bool calls = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return sql::same_name(name, unknown.name);
    });
    const bool there = failure.object.name.empty() || object.table == failure.object.name;
    if (found || !calls || !there) return;
    failure.object = object;
    found = true;
  });
}

}  // namespace schemake::generator
