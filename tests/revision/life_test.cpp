#include "revision/life.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Revision draft_of(const std::string& parent, const std::string& name) {
  Revision revision;
  revision.draft = true;
  revision.record = make_draft(parent, {Rename{Kind::table, "", "a", name}});
  return revision;
}

Revision sealed(const std::string& parent, const std::string& name, const Folder& history) {
  Revision revision = draft_of(parent, name);
  revision.record.message = name;
  seal(revision, history, {});
  return revision;
}

std::vector<std::string> ids(const std::vector<Record>& records) {
  std::vector<std::string> out;
  for (const Record& record : records) out.push_back(record.id);
  return out;
}

TEST(Draft, StandsOnItsParent) {
  EXPECT_THAT(make_draft("base", {}).parents, IsEmpty());
  EXPECT_EQ(make_draft("base", {}).parent(), "base");
  const Record record = make_draft(std::string(64, 'a'), {}, {std::string(64, 'd')});
  EXPECT_THAT(record.parents, ElementsAre(std::string(64, 'a')));
  EXPECT_EQ(record.id, revision_id(record));
  EXPECT_NE(record.id, make_draft(std::string(64, 'a'), {}).id);
}

TEST(Draft, RemembersWhatItWas) {
  Revision draft = draft_of("base", "b");
  const Record first = draft.record, second = draft_of("base", "c").record;
  draft.superseded = supersede(draft, second);
  draft.record = second;
  EXPECT_EQ(ids(draft.superseded), std::vector{first.id});
  // Back to what it was: the second one is superseded, the first one is current again.
  EXPECT_EQ(ids(supersede(draft, first)), std::vector{second.id});
  // The same again: nothing new to remember.
  EXPECT_EQ(ids(supersede(draft, second)), std::vector{first.id});
}

TEST(Draft, RemembersSixteenSelves) {
  Revision draft = draft_of("base", "0");
  std::vector<std::string> expected;
  for (int i = 1; i <= 20; ++i) {
    if (i >= 5) expected.push_back(draft.record.id);
    const Record next = draft_of("base", std::to_string(i)).record;
    draft.superseded = supersede(draft, next);
    draft.record = next;
  }
  EXPECT_EQ(ids(draft.superseded), expected);
}

TEST(Seal, GivesANumberAndKeepsTheId) {
  Folder history;
  Revision draft = draft_of("base", "b");
  draft.record.message = "Add e-mail to author!";
  const std::string id = draft.record.id;
  seal(draft, history, {"book", "author.nickname", "book"});
  EXPECT_EQ(draft.stem(), "0001_add_e_mail_to_author");
  EXPECT_FALSE(draft.draft);
  EXPECT_EQ(draft.record.id, id);
  EXPECT_EQ(revision_id(draft.record), id);
  EXPECT_THAT(draft.record.accepted, ElementsAre("author.nickname", "book"));
  history.sealed.push_back(draft);
  EXPECT_EQ(sealed(id, "c", history).number, 2);
}

class ReleaseTest : public ::testing::Test {
 protected:
  ReleaseTest() {
    history_.sum.emplace();
    history_.sealed.push_back(sealed("base", "b", history_));
    history_.sealed[0].superseded = {draft_of("base", "old").record};
  }
  bool release(const std::string& name) {
    Diagnostics diagnostics;
    const bool done = generator::release(history_, name, diagnostics);
    EXPECT_NE(done, diagnostics.has_errors());
    said_ = done ? "" : diagnostics.all().front().message;
    return done;
  }
  void add(const std::string& name) {
    history_.sealed.push_back(sealed(history_.sealed.back().record.id, name, history_));
  }

  Folder history_;
  std::string said_;
};

TEST_F(ReleaseTest, FreezesWhatStandsBelow) {
  add("c");
  ASSERT_TRUE(release("1.0"));
  add("d");
  EXPECT_TRUE(history_.sealed[0].released());
  EXPECT_TRUE(history_.sealed[1].released());
  EXPECT_FALSE(history_.sealed[2].released());
  EXPECT_EQ(history_.sealed[0].release, "1.0");
  EXPECT_EQ(history_.sealed[2].release, "");
  ASSERT_TRUE(release("1.1"));
  EXPECT_EQ(history_.sealed[0].release, "1.0");
  EXPECT_EQ(history_.sealed[2].release, "1.1");
}

TEST_F(ReleaseTest, RetiresTheBridgesOfTheReleaseBefore) {
  const std::string old = history_.sealed[0].superseded[0].id;
  ASSERT_TRUE(release("1.0"));
  EXPECT_THAT(history_.sealed[0].superseded, SizeIs(1));  // shipped with 1.0
  add("c");
  ASSERT_TRUE(release("1.1"));
  EXPECT_THAT(history_.sealed[0].superseded, IsEmpty());
  EXPECT_THAT(history_.sum->retired, ElementsAre(Sum::Mark{old, "1.0"}));
}

TEST_F(ReleaseTest, RefusesWhatMakesNoSense) {
  for (const char* name : {"", "a b", "a\nb", "\x1b[31m", "\xFF"})
    EXPECT_FALSE(release(name)) << name;
  ASSERT_TRUE(release("1.0"));
  EXPECT_FALSE(release("1.0"));
  EXPECT_THAT(said_, HasSubstr("already"));
  EXPECT_FALSE(release("1.1"));
  EXPECT_THAT(said_, HasSubstr("released already, as 1.0"));
  add("c");
  history_.sealed.push_back(sealed(history_.sealed[0].record.id, "fork", history_));
  EXPECT_FALSE(release("1.1"));
  EXPECT_THAT(said_, HasSubstr("several heads"));
}

TEST(Version, ComparesByNumbers) {
  EXPECT_TRUE(is_newer("0.10.0", "0.9.1"));
  EXPECT_TRUE(is_newer("1.0.1", "1.0"));
  EXPECT_FALSE(is_newer("1.0", "1.0.0"));
  EXPECT_FALSE(is_newer("0.1.0", "0.1.0"));
  EXPECT_FALSE(is_newer("0.1.0", "0.2.0"));
}

}  // namespace
}  // namespace schemake::generator
