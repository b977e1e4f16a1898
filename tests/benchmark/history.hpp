#ifndef SCHEMAKE_TESTS_BENCHMARK_HISTORY_HPP
#define SCHEMAKE_TESTS_BENCHMARK_HISTORY_HPP

namespace schemake::benchmark {

// A launch at head, and a history of 100 revisions walked at once, one by one, and for a fresh
// database by the edge from base to head.
void register_history_benchmarks();

}  // namespace schemake::benchmark

#endif  // SCHEMAKE_TESTS_BENCHMARK_HISTORY_HPP
