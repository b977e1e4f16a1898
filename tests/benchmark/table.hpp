#ifndef SCHEMAKE_TESTS_BENCHMARK_TABLE_HPP
#define SCHEMAKE_TESTS_BENCHMARK_TABLE_HPP

namespace schemake::benchmark {

// Changes to one large table of `rows` rows: item, with a unique key, an index, and a foreign key.
void register_table_benchmarks(long rows);

}  // namespace schemake::benchmark

#endif  // SCHEMAKE_TESTS_BENCHMARK_TABLE_HPP
