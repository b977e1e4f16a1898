#include <fmt/format.h>

#include <algorithm>

#include "render/document.hpp"
#include "render/document_style.hpp"
#include "render/html_text.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {
namespace {

std::string shown(std::string_view text) { return html_text(printable(text)); }

std::string span(const Span& span) {
  switch (span.kind) {
    case Span::Kind::words:
      return shown(span.text);
    case Span::Kind::strong:
      return fmt::format("<strong>{}</strong>", shown(span.text));
    case Span::Kind::told:
      return fmt::format("<bdi>{}</bdi>", shown(span.text));
    case Span::Kind::code:
      return fmt::format("<code>{}</code>", shown(span.text));
    case Span::Kind::link:
      return fmt::format("<a href=\"{}\" rel=\"noreferrer\"><code>{}</code></a>",
                         shown(span.target), shown(span.text));
  }
  return "";
}

std::string line(const Line& spans) {
  std::string result;
  for (const Span& each : spans) result += span(each);
  return result;
}

std::string preformatted(std::string_view text) {
  std::string result = "<pre tabindex=\"0\">";
  if (!text.empty() && text.front() == '\n') result += '\n';  // the first one is not shown
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    result += shown(text.substr(0, end)) + '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result + "</pre>\n";
}

std::string show(const Paragraph& paragraph) {
  return fmt::format("<p>{}</p>\n", line(paragraph.line));
}

std::string show(const Items& items) {
  std::string result = "<ul>\n";
  for (const Line& each : items.lines) result += fmt::format("<li>{}</li>\n", line(each));
  return result + "</ul>\n";
}

std::string_view class_of(char sign) {
  if (sign == '+') return "added";
  return sign == '-' ? "dropped" : "changed";
}

std::string show(const Changes& changes) {
  std::string result = "<ul class=\"changes\">\n";
  for (const auto& [sign, what] : changes.list) {
    result += fmt::format("<li class=\"{}\"><b>{}</b><bdi>{}</bdi></li>\n", class_of(sign),
                          sign == '!' ? '~' : sign, shown(what));
  }
  return result + "</ul>\n";
}

std::string show(const Listing& listing) {
  const std::string block = preformatted(listing.text);
  if (listing.title.empty()) return block;
  return fmt::format("<details><summary>{}</summary>\n{}</details>\n", shown(listing.title), block);
}

std::string show(const Picture& picture) {
  if (picture.svg.empty()) return preformatted(picture.mermaid);
  return fmt::format("<div class=\"diagram\" tabindex=\"0\">\n{}</div>\n", picture.svg);
}

// The headings below the title: 2 for a section, and so on.
std::string section(const Section& of, std::size_t level) {
  constexpr std::size_t kDeepest = 6;
  const std::string id = of.anchor.empty() ? "" : fmt::format(" id=\"{}\"", html_text(of.anchor));
  std::string result = fmt::format("<section{0}>\n<h{1}>{2}</h{1}>\n", id,
                                   std::min(level, kDeepest), line(of.title));
  for (const Block& block : of.blocks) {
    result += std::visit([](const auto& each) { return show(each); }, block);
  }
  for (const Section& each : of.sections) result += section(each, level + 1);
  return result + "</section>\n";
}

// The sections with an anchor, and nested in each those below it, of whatever depth.
std::string contents(const std::vector<Section>& sections) {
  std::string items;
  for (const Section& each : sections) {
    const std::string below = contents(each.sections);
    if (each.anchor.empty()) {
      items += below;
    } else {
      items += fmt::format("<li><a href=\"#{}\">{}</a>{}</li>\n", html_text(each.anchor),
                           line(each.title),
                           below.empty() ? "" : fmt::format("\n<ul>\n{}</ul>\n", below));
    }
  }
  return items;
}

std::string navigation(const Section& document) {
  const auto anchored =
      std::count_if(document.sections.begin(), document.sections.end(),
                    [](const Section& section) { return !section.anchor.empty(); });
  if (anchored < 2) return "";
  return fmt::format("<nav aria-label=\"Contents\">\n<ul>\n{}</ul>\n</nav>\n",
                     contents(document.sections));
}

}  // namespace

std::string document_html(const Section& document) {
  std::string body = fmt::format("<h1>{}</h1>\n", line(document.title));
  for (const Block& block : document.blocks) {
    body += std::visit([](const auto& each) { return show(each); }, block);
  }
  body += navigation(document);
  for (const Section& each : document.sections) body += section(each, 2);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" "
      "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</"
      "html>\n",
      shown(plain(document.title)), kDocumentStyle, body);
}

}  // namespace schemake::generator
