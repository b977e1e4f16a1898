#ifndef SCHEMAKE_TESTS_COMMAND_CHECK_BASE_HPP
#define SCHEMAKE_TESTS_COMMAND_CHECK_BASE_HPP

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "child/git.hpp"
#include "child/project_folder.hpp"

namespace schemake::testing {

using Json = nlohmann::json;

// The branch `main` has 0001_start and 0002_email, sealed; `work` is checked out and equal to it.
class CheckBase : public RepositoryTest {
 protected:
  void SetUp() override {
    start();
    add_column("email");
    commit();
    git({"checkout", "-q", "-b", "work"});
  }

  // Reopens 0002_email, and records it with another column.
  void change_the_last() const {
    ASSERT_EQ(project_.schemake({"reopen"}).code, 0);
    project_.replace("schema.yaml", "email: text?", "mail: text?");
    ASSERT_EQ(project_.schemake({"sync"}).code, 0);
    project_.seal("mail");
  }

  ChildResult check(Words more = {}, const std::string& base = "main") const {
    Words words = {"check", "--base", base};
    words.insert(words.end(), more.begin(), more.end());
    return project_.schemake(words, kGitEnvironment);
  }

  // The rules of what is found, in order; each finding once.
  Words rules(int code = 1) const {
    const ChildResult result = check({"--format", "json"});
    EXPECT_EQ(result.code, code) << result.said;
    Words found;
    for (const Json& each : Json::parse(result.said)) found.push_back(each["rule"]);
    return found;
  }

  // A clone beside the project with the last commits of `work`, checked out, and `origin/main`.
  std::filesystem::path shallow_clone() const {
    std::filesystem::path clone = project_.root().parent_path() / "clone";
    git({"clone", "-q", "--depth", "1", "--branch", "work", "file://" + project_.root().string(),
         clone.string()});
    run_git(clone, {"fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main"});
    return clone;
  }

  // Runs the commands that the advice gives, as they stand there, in a shell.
  void follow_the_advice() const {
    const std::string advice = Json::parse(check({"--json"}).said).back()["advice"];
    std::string script = "set -e\nalias schemake='" + generator_path() + "'\n";
    for (std::size_t at = 0; (at = advice.find("\n  ", at)) != std::string::npos; ++at) {
      script += advice.substr(at + 3, advice.find('\n', at + 3) - at - 3);
      script += script.ends_with("now\"") ? " --accept-loss '*'\n" : "\n";
    }
    Words words = kGitEnvironment;
    words.insert(words.end(), {"sh", "-c", script});
    const ChildResult result = run_child(words, project_.root());
    EXPECT_EQ(result.code, 0) << script << result.said;
  }

  // The schema of the application is kept, and nothing is found any more.
  void expect_cured() const {
    const std::string schema = project_.read("schema.yaml");
    follow_the_advice();
    EXPECT_EQ(project_.read("schema.yaml"), schema);
    const ChildResult result = check();
    EXPECT_EQ(result.code, 0) << result.said;
    EXPECT_TRUE(project_.has("migrations/0002_email.jsonl"));
    EXPECT_TRUE(project_.has("migrations/0003_what_is_different_now.jsonl"));
  }

  void write_over(const std::string& file, const std::string& text) const {
    const std::string before = digest(file);
    project_.write(file, text);
    project_.replace("migrations/schemake.sum", before, digest(file));
  }

  std::string digest(const std::string& file) const {
    return run_child({"sha256sum", file}, project_.root()).said.substr(0, 64);
  }
};

}  // namespace schemake::testing

#endif  // SCHEMAKE_TESTS_COMMAND_CHECK_BASE_HPP
