#include "text/json.hpp"

#include <nlohmann/json.hpp>

#include "text/utf8.hpp"

namespace schemake::generator {
namespace {

std::string escape(char32_t value) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out = "\\u";
  for (unsigned shift : {12U, 8U, 4U, 0U}) out += kDigits[(value >> shift) & 0xFU];
  return out;
}

}  // namespace

bool is_json(std::string_view text) { return nlohmann::json::accept(text); }

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const std::size_t bytes = point.valid() ? point.bytes : 1;
    if (!point.valid()) {
      out += "\\ufffd";
    } else if (point.value == '\n') {
      out += "\\n";
    } else if (point.value == '\t') {
      out += "\\t";
    } else if (is_control(point.value)) {  // all of them are below U+10000
      out += escape(point.value);
    } else {
      if (point.value == '"' || point.value == '\\') out += '\\';
      out += text.substr(at, bytes);
    }
    at += bytes;
  }
  return out + '"';
}

std::string with_controls_escaped(std::string_view json) {
  std::string out;
  for (std::size_t at = 0; at < json.size();) {
    const CodePoint point = code_point_at(json, at);
    const std::size_t bytes = point.valid() ? point.bytes : 1;
    const bool layout = json[at] == '\n' || json[at] == '\t';
    if (point.valid() && !layout && is_control(point.value)) {
      out += escape(point.value);
    } else {
      out += json.substr(at, bytes);
    }
    at += bytes;
  }
  return out;
}

}  // namespace schemake::generator
