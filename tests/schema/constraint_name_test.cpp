#include "schema/constraint_name.hpp"

#include <gtest/gtest.h>

namespace schemake::generator {
namespace {

TEST(ConstraintName, FollowsTheTemplate) {
  std::set<std::string> taken;
  EXPECT_EQ(constraint_name(Kind::key, "book", {"author", "isbn"}, taken), "book_author_isbn_key");
  EXPECT_EQ(constraint_name(Kind::foreign_key, "book", {"author"}, taken), "book_author_fkey");
  EXPECT_EQ(constraint_name(Kind::check, "book", {"pages"}, taken), "book_pages_check");
  EXPECT_EQ(constraint_name(Kind::check, "book", {}, taken), "book_check");
}

TEST(ConstraintName, CountsWhereTaken) {
  std::set<std::string> taken = {"book_check"};
  EXPECT_EQ(constraint_name(Kind::check, "Book", {}, taken), "Book_check1");
  EXPECT_EQ(constraint_name(Kind::check, "book", {}, taken), "book_check2");
}

TEST(ConstraintName, IsCutTo63BytesAndStaysDistinct) {
  std::set<std::string> taken;
  const std::string table(60, 'a');
  const std::string first = constraint_name(Kind::key, table, {"x"}, taken);
  const std::string second = constraint_name(Kind::key, table, {"y"}, taken);
  EXPECT_EQ(first.size(), 63U);
  EXPECT_NE(first, second);
  std::string umlauts;
  for (int i = 0; i < 40; ++i) umlauts += "\xC3\xBC";
  const std::string cut = constraint_name(Kind::key, "x" + umlauts, {}, taken);
  EXPECT_LE(cut.size(), 63U);
  EXPECT_EQ(cut.find("\xC3_"), std::string::npos);
  EXPECT_EQ(constraint_name(Kind::key, std::string(59, 'b'), {}, taken).size(), 63U);
}

}  // namespace
}  // namespace schemake::generator
