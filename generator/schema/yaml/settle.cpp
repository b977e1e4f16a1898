#include <algorithm>
#include <set>
#include <utility>

#include "core/sql_text.hpp"
#include "schema/constraint_name.hpp"
#include "schema/yaml/constraints.hpp"

namespace schemake::generator {
namespace {

std::vector<std::string> columns_of(const Key& key) {
  std::vector<std::string> columns;
  for (const IndexPart& part : key.parts) columns.push_back(part.column);
  return columns;
}

// The one column that a check was written at, or none for a check of the table.
std::vector<std::string> columns_of(const WrittenConstraint& constraint) {
  if (const Key* key = std::get_if<Key>(&constraint.value)) return columns_of(*key);
  if (const auto* key = std::get_if<ForeignKey>(&constraint.value)) return key->columns;
  return constraint.column.empty() ? std::vector<std::string>{}
                                   : std::vector<std::string>{constraint.column};
}

Kind kind_of(const WrittenConstraint& constraint) {
  if (std::holds_alternative<Key>(constraint.value)) return Kind::key;
  return std::holds_alternative<ForeignKey>(constraint.value) ? Kind::foreign_key : Kind::check;
}

// What has been reported already and would only be reported again in other words.
bool is_broken(const WrittenConstraint& constraint) {
  if (const Key* key = std::get_if<Key>(&constraint.value)) return key->parts.empty();
  if (const auto* key = std::get_if<ForeignKey>(&constraint.value)) {
    return key->columns.empty() || key->parent.empty();
  }
  return false;
}

bool is_primary(const WrittenConstraint& constraint) {
  const Key* key = std::get_if<Key>(&constraint.value);
  return key != nullptr && key->primary;
}

std::string& name_of(WrittenConstraint& constraint) {
  return std::visit([](auto& value) -> std::string& { return value.name; }, constraint.value);
}

// By column and collation, in order: two such keys are one index.
bool is_same_index(const Key& a, const Key& b, const TableSchema& table) {
  const auto collation = [&](const IndexPart& part) {
    const Column* const column = table.column(part.column);
    if (!part.collation.empty() || column == nullptr) return part.collation;
    return column->collation;
  };
  return std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(),
                    [&](const IndexPart& x, const IndexPart& y) {
                      return x.column == y.column && collation(x) == collation(y);
                    });
}

// The primary key that is SQLite's rowid has no index, and a unique key beside it has one.
bool is_rowid(const Key& key, const TableSchema& table) {
  if (!key.primary || key.parts.size() != 1 || table.table.without_rowid) return false;
  const Column* const column = table.column(key.parts.front().column);
  if (column == nullptr || key.parts.front().descending) return false;
  const Type& type = column->type;
  return type.name == TypeName::smallint || type.name == TypeName::integer ||
         type.name == TypeName::bigint ||
         (type.name == TypeName::raw && sql::same_name(type.raw.for_dialect("sqlite"), "INTEGER"));
}

// SQLite keeps one index for two keys over the same columns: the second would be lost.
void refuse_same_key(Reading& reading, const TableDraft& table, const Key& key, Position at) {
  for (const auto& [name, other] : table.schema.keys) {
    if (is_rowid(other, table.schema) || is_rowid(key, table.schema)) continue;
    if (is_same_index(key, other, table.schema)) {
      reading.error(at,
                    "these columns are " +
                        std::string(other.primary ? "the primary key" : "unique") + " already",
                    "remove one of the two");
    }
  }
}

void move_into_table(Reading& reading, TableDraft& table, WrittenConstraint& constraint) {
  const ObjectName object{kind_of(constraint), table.name(), name_of(constraint)};
  reading.desired.positions.emplace(object, constraint.at);
  if (auto* key = std::get_if<Key>(&constraint.value)) {
    refuse_same_key(reading, table, *key, constraint.at);
    table.schema.keys.emplace(object.name, std::move(*key));
  } else if (auto* foreign = std::get_if<ForeignKey>(&constraint.value)) {
    reading.references.emplace(object, constraint.reference);
    table.schema.foreign_keys.emplace(object.name, std::move(*foreign));
  } else if (auto* check = std::get_if<Check>(&constraint.value)) {
    table.schema.checks.emplace(object.name, std::move(*check));
  }
}

}  // namespace

void settle_constraints(Reading& reading, TableDraft& table) {
  std::set<std::string> taken;
  for (WrittenConstraint& constraint : table.constraints) {
    const std::string& name = name_of(constraint);
    if (name.empty() || taken.insert(sql::lower(name)).second) continue;
    reading.error(constraint.at, "the table " + in_quotes(table.name()) +
                                     " has two constraints with the name " + in_quotes(name));
  }
  for (WrittenConstraint& constraint : table.constraints) {
    if (is_broken(constraint)) continue;
    std::string& name = name_of(constraint);
    if (name.empty() && !is_primary(constraint)) {
      const Kind kind = kind_of(constraint);
      name = constraint_name(kind, table.name(), columns_of(constraint), taken);
      reading.desired.hints.unnamed.insert({kind, table.name(), name});
    }
    move_into_table(reading, table, constraint);
  }
  table.constraints.clear();
}

}  // namespace schemake::generator
