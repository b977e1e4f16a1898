#ifndef SCHEMAKE_TESTS_CRASH_TRACED_PROCESS_HPP
#define SCHEMAKE_TESTS_CRASH_TRACED_PROCESS_HPP

#include <functional>

namespace schemake::test {

// Whether this system lets a process trace its own child system call by system call.
bool can_trace();

// How a process dies at a system call.
enum class Death {
  before,  // the call is not made
  torn,    // a write is made with half of its bytes; any other call is not made
};

struct Traced {
  static constexpr int kKilled = -1;
  int exit_code = kKilled;  // what the body returned, 99 where it threw
  int calls = 0;            // counted up to the end, or to the kill, that one included
  int writes = 0;           // those of them that write bytes
  bool at_write = false;    // the last one did
};

// Runs `body` in a child process that stops at each system call by which a file changes or a lock
// on it does, and is killed at the one with the number `kill_at`, the first being 1; 0 kills at
// none. It shares nothing with this process: no database may be open here. Needs can_trace().
Traced run_traced(const std::function<int()>& body, int kill_at, Death death);

}  // namespace schemake::test

#endif  // SCHEMAKE_TESTS_CRASH_TRACED_PROCESS_HPP
