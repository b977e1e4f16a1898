#ifndef SCHEMAKE_TESTS_RUNTIME_PROCESS_HPP
#define SCHEMAKE_TESTS_RUNTIME_PROCESS_HPP

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <functional>

namespace schemake::test {

// A child process that runs `body` and exits with what it returns, 99 where it throws. It shares
// nothing with this process: no database may be open here when it is made.
class Process {
 public:
  explicit Process(const std::function<int()>& body) : id_(fork()) {
    EXPECT_GE(id_, 0);
    if (id_ != 0) return;
    int code = 99;
    try {
      code = body();
    } catch (const std::exception& error) {
      fprintf(stderr, "child: %s\n", error.what());
    }
    _exit(code);
  }
  ~Process() {
    if (id_ > 0) wait();
  }
  Process(Process&& other) noexcept : id_(other.id_) { other.id_ = -1; }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  void kill() const { ::kill(id_, SIGKILL); }
  // The exit code, or -1 where it was killed.
  int wait() {
    int status = 0;
    EXPECT_EQ(waitpid(id_, &status, 0), id_);
    id_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t id_;
};

// Holds processes until all of those that have it are there.
class Gate {
 public:
  Gate() { EXPECT_EQ(pipe(ends_), 0); }
  ~Gate() {
    open();
    close(ends_[0]);
  }
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  // This process is there, and goes on.
  void open() {
    if (ends_[1] >= 0) close(ends_[1]);
    ends_[1] = -1;
  }
  // This process is there, and goes on when every other one has opened the gate, waits at it, or
  // has ended.
  void wait() {
    open();
    char byte = 0;
    while (read(ends_[0], &byte, 1) > 0) {
    }
  }

 private:
  int ends_[2] = {-1, -1};
};

}  // namespace schemake::test

#endif  // SCHEMAKE_TESTS_RUNTIME_PROCESS_HPP
