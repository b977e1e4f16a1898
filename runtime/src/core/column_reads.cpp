#include "core/column_reads.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "core/sql_text.hpp"

namespace schemake::sql {
namespace {

using Kind = Token::Kind;

// Operators that SQLite takes for names as well.
bool is_operator_word(const Token& token) {
  static constexpr const char* kWords[] = {"like", "glob", "match", "regexp"};
  return token.kind == Kind::word && std::any_of(std::begin(kWords), std::end(kWords),
                                                 [&](const char* word) { return token.is(word); });
}

// Whether an operand ends with this token, so that an operator may follow.
bool ends_operand(const Token& token) {
  switch (token.kind) {
    case Kind::word:
      return !is_reserved(token.text) || token.is("null") || token.is("end") || token.is("true") ||
             token.is("false") || token.is("isnull") || token.is("notnull");
    case Kind::symbol:
      return token.is(")");
    case Kind::quoted_name:
    case Kind::string:
    case Kind::blob:
    case Kind::number:
    case Kind::variable:
      return true;
    case Kind::bad:
      return false;
  }
  return false;
}

class Names {
 public:
  explicit Names(std::string_view expression) : tokens_(tokenize(expression)) {}

  std::set<std::string> in_lower_case() {
    std::set<std::string> names;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (is_column(i)) names.insert(lower(identifier(tokens_[i])));
    }
    return names;
  }

 private:
  bool is(std::size_t at, std::string_view text) const {
    return at < tokens_.size() && tokens_[at].is(text);
  }
  bool before(std::size_t at, std::string_view text) const { return at > 0 && is(at - 1, text); }

  bool is_column(std::size_t at) {
    const Token& token = tokens_[at];
    if (token.kind != Kind::word && token.kind != Kind::quoted_name) return false;
    if (is(at + 1, "(") || before(at, "collate") || is_type(at)) return false;
    if (token.kind == Kind::quoted_name || before(at, ".")) return true;
    if (token.is("case")) ++cases_;
    if (token.is("end") && cases_ > 0) {
      --cases_;
      return false;
    }
    return !is_reserved(token.text) && !is_operator(at);
  }

  // Behind the AS of a CAST, up to its bracket.
  bool is_type(std::size_t at) const {
    for (std::size_t i = at; i > 0; --i) {
      const Token& token = tokens_[i - 1];
      if (token.kind == Kind::word && token.is("as")) return true;
      if (token.kind != Kind::word && token.kind != Kind::quoted_name) return false;
    }
    return false;
  }

  bool is_operator(std::size_t at) const {
    if (!is_operator_word(tokens_[at]) || at == 0) return false;
    return ends_operand(tokens_[at - 1]) || before(at, "not");
  }

  std::vector<Token> tokens_;
  int cases_ = 0;  // that are open
};

}  // namespace

bool reads_column(std::string_view expression, std::string_view name) {
  return columns_read(expression).count(lower(name)) > 0;
}

std::set<std::string> columns_read(std::string_view expression) {
  return Names(expression).in_lower_case();
}

}  // namespace schemake::sql
