#ifndef SCHEMAKE_DATA_STEP_HPP
#define SCHEMAKE_DATA_STEP_HPP

#include <functional>
#include <schemake/connection.hpp>
#include <utility>

namespace schemake {

// What a data step written in C++ receives. It works inside the migration's transaction, which it
// must not end: whatever it throws rolls the migration back.
class Data {
 public:
  Data(Connection& connection, std::function<void()> report)
      : connection_(connection), report_(std::move(report)) {}
  // For SQLite: sqlite::handle(data) in <schemake/sqlite.hpp>.
  Connection& connection() const noexcept { return connection_; }
  // To be called now and then by a step that takes long: tells Options::progress how many rows were
  // changed so far. Throws Error with Code::cancelled where that says no; let it pass.
  void report() const { report_(); }

 private:
  Connection& connection_;
  std::function<void()> report_;
};

}  // namespace schemake

#endif  // SCHEMAKE_DATA_STEP_HPP
