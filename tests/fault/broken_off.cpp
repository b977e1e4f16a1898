#include "fault/broken_off.hpp"

#include <cstdlib>
#include <exception>
#include <new>

#include "crash/snapshot.hpp"

namespace schemake::test {
BrokenOff::BrokenOff(const Shape& shape, const std::string& journal)
    : shape_(shape), journal_(journal) {
  run(start_, shape_.start);
  allowed_.insert(snapshot(start_));
  copy_database(start_, file_);
  for (const Action& piece : shape_.pieces) {
    run(file_, piece);
    end_ = snapshot(file_);
    allowed_.insert(end_);
  }
}

void BrokenOff::run(const std::string& file, const Action& action) const {
  with_connection(file, shape_, journal_, action);
}

BrokenOff::Outcome BrokenOff::migrate(const std::function<void()>& begin,
                                      const std::function<void()>& end) {
  copy_database(start_, file_);
  Outcome outcome;
  std::exception_ptr thrown;  // looked at when there is memory again
  run(file_, [&](sqlite::Connection& connection) {
    sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
    begin();
    try {
      shape_.migrate(connection);
    } catch (...) {
      thrown = std::current_exception();
    }
    int foreign_keys = 0;
    sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_ENABLE_FKEY, -1, &foreign_keys);
    outcome.foreign_keys = foreign_keys != 0;
    outcome.in_transaction = sqlite3_get_autocommit(connection.handle()) == 0;
  });
  end();
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const Error& error) {
    outcome.error = error;
  } catch (const std::bad_alloc&) {
    outcome.out_of_memory = true;
  }
  return outcome;
}

void BrokenOff::check_connection(const Outcome& outcome) {
  EXPECT_FALSE(outcome.in_transaction);
  EXPECT_TRUE(outcome.foreign_keys) << "not switched on again";
}

void BrokenOff::check(const Outcome& outcome) {
  copy_database(file_, copy_);
  const std::string left = snapshot(copy_);
  if (outcome.error || outcome.out_of_memory) {
    EXPECT_EQ(allowed_.count(left), 1) << "between two states:\n" << left;
  } else {
    EXPECT_EQ(left, end_) << "it said that it was done";
  }
  run(file_, shape_.migrate);
  EXPECT_EQ(snapshot(file_), end_);
}

bool takes_all() {
  const char* wanted = std::getenv("SCHEMAKE_CRASH");
  return wanted != nullptr && std::string(wanted) == "all";
}

}  // namespace schemake::test
