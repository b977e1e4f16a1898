#include "core/column_reads.hpp"

#include <gtest/gtest.h>

namespace schemake::sql {
namespace {

TEST(ColumnReads, TellsColumnsFromWhatLooksLikeThem) {
  const struct {
    const char *expression, *name;
    bool reads;
  } kCases[] = {
      {"upper(name)", "name", true},
      {"upper(\"Name\")", "name", true},
      {"author.[name] || 'x'", "name", true},
      {"upper(name)", "upper", false},
      {"\"upper\" (name)", "upper", false},
      {"upper || name", "upper", true},
      {"'name'", "name", false},
      {"a IS NULL", "null", false},
      {"a IS \"null\"", "null", true},
      {"CASE WHEN a THEN b END", "end", false},
      {"CASE WHEN a THEN b END", "case", false},
      {"CASE WHEN a THEN [end] END", "end", true},
      {"end + 1", "end", true},
      {"a LIKE b", "like", false},
      {"a NOT LIKE b", "like", false},
      {"(a) GLOB b", "glob", false},
      {"like || b", "like", true},
      {"a + match", "match", true},
      {"a COLLATE nocase", "nocase", false},
      {"nocase COLLATE nocase", "nocase", true},
      {"CAST(a AS text)", "text", false},
      {"CAST(a AS double precision)", "precision", false},
      {"CAST(text AS text)", "text", true},
      {"`table`.\"values\"", "table", true},
      {"a -- name", "name", false},
  };
  for (const auto& one : kCases) {
    EXPECT_EQ(reads_column(one.expression, one.name), one.reads)
        << one.expression << " " << one.name;
  }
}

TEST(ColumnsRead, AreThoseThatAreReadEach) {
  EXPECT_EQ(columns_read("CASE \"End\" WHEN upper(A) THEN t.b ELSE NULL END"),
            (std::set<std::string>{"a", "b", "end", "t"}));
}

}  // namespace
}  // namespace schemake::sql
