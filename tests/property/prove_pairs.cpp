#include <charconv>
#include <cstring>
#include <iostream>
#include <string>

#include "property/report.hpp"

// prove_pairs [--pairs N] [--seed S]: checks the pairs of the seeds S to S + N - 1. Exit 0: all
// hold; 1: one does not, and all are told; 2: wrong arguments.

namespace {

using namespace schemake::generator;

bool read_number(const char* text, std::uint64_t& number) {
  const char* const end = text + std::strlen(text);
  const auto [stopped, error] = std::from_chars(text, end, number);
  return error == std::errc() && stopped == end && text != end;
}

int usage() {
  std::cerr << "usage: prove_pairs [--pairs N] [--seed S]\n";
  return 2;
}

}  // namespace

int main(int count, char** arguments) {
  std::uint64_t pairs = 2000, seed = 0;
  for (int i = 1; i < count; i += 2) {
    const std::string name = arguments[i];
    std::uint64_t* const number = name == "--pairs" ? &pairs : name == "--seed" ? &seed : nullptr;
    if (number == nullptr || i + 1 == count || !read_number(arguments[i + 1], *number)) {
      return usage();
    }
  }
  Tally tally;
  std::uint64_t failures = 0;
  for (std::uint64_t i = seed; i < seed + pairs; ++i) {
    const Pair pair = random_pair(i);
    if (const auto finding = check(pair, &tally)) {
      ++failures;
      std::cout << report(pair, *finding) << "\n" << std::flush;
    }
  }
  std::cout << pairs << " pairs, " << failures << " of them wrong: " << tally.values
            << " values compared, " << tally.refused << " ways refused for their rows, "
            << tally.proofs << " proofs\n";
  return failures == 0 ? 0 : 1;
}
