#ifndef SCHEMAKE_RENDER_DOCUMENT_HPP
#define SCHEMAKE_RENDER_DOCUMENT_HPP

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace schemake::generator {

// A text to be read by people, as values: Markdown and HTML are two renderers of it. No span or
// block needs escaping by whoever builds it. Only `words` and `strong` are taken to be Schemake's
// own; all else may be anybody's, and is shown as text, whatever it says.
struct Span {
  enum class Kind {
    words,   // Schemake's own
    strong,  // the same, stressed
    told,    // prose that holds names, messages and expressions
    code,    // a name, a command
    link,    // a code that leads to `target`
  };
  Kind kind = Kind::words;
  std::string text;
  std::string target{};
};
using Line = std::vector<Span>;

Span words(std::string text);
Span strong(std::string text);
Span told(std::string text);
Span code(std::string text);

struct Paragraph {
  Line line;
};
struct Items {
  std::vector<Line> lines;
};
// What changes, a line each: '+' added, '-' dropped, '!' changed.
struct Changes {
  struct Change {
    char sign = '!';
    std::string text;
  };
  std::vector<Change> list;
};
// A text as it stands, line by line.
struct Listing {
  std::string language;  // for who colours it: "sql"
  std::string text;
  std::string title{};  // one that is folded away under its title; empty: it is open
};
// A diagram: `mermaid` for Markdown; for HTML `svg`, which is put into the page as it is, else the
// text.
struct Picture {
  std::string mermaid, svg;
};
using Block = std::variant<Paragraph, Items, Changes, Listing, Picture>;

struct Section {
  Line title;
  std::string anchor{};  // of letters, digits and ".-_"; unique; empty: none
  std::vector<Block> blocks{};
  std::vector<Section> sections{};
};

// GitHub's Markdown, which GitLab reads as well. User text that could be more than text (a mention,
// a reference to an issue or commit, a link, HTML) stands in code, where it is none; a fence is
// longer than any run of backticks within. Control characters are escaped.
std::string document_markdown(const Section& document);

// One page, whole: nothing is loaded. Light or dark as the reader's system is. A table of contents
// where the document has several sections that have an anchor.
std::string document_html(const Section& document);

// The plain text of a line, as for a title.
std::string plain(const Line& line);

// "a_b.c-d" of any text: what may stand in an anchor.
std::string anchor_word(std::string_view text);

}  // namespace schemake::generator

#endif  // SCHEMAKE_RENDER_DOCUMENT_HPP
