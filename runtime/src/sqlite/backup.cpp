#include "sqlite/backup.hpp"

#include <deque>
#include <schemake/catalog.hpp>
#include <schemake/error.hpp>
#include <vector>

#include "core/sql_text.hpp"
#include "sqlite/damage.hpp"
#include "sqlite/leftovers.hpp"
#include "sqlite/open.hpp"
#include "sqlite/patience.hpp"
#include "sqlite/private_file.hpp"
#include "sqlite/registered.hpp"
#include "sqlite/stand_in.hpp"
#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

// A second connection to a file, which is our own: it may have a progress handler.
class Second {
 public:
  Second(const std::string& file, int flags, const char* vfs,
         const std::function<bool()>& cancelled)
      : cancelled_(cancelled) {
    const int result = sqlite3_open_v2(file.c_str(), &db_, flags | SQLITE_OPEN_NOMUTEX, vfs);
    if (result != SQLITE_OK) {
      const std::string message = db_ == nullptr ? sqlite3_errstr(result) : sqlite3_errmsg(db_);
      sqlite3_close(db_);
      throw Error(Code::disk, "cannot open " + file + " once more (SQLite says: " + message + ")");
    }
    distrust_schema(db_);
    if (!cancelled_) return;
    constexpr int kInstructions = 100'000;
    sqlite3_progress_handler(
        db_, kInstructions,
        [](void* second) { return static_cast<Second*>(second)->cancelled_() ? 1 : 0; }, this);
  }
  ~Second() { sqlite3_close(db_); }
  Second(const Second&) = delete;
  Second& operator=(const Second&) = delete;

  operator sqlite3*() const { return db_; }  // NOLINT: stands for the handle

 private:
  sqlite3* db_ = nullptr;
  const std::function<bool()>& cancelled_;
};

const char* vfs_of(sqlite3* db) {
  sqlite3_vfs* vfs = nullptr;
  sqlite3_file_control(db, "main", SQLITE_FCNTL_VFS_POINTER, &vfs);
  return vfs == nullptr ? nullptr : vfs->zName;
}

// Page by page, which needs to understand nothing of the schema.
void copy_pages(sqlite3* from, const std::string& path, const char* vfs,
                std::chrono::milliseconds lock_timeout, const std::function<bool()>& cancelled) {
  const Second to(path, SQLITE_OPEN_READWRITE, vfs, cancelled);
  sqlite3_backup* const backup = sqlite3_backup_init(to, "main", from, "main");
  if (backup == nullptr) fail(to, sqlite3_extended_errcode(to));
  constexpr int kPages = 1000;
  Patience patience(lock_timeout);
  int result = SQLITE_OK;
  bool stopped = false;
  while (!stopped && result != SQLITE_DONE) {
    result = sqlite3_backup_step(backup, kPages);
    const bool busy = result == SQLITE_BUSY || result == SQLITE_LOCKED;
    stopped = busy ? !patience.wait() : result != SQLITE_OK && result != SQLITE_DONE;
    if (cancelled && cancelled()) {
      result = SQLITE_INTERRUPT;
      stopped = true;
    }
  }
  sqlite3_backup_finish(backup);
  if (result != SQLITE_DONE) fail(nullptr, result);
}

// What the application has registered on `db`, on `other` as stand-ins.
void stand_in_for(sqlite3* db, sqlite3* other) {
  constexpr std::pair<Required::Kind, const char*> kLists[] = {
      {Required::Kind::function,
       "SELECT DISTINCT name FROM pragma_function_list WHERE builtin = 0"},
      {Required::Kind::collation, "SELECT name FROM pragma_collation_list"},
      // A PRAGMA is listed once it was read as a table, and is there without that.
      {Required::Kind::module,
       "SELECT name FROM pragma_module_list WHERE name NOT GLOB 'pragma_*'"}};
  for (const auto& [kind, sql] : kLists) {
    std::deque<std::string> names;
    std::vector<Required> registered;
    try {
      Statement list(db, sql);
      while (list.step()) {
        registered.push_back({kind, names.emplace_back(list.text(0)).c_str()});
      }
    } catch (const Error& error) {
      // An engine built without its introspection PRAGMAs cannot tell.
      if (error.code() != Code::statement) throw;
    }
    for (const Required& one : lacking(other, registered)) stand_in(other, one);
  }
}

void quick_check(sqlite3* db, const std::string& argument) {
  const std::string found = damage(db, "PRAGMA main.quick_check(" + argument + ")");
  if (found.empty()) return;
  throw Error(Code::not_a_database,
              "the copy is damaged, and so may the database be (SQLite says: " + found +
                  "): check it by PRAGMA integrity_check");
}

// `exact`: whether CHECKs, which may call the application's functions, can be looked at.
void check_copy(sqlite3* db, const std::string& path, const char* vfs, bool exact,
                const std::function<bool()>& cancelled) {
  const Second copy(path, SQLITE_OPEN_READWRITE, vfs, cancelled);
  if (!exact) execute(copy, "PRAGMA ignore_check_constraints = ON");
  stand_in_for(db, copy);
  try {
    quick_check(copy, "2147483647");
  } catch (const Error& error) {
    if (error.code() != Code::statement) throw;
    // A virtual table that cannot be opened here. The others, one by one:
    std::vector<std::string> tables;
    Statement names(copy,
                    "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage <> 0");
    while (names.step()) tables.push_back(names.text(0));
    for (const std::string& table : tables) {
      // SQLite takes a number, in quotes as well, for how many lines are wanted of all tables.
      if (!sql::starts_with_number(table)) quick_check(copy, sql::quote_name(table));
    }
  }
}

// False where the connection lacks what only the application has.
bool vacuum_into(sqlite3* db, const std::string& path) {
  try {
    Statement vacuum(db, "VACUUM main INTO ?1");
    vacuum.bind(1, path).run();
    return true;
  } catch (const Error& error) {
    if (error.code() != Code::statement) throw;
    return false;
  }
}

}  // namespace

void back_up(sqlite3* db, const std::string& path, std::chrono::milliseconds lock_timeout,
             const std::function<bool()>& cancelled) {
  const char* const file = sqlite3_db_filename(db, "main");
  const char* const vfs = vfs_of(db);
  remove_leftovers(file, path);
  NewFile copy(path);
  bool exact = true;
  {
    const Second second(file, SQLITE_OPEN_READONLY, vfs, cancelled);
    exact = retry_while_locked(lock_timeout, [&] { return vacuum_into(second, copy.part()); });
    if (!exact) copy_pages(second, copy.part(), vfs, lock_timeout, cancelled);
  }
  check_copy(db, copy.part(), vfs, exact, cancelled);
  copy.keep();
}

}  // namespace schemake::sqlite
