#include "benchmark/measure.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <vector>

namespace schemake::benchmark {
namespace {

namespace fs = std::filesystem;

double seconds(const Work& work, const std::string& path) {
  const auto begin = std::chrono::steady_clock::now();
  work(path);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// What was copied is on the disk before the clock starts: the first sync of a migration would
// write all of it otherwise.
void settle(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw std::runtime_error(path + " cannot be opened");
  const bool synced = fsync(file) == 0;
  close(file);
  if (!synced) throw std::runtime_error(path + " cannot be synced");
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

Plain::Plain(const std::string& path) {
  if (sqlite3_open(path.c_str(), &db_) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
}

Plain::~Plain() { sqlite3_close(db_); }

void Plain::run(const std::string& sql) const {
  if (sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sql + ": " + sqlite3_errmsg(db_));
  }
}

ScratchFolder::ScratchFolder() {
  std::string pattern = (fs::temp_directory_path() / "schemake_benchmark_XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

Start::Start(const std::function<void(const std::string& path)>& make) {
  make(folder_.path() + "/start.db");
}

std::string Start::copy() const {
  const std::string path = folder_.path() + "/copy.db";
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) fs::remove(path + suffix);
  if (fs::exists(folder_.path() + "/start.db")) {
    fs::copy_file(folder_.path() + "/start.db", path);
    settle(path);
  }
  return path;
}

void compare(::benchmark::State& state, const std::function<std::string()>& fresh, const Work& ours,
             const Work& plain) {
  std::vector<double> our_times, plain_times;
  for ([[maybe_unused]] auto round : state) {
    our_times.push_back(seconds(ours, fresh()));
    plain_times.push_back(seconds(plain, fresh()));
    state.SetIterationTime(our_times.back());
  }
  state.counters["ours_ms"] = median(our_times) * 1000;
  state.counters["plain_ms"] = median(plain_times) * 1000;
  state.counters["ratio"] = median(our_times) / median(plain_times);
}

void compare(::benchmark::State& state, const Start& start, const Work& ours, const Work& plain) {
  compare(
      state, [&] { return start.copy(); }, ours, plain);
}

}  // namespace schemake::benchmark
