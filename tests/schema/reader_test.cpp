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

Desired read_good(const char* name) {
  Sources sources;
  Diagnostics diagnostics;
  std::optional<Desired> desired =
      read_schema((kFolder / "good" / name).string(), sources, diagnostics);
  return desired ? *desired : Desired{};
}

Desired read_library() { return read_good("library.yaml"); }

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

TEST(Reader, LevelsOfLintStandBesideTheState) {
  const Desired everything = read_good("everything.yaml");
  const LintSettings file = {{"scan", {LintLevel::warning, ""}},
                             {"rebuild", {LintLevel::error, ""}},
                             {"redundant-index", {LintLevel::off, "Measured, and faster"}}};
  EXPECT_EQ(everything.lint, file);
  const std::map<std::string, LintSettings> tables = {
      {"every_type", {{"no-primary-key", {LintLevel::off, "A sample, not a table"}}}}};
  EXPECT_EQ(everything.table_lint, tables);
}

TEST(Reader, DefaultsAreTypedByTheirColumns) {
  const Desired everything = read_good("everything.yaml");
  const TableSchema* table = everything.schema.table("every_type");
  ASSERT_NE(table, nullptr);
  using Kind = Literal::Kind;
  const struct {
    const char* column;
    Literal literal;
  } cases[] = {{"a", {Kind::number, "-7"}},    {"c", {Kind::number, "9223372036854775807"}},
               {"f", {Kind::number, "12.50"}}, {"g", {Kind::string, "no"}},
               {"j", {Kind::blob, "00ff"}},    {"k", {Kind::boolean, "true"}},
               {"t", {Kind::string, "low"}},   {"u", {Kind::string, "no"}},
               {"v", {Kind::string, "010"}},   {"w", {Kind::number, "10"}},
               {"x", {Kind::string, "10"}}};
  for (const auto& test : cases) {
    const Column* column = table->column(test.column);
    ASSERT_NE(column, nullptr) << test.column;
    EXPECT_EQ(column->default_value, Default(test.literal)) << test.column;
  }
  EXPECT_FALSE(table->column("y")->default_value.has_value());
  EXPECT_EQ(spell(table->column("r")->type), "decimal(12,2)");
  EXPECT_EQ(spell(table->column("t")->type), "grade");
  EXPECT_EQ(table->column("s")->type.raw.for_dialect("postgresql"), "char(13)");
  EXPECT_TRUE(table->column("s")->nullable);
}

TEST(Reader, PlainWordsAreTheText) {
  const Desired everything = read_good("everything.yaml");
  const std::vector<std::string> words = {"no", "yes", "010", "null", "it's"};
  EXPECT_EQ(everything.schema.enums.at("odd").values, words);
}

TEST(Reader, KeysInEveryForm) {
  const Desired everything = read_good("everything.yaml");
  const TableSchema* parent = everything.schema.table("parent");
  ASSERT_NE(parent, nullptr);
  const Key* primary = parent->primary_key();
  ASSERT_NE(primary, nullptr);
  EXPECT_EQ(primary->name, "parent_pk");
  EXPECT_TRUE(primary->parts[1].descending);
  EXPECT_EQ(primary->conflict, OnConflict::replace);
  EXPECT_EQ(parent->keys.at("parent_b_key").parts[0].collation, DialectText("rtrim"));
  EXPECT_EQ(parent->keys.count("parent_b_a_c_key"), 1U);
  EXPECT_EQ(parent->column("c")->not_null_conflict, OnConflict::ignore);
  const TableSchema* child = everything.schema.table("child");
  ASSERT_NE(child, nullptr);
  const ForeignKey& key = child->foreign_keys.at("child_parent");
  EXPECT_EQ(key.parent_columns, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(key.on_delete, Action::restrict);
  EXPECT_EQ(child->foreign_keys.at("child_self_fkey").on_delete, Action::set_null);
  EXPECT_EQ(child->foreign_keys.at("child_other_fkey").deferrable, Deferrable::deferred);
  EXPECT_EQ(child->checks.at("child_big").sql.for_dialect("postgresql"), "b::int < 10");
  EXPECT_EQ(child->checks.at("child_a_check").sql, DialectText("a > 0"));
  EXPECT_EQ(child->table.options.at("postgresql.fillfactor"), "70");
  EXPECT_EQ(child->table.column_order.front(), "id");
  EXPECT_EQ(child->table.column_order.size(), child->columns.size());
  EXPECT_EQ(everything.hints.backfills.at({Kind::column, "child", "note"}), DialectText("'it''s'"));
  const TableSchema* unnamed = everything.schema.table("unnamed");
  ASSERT_NE(unnamed, nullptr);
  for (const char* name : {"unnamed_b_check", "unnamed_check", "unnamed_check1"}) {
    EXPECT_EQ(unnamed->checks.count(name), 1U) << name;
  }
}

TEST(Reader, LayoutOfSqlIsNoPartOfIt) {
  const Desired everything = read_good("everything.yaml");
  const View& view = everything.schema.views.at("long");
  EXPECT_EQ(view.sql,
            DialectText("WITH one AS ( SELECT 1 AS n, 'two  blanks' AS t ) SELECT n, t FROM one"));
  const Trigger& trigger = everything.schema.triggers.at("child_stamp");
  EXPECT_EQ(trigger.sql,
            DialectText("UPDATE child SET note = CASE WHEN new.a > 1 THEN 'a;b' ELSE 'b' END "
                        "WHERE id = new.id; DELETE FROM unnamed WHERE a = old.a;"));
  EXPECT_EQ(everything.schema.triggers.at("short_insert").sql.for_dialect("sqlite").back(), ';');
}

TEST(Reader, TheExampleOfTheDocumentationIsRead) {
  std::ifstream page(fs::path(SCHEMAKE_SOURCE_DIR) / "docs" / "schema.md");
  std::stringstream all;
  all << page.rdbuf();
  const std::string text = all.str();
  const std::string opening = "```yaml\nschemake: 1\n";
  const std::size_t begin = text.find(opening);
  ASSERT_NE(begin, std::string::npos);
  const std::size_t start = begin + opening.find('\n') + 1;
  const fs::path path = fs::path(testing::TempDir()) / "schemake_documented.yaml";
  std::ofstream(path) << text.substr(start, text.find("```", start) - start);
  EXPECT_EQ(read_lines(path), std::vector<std::string>{});
  fs::remove(path);
}

}  // namespace
}  // namespace schemake::generator
