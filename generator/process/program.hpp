#ifndef SCHEMAKE_PROCESS_PROGRAM_HPP
#define SCHEMAKE_PROCESS_PROGRAM_HPP

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace schemake::generator {

inline constexpr int kNoProgram = 127;  // the code where there is no such program

struct ProgramResult {
  int code = 0;  // as a shell says it: 128 + the signal where one ended it
  std::string out, err;
};

// Runs words[0], of PATH or by its path, without a shell and to its end; `input` is its standard
// input. `folder`: where it runs; empty: here. Throws std::runtime_error where no temporary file
// can be made.
ProgramResult run_program(const std::vector<std::string>& words,
                          const std::filesystem::path& folder = {}, std::string_view input = {});

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROCESS_PROGRAM_HPP
