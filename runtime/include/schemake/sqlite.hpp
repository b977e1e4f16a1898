#ifndef SCHEMAKE_SQLITE_HPP
#define SCHEMAKE_SQLITE_HPP

#include <schemake/connection.hpp>
#include <schemake/migrate.hpp>

#include <memory>
#include <string>

struct sqlite3;

namespace schemake::sqlite {

// An SQLite database, opened here or borrowed from the application.
class Connection final : public schemake::Connection {
 public:
  // Opens the file, made with mode 0600 where there is none. Throws Error.
  explicit Connection(const std::string& path);
  // Borrows an open connection for as long as this object lives. No setting, hook or handler is left
  // on it; one inside a transaction is refused when something is to be done.
  explicit Connection(sqlite3* borrowed);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  sqlite3* handle() const noexcept;

  // The schema of the main database as it really is, the history's own tables left out.
  Fingerprint fingerprint() override;
};

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_HPP
