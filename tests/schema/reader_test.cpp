#include "schema/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

// The files under good/ and bad/ are also those of the JSON Schema's test (schema_json_test.py).

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(SCHEMAKE_SOURCE_DIR) / "tests" / "schema";

std::vector<fs::path> yaml_files(const char* folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kFolder / folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// "12:7: error: unknown type", one a diagnostic.
std::vector<std::string> read_lines(const fs::path& path) {
  Sources sources;
  Diagnostics diagnostics;
  const std::optional<Desired> desired = read_schema(path.string(), sources, diagnostics);
  EXPECT_EQ(desired.has_value(), !diagnostics.has_errors());
  std::vector<std::string> lines;
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    std::string text = render(diagnostic, sources);
    text.resize(text.find('\n'));
    const std::string folder = path.parent_path().string() + '/';
    if (text.rfind(folder, 0) == 0) text.erase(0, folder.size());
    const std::string name = path.filename().string() + ':';
    if (text.rfind(name, 0) == 0) text.erase(0, name.size());
    lines.push_back(text);
  }
  return lines;
}

// What the comments at the end of a file say: "# expect 12:7: error: unknown type".
std::vector<std::string> expected_lines(const fs::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  const std::string mark = "# expect ";
  for (std::string line; std::getline(file, line);) {
    if (line.rfind(mark, 0) == 0) lines.push_back(line.substr(mark.size()));
  }
  return lines;
}

std::string name_of(const testing::TestParamInfo<fs::path>& info) {
  std::string name = info.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

class GoodFile : public testing::TestWithParam<fs::path> {};

TEST_P(GoodFile, IsReadWithNothingToSay) {
  EXPECT_EQ(read_lines(GetParam()), expected_lines(GetParam()));
  Sources sources;
  Diagnostics diagnostics;
  EXPECT_TRUE(read_schema(GetParam().string(), sources, diagnostics).has_value());
}

INSTANTIATE_TEST_SUITE_P(Reader, GoodFile, testing::ValuesIn(yaml_files("good")), name_of);

class BadFile : public testing::TestWithParam<fs::path> {};

TEST_P(BadFile, IsRefusedForAllThatIsWrong) {
  const std::vector<std::string> expected = expected_lines(GetParam());
  EXPECT_FALSE(expected.empty());
  EXPECT_EQ(read_lines(GetParam()), expected);
  Sources sources;
  Diagnostics diagnostics;
  EXPECT_FALSE(read_schema(GetParam().string(), sources, diagnostics).has_value());
}

INSTANTIATE_TEST_SUITE_P(Reader, BadFile, testing::ValuesIn(yaml_files("bad")), name_of);

Desired read_library() {
  Sources sources;
  Diagnostics diagnostics;
  std::optional<Desired> desired =
      read_schema((kFolder / "good" / "library.yaml").string(), sources, diagnostics);
  return desired ? *desired : Desired{};
}

TEST(Reader, TheLibraryOfTheDesign) {
  const Desired library = read_library();
  EXPECT_EQ(library.catalog, "library");
  EXPECT_EQ(library.dialects, std::vector<std::string>{"sqlite"});
  const TableSchema* author = library.schema.table("author");
  ASSERT_NE(author, nullptr);
  EXPECT_TRUE(author->column("id")->identity);
  EXPECT_FALSE(author->column("name")->nullable);
  EXPECT_TRUE(author->column("born")->nullable);
  EXPECT_EQ(author->column("member")->default_value,
            Default(Literal{Literal::Kind::string, "standard"}));
  EXPECT_EQ(author->column("created_at")->default_value,
            Default(Expression{DialectText("CURRENT_TIMESTAMP")}));
  EXPECT_EQ(author->keys.at("").parts.front().column, "id");
  EXPECT_EQ(author->keys.at("author_email_key").parts.front().column, "email");
  EXPECT_EQ(library.schema.indexes.at("author_recent").where, DialectText("member <> 'student'"));
  EXPECT_TRUE(library.schema.indexes.at("author_recent").parts.front().descending);
  const ForeignKey& key = library.schema.table("book")->foreign_keys.at("book_author_fkey");
  EXPECT_EQ(key.parent, "author");
  EXPECT_EQ(key.parent_columns, std::vector<std::string>{"id"});
  EXPECT_EQ(key.on_delete, Action::cascade);
  EXPECT_TRUE(library.schema.table("loan")->table.without_rowid);
}

TEST(Reader, HintsStandBesideTheState) {
  const Desired library = read_library();
  const std::map<ObjectName, std::string> renamed = {{{Kind::table, "", "author"}, "writer"}};
  EXPECT_EQ(library.hints.renamed_from, renamed);
  const ObjectName email{Kind::column, "author", "email"};
  EXPECT_EQ(library.hints.backfills.at(email), DialectText("name || '@invalid'"));
  const std::set<ObjectName> unnamed = {{Kind::key, "author", "author_email_key"},
                                        {Kind::foreign_key, "book", "book_author_fkey"},
                                        {Kind::foreign_key, "loan", "loan_book_fkey"}};
  EXPECT_EQ(library.hints.unnamed, unnamed);
}

TEST(Reader, EveryObjectHasItsPlace) {
  const Desired library = read_library();
  EXPECT_EQ(library.positions.at({Kind::table, "", "author"}), (Position{0, 10, 3}));
  EXPECT_EQ(library.positions.at({Kind::table, "", "loan"}), (Position{1, 3, 3}));
  EXPECT_EQ(library.positions.at({Kind::column, "author", "email"}), (Position{0, 16, 7}));
  ASSERT_EQ(library.files.size(), 2U);
  EXPECT_EQ(library.files[1], (kFolder / "good" / "parts" / "lending.yaml").string());
}

}  // namespace
}  // namespace schemake::generator
