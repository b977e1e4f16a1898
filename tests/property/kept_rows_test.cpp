#include "property/kept_rows.hpp"

#include <gtest/gtest.h>

#include "operation/build.hpp"
#include "prove/database.hpp"

namespace schemake::generator {
namespace {

// What the check of random pairs takes for kept.
class KeptRowsOfAnEnum : public ::testing::Test {
 protected:
  KeptRowsOfAnEnum() {
    before_.enums["mood"] = {"mood", {"good", "bad"}, ""};
    TableSchema& table = build::add_table(before_, "author", {"mood"});
    Column& mood = build::column_of(table, "mood");
    mood.type = {TypeName::enumeration, 0, 0, "mood", {}};
    mood.nullable = true;
  }

  // Of rows that are ('good'), ('bad') and (NULL), and then what `change` makes of them.
  bool are_kept(const std::string& change, bool accepts_losses) {
    Schema after = before_;
    after.enums.at("mood").values = {"good", "new"};
    const std::vector<Operation> operations = {
        build::change(before_.enums.at("mood"), after.enums.at("mood"))};
    const Database db(
        "CREATE TABLE author (id TEXT PRIMARY KEY, mood TEXT);"
        "INSERT INTO author VALUES ('a', 'good'), ('b', 'bad'), ('c', NULL)");
    const KeptRows kept(db.get(), before_, after, operations, accepts_losses);
    EXPECT_EQ(kept.values(), 6U);
    db.run(change);
    return !kept.difference(db.get());
  }

  Schema before_;
};

TEST_F(KeptRowsOfAnEnum, LoseWhatItLosesWhereThatIsAccepted) {
  const std::string emptied = "UPDATE author SET mood = NULL WHERE mood = 'bad'";
  EXPECT_TRUE(are_kept(emptied, true));
  EXPECT_FALSE(are_kept(emptied, false));
  EXPECT_TRUE(are_kept("", false));
  EXPECT_FALSE(are_kept("", true));  // it is no value of the enum any more
}

TEST_F(KeptRowsOfAnEnum, GetTheDefaultInItsPlace) {
  build::column_of(before_.tables.at("author"), "mood").default_value =
      Literal{Literal::Kind::string, "new"};
  EXPECT_TRUE(are_kept("UPDATE author SET mood = 'new' WHERE mood = 'bad'", true));
  EXPECT_FALSE(are_kept("UPDATE author SET mood = NULL WHERE mood = 'bad'", true));
}

TEST_F(KeptRowsOfAnEnum, LoseNothingElse) {
  EXPECT_FALSE(are_kept("UPDATE author SET mood = NULL", true));
  EXPECT_FALSE(are_kept("UPDATE author SET mood = 'new' WHERE mood = 'bad'", true));
  EXPECT_FALSE(are_kept("UPDATE author SET mood = 'good'", true));
  EXPECT_FALSE(are_kept("DELETE FROM author WHERE mood = 'bad'", true));
}

}  // namespace
}  // namespace schemake::generator
