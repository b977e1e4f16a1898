#include "operation/rewrite.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "core/sql_text.hpp"

namespace schemake::generator {
namespace {

using sql::Token;

bool one_of(const Token& token, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return token.is(word); });
}

bool is_name(const Token& token) {
  return token.kind == Token::Kind::word || token.kind == Token::Kind::quoted_name;
}

// A name in an expression: `column` or `qualifier.column`, as places in the list of tokens.
struct Reference {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::size_t qualifier = kNone;
  std::size_t column = kNone;
};

// Walks an expression, knowing at each token whether an operand or an operator must come next: so
// `end` is a name after THEN and a keyword after an operand.
class Walk {
 public:
  explicit Walk(const std::vector<Token>& tokens) : tokens_(tokens) {}

  std::vector<Reference> references() {
    while (at_ < tokens_.size()) step();
    return std::move(references_);
  }

 private:
  void step() {
    const Token& token = tokens_[at_];
    if (token.kind == Token::Kind::symbol) {
      symbol(token);
    } else if (!is_name(token)) {
      operand_next_ = false;
      ++at_;
    } else if (operand_next_) {
      operand(token);
    } else {
      after_operand(token);
    }
  }

  void symbol(const Token& token) {
    ++at_;
    if (token.is("::")) {
      skip_one_name();
    } else {
      operand_next_ = !token.is(")");
    }
  }

  void operand(const Token& token) {
    if (one_of(token, {"not", "case", "when", "then", "else", "exists", "distinct", "from",
                       "select", "all", "where", "and", "or"})) {
      ++at_;
      return;
    }
    operand_next_ = false;
    if (one_of(token,
               {"null", "true", "false", "current_date", "current_time", "current_timestamp"})) {
      ++at_;
      return;
    }
    name();
  }

  // `a`, `a.b` or `a.b.c`, unless it is a function or the type of a literal (date '2026-01-01').
  void name() {
    const std::size_t first = at_;
    while (at_ + 2 < tokens_.size() && tokens_[at_ + 1].is(".") && is_name(tokens_[at_ + 2]))
      at_ += 2;
    const std::size_t last = at_++;
    const bool function = at_ < tokens_.size() && tokens_[at_].is("(");
    const bool type = at_ < tokens_.size() && tokens_[at_].kind == Token::Kind::string;
    if (function || type || last > first + 2) return;
    references_.push_back({last == first ? Reference::kNone : first, last});
  }

  void after_operand(const Token& token) {
    ++at_;
    if (token.is("collate")) {
      skip_one_name();
    } else if (token.is("as")) {
      skip_type();
    } else if (!one_of(token, {"not", "null", "isnull", "notnull", "end", "asc", "desc"})) {
      operand_next_ = true;
    }
  }

  void skip_one_name() {
    if (at_ < tokens_.size() && is_name(tokens_[at_])) ++at_;
    operand_next_ = false;
  }

  // The type of a CAST, up to its closing bracket.
  void skip_type() {
    int depth = 0;
    for (; at_ < tokens_.size(); ++at_) {
      if (tokens_[at_].is("(")) ++depth;
      if (tokens_[at_].is(")") && depth-- == 0) return;
    }
  }

  const std::vector<Token>& tokens_;
  std::size_t at_ = 0;
  bool operand_next_ = true;
  std::vector<Reference> references_;
};

