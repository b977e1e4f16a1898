#include <algorithm>

#include "command/check_base.hpp"

// review on real git repositories: what a branch changes, for who reviews it.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ReviewCommand : public CheckBase {
 protected:
  ChildResult review(const Words& more) const {
    Words words = {"review"};
    words.insert(words.end(), more.begin(), more.end());
    return project_.schemake(words, kGitEnvironment);
  }

  ChildResult check_page(const std::string& file) const {
    return run_child({"python3", SCHEMAKE_SOURCE_DIR "/tests/command/page_check.py", file},
                     project_.root());
  }

  static bool has(const std::string& program) {
    return run_child({"sh", "-c", "command -v " + program}).code == 0;
  }

  // A recorded revision and a pending change, with names that would be more than names.
  void add_hostile_changes() const {
    add_column("web");
    project_.write("schema.yaml", project_.read("schema.yaml") +
                                      "  \"</code><script>alert('@ada')</script>``` #1\":\n"
                                      "    columns:\n"
                                      "      id: {type: bigint, primary_key: true}\n"
                                      "      a: {type: bigint, references: author.id}\n");
  }
};

TEST_F(ReviewCommand, SaysInOneLineThatNothingChanged) {
  const ChildResult with_base = review({"--base", "main"});
  EXPECT_EQ(with_base.code, 0);
  EXPECT_EQ(with_base.said, "# No migration: nothing is recorded or pending that `main` lacks\n");
  EXPECT_EQ(review({}).said, "# No migration: nothing is pending\n");
}

TEST_F(ReviewCommand, ShowsWhatTheBranchHasAndWhatIsPending) {
  add_column("web");
  commit();
  project_.replace("schema.yaml", "      email: text?\n", "");
  const std::string before = project_.snapshot();
  const ChildResult result = review({"--base", "main"});
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(
      result.said,
      AllOf(StartsWith("# Migrations: 2 changes that `main` lacks\n"),
            HasSubstr("## `0003_web`: web\n"), HasSubstr("+ adds column web text, nullable\n"),
            HasSubstr("## The pending change\n"),
            HasSubstr("- drops column email and its values\n"),
            HasSubstr("`author.email`: drops the column and its values, **not accepted**"),
            HasSubstr("ALTER TABLE main.\"author\" DROP COLUMN \"email\";"),
            // One diagram of all: the column that came and the one that goes.
            HasSubstr("text web \"\U0001F7E2 + nullable\""),
            HasSubstr("text email \"\U0001F534 - nullable\""), Not(HasSubstr("0002_email`"))));
  EXPECT_EQ(review({"--base", "main"}).said, result.said);
  EXPECT_EQ(project_.snapshot(), before);
  ASSERT_EQ(project_.schemake({"sync"}).code, 0);
  EXPECT_THAT(review({"--base", "main"}).said, HasSubstr("## The draft\n"));
}

TEST_F(ReviewCommand, ShowsOneRevisionOrWhatIsPendingWithoutGit) {
  const ChildResult second = project_.schemake({"review", "email"}, {"PATH="});
  EXPECT_EQ(second.code, 0) << second.said;
  EXPECT_THAT(second.said,
              AllOf(StartsWith("# Migrations: 1 change\n"), HasSubstr("## `0002_email`"),
                    HasSubstr("+ adds column email text, nullable")));
  EXPECT_EQ(review({"nope"}).code, 2);
  EXPECT_EQ(review({"1", "--base", "main"}).code, 2);
}

TEST_F(ReviewCommand, ShowsDataStepsWholeAndWhyThereIsNoWayBack) {
  project_.write("migrations/draft.data.sql",
                 "-- schemake: upgrade\nUPDATE author SET email = lower(email);\n"
                 "-- schemake: irreversible nobody knows how it was written\n");
  EXPECT_THAT(review({"--base", "main"}).said,
              AllOf(HasSubstr("#### `draft.data.sql`\n\n```sql\n-- schemake: upgrade\n"),
                    HasSubstr("- **no**: nobody knows how it was written\n"),
                    HasSubstr("Nothing of the schema.")));
}

// The sum agrees with the edits: `check` by itself passes.
TEST_F(ReviewCommand, WarnsOfSourcesThatSayAnotherThing) {
  add_column("web");
  EXPECT_THAT(review({"--base", "main"}).said, Not(HasSubstr("Read these files")));
  for (const char* file : {"migrations/0003_web.sqlite.cpp", "migrations/head.sqlite.cpp"}) {
    write_over(file, project_.read(file) + "// DROP TABLE author\n");
  }
  ASSERT_EQ(project_.schemake({"check"}).code, 0);
  EXPECT_THAT(review({"--base", "main"}).said,
              AllOf(HasSubstr("**Read these files themselves**: `0003_web.sqlite.cpp`"),
                    HasSubstr("**Read these files themselves**: `head.sqlite.cpp`")));
}

