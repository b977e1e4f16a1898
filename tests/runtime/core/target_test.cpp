#include "core/target.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "runtime/database.hpp"
#include "runtime/test_catalog.hpp"

namespace schemake {
namespace {

using test::expect_error;
using test::id;
using testing::HasSubstr;

std::vector<Revision> revisions() {
  std::vector<Revision> list(4);
  list[0].id = "12ab" + id('0').substr(4);
  list[0].name = "0001_start";
  list[1].id = "12ac" + id('0').substr(4);
  list[1].name = "0003_add_email";
  list[2].id = "1234" + id('5').substr(4);
  list[2].name = "1234_late";
  list[3].id = id('f');
  list[3].name = "draft";
  return list;
}

TEST(Target, FindsByNameNumberAndId) {
  const struct {
    const char* target;
    const char* name;
  } cases[] = {
      {"0003_add_email", "0003_add_email"},
      {"add_email", "0003_add_email"},
      {"3", "0003_add_email"},
      {"0003", "0003_add_email"},
      {"12ac", "0003_add_email"},
      {"12ab0000", "0001_start"},
      {"draft", "draft"},
      {"ffff", "draft"},
      {"1234", "1234_late"},
      {"1", "0001_start"},
  };
  for (const auto& [target, name] : cases) {
    EXPECT_EQ(find_revision(revisions(), target).name, name) << target;
  }
}

TEST(Target, RefusesWhatIsUnknownOrAmbiguous) {
  for (const char* target : {"", "email", "12a", "fff", "0002", "0x12", "base "}) {
    expect_error(Code::unknown_target, [&] { find_revision(revisions(), target); });
  }
  std::vector<Revision> fork = revisions();
  fork[0].name = "0003_other";
  const Error error = expect_error(Code::unknown_target, [&] { find_revision(fork, "3"); });
  EXPECT_THAT(error.what(), HasSubstr("0003_other (12ab0000)"));
  EXPECT_THAT(error.what(), HasSubstr("0003_add_email (12ac0000)"));
}

TEST(Target, CountsRevisions) {
  EXPECT_EQ(relative("+2", '+'), 2U);
  EXPECT_EQ(relative("-10", '-'), 10U);
  EXPECT_EQ(relative("2", '+'), std::nullopt);
  EXPECT_EQ(relative("", '+'), std::nullopt);
  for (const char* target : {"+", "+0", "+x", "+1x", "+99999999999"}) {
    expect_error(Code::usage, [&] { relative(target, '+'); });
  }
}

}  // namespace
}  // namespace schemake
