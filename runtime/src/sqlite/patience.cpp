#include "sqlite/patience.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <thread>

namespace schemake::sqlite {

bool Patience::wait() {
  using std::chrono::microseconds;
  const auto now = std::chrono::steady_clock::now();
  if (now >= deadline_) return false;
  // Up to 1, 2, 4 ... 64 ms: many processes that start at once must not knock in step.
  const unsigned longest = 1000U << std::min(waits_++, 6U);
  std::uint32_t random = 0;
  sqlite3_randomness(sizeof random, &random);
  const auto pause = microseconds(longest / 4 + random % longest);
  const auto left = std::chrono::duration_cast<microseconds>(deadline_ - now);
  std::this_thread::sleep_for(std::min(pause, left));
  return true;
}

}  // namespace schemake::sqlite
