#ifndef SCHEMAKE_DIALECT_SQLITE_VALUES_HPP
#define SCHEMAKE_DIALECT_SQLITE_VALUES_HPP

#include <map>
#include <set>
#include <string>
#include <vector>

#include "dialect/lineage.hpp"
#include "dialect/sqlite/change.hpp"

// What the existing rows of a table get in each column of its new self.

namespace schemake::generator::sqlite {

// What a plan is made from.
struct Setting {
  const Schema& from;    // the state before, in its own names
  const States& states;  // the state before in the names of the one after; the one after
  const Lineage& lineage;
  const std::set<std::string>& accepted;  // losses accepted by name; "*" is all
  bool is_way_back = false;               // a downgrade, of which no loss can be accepted
  // Of a table of the state after, the rows of the schema that go before it changes, by their keys.
  const std::map<std::string, std::vector<std::string>>& going;
};

struct Value {
  const Column* column = nullptr;  // of the new self
  const Column* old = nullptr;     // null: added
  // Over the old self's columns, in the names of the state after; empty: the column is left to its
  // default, to NULL or to the rowid.
  std::string expression;
  // What the column makes of that, as it compares there; empty: no other value.
  std::string guarded;
  // True of an old row whose value `expression` would not keep; empty where it keeps all, or where
  // the loss is accepted.
  std::string loses;
  std::string loss;  // what has to be accepted to have no `loses`; empty where that is no help
  // Rows get a NULL that the column does not take: nothing says what they get instead.
  bool lacking = false;
  bool backfilled = false;
  // The backfill reads other tables: it means something only when its turn in the plan comes.
  bool reads_others = false;
};

// Whether the column gets the very values that it had.
bool keeps(const Value& value);

// What guards read of the values that will be there.
const std::string& guarded(const Value& value);

// For every column of the new self but generated ones, in its order.
std::vector<Value> values(const TableChange& change, const Setting& setting);

// Of a change that keeps every column, and every value as it is.
std::vector<Value> kept_values(const TableChange& change);

// The name by which a table's rowid can be read and written where none of its columns has taken it;
// empty where there is none. A column of either self takes a name.
std::string rowid_name(const TableSchema& before, const TableSchema& after);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_VALUES_HPP