bool has_capital(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Where the old name stood bare with capitals, its writer does not mind that some databases fold
// the case of bare names; elsewhere a name with capitals is quoted.
std::string spelled(const Token& old, std::string_view name, Spelling spelling) {
  const bool bare = spelling == Spelling::like_the_old && old.kind == Token::Kind::word &&
                    may_stand_bare(name) && (!has_capital(name) || has_capital(old.text));
  return bare ? std::string(name) : sql::quote_name(name);
}

// `sql` with the tokens that `wanted` picks of each reference replaced by `to`.
template <class Pick>
std::string replaced(std::string_view text, std::string_view to, Spelling spelling, Pick pick) {
  const std::vector<Token> tokens = sql::tokenize(text);
  std::string result;
  std::size_t copied = 0;
  for (const Reference& reference : Walk(tokens).references()) {
    const std::size_t picked = pick(tokens, reference);
    if (picked == Reference::kNone) continue;
    const Token& token = tokens[picked];
    result += text.substr(copied, token.offset - copied);
    result += spelled(token, to, spelling);
    copied = token.offset + token.text.size();
  }
  result += text.substr(copied);
  return result;
}

template <class Rewrite>
DialectText each_dialect(const DialectText& text, Rewrite rewrite) {
  DialectText result;
  for (const auto& [dialect, sql] : text.texts) result.texts.emplace(dialect, rewrite(sql));
  return result;
}

// Of SQLite (https://sqlite.org/lang_keywords.html) and the reserved ones of PostgreSQL and the SQL
// standard that people use as names. Sorted.
constexpr std::array<std::string_view, 182> kKeywords = {"abort",
                                                         "action",
                                                         "add",
                                                         "after",
                                                         "all",
                                                         "alter",
                                                         "always",
                                                         "analyse",
                                                         "analyze",
                                                         "and",
                                                         "any",
                                                         "array",
                                                         "as",
                                                         "asc",
                                                         "asymmetric",
                                                         "attach",
                                                         "authorization",
                                                         "autoincrement",
                                                         "before",
                                                         "begin",
                                                         "between",
                                                         "binary",
                                                         "both",
                                                         "by",
                                                         "cascade",
                                                         "case",
                                                         "cast",
                                                         "check",
                                                         "collate",
                                                         "collation",
                                                         "column",
                                                         "commit",
                                                         "concurrently",
                                                         "conflict",
                                                         "constraint",
                                                         "create",
                                                         "cross",
                                                         "current",
                                                         "current_catalog",
                                                         "current_date",
                                                         "current_role",
                                                         "current_schema",
                                                         "current_time",
                                                         "current_timestamp",
                                                         "current_user",
                                                         "database",
                                                         "default",
                                                         "deferrable",
                                                         "deferred",
                                                         "delete",
                                                         "desc",
                                                         "detach",
                                                         "distinct",
                                                         "do",
                                                         "drop",
                                                         "each",
                                                         "else",
                                                         "end",
                                                         "escape",
                                                         "except",
                                                         "exclude",
                                                         "exclusive",
                                                         "exists",
                                                         "explain",
                                                         "fail",
                                                         "false",
                                                         "fetch",
                                                         "filter",
                                                         "first",
                                                         "following",
                                                         "for",
                                                         "foreign",
                                                         "freeze",
                                                         "from",
                                                         "full",
                                                         "generated",
                                                         "glob",
                                                         "grant",
                                                         "group",
                                                         "groups",
                                                         "having",
                                                         "if",
                                                         "ignore",
                                                         "ilike",
                                                         "immediate",
                                                         "in",
                                                         "index",
                                                         "indexed",
                                                         "initially",
                                                         "inner",
                                                         "insert",
                                                         "instead",
                                                         "intersect",
                                                         "into",
                                                         "is",
                                                         "isnull",
                                                         "join",
                                                         "key",
                                                         "last",
                                                         "lateral",
                                                         "leading",
                                                         "left",
                                                         "like",
                                                         "limit",
                                                         "localtime",
                                                         "localtimestamp",
                                                         "match",
                                                         "materialized",
                                                         "natural",
                                                         "no",
                                                         "not",
                                                         "nothing",
                                                         "notnull",
                                                         "null",
                                                         "nulls",
                                                         "of",
                                                         "offset",
                                                         "on",
                                                         "only",
                                                         "or",
                                                         "order",
                                                         "others",
                                                         "outer",
                                                         "over",
                                                         "overlaps",
                                                         "partition",
                                                         "placing",
                                                         "plan",
                                                         "pragma",
                                                         "preceding",
                                                         "primary",
                                                         "query",
                                                         "raise",
                                                         "range",
                                                         "recursive",
                                                         "references",
                                                         "regexp",
                                                         "reindex",
                                                         "release",
                                                         "rename",
                                                         "replace",
                                                         "restrict",
                                                         "returning",
                                                         "right",
                                                         "rollback",
                                                         "row",
                                                         "rows",
                                                         "savepoint",
                                                         "select",
                                                         "session_user",
                                                         "set",
                                                         "similar",
                                                         "some",
                                                         "symmetric",
                                                         "table",
                                                         "tablesample",
                                                         "temp",
                                                         "temporary",
                                                         "then",
                                                         "ties",
                                                         "to",
                                                         "trailing",
                                                         "transaction",
                                                         "trigger",
                                                         "true",
                                                         "unbounded",
                                                         "union",
                                                         "unique",
                                                         "update",
                                                         "user",
                                                         "using",
                                                         "vacuum",
                                                         "values",
                                                         "variadic",
                                                         "verbose",
                                                         "view",
                                                         "virtual",
                                                         "when",
                                                         "where",
                                                         "window",
                                                         "with",
                                                         "without"};
static_assert(std::is_sorted(kKeywords.begin(), kKeywords.end()));

// What a trigger calls the row that it is about.
bool is_row(std::string_view qualifier) {
  return sql::same_name(qualifier, "new") || sql::same_name(qualifier, "old");
}

}  // namespace

