#include "emit/literal.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

namespace schemake::generator {
namespace {

TEST(Literal, IsQuotedWhereItIsShortAndPlain) {
  EXPECT_EQ(literal(""), R"("")");
  EXPECT_EQ(literal("author"), R"("author")");
  EXPECT_EQ(literal("id\nname"), R"("id\nname")");
}

TEST(Literal, IsRawWhereQuotesWouldNeedEscapes) {
  EXPECT_EQ(literal(R"(we"ird)"), R"-(R"sql(we"ird)sql")-");
  EXPECT_EQ(literal(R"(back\slash)"), R"-(R"sql(back\slash)sql")-");
}

TEST(Literal, ChoosesADelimiterThatTheTextLacks) {
  EXPECT_EQ(literal(R"-(a)sql"b)-"), R"-(R"sql1(a)sql"b)sql1")-");
  EXPECT_EQ(literal(R"-()sql" )sql1")-"), R"-(R"sql2()sql" )sql1")sql2")-");
}

TEST(Literal, EscapesWhatAReaderWouldNotSee) {
  EXPECT_EQ(literal("a\x01\x32"), R"("a\0012")");
  EXPECT_EQ(literal("\r"), R"("\015")");
  EXPECT_EQ(literal("x\xE2\x80\xAE"), R"("x\342\200\256")");  // right-to-left override
  EXPECT_EQ(literal("x\xE2\x80\x8B"), R"("x\342\200\213")");  // zero-width space
  EXPECT_EQ(literal("\xFF"), R"("\377")");                    // no UTF-8
  EXPECT_EQ(literal("\xED\xA0\x80?"), R"("\355\240\200?")");  // a surrogate
}

TEST(Literal, LeavesReadableUnicodeReadable) { EXPECT_EQ(literal("Größe"), "R\"sql(Größe)sql\""); }

TEST(Literal, HasNoTrigraph) {
  EXPECT_EQ(literal("a ?? b"), R"-(R"sql(a ?? b)sql")-");
  EXPECT_EQ(literal("\x01?\?/"), R"("\001\?\?/")");
}

TEST(Literal, WrapsWords) {
  const std::string word(50, 'w');
  EXPECT_EQ(literal(word + " " + word + " " + word, 2),
            "\"" + word + " \"\n  \"" + word + " \"\n  \"" + word + "\"");
}

TEST(Literal, RefusesNul) {
  EXPECT_THROW(literal(std::string_view("a\0b", 3)), std::invalid_argument);
}

TEST(Literal, StaysUnderEightKilobytesAPiece) {
  const std::string texts[] = {std::string(100'000, 'x'), std::string(100'000, '\x01')};
  for (const std::string& text : texts) {
    const std::string written = literal(text);
    std::size_t longest = 0, begin = 0;
    for (std::size_t end = written.find('\n'); begin < written.size();
         end = written.find('\n', begin)) {
      end = std::min(end, written.size());
      longest = std::max(longest, end - begin);
      begin = end + 1;
    }
    EXPECT_LT(longest, 8192U);
    EXPECT_GT(longest, 6000U);
  }
}

TEST(SqlLiteral, StandsOnLinesOfItsOwnWhereItIsLong) {
  EXPECT_EQ(sql_literal("SELECT 1", 40), R"-(R"sql(SELECT 1)sql")-");
  EXPECT_EQ(sql_literal("SELECT 1", 10), "R\"sql(\nSELECT 1\n)sql\"");
  EXPECT_EQ(sql_literal("SELECT 1;\nSELECT 2;\n", 80), "R\"sql(\nSELECT 1;\nSELECT 2;\n)sql\"");
}

}  // namespace
}  // namespace schemake::generator
