#ifndef SCHEMAKE_OPERATION_REWRITE_HPP
#define SCHEMAKE_OPERATION_REWRITE_HPP

#include <string>
#include <string_view>

#include "schema/schema.hpp"

// Names inside expressions that belong to one table (checks, generated columns, index expressions
// and conditions, a trigger's WHEN), rewritten token by token. White space, literals, functions,
// collations, type names and keywords are left alone: a word counts as a name only where the
// grammar of an expression (https://sqlite.org/lang_expr.html) expects an operand.

namespace schemake::generator {

// How an expression names a column: `name` or `table.name`; or, in a trigger's WHEN, NEW.name and
// OLD.name.
enum class Scope { table, trigger };

// How the new name is written: as the old one was (quoted or bare) wherever it can be, or always
// quoted.
enum class Spelling { like_the_old, quoted };

std::string rename_column(std::string_view sql, Scope scope, std::string_view table,
                          std::string_view from, std::string_view to,
                          Spelling spelling = Spelling::like_the_old);
DialectText rename_column(const DialectText& sql, Scope scope, std::string_view table,
                          std::string_view from, std::string_view to,
                          Spelling spelling = Spelling::like_the_old);

// The qualifier of `from.column`. In a trigger's WHEN the NEW and OLD are its rows, also where a
// table is called so.
std::string rename_table(std::string_view sql, Scope scope, std::string_view from,
                         std::string_view to, Spelling spelling = Spelling::like_the_old);
DialectText rename_table(const DialectText& sql, Scope scope, std::string_view from,
                         std::string_view to, Spelling spelling = Spelling::like_the_old);

// Whether the text of some dialect may name `name` (core/sql_text.hpp, mentions).
bool mentions(const DialectText& sql, std::string_view name);

// Whether `name` may stand bare in every dialect: a plain word that is no keyword.
bool may_stand_bare(std::string_view name);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_REWRITE_HPP
