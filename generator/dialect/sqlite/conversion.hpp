#ifndef SCHEMAKE_DIALECT_SQLITE_CONVERSION_HPP
#define SCHEMAKE_DIALECT_SQLITE_CONVERSION_HPP

#include <string>

#include "dialect/sqlite/storage.hpp"

// What becomes of values that come into a column of another affinity. A column that is not of a
// STRICT table takes a value of any storage class, and makes of it what its affinity makes
// (https://sqlite.org/datatype3.html#type_affinity): '7' becomes 7 in an INTEGER column, and 'abc'
// stays. CAST makes 0 of both 'abc' and x'00', so it stands only where values are meant to become
// others: those that a portable type's columns are for, on their way to another portable type; and
// those that the new column does not take.

namespace schemake::generator::sqlite {

// How a column holds its values.
struct Storage {
  Affinity affinity = Affinity::blob;
  bool raw = false;    // of a type that is written for SQLite, which stands for what SQLite does
  bool exact = false;  // of a STRICT table, or the rowid: no value of another storage class
};

Storage storage(const Column& column, const TableSchema& table);

std::string cast(const std::string& value, Affinity to);

struct Converted {
  std::string expression;  // what is written; the column's affinity is applied to that
  // What is there then; `guarded` as a column of that affinity compares, which counts in a check,
  // and perhaps wrong of what is no value of the old type.
  std::string exactly, guarded;
  // True of a value that the old column could not have back, or that the new one does not take;
  // empty where there is none. Where that is accepted, it becomes what `expression` says.
  std::string loses;
};

// `value` is the quoted column; its values are compared by bytes where `collated`.
Converted convert(const std::string& value, const Storage& from, const Storage& to, bool collated);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_CONVERSION_HPP
