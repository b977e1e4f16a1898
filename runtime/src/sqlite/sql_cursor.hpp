#ifndef SCHEMAKE_SQLITE_SQL_CURSOR_HPP
#define SCHEMAKE_SQLITE_SQL_CURSOR_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/sql_text.hpp"

namespace schemake::sqlite {

// Thrown by SqlCursor where the text is not what was asked for.
struct SqlSyntaxError {
  std::size_t offset;
  std::string what;
};

// A place in the tokens of one statement, which it reads from left to right. The text must outlive
// it.
class SqlCursor {
 public:
  explicit SqlCursor(std::string_view text);

  bool at_end() const { return next_ == tokens_.size(); }
  // Whether this symbol or keyword, or a name, stands `ahead` tokens further on.
  bool sees(std::string_view symbol_or_keyword, std::size_t ahead = 0) const;
  bool sees_name(std::size_t ahead = 0) const;
  // Whether a word that is no name without quotes stands here.
  bool sees_reserved() const;

  // Steps over the words if all of them stand here.
  bool take(std::string_view first);
  bool take(std::string_view first, std::string_view second);
  // The same, or a SqlSyntaxError.
  void expect(std::string_view symbol_or_keyword);
  // A name in any of the four styles, its quotes undone.
  std::string name();
  // A name that may stand behind a schema's: main.author.
  std::string qualified_name();
  // One token, whatever it is.
  const sql::Token& any();
  // "(", what stands to the bracket that closes it, and that bracket: the text between the two.
  std::string bracketed();
  std::string bracketed_as_written();
  // From here up to, and without, the next of `ends` outside of brackets, or the end. A word behind
  // a dot is a name.
  std::string until(const std::vector<std::string_view>& ends);
  // From here up to, and without, `word`, which must be the last of the statement; steps over it.
  std::string up_to_last(std::string_view word);

  std::size_t position() const { return next_; }
  // Where in the text the next token stands, and where the last one ended.
  std::size_t begin_of_next() const { return at_end() ? text_.size() : tokens_[next_].offset; }
  std::size_t end_of_last() const;
  // The tokens from `begin` up to here; see text_of.
  std::string text_since(std::size_t begin) const;
  [[noreturn]] void fail(std::string_view expected) const;

 private:
  std::string_view text_;
  std::vector<sql::Token> tokens_;
  std::size_t next_ = 0;
};

// Tokens [begin, end) as text: comments left out, white space folded to single blanks.
std::string text_of(const std::vector<sql::Token>& tokens, std::size_t begin, std::size_t end);
// The index of the bracket that closes the one at `open`; tokens.size() where none does.
std::size_t closing_bracket(const std::vector<sql::Token>& tokens, std::size_t open);

// `expression` without brackets that enclose all of it: "((a) + (b))" -> "(a) + (b)".
std::string without_outer_brackets(std::string_view expression);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_SQL_CURSOR_HPP
