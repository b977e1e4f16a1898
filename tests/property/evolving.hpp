#ifndef SCHEMAKE_TESTS_PROPERTY_EVOLVING_HPP
#define SCHEMAKE_TESTS_PROPERTY_EVOLVING_HPP

#include <map>
#include <set>
#include <string>
#include <vector>

#include "operation/work.hpp"
#include "property/random_parts.hpp"
#include "property/random_schema.hpp"

namespace schemake::generator {

// Makes edits as a user of the YAML would, each of which leaves a valid schema.
class Evolving {
 public:
  Evolving(const Schema& before, std::uint64_t seed);
  void edit();
  Evolution finish();

 private:
  const Schema& now() const { return work_.schema(); }

  const TableSchema* some_table() {
    return now().tables.empty() ? nullptr : &random_.one_of(now().tables).second;
  }

  template <class T>
  void change(const T& before, const T& after) {
    Change<T> change;
    change.before = before;
    change.after = after;
    if (before != after) work_.emit(change);
  }

  void rename(Kind kind, const std::string& table, const std::string& from, const std::string& to);
  void forget(const ObjectName& object);
  // An index may go with a column or table.
  void forget_gone();

  // Edits of tables, columns and rows: evolving_tables.cpp.
  void add_table();
  void drop_table();
  // Another name, or the same by other capitals.
  std::string other_name(const std::string& old, const std::string& fresh);
  void rename_table();
  void swap(Kind kind, const std::string& table, const std::string& a, const std::string& b);
  void swap_tables();
  void change_table();
  void add_column();
  // Also to the order of columns, where that is asked for.
  void add(const TableSchema& table, const Column& column);
  // Rarely the first row of a schema that has brought none.
  void change_row();
  void take_rows_away(const std::string& table);
  // Rows stay without the value.
  void forget_values(const std::string& table, const std::string& column);
  // A key goes with the foreign keys that lead to it, and with the rows that are known by it.
  void drop_key(const Key& dropped);
  bool may_drop(const TableSchema& table, const std::string& column) const;
  void drop_column(const std::string& table, const std::string& column);
  void drop_column();
  void rename_column();
  void swap_columns();
  // One column takes the name of another that goes; or a new one the name of one that is renamed.
  void replace_column();
  void change_column();

  // Edits of their parts, and of what stands beside them: evolving_parts.cpp.
  void change_key();
  void change_primary();
  void change_check();
  void change_foreign_key();
  void change_index();
  void change_view();
  void change_trigger();
  void change_virtual_table();
  void change_enum();
  // The same check by other capitals or quotes.
  void respell_column();

  // Views, triggers and indexes of text that name what is not there any more, as a user would have
  // to.
  void mend_texts();
  static bool mentions(const DialectText& text, const std::string& name);
  static bool mentions(const Index& index, const std::string& name);

  template <class T>
  static std::vector<T> values(const std::map<std::string, T>& map) {
    std::vector<T> result;
    for (const auto& entry : map) result.push_back(entry.second);
    return result;
  }

  // Some constraints get other names, as a template may give them behind a rename.
  template <class T>
  void forget_names(std::map<std::string, T>& map, Kind kind, Hints& hints) {
    for (T constraint : values(map)) {
      if (constraint.name.empty() || !random_.chance(30)) continue;
      map.erase(constraint.name);
      constraint.name = free_name(map, random_);
      hints.unnamed.insert({kind, constraint.table, constraint.name});
      map[constraint.name] = constraint;
    }
  }

  void backfill(const Column& column, const TableSchema& table, Hints& hints);

  Random random_;
  Work work_;
  std::set<std::string> dropping_;
  std::map<ObjectName, std::string> origins_;  // by the object as it is called now: what it was
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROPERTY_EVOLVING_HPP
