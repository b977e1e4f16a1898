#include "sqlite/relaxed_text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace schemake::sqlite {
namespace {

std::vector<std::string> primary_key(const std::string& table) {
  return table == "p" ? std::vector<std::string>{"id"} : std::vector<std::string>{};
}

std::string relax(const std::string& text, const std::string& was, const std::string& now) {
  const auto result = relaxed_text(text, was, now, primary_key);
  return result ? result->text : "refused";
}

struct Case {
  const char* name;
  const char* text;
  const char* was;
  const char* now;
  const char* expected;
};
void PrintTo(const Case& relaxation, std::ostream* out) { *out << relaxation.name; }

class RelaxedText : public ::testing::TestWithParam<Case> {};

TEST_P(RelaxedText, ChangesTheClauseAlone) {
  const Case& one = GetParam();
  EXPECT_EQ(relax(one.text, one.was, one.now), one.expected);
}

const auto kName = [](const auto& info) { return info.param.name; };

INSTANTIATE_TEST_SUITE_P(
    NotNull, RelaxedText,
    ::testing::Values(
        Case{"Plain", "CREATE TABLE t (a INT NOT NULL, b TEXT)", "a INT NOT NULL", "a INT",
             "CREATE TABLE t (a INT, b TEXT)"},
        Case{"OtherOrderCaseAndQuotes", "create table [t]([b] text, `A` int not  null unique)",
             "\"a\" INT NOT NULL", "\"a\" INT", "create table [t]([b] text, `A` int unique)"},
        Case{"Named", "CREATE TABLE t (a INT CONSTRAINT \"must be\" NOT NULL ON CONFLICT FAIL)",
             "a INT NOT NULL ON CONFLICT FAIL", "a INT", "CREATE TABLE t (a INT)"},
        Case{"BetweenOtherClauses",
             "CREATE TABLE t (a INT DEFAULT 1 NOT NULL CHECK (a > 0) COLLATE NOCASE)",
             "a INT COLLATE NOCASE NOT NULL DEFAULT 1 CHECK (a > 0)",
             "a INT COLLATE NOCASE DEFAULT 1 CHECK (a > 0)",
             "CREATE TABLE t (a INT DEFAULT 1 CHECK (a > 0) COLLATE NOCASE)"},
        Case{"Comments", "CREATE TABLE t (a INT -- number\n NOT /* never */ NULL -- why\n, b)",
             "a INT NOT NULL", "a INT", "CREATE TABLE t (a INT -- number\n -- why\n, b)"},
        Case{"TwoColumns", "CREATE TABLE t (a INT NOT NULL, b INT NOT NULL)",
             "b INT NOT NULL, a INT NOT NULL", "b INT, a INT", "CREATE TABLE t (a INT, b INT)"},
        Case{"WithADefaultInItsPlace", "CREATE TABLE t (a INT NOT NULL, b)", "a INT NOT NULL",
             "a INT DEFAULT 1", "CREATE TABLE t (a INT DEFAULT 1, b)"},
        Case{"AnyName", "CREATE TABLE \"t \"\"1\" (\"a \"\"b\" INT NOT NULL, [select] , 'x')",
             "\"a \"\"b\" INT NOT NULL", "\"a \"\"b\" INT",
             "CREATE TABLE \"t \"\"1\" (\"a \"\"b\" INT, [select] , 'x')"},
        Case{"SaidTwice", "CREATE TABLE t (a INT NOT NULL NOT NULL)", "a INT NOT NULL", "a INT",
             "refused"},
        Case{"NotSaid", "CREATE TABLE t (a INT)", "a INT NOT NULL", "a INT", "refused"},
        Case{"OtherConflict", "CREATE TABLE t (a INT NOT NULL ON CONFLICT IGNORE)",
             "a INT NOT NULL", "a INT", "refused"},
        Case{"OtherType", "CREATE TABLE t (a TEXT NOT NULL)", "a INT NOT NULL", "a INT", "refused"},
        Case{"OtherDefault", "CREATE TABLE t (a INT NOT NULL DEFAULT 1)", "a INT NOT NULL", "a INT",
             "refused"},
        Case{"NoSuchColumn", "CREATE TABLE t (b INT NOT NULL)", "a INT NOT NULL", "a INT",
             "refused"},
        Case{"NotUnderstood", "CREATE TABLE t (a INT NOT NULL) WITHOUT LIMITS", "a INT NOT NULL",
             "a INT", "refused"},
        Case{"NoTable", "CREATE VIRTUAL TABLE t USING fts5(a)", "a INT NOT NULL", "a INT",
             "refused"},
        Case{"Nothing", "CREATE TABLE t (a INT)", "", "", "refused"}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Default, RelaxedText,
    ::testing::Values(
        Case{"Changes", "CREATE TABLE t (a INT DEFAULT -1 NOT NULL)", "a INT NOT NULL DEFAULT - 1",
             "a INT NOT NULL DEFAULT (1 + 2)", "CREATE TABLE t (a INT DEFAULT (1 + 2) NOT NULL)"},
        Case{"Comes", "CREATE TABLE t (a varchar (3) UNIQUE, b)", "a VARCHAR(3)",
             "a VARCHAR(3) DEFAULT 'it''s'",
             "CREATE TABLE t (a varchar (3) DEFAULT 'it''s' UNIQUE, b)"},
        Case{"ComesWithoutAType", "CREATE TABLE t (a, b)", "b", "b DEFAULT NULL", "refused"},
        Case{"ComesForNoType", "CREATE TABLE t (a, b)", "b", "b DEFAULT x'00'",
             "CREATE TABLE t (a, b DEFAULT x'00')"},
        Case{"Goes", "CREATE TABLE t (a INT CONSTRAINT d DEFAULT 1, b)", "a INT DEFAULT 1", "a INT",
             "CREATE TABLE t (a INT, b)"},
        Case{"OfAWord", "CREATE TABLE t (a TEXT DEFAULT none)", "a TEXT DEFAULT 'none'",
             "a TEXT DEFAULT 'some'", "CREATE TABLE t (a TEXT DEFAULT 'some')"},
        Case{"WithNotNull", "CREATE TABLE t (a INT NOT NULL DEFAULT 0)", "a INT NOT NULL DEFAULT 0",
             "a INT", "CREATE TABLE t (a INT)"}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Constraints, RelaxedText,
    ::testing::Values(
        Case{"LastCheck", "CREATE TABLE t (\n  a INT,\n  CONSTRAINT c CHECK (a > 0)\n)",
             "CHECK (a > 0)", "", "CREATE TABLE t (\n  a INT\n)"},
        Case{"FirstOfSeveral",
             "CREATE TABLE t (a INT, CHECK (\"a\">0) ON CONFLICT FAIL, UNIQUE (a))",
             "CONSTRAINT \"named\" CHECK (a > 0)", "", "CREATE TABLE t (a INT, UNIQUE (a))"},
        Case{"NoCommaBetween", "CREATE TABLE t (a INT, UNIQUE (a) CHECK (a > 0))", "CHECK (a > 0)",
             "", "CREATE TABLE t (a INT, UNIQUE (a) )"},
        Case{"NoCommaBehindTheFirst", "CREATE TABLE t (a INT, CHECK (a > 0) UNIQUE (a))",
             "CHECK (a > 0)", "", "refused"},
        Case{"CommentsStay",
             "CREATE TABLE t (a INT, -- about a\n  CHECK (a > 0), -- about c\n  UNIQUE (a))",
             "CHECK (a > 0)", "", "CREATE TABLE t (a INT -- about a\n, -- about c\n  UNIQUE (a))"},
        Case{"BehindAColumn", "CREATE TABLE t (a INT CHECK (a IN (0, 1)), b)",
             "a INT CHECK (a IN (0, 1))", "a INT", "CREATE TABLE t (a INT, b)"},
        Case{"WrittenWithTheTable", "CREATE TABLE t (a INT, CHECK ((a IN (0, 1))))",
             "a INT CHECK (a IN (0, 1))", "a INT", "CREATE TABLE t (a INT)"},
        Case{"OneOfTwoAlike", "CREATE TABLE t (a INT CHECK (a > 0), CHECK (a > 0))",
             "CHECK (a > 0)", "", "CREATE TABLE t (a INT CHECK (a > 0))"},
        Case{"TwoAlike", "CREATE TABLE t (a INT, CHECK (a > 0), CHECK (a > 0))",
             "CHECK (a > 0), CHECK (a > 0)", "", "CREATE TABLE t (a INT)"},
        Case{"OneOfTwoThatCannotBeTold", "CREATE TABLE t (a INT, CHECK (a > 0), CHECK (a > 0))",
             "CHECK (a > 0)", "", "refused"},
        Case{"OneOfTwoByItsName",
             "CREATE TABLE t (a INT CONSTRAINT f REFERENCES p CONSTRAINT g REFERENCES p)",
             "a INT CONSTRAINT f REFERENCES p (id) CONSTRAINT g REFERENCES p (id)",
             "a INT CONSTRAINT g REFERENCES p (id)",
             "CREATE TABLE t (a INT CONSTRAINT g REFERENCES p)"},
        Case{"OneOfTwoByNoName",
             "CREATE TABLE t (a INT CONSTRAINT f REFERENCES p CONSTRAINT g REFERENCES p)",
             "a INT CONSTRAINT h REFERENCES p (id) CONSTRAINT i REFERENCES p (id)",
             "a INT CONSTRAINT j REFERENCES p (id)",
             "CREATE TABLE t (a INT CONSTRAINT f REFERENCES p)"},
        Case{"TwoOfThree",
             "CREATE TABLE t (a INT REFERENCES p CONSTRAINT f REFERENCES p CONSTRAINT g "
             "REFERENCES p)",
             "a INT REFERENCES p (id) CONSTRAINT f REFERENCES p (id) CONSTRAINT g REFERENCES p "
             "(id)",
             "a INT CONSTRAINT f REFERENCES p (id)",
             "CREATE TABLE t (a INT CONSTRAINT f REFERENCES p)"},
        Case{"NotThere", "CREATE TABLE t (a INT, CHECK (a > 1))", "CHECK (a > 0)", "", "refused"},
        Case{"ReferenceOfAColumn",
             "CREATE TABLE t (a INT CONSTRAINT f REFERENCES p ON DELETE CASCADE DEFERRABLE "
             "INITIALLY DEFERRED NOT NULL)",
             "a INT NOT NULL REFERENCES \"p\" (\"id\") ON DELETE CASCADE DEFERRABLE INITIALLY "
             "DEFERRED",
             "a INT NOT NULL", "CREATE TABLE t (a INT NOT NULL)"},
        Case{"ReferenceOfTheTable", "CREATE TABLE t (a INT, b INT, FOREIGN KEY (a) REFERENCES p)",
             "a INT REFERENCES p (id)", "a INT", "CREATE TABLE t (a INT, b INT)"},
        Case{"PairsInAnotherOrder",
             "CREATE TABLE t (a INT, b INT, FOREIGN KEY (b, a) REFERENCES q (y, x))",
             "FOREIGN KEY (a, b) REFERENCES q (x, y)", "", "CREATE TABLE t (a INT, b INT)"},
        Case{"OtherAction", "CREATE TABLE t (a INT REFERENCES p ON DELETE SET NULL)",
             "a INT REFERENCES p (id)", "a INT", "refused"},
        Case{"DeferrableBehindAnother",
             "CREATE TABLE t (a INT REFERENCES p, b INT REFERENCES p NOT NULL DEFERRABLE "
             "INITIALLY DEFERRED)",
             "b INT NOT NULL REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED", "b INT NOT NULL",
             "refused"}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    TooMuch, RelaxedText,
    ::testing::Values(
        Case{"Tightens", "CREATE TABLE t (a INT)", "a INT", "a INT NOT NULL", "refused"},
        Case{"AddsACheck", "CREATE TABLE t (a INT)", "a INT", "a INT CHECK (a > 0)", "refused"},
        Case{"ChangesACheck", "CREATE TABLE t (a INT CHECK (a > 0))", "a INT CHECK (a > 0)",
             "a INT CHECK (a > 1)", "refused"},
        Case{"AddsAReference", "CREATE TABLE t (a INT)", "a INT", "a INT REFERENCES p", "refused"},
        Case{"ChangesAType", "CREATE TABLE t (a INT)", "a INT", "a TEXT", "refused"},
        Case{"ChangesACollation", "CREATE TABLE t (a TEXT)", "a TEXT", "a TEXT COLLATE NOCASE",
             "refused"},
        Case{"ChangesAName", "CREATE TABLE t (a INT)", "a INT", "b INT", "refused"},
        Case{"AddsAColumn", "CREATE TABLE t (a INT NOT NULL)", "a INT NOT NULL", "a INT, b INT",
             "refused"},
        Case{"ChangesAGeneratedColumn", "CREATE TABLE t (a INT, b AS (a) NOT NULL)",
             "b AS (a) NOT NULL", "b AS (a + 1)", "refused"},
        Case{"AddsAKey", "CREATE TABLE t (a INT NOT NULL)", "a INT NOT NULL", "a INT UNIQUE",
             "refused"},
        Case{"Escapes", "CREATE TABLE t (a INT NOT NULL)", "a INT NOT NULL",
             "a INT) WITHOUT ROWID, STRICT --", "refused"},
        Case{"IsNoSql", "CREATE TABLE t (a INT NOT NULL)", "a INT NOT NULL", "a INT 'open",
             "refused"}),
    kName);

TEST(RelaxedText, NamesTheColumnsWhoseDefaultChanges) {
  const auto result = relaxed_text("CREATE TABLE t (a INT NOT NULL, B INT DEFAULT 1, c INT)",
                                   "a INT NOT NULL, b INT DEFAULT 1, c INT",
                                   "a INT, b INT, c INT DEFAULT 2", primary_key);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->text, "CREATE TABLE t (a INT, B INT, c INT DEFAULT 2)");
  EXPECT_EQ(result->defaults, (std::vector<std::string>{"B", "c"}));
}

TEST(RelaxedText, GivesColumnsADefault) {
  EXPECT_EQ(with_default("CREATE TABLE t (a INT NOT NULL, b DEFAULT (1), c)", {"B", "a"}, "x'00'"),
            "CREATE TABLE t (a INT DEFAULT x'00' NOT NULL, b DEFAULT x'00', c)");
}

TEST(RelaxedText, KnowsWhichColumnsARowCannotLack) {
  const auto lacks = [](const char* columns, const char* column) {
    return may_lack("CREATE TABLE t (" + std::string(columns) + ")", {column});
  };
  EXPECT_TRUE(lacks("a, b DEFAULT 1", "b"));
  EXPECT_TRUE(lacks("a NOT NULL, b", "b"));
  EXPECT_TRUE(lacks("a, b NOT NULL DEFAULT 1", "b"));
  EXPECT_TRUE(lacks("a, b AS (a) NOT NULL", "a"));
  EXPECT_TRUE(lacks("a, b INTEGER NOT NULL PRIMARY KEY", "a"));
  EXPECT_TRUE(
      may_lack("CREATE TABLE t (a DEFAULT 1, b NOT NULL, PRIMARY KEY (b)) WITHOUT ROWID", {"a"}));
  EXPECT_TRUE(lacks("a NOT NULL, b", "gone"));
  EXPECT_FALSE(lacks("a, b DEFAULT 1, c NOT NULL", "b"));
  EXPECT_FALSE(lacks("a NOT NULL", "a"));
  EXPECT_TRUE(may_lack("CREATE TABLE t (a NOT NULL, b)", {"a", "b"}));
  EXPECT_TRUE(may_lack("no table", {"a"}));
}

}  // namespace
}  // namespace schemake::sqlite
