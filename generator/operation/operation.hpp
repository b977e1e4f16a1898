#ifndef SCHEMAKE_OPERATION_OPERATION_HPP
#define SCHEMAKE_OPERATION_OPERATION_HPP

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "schema/schema.hpp"

namespace schemake::generator {

// Replaces one object's value. Nothing before: created; nothing after: dropped. Names do not change
// here: that is Rename.
template <class T>
struct Change {
  std::optional<T> before, after;
  friend bool operator==(const Change&, const Change&) = default;
};

// A column may say what its existing rows get.
template <>
struct Change<Column> {
  std::optional<Column> before, after;
  DialectText backfill{};  // may be empty; lost by reverse
  friend bool operator==(const Change&, const Change&) = default;
};

// A new name; whatever refers to the object by name follows: keys, foreign keys, indexes, triggers,
// the column order, the types of an enum's columns, and the expressions of the table itself
// (checks, generated columns, index expressions and conditions, a trigger's WHEN). The names of
// constraints stay, and so do the texts of views and of trigger bodies, which are about many
// tables.
struct Rename {
  Kind kind = Kind::table;
  std::string table;  // of a column or constraint, as it is called at this point
  std::string from, to;
  friend bool operator==(const Rename&, const Rename&) = default;
};

// A table is created and dropped as its parts, one operation each: Change<Table> first when
// created, and last when dropped.
using Operation = std::variant<Rename, Change<Table>, Change<Column>, Change<Key>,
                               Change<ForeignKey>, Change<Check>, Change<Index>, Change<View>,
                               Change<Trigger>, Change<Enum>, Change<VirtualTable>, Change<Row>>;

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

// The object that an operation is about; a Rename's by its new name.
ObjectName subject(const Operation& operation);

// Whether there is no such object before, or after; a rename does neither.
bool creates(const Operation& operation);
bool drops(const Operation& operation);

// Undoes one operation: before and after swapped. A backfill is not kept.
Operation reverse(const Operation& operation);

// Whether it changes nothing but how names in expressions are written, quoted or not, in which
// case: a difference holds such where a rename must be taken back exactly.
bool is_respelling(const Operation& operation);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_OPERATION_HPP
