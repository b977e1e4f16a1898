#include "emit/literal.hpp"

#include <algorithm>
#include <stdexcept>

#include "text/utf8.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kPiece = 7168;               // of a raw literal
constexpr std::size_t kEscapedPiece = kPiece / 4;  // an escape is up to four characters
constexpr std::size_t kLine = 80;                  // of a text in words
constexpr std::size_t kMostWords = 1000;           // what is longer is raw

// Shown as nothing at all, so that text may hide behind it: soft hyphen, zero-width characters,
// annotation marks, tags.
bool is_invisible(char32_t value) {
  return value == 0xAD || value == 0x180E || (value >= 0x200B && value <= 0x200D) ||
         (value >= 0x2060 && value <= 0x2065) || (value >= 0x206A && value <= 0x206F) ||
         (value >= 0xFFF9 && value <= 0xFFFB) || (value >= 0xE0000 && value <= 0xE0FFF);
}

// Needs no escape but that of a line break.
bool is_plain(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') || c == '\n';
  });
  return ascii && text.size() <= kMostWords && text.find("??") == std::string_view::npos;
}

void append_escaped(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (c == '\n') {
    out += "\\n";
  } else if (c == '"' || c == '\\' || c == '?') {  // '?' might begin a trigraph
    out += '\\';
    out += c;
  } else if (byte >= 0x20 && byte < 0x7F) {
    out += c;
  } else {  // three octal digits: a digit that follows is not taken for a part
    out += '\\';
    for (unsigned shift : {6U, 3U, 0U}) out += static_cast<char>('0' + ((byte >> shift) & 7U));
  }
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '?' && text.find("??") == std::string_view::npos) {
      out += c;
    } else {
      append_escaped(out, c);
    }
  }
  return out + '"';
}

// Cuts off at most `limit` bytes, behind the last of `breaks` where there is one, else between
// characters.
std::string_view take_piece(std::string_view& text, std::size_t limit, const char* breaks) {
  std::size_t end = text.size();
  if (end > limit) {
    const std::size_t last = text.find_last_of(breaks, limit - 1);
    end = last == std::string_view::npos ? limit : last + 1;
    while (end > 1 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  }
  const std::string_view piece = text.substr(0, end);
  text.remove_prefix(end);
  return piece;
}

// Adjacent literals, a line each.
class Adjacent {
 public:
  explicit Adjacent(std::size_t indent) : separator_("\n" + std::string(indent, ' ')) {}
  void add(const std::string& literal) { text_ += (text_.empty() ? "" : separator_) + literal; }
  std::string take() { return std::move(text_); }

 private:
  std::string separator_, text_;
};

std::string plain_pieces(std::string_view text, std::size_t indent) {
  Adjacent out(indent);
  do {
    out.add(quoted(take_piece(text, kLine, " \n")));
  } while (!text.empty());
  return out.take();
}

// A literal for each line of the text.
std::string escaped_pieces(std::string_view text, std::size_t indent) {
  Adjacent out(indent);
  while (!text.empty()) {
    std::string_view line = text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1);
    text.remove_prefix(line.size());
    while (!line.empty()) out.add(quoted(take_piece(line, kEscapedPiece, "\n")));
  }
  return out.take();
}

// A delimiter whose end mark the text does not hold.
std::string delimiter_for(std::string_view text) {
  std::string delimiter = "sql";
  for (int i = 1; text.find(")" + delimiter + "\"") != std::string_view::npos; ++i) {
    delimiter = "sql" + std::to_string(i);
  }
  return delimiter;
}

std::string raw_pieces(std::string_view text, std::size_t indent) {
  const std::string delimiter = delimiter_for(text);
  Adjacent out(indent);
  do {
    const std::string piece(take_piece(text, kPiece, "\n"));
    out.add("R\"" + delimiter + "(" + piece + ")" + delimiter + "\"");
  } while (!text.empty());
  return out.take();
}

// Text whose meaning a reader of source code sees: valid UTF-8 without control characters (but
// newline and tab), without the marks that reorder or hide text (https://trojansource.codes).
// Nothing else may stand in a raw literal.
bool readable(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const bool layout = point.value == '\n' || point.value == '\t';
    if (!point.valid() || (is_control(point.value) && !layout) || is_invisible(point.value)) {
      return false;
    }
    at += point.bytes;
  }
  return true;
}

void refuse_nul(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) {
    throw std::invalid_argument("text for a C++ source holds a NUL");
  }
}

}  // namespace

std::string literal(std::string_view text, std::size_t indent) {
  refuse_nul(text);
  if (is_plain(text)) return plain_pieces(text, indent);
  return readable(text) ? raw_pieces(text, indent) : escaped_pieces(text, indent);
}

std::string sql_literal(std::string_view sql, std::size_t room) {
  refuse_nul(sql);
  if (!readable(sql)) return escaped_pieces(sql, 0);
  const std::string line = raw_pieces(sql, 0);
  if (line.size() <= room && line.find('\n') == std::string::npos) return line;
  std::string block = "\n" + std::string(sql);
  if (block.back() != '\n') block += '\n';
  return raw_pieces(block, 0);
}

}  // namespace schemake::generator
