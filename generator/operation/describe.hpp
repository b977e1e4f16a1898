#ifndef SCHEMAKE_OPERATION_DESCRIBE_HPP
#define SCHEMAKE_OPERATION_DESCRIBE_HPP

#include <cstddef>
#include <string>
#include <vector>

#include "operation/operation.hpp"

namespace schemake::generator {

// What changes, in words, grouped by table:
//   author: adds column email text, not null, filled with name || '@invalid'
// A dropped table is one line; a constraint that only gets another name is renamed; a circle of
// renames is told without its intermediate name; respellings (operation.hpp) are left out. User
// text stands in it as it is: printable() is for whoever prints.
struct Description {
  std::string object;  // the table, view, enum or virtual table, by its last name
  std::vector<std::string> changes;
  friend bool operator==(const Description&, const Description&) = default;
};
std::vector<Description> describe(const Schema& before, const std::vector<Operation>& operations);

// Values that existing rows would lose, or rows that would stop the upgrade, where nobody who only
// knows the schema can know them. Sealing wants each accepted by its name.
//
// Lost: a dropped table, a dropped virtual table, its columns or content, a dropped column, a
// column that becomes a generated one; and what a new type cannot hold (type_change.hpp), unless a
// backfill over the column itself says what becomes of each value. The values of a dropped
// generated column are not: they can be computed again. Stopping: a new NOT NULL column without
// default, backfill or identity (but for a whole number that becomes the primary key, as rows have
// a rowid), a column made NOT NULL without default or backfill, values removed from an enum that a
// column has.
//
// New unique keys, unique indexes, checks and foreign keys are not listed: rows that violate them
// stop the upgrade with an error that names them, and no value is lost.
struct Loss {
  ObjectName object;   // spelled "author.nickname", or "author" for a whole table; by its last name
  std::string what;    // "drops the column and its values"
  bool stops = false;  // no value is lost: rows that are not as wanted stop the upgrade
  friend bool operator==(const Loss&, const Loss&) = default;
};
std::vector<Loss> losses(const Schema& before, const std::vector<Operation>& operations);

// Whether a loss of that name is among those accepted, of which "*" is all.
bool is_accepted(const std::string& name, const std::vector<std::string>& accepted);

// Whether a binary built for the state before may fail after. It may where a table of that state or
// a part of it
// - is renamed (constraints and indexes aside) or dropped (a key or unique index: it may be the
// target of
//   ON CONFLICT; other indexes, checks, foreign keys and triggers bind nobody);
// - is tightened: NOT NULL, a new NOT NULL column without default, a default dropped from one, a
// check, key,
//   unique index or foreign key new or changed, STRICT, a trigger that may RAISE, an enum's value
//   removed;
// - has another type, collation or generated expression;
// and where a view or virtual table is renamed, changed or dropped.
bool breaks(const Schema& before, const std::vector<Operation>& operations);

// The operations for which it may, as places in the list.
std::vector<std::size_t> breaking(const std::vector<Operation>& operations);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_DESCRIBE_HPP
