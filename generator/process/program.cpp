#include "process/program.hpp"

#include <sys/wait.h>

// The process library that starts programs moved aside in Boost 1.86, when another came.
#if __has_include(<boost/process/v1.hpp>)
#include <boost/process/v1.hpp>
namespace bp = boost::process::v1;
#else
#include <boost/process.hpp>
namespace bp = boost::process;
#endif

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace schemake::generator {
namespace {

// A file without a name: unlike a pipe it is never full, so that neither side waits for the other.
class Scratch {
 public:
  Scratch() : file_(std::tmpfile(), &std::fclose) {
    if (!file_) {
      throw std::runtime_error("no temporary file can be made: make room in the temporary folder");
    }
  }

  std::FILE* get() const { return file_.get(); }

  void put(std::string_view text) const {
    if (text.empty()) return;  // may have no address, which fwrite() must not be given
    if (std::fwrite(text.data(), 1, text.size(), get()) != text.size() || std::fflush(get()) != 0) {
      throw std::runtime_error("a temporary file cannot be written");
    }
    std::rewind(get());
  }

  std::string text() const {
    std::string result;
    char block[4096];
    std::rewind(get());
    while (const std::size_t size = std::fread(block, 1, sizeof block, get())) {
      result.append(block, size);
    }
    return result;
  }

 private:
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

}  // namespace

ProgramResult run_program(const std::vector<std::string>& words,
                          const std::filesystem::path& folder, std::string_view input) {
  const Scratch in, out, err;
  in.put(input);
  const std::filesystem::path start = folder.empty() ? std::filesystem::current_path() : folder;
  // env looks a name up: Boost's own search needs a library beside its headers.
  const bool is_path = words.front().starts_with('/');
  const std::vector<std::string> arguments(words.begin() + (is_path ? 1 : 0), words.end());
  bp::child child(bp::exe = is_path ? words.front() : "/usr/bin/env", bp::args = arguments,
                  bp::start_dir = start.string(), (bp::std_in < in.get()),
                  (bp::std_out > out.get()), (bp::std_err > err.get()));
  child.wait();
  const int status = child.native_exit_code();
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), out.text(), err.text()};
}

}  // namespace schemake::generator
