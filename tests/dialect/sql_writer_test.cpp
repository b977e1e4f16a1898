#include "dialect/sql_writer.hpp"

#include <gtest/gtest.h>

namespace schemake::generator {
namespace {

TEST(SqlWriter, QuotesEveryName) {
  EXPECT_EQ(quoted_name("Order \"Details\""), "\"Order \"\"Details\"\"\"");
  EXPECT_EQ(quoted_list({"a", "select"}), "\"a\", \"select\"");
}

TEST(SqlWriter, WritesOneItemALine) {
  EXPECT_EQ(bracketed_lines({"\"a\" TEXT", "\"b\" TEXT"}), "(\n  \"a\" TEXT,\n  \"b\" TEXT\n)");
}

TEST(SqlWriter, WritesOneStatementALine) {
  EXPECT_EQ(statement_lines("UPDATE a SET b = ';'; DELETE FROM c;"),
            "  UPDATE a SET b = ';';\n  DELETE FROM c;\n");
}

TEST(SqlWriter, ReferencesSayWhatIsNotTheDefault) {
  ForeignKey key;
  key.parent = "author";
  key.parent_columns = {"a", "b"};
  EXPECT_EQ(references_clause(key), " REFERENCES \"author\" (\"a\", \"b\")");
  key.on_delete = Action::set_null;
  key.on_update = Action::restrict;
  key.deferrable = Deferrable::deferred;
  EXPECT_EQ(references_clause(key),
            " REFERENCES \"author\" (\"a\", \"b\") ON DELETE SET NULL ON UPDATE RESTRICT"
            " DEFERRABLE INITIALLY DEFERRED");
}

TEST(SqlWriter, ReplacesNamesAtOnceAndNeverInStrings) {
  EXPECT_EQ(with_new_names("a || B || 'a' || \"c\"", "t", {}, {{"a", "b"}, {"b", "a"}}),
            "\"b\" || \"a\" || 'a' || \"c\"");
}

TEST(SqlWriter, TellsTablesFromColumns) {
  const NameMap tables{{"author", "writer"}};
  const NameMap columns{{"name", "label"}};
  EXPECT_EQ(
      with_new_names("(SELECT name FROM author WHERE author.id = book.author)", "book", tables, {}),
      "(SELECT name FROM \"writer\" WHERE \"writer\".id = book.author)");
  EXPECT_EQ(with_new_names("author.name || other.name || name", "writer", tables, columns),
            "\"writer\".\"label\" || other.name || \"label\"");
}

}  // namespace
}  // namespace schemake::generator
