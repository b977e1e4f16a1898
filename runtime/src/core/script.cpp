#include "core/script.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/sql_text.hpp"

namespace schemake {
namespace {

using sql::Token;
using Tokens = std::vector<Token>;

bool is_name(const Token& token) {
  return token.kind == Token::Kind::word || token.kind == Token::Kind::quoted_name ||
         token.kind == Token::Kind::string;
}

bool is_any(const Token& token, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(), [&](const char* word) { return token.is(word); });
}

// The name at `at`, behind IF [NOT] EXISTS and a schema's name; moves `at` behind it. Empty where
// there is none.
std::string name_at(const Tokens& tokens, std::size_t& at) {
  if (at < tokens.size() && tokens[at].is("IF")) {
    while (at < tokens.size() && is_any(tokens[at], {"IF", "NOT", "EXISTS"})) ++at;
  }
  if (at + 2 < tokens.size() && tokens[at + 1].is(".")) at += 2;
  if (at >= tokens.size() || !is_name(tokens[at])) return {};
  return sql::identifier(tokens[at++]);
}

// The statements of a script; a trigger's body counts as part of its statement only up to its first
// ';', which is enough here, since a body holds no DDL.
template <class Visit>
void each_statement(const Tokens& tokens, Visit visit) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= tokens.size(); ++i) {
    if (i < tokens.size() && !tokens[i].is(";")) continue;
    if (i > begin) {
      visit(Tokens(tokens.begin() + static_cast<std::ptrdiff_t>(begin),
                   tokens.begin() + static_cast<std::ptrdiff_t>(i)));
    }
    begin = i + 1;
  }
}

std::vector<Loss> losses_of_statement(const Tokens& tokens) {
  if (tokens.size() > 2 && tokens[0].is("DROP") && tokens[1].is("TABLE")) {
    std::size_t at = 2;
    return {{name_at(tokens, at), {}}};
  }
  if (tokens.size() > 4 && tokens[0].is("ALTER") && tokens[1].is("TABLE")) {
    std::size_t at = 2;
    const std::string table = name_at(tokens, at);
    if (at + 1 >= tokens.size() || !tokens[at].is("DROP") || tokens[at + 1].is("CONSTRAINT"))
      return {};
    at += tokens[at + 1].is("COLUMN") && at + 2 < tokens.size() ? 2 : 1;
    return {{table, sql::identifier(tokens[at])}};
  }
  return {};
}

// The two names of ALTER TABLE ... RENAME TO.
std::optional<std::pair<std::string, std::string>> rename_of(const Tokens& tokens) {
  if (tokens.size() < 6 || !tokens[0].is("ALTER") || !tokens[1].is("TABLE")) return std::nullopt;
  std::size_t at = 2;
  const std::string from = name_at(tokens, at);
  if (at + 2 >= tokens.size() || !tokens[at].is("RENAME") || !tokens[at + 1].is("TO") ||
      !is_name(tokens[at + 2])) {
    return std::nullopt;
  }
  return std::pair(from, sql::identifier(tokens[at + 2]));
}

// The names that the columns of CREATE TABLE stand under, and all names between SELECT and FROM of
// the copy; "*" for a raw copy.
void collect_kept(const Tokens& tokens, std::vector<std::string>& kept) {
  if (tokens.size() > 2 && tokens[0].is("CREATE") && tokens[1].is("TABLE")) {
    int depth = 0;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
      const bool starts_item = depth == 1 && (tokens[i - 1].is("(") || tokens[i - 1].is(","));
      if (starts_item && is_name(tokens[i])) kept.push_back(sql::identifier(tokens[i]));
      if (tokens[i].is("(")) ++depth;
      if (tokens[i].is(")")) --depth;
    }
  }
  if (tokens.empty() || !tokens[0].is("INSERT")) return;
  bool selected = false;
  int depth = 0;
  for (const Token& token : tokens) {
    if (token.is("(")) ++depth;
    if (token.is(")")) --depth;
    if (depth == 0 && token.is("SELECT")) selected = true;
    if (depth == 0 && token.is("FROM")) selected = false;
    if (!selected) continue;
    if (is_name(token)) kept.push_back(sql::identifier(token));
    if (token.is("*") && depth == 0) kept.emplace_back("*");
  }
}

std::vector<Loss> losses_of_rebuild(const edge_v1::Step& step) {
  std::vector<std::string> kept;
  each_statement(sql::tokenize(step.sql),
                 [&](const Tokens& tokens) { collect_kept(tokens, kept); });
  std::vector<Loss> lost;
  std::string_view columns = step.was;
  while (!columns.empty()) {
    const std::size_t end = std::min(columns.find('\n'), columns.size());
    const std::string column(columns.substr(0, end));
    columns.remove_prefix(std::min(end + 1, columns.size()));
    const bool found = std::any_of(kept.begin(), kept.end(), [&](const std::string& name) {
      return name == "*" || sql::same_name(name, column);
    });
    if (!column.empty() && !found) lost.push_back({step.object, column});
  }
  return lost;
}

std::vector<std::string> created(std::string_view script,
                                 std::initializer_list<const char*> kinds) {
  std::vector<std::string> names;
  each_statement(sql::tokenize(script), [&](const Tokens& tokens) {
    if (const auto rename = rename_of(tokens)) {
      names.erase(std::remove_if(
                      names.begin(), names.end(),
                      [&](const std::string& name) { return sql::same_name(name, rename->first); }),
                  names.end());
      names.push_back(rename->second);
    }
    if (!tokens[0].is("CREATE")) return;
    std::size_t at = 1;
    while (at < tokens.size() && is_any(tokens[at], {"UNIQUE", "VIRTUAL"})) ++at;
    if (at >= tokens.size() || !is_any(tokens[at], kinds)) return;
    if (std::string name = name_at(tokens, ++at); !name.empty()) names.push_back(std::move(name));
  });
  return names;
}

}  // namespace

std::vector<std::string> created_names(std::string_view script) {
  return created(script, {"TABLE", "VIEW", "INDEX", "TRIGGER"});
}

std::vector<std::string> created_tables(std::string_view script) {
  return created(script, {"TABLE"});
}

std::vector<std::string> created_names(const edge_v1::Steps& steps) {
  std::vector<std::string> all;
  for (unsigned i = 0; i < steps.count; ++i) {
    const std::vector<std::string> names = created_names(steps.first[i].sql);
    all.insert(all.end(), names.begin(), names.end());
  }
  return all;
}

bool moves_data(const edge_v1::Step& step) {
  return step.verb == edge_v1::Verb::call ||
         (step.verb == edge_v1::Verb::run && step.phase == edge_v1::Phase::data);
}

bool is_data_step(const edge_v1::Step& step) { return moves_data(step) && *step.reason != '\0'; }

bool runs_on_fresh(const edge_v1::Step& step) {
  return is_data_step(step) && std::string_view(step.reason) == "run";
}

std::vector<Loss> losses(const edge_v1::Step& step) {
  if (step.verb == edge_v1::Verb::rebuild) return losses_of_rebuild(step);
  std::vector<Loss> lost;
  if (step.verb != edge_v1::Verb::run) return lost;
  each_statement(sql::tokenize(step.sql), [&](const Tokens& tokens) {
    for (Loss& loss : losses_of_statement(tokens)) lost.push_back(std::move(loss));
  });
  return lost;
}

}  // namespace schemake
