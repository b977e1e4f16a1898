#ifndef SCHEMAKE_RENDER_HTML_TEXT_HPP
#define SCHEMAKE_RENDER_HTML_TEXT_HPP

#include <string>
#include <string_view>

namespace schemake::generator {

// `text`, of which control characters are escaped already, as text of HTML and in its attributes.
inline std::string html_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

}  // namespace schemake::generator

#endif  // SCHEMAKE_RENDER_HTML_TEXT_HPP
