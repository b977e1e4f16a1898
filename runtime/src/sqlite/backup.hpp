#ifndef SCHEMAKE_SQLITE_BACKUP_HPP
#define SCHEMAKE_SQLITE_BACKUP_HPP

#include <sqlite3.h>

#include <chrono>
#include <functional>
#include <string>

namespace schemake::sqlite {

// Writes a checked copy of the main database of `db`, which is inside a transaction that has
// written nothing yet, into the new file `path`: by a second connection, since VACUUM is not
// allowed in a transaction. `cancelled`, which may be empty, is asked now and then. Throws Error,
// and leaves no file then.
void back_up(sqlite3* db, const std::string& path, std::chrono::milliseconds lock_timeout,
             const std::function<bool()>& cancelled);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_BACKUP_HPP
