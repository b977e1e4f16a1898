#include "command/graphviz.hpp"

#include <unistd.h>

// Since 1.86 the interface used here has a header of its own.
#if __has_include(<boost/process/v1.hpp>)
#include <boost/process/v1.hpp>
namespace bp = boost::process::v1;
#else
#include <boost/process.hpp>
namespace bp = boost::process;
#endif

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

// Boost's own search needs a library beside its headers.
std::optional<std::string> find_dot() {
  const char* value = std::getenv("PATH");
  std::string_view path = value == nullptr ? "" : value;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find(':'), path.size());
    const fs::path file = fs::path(path.substr(0, end)) / "dot";
    path.remove_prefix(std::min(end + 1, path.size()));
    std::error_code ignored;
    if (file.is_absolute() && fs::is_regular_file(file, ignored) &&
        access(file.c_str(), X_OK) == 0) {
      return file.string();
    }
  }
  return std::nullopt;
}

// A file without a name: no pipe can fill up, or break, while the other side waits.
class Scratch {
 public:
  Scratch() : file_(std::tmpfile(), &std::fclose) {
    if (!file_) throw std::runtime_error("no temporary file can be made");
  }

  std::FILE* get() const { return file_.get(); }

  void put(const std::string& text) const {
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

bool has_graphviz() { return find_dot().has_value(); }

std::optional<std::string> draw_svg(const std::string& dot, Diagnostics& diagnostics) {
  const std::optional<std::string> program = find_dot();
  if (!program) {
    diagnostics.error({}, "SVG is drawn by Graphviz' program `dot`, which is not in PATH",
                      "install the package graphviz, or use --format dot");
    return std::nullopt;
  }
  const Scratch input, output, errors;
  input.put(dot);
  bp::child child(bp::exe = *program, bp::args = {"-Tsvg"},
                  bp::std_in<input.get(), bp::std_out> output.get(), bp::std_err > errors.get());
  child.wait();
  if (child.exit_code() == 0) return output.text();
  const std::string said = errors.text();
  diagnostics.error({}, *program + " failed: " + said.substr(0, said.find('\n')),
                    "use --format dot to see what it was given");
  return std::nullopt;
}

}  // namespace schemake::generator
