#ifndef SCHEMAKE_DIALECT_SQL_WRITER_HPP
#define SCHEMAKE_DIALECT_SQL_WRITER_HPP

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/schema.hpp"

// The pieces of SQL text that every dialect writes alike. What comes out is read by people in pull
// requests: one item a line, two blanks of indent. Names are always quoted.

namespace schemake::generator {

// x -> "x"
std::string quoted_name(std::string_view name);

// a, b -> "a", "b"
std::string quoted_list(const std::vector<std::string>& names);

std::string join(const std::vector<std::string>& items, std::string_view separator);

// The items between brackets, each on its own line:
//   (
//     "id" INTEGER,
//     "name" TEXT
//   )
std::string bracketed_lines(const std::vector<std::string>& items);

// NO ACTION is "", as it is what every engine does when nothing is said.
std::string_view spell(Action action);

// ` REFERENCES "author" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED`
std::string references_clause(const ForeignKey& key);

// `CONSTRAINT "name" `, or nothing for an unnamed one.
std::string constraint_prefix(const std::string& name);

// The statements of a trigger's body, one a line and indented; `body` is "a; b;" on one line.
std::string statement_lines(std::string_view body);

// New names for old ones, matched without regard to case. All are replaced at once, so two may be
// swapped.
using NameMap = std::vector<std::pair<std::string, std::string>>;

// An expression over a row of `table` (by its new name) with the old names in it replaced: a
// table's where it follows FROM or JOIN or qualifies a column, a column's elsewhere, unless another
// table qualifies it.
std::string with_new_names(std::string_view sql, const std::string& table, const NameMap& tables,
                           const NameMap& columns);

}  // namespace schemake::generator

#endif  // SCHEMAKE_DIALECT_SQL_WRITER_HPP
