#ifndef SCHEMAKE_TESTS_FAULT_BROKEN_OFF_HPP
#define SCHEMAKE_TESTS_FAULT_BROKEN_OFF_HPP

#include <functional>
#include <optional>
#include <schemake/error.hpp>
#include <set>
#include <string>

#include "crash/shape.hpp"
#include "runtime/database.hpp"

namespace schemake::test {

// A migration of one shape that is to fail while it runs, again and again from the same start, in
// this process.
class BrokenOff {
 public:
  BrokenOff(const Shape& shape, const std::string& journal);

  // What the migration ended with.
  struct Outcome {
    std::optional<Error> error;  // none where it says that it is done
    bool out_of_memory = false;  // std::bad_alloc, from C++ and not from SQLite
    // How it left the connection, which had no transaction and foreign keys on.
    bool in_transaction = false;
    bool foreign_keys = false;
  };

  // Migrates a fresh copy. `begin` is called right before and `end` when the connection is closed,
  // so that closing it may fail too. Throws what is neither an Error nor a std::bad_alloc.
  Outcome migrate(const std::function<void()>& begin, const std::function<void()>& end);

  // After a migration that must leave the connection as it was.
  static void check_connection(const Outcome& outcome);
  // After any migration: where it said that it is done, the database stands at its end; else whole
  // at one of the states where it may stop. The next launch ends where an undisturbed one does.
  void check(const Outcome& outcome);

 private:
  void run(const std::string& file, const Action& action) const;

  Shape shape_;
  std::string journal_;
  TemporaryFolder folder_{quick_parent()};
  std::string start_ = folder_.file("start.db");
  std::string file_ = folder_.file("a.db");
  std::string copy_ = folder_.file("copy.db");
  std::set<std::string> allowed_;
  std::string end_;
};

// Whether every place is to be taken (./dev crash), or a sample of them.
bool takes_all();

}  // namespace schemake::test

#endif  // SCHEMAKE_TESTS_FAULT_BROKEN_OFF_HPP
