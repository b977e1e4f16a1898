#ifndef SCHEMAKE_TEXT_DIAGNOSTIC_HPP
#define SCHEMAKE_TEXT_DIAGNOSTIC_HPP

#include <compare>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace schemake::generator {

// A place in one of the files of a Sources; line and column count from 1, columns in code points.
// The default is "no place".
struct Position {
  int file = -1;
  int line = 0;
  int column = 0;

  bool known() const { return file >= 0; }
  friend auto operator<=>(const Position&, const Position&) = default;
};

// The text files that diagnostics point into.
class Sources {
 public:
  // `path` as it shall be printed.
  int add(std::string path, std::string text);
  const std::string& path(int file) const;
  const std::string& text(int file) const;
  // The text of the file added under `path`; null where there is none.
  const std::string* find(std::string_view path) const;
  // Without its line end; empty where there is no such line.
  std::string_view line(int file, int number) const;
  // Of the byte `offset` of a file's text; its end where there is no such byte.
  Position position(int file, std::size_t offset) const;

 private:
  struct File {
    std::string path;
    std::string text;
    std::vector<std::size_t> lines;  // where each starts
  };
  std::vector<File> files_;
};

enum class Severity { error, warning, note };

struct Diagnostic {
  Severity severity;
  Position at;
  std::string message;  // what is wrong: one sentence, no full stop
  std::string advice;   // what to do; may be empty
};

// All that was found, in the order found.
class Diagnostics {
 public:
  void error(Position at, std::string message, std::string advice = {});
  void warning(Position at, std::string message, std::string advice = {});
  void note(Position at, std::string message, std::string advice = {});
  bool has_errors() const { return errors_ > 0; }
  const std::vector<Diagnostic>& all() const { return list_; }

 private:
  std::vector<Diagnostic> list_;
  int errors_ = 0;
};

// As compilers print it, ending in a newline:
//   library.yaml:7:13: error: unknown type "txt"
//       name: txt
//             ^
//     write one of: text, ...
// Control characters are escaped. `color` adds ANSI colours.
std::string render(const Diagnostic& diagnostic, const Sources& sources, bool color = false);

// `text` with control characters and invalid UTF-8 as \n, \t or \xNN: safe for a terminal.
std::string printable(std::string_view text);

// The candidate nearest to `word` by edit distance, or empty where none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TEXT_DIAGNOSTIC_HPP
