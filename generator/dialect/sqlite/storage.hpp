#ifndef SCHEMAKE_DIALECT_SQLITE_STORAGE_HPP
#define SCHEMAKE_DIALECT_SQLITE_STORAGE_HPP

#include <string>
#include <string_view>

#include "schema/affinity.hpp"
#include "schema/schema.hpp"

// How SQLite stores each portable type (https://sqlite.org/datatype3.html), and what it says of a
// column beside its type.

namespace schemake::generator::sqlite {

// The key of DialectText.
inline const std::string kDialect = "sqlite";

// "INTEGER", "TEXT"; a raw type as it is written, which may be "".
std::string declared_type(const Type& type);

// What a type promises beyond SQLite's storage, over the value `value` (a quoted column, or any
// expression): "length(x) <= 20", "x IN (0, 1)"; empty where storage says it all. An enum is looked
// up in `schema`.
std::string implied_check(const Type& type, const std::string& value, const Schema& schema);

// Whether it is an integer of 64 bits, spelled as SQLite does.
bool is_bigint(std::string_view text);

// A literal by its kind; booleans are 1 and 0.
std::string literal(const Literal& value);

// Whether a STRICT table takes the literal into a column of that affinity.
bool suits(const Literal& value, Affinity affinity);

// Whether a column of that affinity gives the literal back as it is written. A whole number of more
// than 64 bits stays what it is as text alone, and a number that becomes text is spelled by SQLite:
// 1.50 as 1.5. What stands in a REAL column is the nearest number, and counts as kept.
bool keeps(Affinity affinity, const Literal& value);

// As it stands after DEFAULT: an expression in brackets, CURRENT_TIMESTAMP and its kin bare.
std::string default_text(const Default& value);

// The column whose values are the rowids: the only primary key column, INTEGER, not descending, in
// a table that has rowids (https://sqlite.org/lang_createtable.html#rowid). Null where there is
// none.
const Column* rowid_alias(const TableSchema& table);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_STORAGE_HPP
