#include "text/diagnostic.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "text/utf8.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kShownColumns = 120;  // of a source line; the rest is cut around the caret
constexpr std::size_t kLeadColumns = 60;    // of these, before the caret

struct Style {
  const char* name;
  const char* color;
};

Style style_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return {"error", "\033[1;31m"};
    case Severity::warning:
      return {"warning", "\033[1;35m"};
    case Severity::note:
      return {"note", "\033[1;36m"};
  }
  return {"error", "\033[1;31m"};
}

void append_escaped_byte(std::string& result, char byte) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  const auto value = static_cast<unsigned char>(byte);
  result += "\\x";
  result += kDigits[value >> 4U];
  result += kDigits[value & 0x0FU];
}

// The byte at which the code point number `column` (from 1) starts; at most the size.
std::size_t byte_of_column(std::string_view line, std::size_t column) {
  std::size_t at = 0;
  for (std::size_t i = 1; i < column && at < line.size(); ++i) {
    const CodePoint point = code_point_at(line, at);
    at += point.valid() ? point.bytes : 1;
  }
  return at;
}

// Tabs as one blank, so that the caret stands under its column.
std::string shown(std::string_view part) {
  std::string text(part);
  std::replace(text.begin(), text.end(), '\t', ' ');
  return printable(text);
}

// The source line and below it the caret.
std::string excerpt(std::string_view line, std::size_t column, bool color) {
  const std::size_t first = column > kShownColumns ? column - kLeadColumns : 1;
  const std::size_t begin = byte_of_column(line, first);
  const std::size_t caret = std::max(begin, byte_of_column(line, column));
  const std::string_view after = line.substr(caret);
  const std::size_t rest = byte_of_column(after, kShownColumns - (column - first) + 1);
  const std::string before = (first > 1 ? "..." : "") + shown(line.substr(begin, caret - begin));
  std::string result = "    " + before + shown(after.substr(0, rest));
  if (rest < after.size()) result += "...";
  result += "\n    " + std::string(count_code_points(before), ' ');
  result += color ? "\033[1;32m^\033[0m\n" : "^\n";
  return result;
}

std::string place(const Position& at, const Sources& sources) {
  if (!at.known()) return {};
  std::string result = printable(sources.path(at.file));
  if (at.line > 0) {
    result += ':' + std::to_string(at.line);
    if (at.column > 0) result += ':' + std::to_string(at.column);
  }
  return result + ": ";
}

std::string indented(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    result += "    " + printable(text.substr(0, end)) + '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

}  // namespace

int Sources::add(std::string path, std::string text) {
  std::vector<std::size_t> lines = {0};
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') lines.push_back(i + 1);
  }
  files_.push_back({std::move(path), std::move(text), std::move(lines)});
  return static_cast<int>(files_.size()) - 1;
}

const std::string& Sources::path(int file) const {
  return files_.at(static_cast<std::size_t>(file)).path;
}

const std::string& Sources::text(int file) const {
  return files_.at(static_cast<std::size_t>(file)).text;
}

const std::string* Sources::find(std::string_view path) const {
  for (const File& file : files_) {
    if (file.path == path) return &file.text;
  }
  return nullptr;
}

std::string_view Sources::line(int file, int number) const {
  if (file < 0 || static_cast<std::size_t>(file) >= files_.size() || number < 1) return {};
  const File& source = files_[static_cast<std::size_t>(file)];
  if (static_cast<std::size_t>(number) > source.lines.size()) return {};
  std::string_view rest = source.text;
  rest.remove_prefix(source.lines[static_cast<std::size_t>(number) - 1]);
  rest = rest.substr(0, rest.find('\n'));
  if (!rest.empty() && rest.back() == '\r') rest.remove_suffix(1);
  return rest;
}

Position Sources::position(int file, std::size_t offset) const {
  const File& source = files_.at(static_cast<std::size_t>(file));
  const std::size_t at = std::min(offset, source.text.size());
  const auto after = std::upper_bound(source.lines.begin(), source.lines.end(), at);
  const std::size_t start = *(after - 1);
  const std::string_view before = std::string_view(source.text).substr(start, at - start);
  return {file, static_cast<int>(after - source.lines.begin()),
          static_cast<int>(count_code_points(before)) + 1};
}

void Diagnostics::error(Position at, std::string message, std::string advice) {
  list_.push_back({Severity::error, at, std::move(message), std::move(advice)});
  ++errors_;
}

void Diagnostics::warning(Position at, std::string message, std::string advice) {
  list_.push_back({Severity::warning, at, std::move(message), std::move(advice)});
}

void Diagnostics::note(Position at, std::string message, std::string advice) {
  list_.push_back({Severity::note, at, std::move(message), std::move(advice)});
}

std::string render(const Diagnostic& diagnostic, const Sources& sources, bool color) {
  const Style style = style_of(diagnostic.severity);
  std::string result = place(diagnostic.at, sources);
  if (color) result = "\033[1m" + result + style.color;
  result += std::string(style.name) + ": ";
  if (color) result += "\033[0m";
  result += printable(diagnostic.message) + '\n';
  const std::string_view line = sources.line(diagnostic.at.file, diagnostic.at.line);
  if (!line.empty() && diagnostic.at.column > 0) {
    result += excerpt(line, static_cast<std::size_t>(diagnostic.at.column), color);
  }
  return result + indented(diagnostic.advice);
}

std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const std::size_t bytes = point.valid() ? point.bytes : 1;
    if (point.valid() && !is_control(point.value)) {
      result += text.substr(at, bytes);
    } else if (text[at] == '\n') {
      result += "\\n";
    } else if (text[at] == '\t') {
      result += "\\t";
    } else {
      for (std::size_t i = 0; i < bytes; ++i) append_escaped_byte(result, text[at + i]);
    }
    at += bytes;
  }
  return result;
}

}  // namespace schemake::generator
