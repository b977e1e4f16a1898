#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "integration/consumer.hpp"

// The README's files, copied as they stand there, make the application that it promises.

namespace schemake::testing {
namespace {

using ::testing::HasSubstr;

std::string readme() {
  std::ifstream file(SCHEMAKE_SOURCE_DIR "/README.md", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The first block of that language behind `after`.
std::string block(const std::string& page, const std::string& language, const std::string& after) {
  const std::string open = "```" + language + "\n";
  const std::size_t begin = page.find(open, page.find(after)) + open.size();
  return page.substr(begin, page.find("```\n", begin) - begin);
}

TEST(Readme, ItsFilesMakeTheApplicationThatItPromises) {
  const Consumer project;
  const std::string page = readme();
  std::filesystem::remove(project.root() / "schema.yaml");
  project.write("library.yaml", block(page, "yaml", "## Use"));
  project.write("CMakeLists.txt", block(page, "cmake", "`CMakeLists.txt`:"));
  project.write("main.cpp", block(page, "cpp", "`main.cpp`:"));
  project.make();
  const auto run = [&] { return run_child({project.root() / "build/app"}, project.root()); };
  ASSERT_EQ(run().code, 0) << run().said;
  EXPECT_THAT(project.query("SELECT count(*) FROM author, book", "library.db"), HasSubstr("0"));

  project.seal("start");
  EXPECT_TRUE(project.has("migrations/0001_start.sqlite.cpp"));
  project.replace("library.yaml", "      title: text\n",
                  "      title: text\n      pages: integer?\n");
  ASSERT_EQ(project.build().code, 0);
  ASSERT_EQ(run().code, 0);
  EXPECT_THAT(project.query("PRAGMA table_info(book)", "library.db"), HasSubstr("pages"));
  const ChildResult checked = project.configure({"-DSCHEMAKE_MODE=CHECK"});
  EXPECT_NE(checked.code, 0);
  EXPECT_THAT(checked.said, HasSubstr("schemake revision"));
}

}  // namespace
}  // namespace schemake::testing
