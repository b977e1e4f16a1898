#ifndef SCHEMAKE_SQLITE_PATIENCE_HPP
#define SCHEMAKE_SQLITE_PATIENCE_HPP

#include <chrono>
#include <schemake/error.hpp>

namespace schemake::sqlite {

// Waits for a lock of another connection in small sleeps of random length, up to a deadline. There
// is no busy handler: one on a borrowed connection could not be put back.
class Patience {
 public:
  explicit Patience(std::chrono::milliseconds timeout)
      : deadline_(std::chrono::steady_clock::now() + timeout) {}

  // Sleeps and returns true, or returns false once the deadline has passed.
  bool wait();

 private:
  std::chrono::steady_clock::time_point deadline_;
  unsigned waits_ = 0;
};

// Calls `body`, and again while it fails with Code::locked.
template <class Body>
auto retry_while_locked(std::chrono::milliseconds timeout, Body body) {
  Patience patience(timeout);
  for (;;) {
    try {
      return body();
    } catch (const Error& error) {
      if (error.code() != Code::locked || !patience.wait()) throw;
    }
  }
}

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_PATIENCE_HPP
