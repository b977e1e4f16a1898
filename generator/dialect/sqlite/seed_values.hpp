#ifndef SCHEMAKE_DIALECT_SQLITE_SEED_VALUES_HPP
#define SCHEMAKE_DIALECT_SQLITE_SEED_VALUES_HPP

#include <string>
#include <vector>

#include "dialect/sqlite/values.hpp"

// What the rows that a schema brings hold in a database where nobody has changed them.

namespace schemake::generator::sqlite {

// What a row says of a column, else the column's default; null where there is neither.
const Default* given(const Row& row, const Column& column);

bool is_key_column(const TableSchema& table, const std::string& column);

// The value that a row is given in a column, as SQL.
std::string given_value(const Row& row, const Column& column);

// The same where it can be told again in any database; empty where it cannot, as of a clock.
std::string known_value(const Row& row, const Column& column, const TableSchema& table);

// What of a known value is there once the table `before` has become another one by `values`; empty
// where nobody can tell.
std::string converted_value(const Row& row, const TableSchema& before, const Column& after,
                            const std::vector<Value>& values);

// Whether each column's values are those of `before` still, by the same names.
bool keeps_its_values(const TableSchema& before, const TableSchema& after,
                      const std::vector<Value>& values);

// True where the column holds just that value: a collation does not count.
std::string is_value(const Column& column, const std::string& value);

// True of the row, by the table's key.
std::string key_condition(const Row& row, const TableSchema& table);

// True of the row while it is as it was put in, in all that can be told.
std::string untouched(const Row& row, const TableSchema& table);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_SEED_VALUES_HPP
