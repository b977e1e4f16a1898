#ifndef SCHEMAKE_DATA_STEP_HPP
#define SCHEMAKE_DATA_STEP_HPP

#include <schemake/connection.hpp>

namespace schemake {

// What a data step written in C++ receives. It works inside the migration's transaction, which it
// must not end: whatever it throws rolls the migration back.
class Data {
 public:
  explicit Data(Connection& connection) : connection_(connection) {}
  // For SQLite: sqlite::handle(data) in <schemake/sqlite.hpp>.
  Connection& connection() const noexcept { return connection_; }

 private:
  Connection& connection_;
};

}  // namespace schemake

#endif  // SCHEMAKE_DATA_STEP_HPP
