#include "render/document.hpp"

#include <gmock/gmock.h>

// Text of users is text in Markdown and HTML, whatever it says.

namespace schemake::testing {
namespace {

using namespace schemake::generator;
using ::testing::HasSubstr;
using ::testing::Not;

std::string markdown_of(const Span& span) {
  const std::string text = document_markdown({{words("T")}, "", {Paragraph{{span}}}, {}});
  return text.substr(5, text.size() - 6);  // without the title and the last line end
}

std::string html_of(const Block& block) {
  const std::string page = document_html({{words("T")}, "", {block}, {}});
  const std::string begin = "<h1>T</h1>\n";
  const std::size_t at = page.find(begin) + begin.size();
  return page.substr(at, page.find("</main>") - at);
}

TEST(DocumentMarkdown, LeavesHarmlessProseAlone) {
  for (const char* text : {"adds column born date, nullable", "adds unique (email)",
                           "größe: text, not null", "SQLite 3.35.5 or newer", "a read-only view"}) {
    EXPECT_EQ(markdown_of(told(text)), text);
  }
}

TEST(DocumentMarkdown, PutsIntoCodeWhatCouldBeMoreThanText) {
  for (const char* text : {"@ada",
                           "fixes #12",
                           "!7",
                           "~bug",
                           "%1.0",
                           "&amp;",
                           "$1",
                           "GH-12",
                           "ADA-7",
                           "www.example.org",
                           "https://example.org",
                           "example.org",
                           "<b>",
                           "*a*",
                           "_a_",
                           "[a](b)",
                           ":smile:",
                           "1e93d5d",
                           "a|b",
                           "a\\b",
                           "x  y",
                           "see www. here"}) {
    EXPECT_EQ(markdown_of(told(text)), std::string("`") + text + "`");
  }
}

TEST(DocumentMarkdown, NoCodeSpanEndsEarly) {
  EXPECT_EQ(markdown_of(code("a`b")), "``a`b``");
  EXPECT_EQ(markdown_of(code("``")), "``` `` ```");
  EXPECT_EQ(markdown_of(code("`")), "`` ` ``");
  EXPECT_EQ(markdown_of(code(" a ")), "`  a  `");
  EXPECT_EQ(markdown_of(code("a\n\n# b")), "`a\\n\\n# b`");
  EXPECT_EQ(markdown_of(code("\xE2\x80\xAE")), "`\\xe2\\x80\\xae`");
  EXPECT_EQ(markdown_of(code("")), "(empty)");
}

TEST(DocumentMarkdown, EscapesOurOwnWords) {
  EXPECT_EQ(markdown_of(words("a_b <i> *c*")), "a\\_b \\<i\\> \\*c\\*");
}

TEST(DocumentMarkdown, AFenceIsLongerThanAnyWithin) {
  const std::string text =
      document_markdown({{words("T")},
                         "",
                         {Listing{"sql", "a\n````\n</details>\n"}, Changes{{{'+', "x\n```"}}}},
                         {}});
  EXPECT_EQ(text, "# T\n\n`````sql\na\n````\n</details>\n`````\n\n````diff\n+ x\\n```\n````\n");
}

TEST(DocumentMarkdown, FoldsAListingUnderItsTitle) {
  EXPECT_EQ(document_markdown({{words("T")}, "", {Listing{"sql", "SELECT 1", "a <b>"}}, {}}),
            "# T\n\n<details>\n<summary>a &lt;b&gt;</summary>\n\n```sql\nSELECT 1\n```\n\n"
            "</details>\n");
}

TEST(DocumentMarkdown, ALinkEndsWhereItsAddressDoes) {
  EXPECT_EQ(markdown_of({Span::Kind::link, "rule", "https://e.org/a b)(<x>#rule"}),
            "[`rule`](https://e.org/a%20b%29%28%3Cx%3E#rule)");
}

TEST(DocumentHtml, EscapesEverySpanAndBlock) {
  EXPECT_EQ(html_of(Paragraph{{words("a<b "), told("<i>"), code("\"&'"), strong("<")}}),
            "<p>a&lt;b <bdi>&lt;i&gt;</bdi><code>&quot;&amp;&#39;</code>"
            "<strong>&lt;</strong></p>\n");
  EXPECT_EQ(html_of(Changes{{{'-', "<i>"}, {'!', "x"}}}),
            "<ul class=\"changes\">\n<li class=\"dropped\"><b>-</b><bdi>&lt;i&gt;</bdi></li>\n"
            "<li class=\"changed\"><b>~</b><bdi>x</bdi></li>\n</ul>\n");
  EXPECT_EQ(html_of(Listing{"sql", "</pre>\n", "<t>"}),
            "<details><summary>&lt;t&gt;</summary>\n<pre tabindex=\"0\">&lt;/pre&gt;\n</pre>\n"
            "</details>\n");
  EXPECT_EQ(html_of(Picture{"a<b", ""}), "<pre tabindex=\"0\">a&lt;b\n</pre>\n");
  EXPECT_EQ(html_of(Picture{"a", "<svg/>"}),
            "<div class=\"diagram\" tabindex=\"0\">\n<svg/></div>\n");
}

TEST(DocumentHtml, HasContentsWhereThereIsMoreThanOneSection) {
  const Section one{{code("<a>")}, "one", {}, {{{words("Under")}, "one.x", {}, {}}}};
  const Section two{{words("Two")}, "two", {}, {}};
  EXPECT_THAT(document_html({{words("T")}, "", {}, {one}}), Not(HasSubstr("<nav")));
  const std::string page = document_html({{words("T")}, "", {}, {one, two}});
  EXPECT_THAT(page, HasSubstr("<li><a href=\"#one\"><code>&lt;a&gt;</code></a>\n<ul>\n"
                              "<li><a href=\"#one.x\">Under</a></li>\n</ul>\n</li>\n"
                              "<li><a href=\"#two\">Two</a></li>\n"));
  EXPECT_THAT(page, HasSubstr("<section id=\"one.x\">\n<h3>Under</h3>\n"));
}

}  // namespace
}  // namespace schemake::testing
