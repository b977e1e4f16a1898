#ifndef SCHEMAKE_TESTS_BENCHMARK_MEASURE_HPP
#define SCHEMAKE_TESTS_BENCHMARK_MEASURE_HPP

#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <functional>
#include <string>

namespace schemake::benchmark {

// A plain connection to a database file, as a C program has one.
class Plain {
 public:
  explicit Plain(const std::string& path);
  ~Plain();
  Plain(const Plain&) = delete;
  Plain& operator=(const Plain&) = delete;

  operator sqlite3*() const { return db_; }  // NOLINT: stands for the handle
  void run(const std::string& sql) const;

 private:
  sqlite3* db_ = nullptr;
};

// An empty folder that goes with the object.
class ScratchFolder {
 public:
  ScratchFolder();
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// A database file that is made once by `make`, and from which each measurement starts.
class Start {
 public:
  explicit Start(const std::function<void(const std::string& path)>& make);

  // Copies the file, warm in the system's cache, and returns the copy's path.
  std::string copy() const;

 private:
  ScratchFolder folder_;
};

// What is measured: works on the database, or folder, of that path.
using Work = std::function<void(const std::string& path)>;

// Takes turns between the two, each on a path that `fresh` gives. The time is that of `ours`; the
// counters are the time of both in milliseconds, and how many times as long ours takes, medians.
void compare(::benchmark::State& state, const std::function<std::string()>& fresh, const Work& ours,
             const Work& plain);
// Each on a fresh copy of `start`.
void compare(::benchmark::State& state, const Start& start, const Work& ours, const Work& plain);

}  // namespace schemake::benchmark

#endif  // SCHEMAKE_TESTS_BENCHMARK_MEASURE_HPP
