#ifndef SCHEMAKE_CORE_SQL_TEXT_HPP
#define SCHEMAKE_CORE_SQL_TEXT_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// SQL as tokens, for all who compare, rewrite or vet SQL text without executing it: the
// fingerprint, the rename of a column inside an expression, the reader's check of an expression.
// The rules are those of https://sqlite.org/lang_keywords.html and SQLite's tokenizer; PostgreSQL's
// dollar quotes and E'' strings are not known here.

namespace schemake::sql {

struct Token {
  enum class Kind {
    word,         // a bare identifier or keyword
    quoted_name,  // "x", `x` or [x]
    string,       // 'x'
    blob,         // x'00ff'
    number,
    variable,  // ?1, :x, @x, $x
    symbol,    // an operator or punctuation, the longest that SQLite knows: "||", "->>", "(", ";"
    bad,       // an unterminated quote, a control character, or a byte that starts no token
  };
  Kind kind;
  std::string_view text;  // as written, a view into the text given to tokenize
  std::size_t offset;

  bool is(std::string_view symbol_or_keyword) const;  // a keyword in any case
};

// White space and comments are left out. An unterminated comment is a bad token.
std::vector<Token> tokenize(std::string_view text);

// Whether `text` holds a comment: what is embedded in a statement must not.
bool has_comment(std::string_view text);

// The identifier that a word or quoted_name token stands for, quotes undone.
std::string identifier(const Token& token);

// Whether a bare word means something else, or nothing, where a name is wanted: those that SQLite's
// grammar has no fallback for, and those that are values.
bool is_reserved(std::string_view word);

// Quoted as SQL wants names: x -> "x", a"b -> "a""b".
std::string quote_name(std::string_view name);
// x -> 'x', it's -> 'it''s'.
std::string quote_string(std::string_view text);

// One spelling for every text of the same tokens: single blanks, unquoted words in lower case,
// names without their quotes, save those that need them. Two texts that differ in meaning may only
// share it where they differ in the case of a name, which SQLite ignores too.
std::string canonical(std::string_view text);
std::string canonical(const std::vector<Token>& tokens, std::size_t begin, std::size_t end);

// Whether the name starts as a number does: the argument of some PRAGMAs is one then, even in
// quotes.
bool starts_with_number(std::string_view name);

// ASCII alone, as SQLite compares names.
std::string lower(std::string_view text);
bool same_name(std::string_view a, std::string_view b);

// "a AND b AND c": the terms joined by an operator for which brackets make no difference. Where
// there are many they stand in brackets, because SQLite refuses an expression that is nested 1,000
// deep, as each further term of a plain chain is. A term must bind tighter than the operator.
std::string chain(const std::vector<std::string>& terms, std::string_view separator);

// "a AND b AND c" for a WHERE. The time in which SQLite plans a search grows with the cube of the
// columns of one index that are compared, to seconds at 1,000: what stands behind the first ones is
// `(...) IS TRUE`, which is no matter of an index.
std::string all_of(const std::vector<std::string>& terms);

// Whether a token of `text` is this name, quoted or not, in any case. String literals count where
// SQLite may take one for a name.
bool mentions(std::string_view text, std::string_view name);

}  // namespace schemake::sql

#endif  // SCHEMAKE_CORE_SQL_TEXT_HPP
