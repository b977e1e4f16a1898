#include "core/sql_text.hpp"

#include <gtest/gtest.h>

namespace schemake::sql {
namespace {

TEST(SqlText, CanonicalFoldsSpaceCaseAndQuotes) {
  const char* const same[] = {"length(name) > 0", "LENGTH( \"name\" )>0",
                              "length([Name])/* x */ > 0", "length(`name`) -- y\n > 0"};
  for (const char* text : same) EXPECT_EQ(canonical(text), "length ( name ) > 0") << text;
}

TEST(SqlText, NamesThatNeedQuotesKeepThem) {
  EXPECT_EQ(canonical("[Order] + `a b`"), "\"order\" + \"a b\"");
  EXPECT_NE(canonical("SELECT \"a b\""), canonical("SELECT a b"));
  EXPECT_NE(canonical("x IS \"null\""), canonical("x IS NULL"));
  EXPECT_EQ(canonical("\"key\""), canonical("key"));
}

TEST(SqlText, StringsKeepTheirCaseAndQuotes) {
  EXPECT_EQ(canonical("a || 'It''s'"), "a || 'It''s'");
  EXPECT_NE(canonical("'A'"), canonical("'a'"));
  EXPECT_NE(canonical("'a'"), canonical("\"a\""));
}

TEST(SqlText, NumbersAndOperators) {
  EXPECT_EQ(canonical("1.5e-3+.5<>0XFF"), "1.5e-3 + .5 <> 0xff");
  EXPECT_EQ(canonical("a->>'$.x'"), "a ->> '$.x'");
  EXPECT_EQ(canonical("X'0aFF'"), "x'0aff'");
}

TEST(SqlText, UnterminatedIsBad) {
  for (const char* text : {"'abc", "\"abc", "[abc", "/* abc", "x'00", "a # b", "a \x01 b"}) {
    bool bad = false;
    for (const Token& token : tokenize(text)) bad |= token.kind == Token::Kind::bad;
    EXPECT_TRUE(bad) << text;
  }
}

TEST(SqlText, QuotingRoundTrips) {
  for (const char* name : {"a", "Order Details", "a\"b", "a'b", "ünï", "]["}) {
    const std::string quoted = quote_name(name);
    const auto tokens = tokenize(quoted);
    ASSERT_EQ(tokens.size(), 1U) << name;
    EXPECT_EQ(identifier(tokens[0]), name);
  }
  EXPECT_EQ(quote_string("it's"), "'it''s'");
}

TEST(SqlText, StartsWithNumber) {
  for (const char* name : {"2nd", "7", "-1", "+0x"}) EXPECT_TRUE(starts_with_number(name)) << name;
  for (const char* name : {"", "a2", "-", "+a", " 2"})
    EXPECT_FALSE(starts_with_number(name)) << name;
}

TEST(SqlText, ChainsAreFlatWhereTheyMayBe) {
  EXPECT_EQ(chain({}, " AND "), "");
  EXPECT_EQ(chain({"a", "b", "c"}, " AND "), "a AND b AND c");
  std::vector<std::string> terms(200, "x");
  EXPECT_EQ(chain(terms, "|").find('('), std::string::npos);
  terms.emplace_back("y");
  const std::string grouped = chain(terms, "|");
  EXPECT_EQ(grouped.substr(grouped.size() - 4), "|(y)");
}

TEST(SqlText, AllOfIsSearchedByItsFirstTermsAlone) {
  EXPECT_EQ(all_of({}), "");
  EXPECT_EQ(all_of({"a", "b"}), "a AND b");
  std::vector<std::string> terms(32, "x");
  EXPECT_EQ(all_of(terms).find("IS TRUE"), std::string::npos);
  terms.insert(terms.end(), {"y", "z"});
  const std::string text = all_of(terms);
  EXPECT_EQ(text.substr(text.find("(")), "(y AND z) IS TRUE");
}

TEST(SqlText, Mentions) {
  EXPECT_TRUE(mentions("SELECT a FROM \"Author\"", "author"));
  EXPECT_FALSE(mentions("SELECT a FROM authors -- author", "author"));
  EXPECT_TRUE(has_comment("a -- b"));
  EXPECT_FALSE(has_comment("'-- b'"));
}

}  // namespace
}  // namespace schemake::sql