TEST_F(ReviewCommand, WarnsOfWhatOthersHaveAndThisChanges) {
  change_the_last();
  const ChildResult result = review({"--base", "main"});
  EXPECT_EQ(result.code, 0);
  EXPECT_THAT(result.said,
              AllOf(HasSubstr("**Not to be merged as it is**"), HasSubstr("`changed-revision`"),
                    HasSubstr("## `0002_mail`"), HasSubstr("`0002_mail.bridge.sqlite.cpp`")));
}

// As a pipeline has it: enough where nothing that others have is touched.
TEST_F(ReviewCommand, TakesAShallowClone) {
  add_column("web");
  commit();
  Words words = kGitEnvironment;
  words.insert(words.end(), {generator_path(), "review", "--base", "origin/main"});
  const ChildResult result = run_child(words, shallow_clone());
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said, AllOf(StartsWith("# Migrations: 1 change that `origin/main` lacks\n"),
                                 HasSubstr("## `0003_web`: web\n")));
}

TEST_F(ReviewCommand, SaysWhyGitDoesNotAnswer) {
  EXPECT_EQ(review({"--base", "nope"}).code, 2);
  EXPECT_EQ(review({"--base", "nope"}).said, check({}, "nope").said);
  EXPECT_EQ(review({"--base", "--all"}).code, 2);
  std::filesystem::remove_all(project_.root() / ".git");
  const ChildResult outside = review({"--base", "main"});
  EXPECT_EQ(outside.code, 2);
  EXPECT_EQ(outside.said, check().said);
}

TEST_F(ReviewCommand, RefusesADamagedFolder) {
  project_.write("migrations/0002_email.sqlite.cpp", "");
  const ChildResult result = review({"--base", "main", "--output", "review.md"});
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.said, check().said);
  EXPECT_FALSE(project_.has("review.md"));
}

TEST_F(ReviewCommand, RefusesAnAddressThatIsNone) {
  const ChildResult result = review({"--docs", "javascript:alert(1)"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, HasSubstr("https://"));
}

TEST_F(ReviewCommand, HostileNamesAreTextInMarkdown) {
  add_hostile_changes();
  const ChildResult result = review({"--base", "main"});
  EXPECT_EQ(result.code, 0) << result.said;
  EXPECT_THAT(result.said,
              AllOf(HasSubstr("#### ````</code><script>alert('@ada')</script>``` #1````\n"),
                    HasSubstr("\n````sql\n"), HasSubstr("\n````\n\n</details>\n")));
}

TEST_F(ReviewCommand, ThePageIsWholeAndLoadsNothing) {
  if (!has("python3")) GTEST_SKIP() << "python3 is not installed";
  add_hostile_changes();
  for (const char* path : {"", "PATH=/nowhere"}) {  // with Graphviz, where it is, and without
    const Words words = {"review",   "--html",     "--docs", "https://example.org/docs/",
                         "--output", "review.html"};
    const ChildResult result = project_.schemake(words, *path == 0 ? Words{} : Words{path});
    EXPECT_EQ(result.code, 0) << result.said;
    EXPECT_EQ(project_.read("review.html").find("<svg") != std::string::npos,
              *path == 0 && has("dot"));
    const ChildResult page = check_page("review.html");
    EXPECT_EQ(page.code, 0) << page.said;
    EXPECT_THAT(page.said, HasSubstr("</code><script>alert('@ada')</script>``` #1"));
  }
  ASSERT_EQ(review({"--base", "main", "--html", "--output", "all.html"}).code, 0);
  EXPECT_EQ(check_page("all.html").code, 0) << check_page("all.html").said;
  EXPECT_THAT(project_.read("all.html"), AllOf(HasSubstr("<nav "), HasSubstr("href=\"#0003_web\""),
                                               HasSubstr("<section id=\"0003_web.author\">")));
}

// What a browser makes of it is what was written: it opened and closed nothing by itself.
TEST_F(ReviewCommand, ABrowserReadsThePageAsItIs) {
  if (!has("chromium")) GTEST_SKIP() << "chromium is not installed: apt-get install chromium";
  if (!has("python3")) GTEST_SKIP() << "python3 is not installed";
  add_hostile_changes();
  ASSERT_EQ(review({"--base", "main", "--html", "--output", "review.html"}).code, 0);
  const std::string command =
      "HOME=$PWD chromium --headless --no-sandbox --disable-gpu --dump-dom file://$PWD/review.html "
      ">seen.html 2>/dev/null";
  ASSERT_EQ(run_child({"sh", "-c", command}, project_.root()).code, 0);
  const ChildResult written = check_page("review.html"), seen = check_page("seen.html");
  EXPECT_EQ(seen.code, 0) << seen.said;
  const auto squeezed = [](std::string text) {
    std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
    return text;
  };
  EXPECT_EQ(squeezed(seen.said), squeezed(written.said));
}

}  // namespace
}  // namespace schemake::testing
