#include "crash/traced_process.hpp"

#if defined(__linux__)

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <exception>

namespace schemake::test {
namespace {

using SystemCall = decltype(__ptrace_syscall_info::entry);

bool writes_bytes(const SystemCall& call) {
  static constexpr std::uint64_t kCalls[] = {SYS_write, SYS_pwrite64, SYS_writev, SYS_pwritev,
                                             SYS_pwritev2};
  return std::find(std::begin(kCalls), std::end(kCalls), call.nr) != std::end(kCalls);
}

// Locks are among them, because SQLite changes the index of a WAL through mapped memory, between
// two locks and with no call of its own.
bool is_counted(const SystemCall& call) {
  static constexpr std::uint64_t kCalls[] = {
    SYS_fsync,
    SYS_fdatasync,
    SYS_ftruncate,
    SYS_truncate,
    SYS_fallocate,
    SYS_unlinkat,
    SYS_renameat,
    SYS_renameat2,
    SYS_linkat,
    SYS_fchmod,
#if defined(SYS_unlink)
    SYS_unlink,
    SYS_rename,
    SYS_creat,
#endif
  };
  if (writes_bytes(call)) return true;
#if defined(SYS_open)
  if (call.nr == SYS_open) return (call.args[1] & O_CREAT) != 0;
#endif
  if (call.nr == SYS_openat) return (call.args[2] & O_CREAT) != 0;
  if (call.nr == SYS_fcntl) return call.args[1] == F_SETLK || call.args[1] == F_SETLKW;
  return std::find(std::begin(kCalls), std::end(kCalls), call.nr) != std::end(kCalls);
}

// Halves what a write that is about to be made writes. False where that is not known to work.
bool halve(pid_t child, const SystemCall& call) {
#if defined(__x86_64__)
  if (call.nr != SYS_write && call.nr != SYS_pwrite64) return false;
  return ptrace(PTRACE_POKEUSER, child, offsetof(user_regs_struct, rdx), call.args[2] / 2) == 0;
#else
  static_cast<void>(child);
  static_cast<void>(call);
  return false;
#endif
}

[[noreturn]] void run_child(const std::function<int()>& body) {
  if (ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) _exit(98);
  raise(SIGSTOP);
  int code = 99;
  try {
    code = body();
  } catch (const std::exception& error) {
    fprintf(stderr, "child: %s\n", error.what());
  }
  _exit(code);
}

class Tracer {
 public:
  explicit Tracer(const std::function<int()>& body) : child_(fork()) {
    if (child_ == 0) run_child(body);
  }

  bool start() {
    if (child_ < 0 || !wait() || !WIFSTOPPED(status_)) return false;
    const auto options = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL;
    return ptrace(PTRACE_SETOPTIONS, child_, nullptr, options) == 0;
  }

  // Lets the child run to the next system call that it enters; false where it has ended.
  bool next(SystemCall& call) {
    int signal = 0;
    for (;;) {
      if (ptrace(PTRACE_SYSCALL, child_, nullptr, signal) != 0 || !wait()) return false;
      if (!WIFSTOPPED(status_)) return false;
      constexpr int kAtSystemCall = SIGTRAP | 0x80;
      signal = WSTOPSIG(status_) == kAtSystemCall ? 0 : WSTOPSIG(status_);
      __ptrace_syscall_info info{};
      if (signal != 0 || ptrace(PTRACE_GET_SYSCALL_INFO, child_, sizeof info, &info) <= 0) continue;
      if (info.op != PTRACE_SYSCALL_INFO_ENTRY) continue;
      call = info.entry;
      return true;
    }
  }

  void kill(const SystemCall& call, Death death) {
    // A call that is killed where it is entered is not made.
    if (death == Death::torn && halve(child_, call)) {
      EXPECT_EQ(ptrace(PTRACE_SYSCALL, child_, nullptr, 0), 0);
      EXPECT_TRUE(wait());
    }
    ::kill(child_, SIGKILL);
    while (wait() && !WIFSIGNALED(status_)) {
    }
  }

  int exit_code() const { return WIFEXITED(status_) ? WEXITSTATUS(status_) : Traced::kKilled; }

 private:
  bool wait() { return waitpid(child_, &status_, 0) == child_; }

  pid_t child_;
  int status_ = 0;
};

}  // namespace

Traced run_traced(const std::function<int()>& body, int kill_at, Death death) {
  Traced traced;
  Tracer tracer(body);
  if (!tracer.start()) {
    ADD_FAILURE() << "the child cannot be traced";
    return traced;
  }
  SystemCall call{};
  while (tracer.next(call)) {
    if (!is_counted(call)) continue;
    ++traced.calls;
    traced.at_write = writes_bytes(call);
    traced.writes += traced.at_write ? 1 : 0;
    if (traced.calls != kill_at) continue;
    tracer.kill(call, death);
    return traced;
  }
  traced.exit_code = tracer.exit_code();
  return traced;
}

bool can_trace() {
  Tracer tracer([] { return static_cast<int>(::write(-1, "", 0)) + 1; });
  SystemCall call{};
  bool seen = false;
  if (!tracer.start()) return false;
  while (tracer.next(call)) seen = seen || writes_bytes(call);
  return seen && tracer.exit_code() == 0;
}

}  // namespace schemake::test

#else

namespace schemake::test {

bool can_trace() { return false; }
Traced run_traced(const std::function<int()>&, int, Death) { return {}; }

}  // namespace schemake::test

#endif
