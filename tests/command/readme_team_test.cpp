#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "child/git.hpp"

// What the README shows of work in a team is what a shell answers.

namespace schemake::testing {
namespace {

using ::testing::HasSubstr;

struct Shown {
  std::string command, answer;
};

std::string section(const std::string& title) {
  std::ifstream file(SCHEMAKE_SOURCE_DIR "/README.md", std::ios::binary);
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  const std::size_t begin = page.find("## " + title + "\n");
  return page.substr(begin, page.find("\n## ", begin) - begin);
}

// The commands of its console blocks, each with the lines up to the next one.
std::vector<Shown> transcript(const std::string& text) {
  std::vector<Shown> shown;
  std::istringstream lines(text);
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("```", 0) == 0) {
      inside = line == "```console";
    } else if (inside && line.rfind("$ ", 0) == 0) {
      shown.push_back({line.substr(2), {}});
    } else if (inside) {
      shown.back().answer += line + "\n";
    }
  }
  return shown;
}

class ReadmeTeam : public RepositoryTest {
 protected:
  void SetUp() override {
    const std::string use = section("Use");
    const std::size_t begin = use.find("```yaml\n") + 8;
    std::filesystem::remove(project_.root() / "schema.yaml");
    project_.write("library.yaml", use.substr(begin, use.find("```\n", begin) - begin));
    git({"init", "-q", "-b", "main"});
    record("start");
    git({"checkout", "-q", "-b", "work"});
    git({"checkout", "-q", "main"});
    project_.replace("library.yaml", "      title: text\n",
                     "      title: text\n      isbn: text?\n");
    record("isbn");
    git({"update-ref", "refs/remotes/origin/main", "main"});
    git({"checkout", "-q", "work"});
    project_.replace("library.yaml", "      name: text\n", "      first: text\n      last: text\n");
  }

  void record(const std::string& message) const {
    const Words where = {"--schema", "library.yaml", "--migrations", "migrations"};
    Words words = {"revision", "-m", message};
    words.insert(words.end(), where.begin(), where.end());
    ASSERT_EQ(project_.schemake(words).code, 0);
    commit();
  }

  ChildResult shell(const std::string& command) const {
    Words words = kGitEnvironment;
    const std::string folder = std::filesystem::path(generator_path()).parent_path().string();
    words.insert(words.end(), {"sh", "-c", "PATH=" + folder + ":$PATH; " + command});
    return run_child(words, project_.root());
  }
};

TEST_F(ReadmeTeam, ItsTranscriptIsTrue) {
  const std::vector<Shown> shown = transcript(section("In a team"));
  ASSERT_GE(shown.size(), 6U);
  for (const auto& [command, answer] : shown) {
    const std::string file = command.rfind("cat ", 0) == 0 ? command.substr(4) : "";
    if (!file.empty()) project_.write(file, answer);  // what people have written there
    const std::string said = shell(command).said;
    if (command.rfind("git merge", 0) == 0) {
      EXPECT_THAT(said, HasSubstr(answer));  // versions of git say more or less around it
    } else {
      EXPECT_EQ(said, answer) << command;
    }
  }
  EXPECT_EQ(project_.schemake({"check", "--base", "origin/main"}, kGitEnvironment).code, 0);
}

}  // namespace
}  // namespace schemake::testing
