#ifndef SCHEMAKE_TESTS_FUZZ_SCRATCH_FILE_HPP
#define SCHEMAKE_TESTS_FUZZ_SCRATCH_FILE_HPP

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace schemake::testing {

// A file of this process for what reads files, written anew for each input.
class ScratchFile {
 public:
  ScratchFile()
      : path_((std::filesystem::temp_directory_path() /
               ("schemake_fuzz_" + std::to_string(getpid()) + ".yaml"))
                  .string()) {}
  ~ScratchFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  // Its path, with that text in it.
  const std::string& write(std::string_view text) const {
    std::ofstream file(path_, std::ios::binary | std::ios::trunc);
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    return path_;
  }

 private:
  std::string path_;
};

}  // namespace schemake::testing

#endif  // SCHEMAKE_TESTS_FUZZ_SCRATCH_FILE_HPP