bool may_stand_bare(std::string_view name) {
  const std::vector<Token> tokens = sql::tokenize(name);
  return tokens.size() == 1 && tokens[0].kind == Token::Kind::word && tokens[0].text == name &&
         !std::binary_search(kKeywords.begin(), kKeywords.end(), sql::lower(name));
}

std::string rename_column(std::string_view sql, Scope scope, std::string_view table,
                          std::string_view from, std::string_view to, Spelling spelling) {
  const auto pick = [&](const std::vector<Token>& tokens, const Reference& reference) {
    const bool qualified = reference.qualifier != Reference::kNone;
    const std::string qualifier = qualified ? identifier(tokens[reference.qualifier]) : "";
    const bool in_scope = scope == Scope::trigger ? is_row(qualifier)
                                                  : !qualified || sql::same_name(qualifier, table);
    const bool named = sql::same_name(identifier(tokens[reference.column]), from);
    return in_scope && named ? reference.column : Reference::kNone;
  };
  return replaced(sql, to, spelling, pick);
}

DialectText rename_column(const DialectText& sql, Scope scope, std::string_view table,
                          std::string_view from, std::string_view to, Spelling spelling) {
  return each_dialect(sql, [&](const std::string& text) {
    return rename_column(text, scope, table, from, to, spelling);
  });
}

std::string rename_table(std::string_view sql, Scope scope, std::string_view from,
                         std::string_view to, Spelling spelling) {
  if (scope == Scope::trigger && is_row(from)) return std::string(sql);
  const auto pick = [&](const std::vector<Token>& tokens, const Reference& reference) {
    const bool named = reference.qualifier != Reference::kNone &&
                       sql::same_name(identifier(tokens[reference.qualifier]), from);
    return named ? reference.qualifier : Reference::kNone;
  };
  return replaced(sql, to, spelling, pick);
}

DialectText rename_table(const DialectText& sql, Scope scope, std::string_view from,
                         std::string_view to, Spelling spelling) {
  return each_dialect(
      sql, [&](const std::string& text) { return rename_table(text, scope, from, to, spelling); });
}

bool mentions(const DialectText& sql, std::string_view name) {
  return std::any_of(sql.texts.begin(), sql.texts.end(),
                     [&](const auto& text) { return sql::mentions(text.second, name); });
}

}  // namespace schemake::generator
