#ifndef SCHEMAKE_TESTS_OPERATION_BUILD_HPP
#define SCHEMAKE_TESTS_OPERATION_BUILD_HPP

#include <ostream>
#include <string>
#include <vector>

#include "operation/operation.hpp"

// Short ways to write schemas and operations in tests, and how GoogleTest prints them.

namespace schemake::generator {

void PrintTo(const Operation& operation, std::ostream* out);

namespace build {

Column column(const std::string& table, const std::string& name, TypeName type = TypeName::text);
Column nullable(Column column);
Column generated(Column column, const std::string& sql, bool stored = false);

Key primary_key(const std::string& table, const std::vector<std::string>& columns);
Key unique(const std::string& table, const std::string& name,
           const std::vector<std::string>& columns);
ForeignKey foreign_key(const std::string& table, const std::string& name, const std::string& column,
                       const std::string& parent, const std::string& parent_column = "id");
Check check(const std::string& table, const std::string& name, const std::string& sql);
Index index(const std::string& table, const std::string& name,
            const std::vector<std::string>& columns);
View view(const std::string& name, const std::string& sql);
Trigger trigger(const std::string& table, const std::string& name, const std::string& sql);

// Adds a table of these columns, its column `id` as the primary key.
TableSchema& add_table(Schema& schema, const std::string& name,
                       const std::vector<std::string>& columns = {});
void add(Schema& schema, const Index& index);
void add(Schema& schema, const View& view);
void add(Schema& schema, const Trigger& trigger);
void add(TableSchema& table, const Key& key);
void add(TableSchema& table, const ForeignKey& key);
void add(TableSchema& table, const Check& check);
Column& column_of(TableSchema& table, const std::string& name);
void remove_column(TableSchema& table, const std::string& name);

template <class T>
Change<T> create(const T& after) {
  Change<T> change;
  change.after = after;
  return change;
}
template <class T>
Change<T> drop(const T& before) {
  Change<T> change;
  change.before = before;
  return change;
}
template <class T>
Change<T> change(const T& before, const T& after) {
  Change<T> result;
  result.before = before;
  result.after = after;
  return result;
}

}  // namespace build
}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_OPERATION_BUILD_HPP
