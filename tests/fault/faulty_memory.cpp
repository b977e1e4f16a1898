#include "fault/faulty_memory.hpp"

#include <sqlite3.h>

#include <cstdint>
#include <cstdlib>
#include <new>

namespace schemake::test {
namespace {

struct Faults {
  bool watched = false;
  Allocator allocator = Allocator::sqlite;
  int at = 0;
  Lack lack = Lack::once;
  int calls = 0;
  bool failed = false;
  std::int64_t freed = 0;  // bytes, since the first failure

  // Whether an allocation that needs `more` bytes fails.
  bool take(Allocator asking, std::int64_t more) {
    if (!watched || asking != allocator) return false;
    ++calls;
    if (!failed) {
      failed = calls == at;
      return failed;
    }
    if (lack == Lack::exhausted && more <= freed) {
      freed -= more;
      return false;
    }
    return lack != Lack::once;
  }

  void give(std::int64_t bytes) {
    if (failed) freed += bytes;
  }
};

Faults faults;
sqlite3_mem_methods real;

void* allocate(int size) {
  return faults.take(Allocator::sqlite, size) ? nullptr : real.xMalloc(size);
}
void* reallocate(void* memory, int size) {
  return faults.take(Allocator::sqlite, size - real.xSize(memory)) ? nullptr
                                                                   : real.xRealloc(memory, size);
}
void release(void* memory) {
  if (memory != nullptr) faults.give(real.xSize(memory));
  real.xFree(memory);
}

}  // namespace

bool FaultyMemory::install() {
  if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real) != SQLITE_OK) return false;
  sqlite3_mem_methods methods = real;
  methods.xMalloc = &allocate;
  methods.xRealloc = &reallocate;
  methods.xFree = &release;
  // A connection's small allocations would not come here otherwise.
  return sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK &&
         sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0) == SQLITE_OK;
}

void FaultyMemory::fail(Allocator allocator, int at, Lack lack) {
  faults = {true, allocator, at, lack, 0, false, 0};
}

void FaultyMemory::heal() { faults.watched = false; }
int FaultyMemory::calls() { return faults.calls; }
bool FaultyMemory::has_failed() { return faults.failed; }

}  // namespace schemake::test

void* operator new(std::size_t size) {
  using schemake::test::Allocator;
  void* memory = nullptr;
  if (!schemake::test::faults.take(Allocator::cpp, 0)) memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
