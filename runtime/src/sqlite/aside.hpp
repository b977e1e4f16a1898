#ifndef SCHEMAKE_SQLITE_ASIDE_HPP
#define SCHEMAKE_SQLITE_ASIDE_HPP

#include <sqlite3.h>

#include <string>
#include <string_view>
#include <vector>

#include "sqlite/schema_object.hpp"

namespace schemake::sqlite {

// All that stands in the way of a rebuild of some tables, taken away by the constructor: their
// indexes and triggers; the views and triggers that mention them, or mention such a view, in the
// main and in the temporary schema; and those that block any ALTER TABLE. With no tables, the
// latter alone.
class Aside {
 public:
  Aside(sqlite3* db, const std::vector<std::string>& tables);

  bool empty() const { return objects_.empty(); }

  // Puts back what is not there again by now and that no statement of `scripts` drops. Fails with
  // Code::statement, naming it, where one works no more that did before.
  void put_back(const std::vector<std::string_view>& scripts);

 private:
  struct Object {
    SchemaObject object;
    bool worked = false;          // SQLite could compile it
    bool quotes_strings = false;  // an index
  };

  // Those of `all` that hang on `names`, directly or not, or are among `always`.
  static std::vector<SchemaObject> dependents(const std::vector<SchemaObject>& all,
                                              std::vector<std::string> names,
                                              const std::vector<SchemaObject>& always);
  void take(const std::vector<SchemaObject>& objects);
  void put_back(const Object& object) const;

  sqlite3* db_;
  std::vector<Object> objects_;  // views, indexes, triggers, in the order of their creation
};

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_ASIDE_HPP
