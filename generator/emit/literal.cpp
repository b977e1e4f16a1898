#include "emit/literal.hpp"

#include <algorithm>
#include <stdexcept>

#include "text/utf8.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kPiece = 7 * 1024;  // escapes at most quadruple a byte: see escaped_pieces
constexpr std::size_t kPlainLength = 72;

// Shown as nothing at all, so that text may hide behind it: soft hyphen, zero-width characters,
// annotation marks, tags.
bool is_invisible(char32_t value) {
  return value == 0xAD || value == 0x180E || (value >= 0x200B && value <= 0x200D) ||
         (value >= 0x2060 && value <= 0x2065) || (value >= 0x206A && value <= 0x206F) ||
         (value >= 0xFFF9 && value <= 0xFFFB) || (value >= 0xE0000 && value <= 0xE0FFF);
}

bool plain(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 0x20 && c < 0x7F && c != '"' && c != '\\') || c == '\n';
  });
  return ascii && text.size() <= kPlainLength && text.find("??") == std::string_view::npos;
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

// Cuts off at most `limit` bytes, at the end of a line where there is one, else between characters.
std::string_view take_piece(std::string_view& text, std::size_t limit) {
  std::size_t end = text.size();
  if (end > limit) {
    const std::size_t line = text.rfind('\n', limit - 1);
    end = line == std::string_view::npos ? limit : line + 1;
    while (end > 1 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  }
  const std::string_view piece = text.substr(0, end);
  text.remove_prefix(end);
  return piece;
}

// A literal for each line of the text.
std::string escaped_pieces(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t line = text.find('\n');
    const std::size_t length = line == std::string_view::npos ? text.size() : line + 1;
    std::string_view rest = text.substr(0, length);
    text.remove_prefix(length);
    while (!rest.empty()) {
      if (!out.empty()) out += '\n';
      out += quoted(take_piece(rest, kPiece / 4));
    }
  }
  return out;
}

// A delimiter whose end mark the text does not hold.
std::string delimiter_for(std::string_view text) {
  std::string delimiter = "sql";
  for (int i = 1; text.find(")" + delimiter + "\"") != std::string_view::npos; ++i) {
    delimiter = "sql" + std::to_string(i);
  }
  return delimiter;
}

std::string raw_pieces(std::string_view text) {
  const std::string delimiter = delimiter_for(text);
  std::string out;
  do {
    if (!out.empty()) out += '\n';
    out.append("R\"").append(delimiter).append("(");
    out.append(take_piece(text, kPiece)).append(")").append(delimiter).append("\"");
  } while (!text.empty());
  return out;
}

void refuse_nul(std::string_view text) {
  if (text.find('\0') != std::string_view::npos) {
    throw std::invalid_argument("text for a C++ source holds a NUL");
  }
}

}  // namespace

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

std::string literal(std::string_view text) {
  refuse_nul(text);
  if (plain(text)) return quoted(text);
  return readable(text) ? raw_pieces(text) : escaped_pieces(text);
}

std::string sql_literal(std::string_view sql, std::size_t room) {
  refuse_nul(sql);
  if (!readable(sql)) return escaped_pieces(sql);
  const std::string line = raw_pieces(sql);
  if (line.size() <= room && line.find('\n') == std::string::npos) return line;
  std::string block = "\n" + std::string(sql);
  if (block.back() != '\n') block += '\n';
  return raw_pieces(block);
}

}  // namespace schemake::generator
