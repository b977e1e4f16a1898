#include "schema/placement.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "core/sql_text.hpp"
#include "schema/constraint_name.hpp"

namespace schemake::generator {
namespace {

std::vector<std::string> columns_of(const PlacedConstraint& constraint) {
  if (const auto* key = std::get_if<Key>(&constraint.value)) {
    std::vector<std::string> columns;
    for (const IndexPart& part : key->parts) columns.push_back(part.column);
    return columns;
  }
  if (const auto* key = std::get_if<ForeignKey>(&constraint.value)) return key->columns;
  if (constraint.column.empty()) return {};
  return {constraint.column};
}

// The only column that all texts of an expression name; empty where there are several or none.
std::string only_column(const DialectText& sql, const std::vector<Column>& columns) {
  std::string only;
  for (const Column& column : columns) {
    const bool named = std::any_of(sql.texts.begin(), sql.texts.end(), [&](const auto& text) {
      return sql::mentions(text.second, column.name);
    });
    if (!named) continue;
    if (!only.empty()) return {};
    only = column.name;
  }
  return only;
}

// The column that could say this constraint; empty where none could.
std::string column_for(const PlacedConstraint& constraint, const std::vector<Column>& columns) {
  if (const auto* key = std::get_if<Key>(&constraint.value)) {
    const IndexPart& part = key->parts.front();
    const bool plain = key->parts.size() == 1 && !part.descending && part.collation.empty() &&
                       key->conflict == OnConflict::unspecified;
    return plain ? part.column : std::string();
  }
  if (const auto* key = std::get_if<ForeignKey>(&constraint.value)) {
    return key->columns.size() == 1 ? key->columns.front() : std::string();
  }
  const Check& check = std::get<Check>(constraint.value);
  return check.conflict == OnConflict::unspecified ? only_column(check.sql, columns)
                                                   : std::string();
}

// What orders constraints before they have places: named ones by name, the others by value.
auto sort_key(const PlacedConstraint& constraint) {
  PlacedConstraint key = constraint;
  const std::string name = name_of(key);
  if (!constraint.named) name_of(key).clear();
  return std::make_tuple(constraint.named, constraint.named ? name : std::string(), key.value);
}

std::string next_name(const PlacedConstraint& constraint, const std::string& table,
                      std::set<std::string>& taken) {
  return constraint_name(kind_of(constraint), table, columns_of(constraint), taken);
}

// By the flags that they have.
std::vector<PlacedConstraint> placed_as_said(std::vector<PlacedConstraint> constraints,
                                             const std::vector<Column>& columns) {
  std::sort(constraints.begin(), constraints.end(),
            [](const auto& a, const auto& b) { return sort_key(a) < sort_key(b); });
  std::map<Kind, bool> has_named;
  std::set<std::pair<Kind, std::string>> said;
  for (PlacedConstraint& constraint : constraints) {
    const Kind kind = kind_of(constraint);
    constraint.column.clear();
    if (constraint.named) {
      has_named[kind] = true;
      continue;
    }
    std::string column = column_for(constraint, columns);
    if (!column.empty() && said.emplace(kind, column).second) constraint.column = std::move(column);
  }
  for (PlacedConstraint& constraint : constraints) {
    if (constraint.column.empty() && has_named[kind_of(constraint)]) constraint.named = true;
  }
  const auto place = [&](const PlacedConstraint& constraint) {
    const auto at = std::find_if(columns.begin(), columns.end(), [&](const Column& column) {
      return column.name == constraint.column;
    });
    return std::make_pair(std::distance(columns.begin(), at), kind_of(constraint));
  };
  std::stable_sort(constraints.begin(), constraints.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
  return constraints;
}

// Named ones keep their names, unless they have none.
void name_constraints(std::vector<PlacedConstraint>& placed, const std::string& table,
                      std::set<std::string> taken) {
  for (PlacedConstraint& constraint : placed) {
    if (constraint.named) taken.insert(sql::lower(name_of(constraint)));
  }
  for (const bool named : {true, false}) {
    for (PlacedConstraint& constraint : placed) {
      std::string& name = name_of(constraint);
      const bool wants = constraint.named ? name.empty() : true;
      if (constraint.named == named && wants) name = next_name(constraint, table, taken);
    }
  }
}

// Whether the template could have given its name to this one of `count` constraints.
bool may_be_template_name(const PlacedConstraint& constraint, const std::string& table,
                          const std::vector<Column>& columns, std::size_t count) {
  PlacedConstraint tried = constraint;
  const std::string name = name_of(tried);
  for (const std::string& column : {column_for(constraint, columns), std::string()}) {
    tried.column = column;
    std::set<std::string> taken;
    for (std::size_t i = 0; i < count; ++i) {
      if (next_name(tried, table, taken) == name) return true;
    }
  }
  return false;
}

}  // namespace

Kind kind_of(const PlacedConstraint& constraint) {
  if (std::holds_alternative<Key>(constraint.value)) return Kind::key;
  return std::holds_alternative<ForeignKey>(constraint.value) ? Kind::foreign_key : Kind::check;
}

std::string& name_of(PlacedConstraint& constraint) {
  return std::visit([](auto& value) -> std::string& { return value.name; }, constraint.value);
}

std::vector<PlacedConstraint> place_constraints(std::vector<PlacedConstraint> constraints,
                                                const PlaceOf& of) {
  while (true) {
    const std::vector<PlacedConstraint> placed = placed_as_said(constraints, of.columns);
    std::vector<PlacedConstraint> result = placed;
    name_constraints(result, of.table, of.taken);
    const auto loses_name = [&](std::size_t i) {
      PlacedConstraint before = placed[i];
      return !name_of(before).empty() && name_of(before) != name_of(result[i]);
    };
    std::size_t i = 0;
    while (i < placed.size() && !loses_name(i)) ++i;
    if (i == placed.size()) return result;
    for (PlacedConstraint& constraint : constraints) {
      if (constraint.value == placed[i].value) constraint.named = true;
    }
  }
}

void forget_template_names(std::vector<PlacedConstraint>& constraints, const PlaceOf& of) {
  for (PlacedConstraint& constraint : constraints) {
    constraint.named = !name_of(constraint).empty() &&
                       !may_be_template_name(constraint, of.table, of.columns, constraints.size());
  }
}

}  // namespace schemake::generator
