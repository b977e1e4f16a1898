#ifndef SCHEMAKE_SQLITE_RELAXED_TEXT_HPP
#define SCHEMAKE_SQLITE_RELAXED_TEXT_HPP

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What a step of Verb::retext makes of the text of a table. Two databases at one state may hold
// other texts: one was created as it is, one has been altered step by step, one was written by
// hand. So clauses are compared by their tokens, wherever they stand, and cut out or exchanged in
// place; all else, comments and white space too, stays as it is.

namespace schemake::sqlite {

// The columns of a table's primary key: REFERENCES without columns means them.
using PrimaryKeyOf = std::function<std::vector<std::string>(const std::string& table)>;

struct RelaxedText {
  std::string text;
  std::vector<std::string> defaults;  // the columns that have another DEFAULT than before
  bool without_rowid = false;
};

// `text` is a CREATE TABLE; `was` and `now` are the `was` and `sql` of the step
// (schemake/edge_v1.hpp). Nothing where they ask for more than a NOT NULL, CHECK or FOREIGN KEY
// that goes and a DEFAULT that comes, goes or changes, where `text` says something else than `was`
// or says it twice, and where it is not understood.
std::optional<RelaxedText> relaxed_text(std::string_view text, std::string_view was,
                                        std::string_view now, const PrimaryKeyOf& primary_key);

// `text` with `DEFAULT value` in these columns of it.
std::string with_default(std::string_view text, const std::vector<std::string>& columns,
                         std::string_view value);

// Whether a row of the table may lack one of these columns. ALTER TABLE ADD COLUMN writes no row:
// one that is older reads as the column's default, and so would take on another default. None lacks
// a column behind which one stands that ADD COLUMN cannot have added to rows.
bool may_lack(std::string_view text, const std::vector<std::string>& columns);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_RELAXED_TEXT_HPP
