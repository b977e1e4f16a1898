#ifndef SCHEMAKE_TESTS_FAULT_FAULTY_MEMORY_HPP
#define SCHEMAKE_TESTS_FAULT_FAULTY_MEMORY_HPP

namespace schemake::test {

// Who asks for memory: SQLite, through its allocator, or C++, through operator new.
enum class Allocator { sqlite, cpp };

// What becomes of the allocations after the first that failed.
enum class Lack {
  once,       // they succeed
  exhausted,  // only what is freed can be had again, as at a heap's limit; of SQLite's alone
  for_ever,   // they fail
};

// The allocators of the whole program, which this file replaces.
class FaultyMemory {
 public:
  // Before the first call of SQLite. False where SQLite does not take the allocator.
  static bool install();

  // Lets the `at`th allocation from now fail, the first being 1.
  static void fail(Allocator allocator, int at, Lack lack);
  // No more faults. The counting, begun by fail or watch, ends.
  static void heal();
  static void watch(Allocator allocator) { fail(allocator, 0, Lack::once); }
  // Allocations since the counting began.
  static int calls();
  static bool has_failed();
};

}  // namespace schemake::test

#endif  // SCHEMAKE_TESTS_FAULT_FAULTY_MEMORY_HPP
