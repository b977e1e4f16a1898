#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>
#include <string_view>

#include "benchmark/history.hpp"
#include "benchmark/table.hpp"

// What a migration costs, against a program in C that runs the same SQL by itself, in one run.
//   sqlite_benchmark [--rows=N] [options of Google Benchmark]

int main(int argc, char** argv) {
  long rows = 200'000;
  int kept = 1;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    constexpr std::string_view kRows = "--rows=";
    if (argument.substr(0, kRows.size()) == kRows) {
      rows = std::strtol(argv[i] + kRows.size(), nullptr, 10);
    } else {
      argv[kept++] = argv[i];
    }
  }
  argc = kept;
  if (rows < 1) {
    std::cerr << "--rows wants a number of rows, 1 or more\n";
    return 2;
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::AddCustomContext("rows", std::to_string(rows));
  schemake::benchmark::register_table_benchmarks(rows);
  schemake::benchmark::register_history_benchmarks();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
