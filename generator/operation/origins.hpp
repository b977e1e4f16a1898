#ifndef SCHEMAKE_OPERATION_ORIGINS_HPP
#define SCHEMAKE_OPERATION_ORIGINS_HPP

#include <map>
#include <optional>
#include <string>

#include "schema/desired.hpp"

namespace schemake::generator {

// Which object of `from` each object of `to` is: by a hint that counts (diff.hpp says which do),
// else by its name. Tables, columns, indexes, views, virtual tables and enums.
class Origins {
 public:
  Origins(const Schema& from, const Schema& to, const Hints& hints);

  // The name in `from` of an object of `to`; nothing where it is new.
  std::optional<std::string> origin(const ObjectName& object) const;
  // Whether an object of `from` (a column's table as it is called there) lives on in `to`.
  bool lives_on(const ObjectName& object) const;

 private:
  using Names = std::map<std::string, std::string>;  // of `to` -> of `from`

  template <class T>
  void match(Kind kind, const std::map<std::string, T>& from, const std::map<std::string, T>& to,
             const Hints& hints);
  void match_enums(const Schema& from, const Schema& to, const Hints& hints);
  void match_columns(const TableSchema& from, const TableSchema& to, const Hints& hints);
  void match_indexes(const Schema& from, const Schema& to, const Hints& hints);
  void add(Kind kind, const std::string& from_table, const std::string& to_table,
           const Names& names);

  std::map<ObjectName, std::string> origins_;    // by the object of `to`
  std::map<ObjectName, std::string> new_names_;  // by the object of `from`
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_ORIGINS_HPP
