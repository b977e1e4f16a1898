#include "text/diagnostic.hpp"

#include <gtest/gtest.h>

namespace schemake::generator {
namespace {

std::string shown(const std::string& text, Position at, const std::string& message = "wrong",
                  const std::string& advice = {}) {
  Sources sources;
  sources.add("library.yaml", text);
  return render({Severity::error, at, message, advice}, sources);
}

TEST(Diagnostic, ReadsAsACompilersDoes) {
  EXPECT_EQ(shown("tables:\n  name: txt\n", {0, 2, 9}, "unknown type \"txt\"", "write text"),
            "library.yaml:2:9: error: unknown type \"txt\"\n"
            "      name: txt\n"
            "            ^\n"
            "    write text\n");
}

TEST(Diagnostic, ColumnsAreCodePoints) {
  EXPECT_EQ(shown("gr\xC3\xBC\xC3\x9F: x\r\n", {0, 1, 7}),
            "library.yaml:1:7: error: wrong\n"
            "    gr\xC3\xBC\xC3\x9F: x\n"
            "          ^\n");
}

TEST(Diagnostic, WithoutAPlaceOrALine) {
  EXPECT_EQ(shown("", {}), "error: wrong\n");
  EXPECT_EQ(shown("", {0, 0, 0}), "library.yaml: error: wrong\n");
  EXPECT_EQ(shown("a\n", {0, 7, 1}), "library.yaml:7:1: error: wrong\n");
}

TEST(Diagnostic, NothingReachesTheTerminalUnescaped) {
  const std::string text =
      shown("a: \x1B[2J\xC2\x9B\n", {0, 1, 5}, "bad \x1B]0;x\x07", "one\ntwo\x7F");
  EXPECT_EQ(text,
            "library.yaml:1:5: error: bad \\x1b]0;x\\x07\n"
            "    a: \\x1b[2J\\xc2\\x9b\n"
            "           ^\n"
            "    one\n"
            "    two\\x7f\n");
}

TEST(Diagnostic, LongLinesAreCutAroundTheCaret) {
  const std::string text =
      shown(std::string(5000, 'x') + "!" + std::string(5000, 'y'), {0, 1, 5001});
  EXPECT_LT(text.size(), 400U);
  const std::size_t mark = text.find('!') - text.find("    ...");
  const std::size_t caret = text.find('^') - text.rfind("\n    ", text.find('^')) - 1;
  EXPECT_EQ(mark, caret);
}

TEST(Diagnostic, ACaretBehindTheEndOfItsLineStandsAtTheEnd) {
  EXPECT_EQ(shown("abc", {0, 1, 500}), "library.yaml:1:500: error: wrong\n    ...\n       ^\n");
  EXPECT_EQ(shown("abc", {0, 1, 4}), "library.yaml:1:4: error: wrong\n    abc\n       ^\n");
}

TEST(Diagnostic, ColourIsAskedFor) {
  Sources sources;
  const int file = sources.add("a.yaml", "x: y\n");
  const std::string text = render({Severity::warning, {file, 1, 1}, "odd", ""}, sources, true);
  EXPECT_EQ(text,
            "\033[1ma.yaml:1:1: \033[1;35mwarning: \033[0modd\n    x: y\n    \033[1;32m^\033[0m\n");
}

TEST(Sources, FindsLinesAndPositions) {
  Sources sources;
  const int file = sources.add("a", "gr\xC3\xBC\xC3\x9F: x\r\n\nlast");
  EXPECT_EQ(sources.line(file, 1), "gr\xC3\xBC\xC3\x9F: x");
  EXPECT_EQ(sources.line(file, 2), "");
  EXPECT_EQ(sources.line(file, 3), "last");
  EXPECT_EQ(sources.line(file, 4), "");
  EXPECT_EQ(sources.line(7, 1), "");
  EXPECT_EQ(sources.position(file, 8), (Position{file, 1, 7}));
  EXPECT_EQ(sources.position(file, 11), (Position{file, 2, 1}));
  EXPECT_EQ(sources.position(file, 12), (Position{file, 3, 1}));
  EXPECT_EQ(sources.position(file, 999), (Position{file, 3, 5}));
}

TEST(Diagnostics, KeepsTheOrderAndCountsErrorsAlone) {
  Diagnostics diagnostics;
  diagnostics.warning({}, "a");
  diagnostics.note({}, "b");
  EXPECT_FALSE(diagnostics.has_errors());
  diagnostics.error({}, "c", "d");
  EXPECT_TRUE(diagnostics.has_errors());
  ASSERT_EQ(diagnostics.all().size(), 3U);
  EXPECT_EQ(diagnostics.all()[2].advice, "d");
}

TEST(Printable, EscapesControlsAndInvalidBytesAlone) {
  EXPECT_EQ(printable("a\nb\tc\rd"), "a\\nb\\tc\\x0dd");
  EXPECT_EQ(printable(std::string("\0", 1)), "\\x00");
  EXPECT_EQ(printable("gr\xC3\xBC\xC3\x9F"), "gr\xC3\xBC\xC3\x9F");
  EXPECT_EQ(printable("\xE2\x80\xAE"), "\\xe2\\x80\\xae");
  EXPECT_EQ(printable("\xFF"), "\\xff");
}

TEST(Nearest, FindsASlipAndNothingElse) {
  const std::vector<std::string> known = {"columns", "checks", "indexes", "comment", "id"};
  EXPECT_EQ(nearest("colums", known), "columns");
  EXPECT_EQ(nearest("Checks", known), "checks");
  EXPECT_EQ(nearest("ocmment", known), "comment");
  EXPECT_EQ(nearest("index", known), "");
  EXPECT_EQ(nearest("xy", known), "");
  EXPECT_EQ(nearest("", known), "");
  EXPECT_EQ(nearest(std::string(100000, 'x'), known), "");
}

}  // namespace
}  // namespace schemake::generator
