#include <fmt/format.h>

#include <algorithm>

#include "render/document.hpp"
#include "render/html_text.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Code hosts make a link of seven or more digits of a commit's id.
bool may_be_commit(std::string_view word) {
  constexpr std::size_t kShortest = 7;
  return word.size() >= kShortest && std::all_of(word.begin(), word.end(), [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

bool has_odd_word(std::string_view text) {
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && (is_letter(text[i]) || is_digit(text[i]))) continue;
    const std::string_view word = text.substr(start, i - start);
    start = i + 1;
    if (may_be_commit(word) || word == "www" || word == "WWW") return true;
  }
  return false;
}

// Whether every renderer shows it as it is: no character that means something in Markdown or HTML,
// or begins a mention or a reference (@, #, !, ~, %, &, $, GH-1, JIRA-1), no address.
bool is_harmless(std::string_view text) {
  constexpr std::string_view kPlain = " ,;()'?";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : ' ';
    const bool fine = is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80 ||
                      kPlain.find(c) != std::string_view::npos ||
                      ((c == '.' || c == ':') && next == ' ') || (c == '.' && is_digit(next)) ||
                      (c == '-' && is_letter(next));
    if (!fine) return false;
  }
  return !has_odd_word(text) && text.find("  ") == std::string_view::npos;
}

std::size_t longest_run(std::string_view text, char wanted) {
  std::size_t longest = 0, run = 0;
  for (const char c : text) {
    run = c == wanted ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

// Blanks at both ends are taken away by readers of a code span, and only then.
std::string code_span(std::string_view text) {
  const std::string shown = printable(text);
  if (shown.empty()) return "(empty)";
  const std::string ticks(longest_run(shown, '`') + 1, '`');
  const bool padded = shown.front() == '`' || shown.back() == '`' || shown.front() == ' ';
  return padded ? fmt::format("{0} {1} {0}", ticks, shown) : ticks + shown + ticks;
}

std::string fenced(std::string_view language, std::string_view text) {
  constexpr std::size_t kShortest = 3;
  const std::string fence(std::max(longest_run(text, '`') + 1, kShortest), '`');
  const bool ends = text.empty() || text.back() == '\n';
  return fmt::format("{0}{1}\n{2}{3}{0}\n", fence, language, text, ends ? "" : "\n");
}

// Of our own words: what Markdown would read in them.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>#~|!&").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

// In the brackets of a link: nothing that ends the address.
std::string address(std::string_view target) {
  std::string result;
  for (const char c : target) {
    const bool fine = is_letter(c) || is_digit(c) ||
                      std::string_view("-._~:/?#@!$&'*+,;=%").find(c) != std::string_view::npos;
    result += fine ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return result;
}

std::string span(const Span& span) {
  switch (span.kind) {
    case Span::Kind::words:
      return escaped(span.text);
    case Span::Kind::strong:
      return fmt::format("**{}**", escaped(span.text));
    case Span::Kind::told:
      return is_harmless(printable(span.text)) ? printable(span.text) : code_span(span.text);
    case Span::Kind::code:
      return code_span(span.text);
    case Span::Kind::link:
      return fmt::format("[{}]({})", code_span(span.text), address(span.target));
  }
  return "";
}

std::string line(const Line& spans) {
  std::string result;
  for (const Span& each : spans) result += span(each);
  return result;
}

std::string lines_of(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    result += printable(text.substr(0, end)) + '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

std::string show(const Paragraph& paragraph) { return line(paragraph.line) + '\n'; }

std::string show(const Items& items) {
  std::string result;
  for (const Line& each : items.lines) result += fmt::format("- {}\n", line(each));
  return result;
}

std::string show(const Changes& changes) {
  std::string text;
  for (const auto& [sign, what] : changes.list) {
    text += fmt::format("{} {}\n", sign, printable(what));
  }
  return fenced("diff", text);
}

// GitHub reads Markdown between the tags where blank lines stand around it.
std::string show(const Listing& listing) {
  const std::string block = fenced(listing.language, lines_of(listing.text));
  if (listing.title.empty()) return block;
  return fmt::format("<details>\n<summary>{}</summary>\n\n{}\n</details>\n",
                     html_text(printable(listing.title)), block);
}

std::string show(const Picture& picture) { return fenced("mermaid", picture.mermaid); }

std::string section(const Section& of, std::size_t level) {
  constexpr std::size_t kDeepest = 6;
  std::string result =
      fmt::format("{} {}\n", std::string(std::min(level, kDeepest), '#'), line(of.title));
  for (const Block& block : of.blocks) {
    result += '\n' + std::visit([](const auto& each) { return show(each); }, block);
  }
  for (const Section& each : of.sections) result += '\n' + section(each, level + 1);
  return result;
}

}  // namespace

Span words(std::string text) { return {Span::Kind::words, std::move(text)}; }
Span strong(std::string text) { return {Span::Kind::strong, std::move(text)}; }
Span told(std::string text) { return {Span::Kind::told, std::move(text)}; }
Span code(std::string text) { return {Span::Kind::code, std::move(text)}; }

std::string plain(const Line& line) {
  std::string result;
  for (const Span& span : line) result += span.text;
  return result;
}

std::string anchor_word(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool fine = is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_';
    result += fine ? c : '_';
  }
  return result;
}

std::string document_markdown(const Section& document) { return section(document, 1); }

}  // namespace schemake::generator
