#ifndef SCHEMAKE_INTROSPECT_LIVE_DATABASE_HPP
#define SCHEMAKE_INTROSPECT_LIVE_DATABASE_HPP

#include <string>

struct sqlite3;

namespace schemake::generator {

// Somebody's SQLite database, open for reading as of one moment. Nothing is written to it, nor
// beside it where that can be helped: a database in WAL mode that nobody has open gets no -wal and
// -shm. Throws schemake::Error that says why it cannot be read (it is missing, none, encrypted,
// locked) and what to do.
class LiveDatabase {
 public:
  explicit LiveDatabase(const std::string& path);
  ~LiveDatabase();
  LiveDatabase(const LiveDatabase&) = delete;
  LiveDatabase& operator=(const LiveDatabase&) = delete;

  sqlite3* get() const { return db_; }

 private:
  sqlite3* db_ = nullptr;
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_INTROSPECT_LIVE_DATABASE_HPP
