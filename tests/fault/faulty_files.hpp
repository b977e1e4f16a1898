#ifndef SCHEMAKE_TESTS_FAULT_FAULTY_FILES_HPP
#define SCHEMAKE_TESTS_FAULT_FAULTY_FILES_HPP

#include <sqlite3.h>

#include <array>
#include <cstddef>
#include <string>

namespace schemake::test {

// What SQLite asks of the system.
enum class Operation {
  open,
  remove,
  access,
  read,
  write,
  sync,
  truncate,
  size,
  lock,
  unlock,
  map_shared,   // the index of a WAL
  lock_shared,  // a lock on that index
};
inline constexpr std::size_t kOperations = 12;

// SQLite's access to files, for as long as the object lives: every connection that is opened then,
// in whatever way, goes through it. One object at a time.
class FaultyFiles {
 public:
  FaultyFiles();
  ~FaultyFiles();
  FaultyFiles(const FaultyFiles&) = delete;
  FaultyFiles& operator=(const FaultyFiles&) = delete;

  // Lets the operation fail with `result` the `at`th time from now, the first being 1, or from then
  // on for ever. A write fails with half of its bytes written.
  void fail(Operation operation, int result, int at, bool for_ever);
  // No more faults; the counting starts anew.
  void heal();
  // How often it was asked for since the last of these calls.
  int calls(Operation operation) const { return calls_[static_cast<std::size_t>(operation)]; }
  bool has_failed() const { return failed_; }

  // For the functions that SQLite calls: what the operation is to end with, SQLITE_OK where it is
  // to be done.
  int count(Operation operation);
  sqlite3_vfs* real() const { return real_; }

 private:
  sqlite3_vfs vfs_{};
  sqlite3_vfs* real_;
  std::array<int, kOperations> calls_{};
  Operation operation_ = Operation::open;
  int result_ = SQLITE_OK;
  int at_ = 0;
  bool for_ever_ = false;
  bool failed_ = false;
};

}  // namespace schemake::test

#endif  // SCHEMAKE_TESTS_FAULT_FAULTY_FILES_HPP
