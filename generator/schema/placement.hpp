#ifndef SCHEMAKE_SCHEMA_PLACEMENT_HPP
#define SCHEMAKE_SCHEMA_PLACEMENT_HPP

#include <set>
#include <string>
#include <variant>
#include <vector>

#include "schema/schema.hpp"

namespace schemake::generator {

// A constraint and where the YAML says it. A primary key is none of these: it has one place alone.
struct PlacedConstraint {
  std::variant<Key, ForeignKey, Check> value;
  bool named = false;  // the YAML says its name; else it gets the template's
  std::string column;  // it is said at this column; empty: at its table
};

Kind kind_of(const PlacedConstraint& constraint);
std::string& name_of(PlacedConstraint& constraint);

// The table that constraints are of.
struct PlaceOf {
  const std::string& table;
  const std::vector<Column>& columns;
  std::set<std::string> taken;  // names of its other constraints, in lower case
};

// Gives each constraint its place, and brings them into the order in which the reader meets them.
// What is unnamed and about one column is said there, as long as no other of its kind is; a table's
// list of one kind has either names for all or for none, so that one with a name has the others
// named as well. The order given does not count: the same constraints get the same places.
//
// Those without a name get the template's, as the reader will give it; one that has another name
// than that becomes a named one.
std::vector<PlacedConstraint> place_constraints(std::vector<PlacedConstraint> constraints,
                                                const PlaceOf& of);

// Makes those unnamed whose name may be the template's: place_constraints() names them again where
// it is not.
void forget_template_names(std::vector<PlacedConstraint>& constraints, const PlaceOf& of);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_PLACEMENT_HPP
