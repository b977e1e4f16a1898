#include "sqlite/writable_schema.hpp"

#include <cstdint>
#include <string>

#include "sqlite/settings.hpp"
#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

// PRAGMA writable_schema, for as long as the object lives. Under SQLITE_DBCONFIG_DEFENSIVE it stays
// off.
class WritableSchema {
 public:
  explicit WritableSchema(sqlite3* db) : db_(db) { execute(db_, "PRAGMA writable_schema = ON"); }
  ~WritableSchema() { sqlite3_db_config(db_, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0, nullptr); }
  WritableSchema(const WritableSchema&) = delete;
  WritableSchema& operator=(const WritableSchema&) = delete;
  bool is_on() const { return query_number(db_, "PRAGMA writable_schema") != 0; }

 private:
  sqlite3* db_;
};

}  // namespace

bool write_schema(sqlite3* db, const std::vector<SchemaObject>& objects) {
  const WritableSchema writable(db);
  if (!writable.is_on()) return false;
  for (const SchemaObject& object : objects) {
    Statement update(db,
                     "UPDATE main.sqlite_schema SET sql = ?1 WHERE type = ?2 "
                     "AND name = ?3 COLLATE NOCASE");
    update.bind(1, object.sql).bind(2, object.type).bind(3, object.name).run();
  }
  const std::int64_t version = query_number(db, "PRAGMA main.schema_version");
  execute(db, "PRAGMA main.schema_version = " + std::to_string(version + 1));
  return true;
}

}  // namespace schemake::sqlite
