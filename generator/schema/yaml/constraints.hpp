#ifndef SCHEMAKE_SCHEMA_YAML_CONSTRAINTS_HPP
#define SCHEMAKE_SCHEMA_YAML_CONSTRAINTS_HPP

#include <set>
#include <string>
#include <variant>
#include <vector>

#include "schema/yaml/reading.hpp"

namespace schemake::generator {

// A constraint as it was read, its name empty where none was given.
struct WrittenConstraint {
  std::variant<Key, ForeignKey, Check> value;
  Position at;
  Position reference = {};  // of a foreign key: where its target is named
  std::string column = {};  // of a check: the column that it was written at
};

// A table while it is read. Its constraints wait in the file's order until all names that were
// given are known: only then the others get theirs.
struct TableDraft {
  TableSchema schema;
  std::vector<WrittenConstraint> constraints;
  std::set<std::string> broken_columns;  // reported already: what names one is not wrong for that

  const std::string& name() const { return schema.table.name; }
};

// `primary_key:`, `unique:`, `foreign_keys:` and `checks:` of a table. The columns have been read.
void read_constraints(Reading& reading, const Fields& fields, TableDraft& table);

// The foreign key that `references:` and its neighbours make; `fields` are those of a column or of
// a foreign key. Its columns are the caller's to fill in.
ForeignKey read_reference(Reading& reading, const Fields& fields, const YamlNode& target);

// SQL in its short form, or in the long one, {sql: ...}.
DialectText read_check(Reading& reading, const YamlNode& node);

// Names the constraints that have none, by the template, and moves all into the table.
void settle_constraints(Reading& reading, TableDraft& table);

// Whether the table has the column; reports it where not.
bool check_column(Reading& reading, const TableDraft& table, const std::string& column,
                  Position at);

// The words of SQLite's ON CONFLICT.
OnConflict read_conflict(Reading& reading, const Fields& fields);

// Parts of a key or index: names of columns, or {column:, order:, collate:}. `expressions` allows
// {sql:} beside. Reports what is no column, and what stands there twice.
std::vector<IndexPart> read_parts(Reading& reading, const TableDraft& table, const YamlNode& list,
                                  bool expressions);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_YAML_CONSTRAINTS_HPP
