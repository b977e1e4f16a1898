#include <gmock/gmock.h>

#include "child/project_folder.hpp"

// A schema that cannot be used: said at its place, exit 2, and nothing is written.

namespace schemake::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string kStart = "schemake: 1\ncatalog: library\n";

std::string table(const std::string& columns) {
  return kStart +
         "tables:\n  author:\n    columns:\n      id: {type: bigint, primary_key: true}\n" +
         columns;
}

std::string repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

// Each level names the one before nine times.
std::string alias_bomb() {
  std::string text = kStart + "a0: &a0 [x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string before = std::to_string(i - 1), now = std::to_string(i);
    text += "a" + now + ": &a" + now + " [" + repeat("*a" + before + ", ", 9) + "]\n";
  }
  return text;
}

struct Bad {
  const char* name;
  std::string schema;
  std::string said;

  friend std::ostream& operator<<(std::ostream& out, const Bad& bad) { return out << bad.name; }
};

std::vector<Bad> schemas() {
  return {
      {"Empty", "", "schema.yaml"},
      {"Blank", "\n\n# nothing\n", "schema.yaml"},
      {"AList", "- a\n- b\n", "schema.yaml:1:1: error"},
      {"Huge", kStart + repeat("# " + std::string(1022, 'x') + "\n", 17 * 1024), "16 MiB"},
      {"Binary",
       std::string("\x7f"
                   "ELF\x01\x02\0\0\0\xff\xfe",
                   11),
       "schema.yaml"},
      {"NulByte", kStart + std::string("tables: {a\0b: {}}\n", 18), "schema.yaml:3"},
      {"NotUtf8", kStart + "tables: {caf\xe9: {}}\n", "UTF-8"},
      {"Deep", kStart + "tables: " + repeat("[", 500) + repeat("]", 500) + "\n", "nest"},
      {"AliasBomb", alias_bomb(), "anchor"},
      {"Tag", kStart + "tables: !!python/object:os.system {}\n", "tag"},
      {"DuplicateKey", table("      name: text\n      name: date\n"), "schema.yaml:8"},
      {"UnknownKey", kStart + "tabels: {}\n", "tables"},
      {"UnknownType", table("      name: txt\n"), "text"},
      {"WrongVersion", "schemake: 2\ncatalog: library\n", "schema.yaml:1"},
      {"NoCatalog", "schemake: 1\n", "catalog"},
      {"MissingTarget", table("      book: {type: bigint, references: book.id}\n"), "book"},
      {"IncludeAbove", kStart + "include: [../other.yaml]\n", "other.yaml"},
      {"IncludeMissing", kStart + "include: [other.yaml]\n", "other.yaml"},
      {"StatementInACheck",
       table("      n: {type: integer, check: \"1); DROP TABLE author; --\"}\n"), "schema.yaml:7"},
      {"OpenQuoteInADefault", table("      n: {type: text, default: {sql: \"'a\"}}\n"),
       "schema.yaml:7"},
      {"CommentInAnExpression", table("      n: {type: integer, check: \"n > 0 /*\"}\n"),
       "schema.yaml:7"},
      {"BracketInAnExpression", table("      n: {type: integer, check: \"n > 0) OR (1\"}\n"),
       "schema.yaml:7"},
      {"ControlCharacterInAName", table("      \"na\\u001bme\": text\n"), "schema.yaml:7"},
      {"NewlineInAName", table("      \"na\\nme\": text\n"), "schema.yaml:7"},
      {"ReservedName", kStart + "tables:\n  sqlite_x:\n    columns: {a: text}\n", "sqlite_"},
      {"DecimalUnquoted", kStart + "tables:\n  a:\n    columns:\n      b: {type: decimal(10,2)}\n",
       "quote"},
      {"UnknownFunction", table("      n: {type: integer, check: \"no_such_function(n)\"}\n"),
       "no_such_function"},
      {"UnknownColumn", table("      n: {type: integer, check: \"m > 0\"}\n"), "m"},
      {"BadView", table("") + "views: {v: SELECT nothing FROM author}\n", "nothing"},
  };
}

class BadSchema : public ::testing::TestWithParam<Bad> {};

TEST_P(BadSchema, IsRefusedAtItsPlaceAndNothingIsWritten) {
  const ProjectFolder project;
  project.write("schema.yaml", GetParam().schema);
  for (const char* command : {"sync", "diff", "revision", "check"}) {
    Words words = {command, "--schema", "schema.yaml", "--migrations", "migrations"};
    if (words[0] == "revision") words.insert(words.end(), {"-m", "start"});
    const ChildResult result = project.schemake(words);
    EXPECT_EQ(result.code, 2) << command << ": " << result.said;
    EXPECT_THAT(result.said, HasSubstr(GetParam().said)) << command;
    EXPECT_THAT(result.said, Not(HasSubstr("\x1b"))) << command;
    EXPECT_THAT(result.said, Not(HasSubstr("bug"))) << command;
    EXPECT_LT(result.said.size(), 20'000U) << command;
    EXPECT_THAT(project.migrations(), IsEmpty()) << command;
  }
}

INSTANTIATE_TEST_SUITE_P(All, BadSchema, ::testing::ValuesIn(schemas()),
                         [](const auto& info) { return info.param.name; });

TEST(BadInput, AMissingSchemaIsNamed) {
  const ProjectFolder project;
  const ChildResult result =
      project.schemake({"sync", "--schema", "no.yaml", "--migrations", "migrations"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, HasSubstr("no.yaml"));
  EXPECT_THAT(project.migrations(), IsEmpty());
}

TEST(BadInput, AMigrationsFolderThatIsNotThereIsNamed) {
  const ProjectFolder project;
  for (const char* command : {"diff", "history", "sync", "check", "heads"}) {
    const ChildResult result = project.schemake({command, "--migrations", "nosuch"});
    EXPECT_EQ(result.code, 2) << command;
    EXPECT_THAT(result.said, AllOf(HasSubstr("there is no migrations folder "),
                                   HasSubstr("/nosuch\n    name one that holds schemake.sum")))
        << command;
  }
}

// Each command that is to begin or record says so before anything else.
TEST(BadInput, AMigrationsFolderWhoseSumIsGoneIsNamed) {
  const ProjectFolder project;
  ASSERT_EQ(
      project.schemake({"sync", "--schema", "schema.yaml", "--migrations", "migrations"}).code, 0);
  project.seal("start");
  std::filesystem::remove(project.root() / "migrations/schemake.sum");
  const ChildResult result = project.schemake({"check"});
  EXPECT_EQ(result.code, 2) << result.said;
  EXPECT_THAT(result.said, HasSubstr("git checkout -- migrations/schemake.sum"));
}

TEST(BadInput, TextThatSaysNothingIsNoName) {
  const ProjectFolder project;
  const ChildResult catalog = project.schemake({"init", "my-library"});
  EXPECT_EQ(catalog.code, 2);
  EXPECT_THAT(catalog.said, AllOf(HasSubstr("\"my-library\" is no name for a catalog"),
                                  HasSubstr("write an identifier")));
  const ChildResult reason = project.schemake({"amend", "head", "--reason", "  "});
  EXPECT_EQ(reason.code, 2);
  EXPECT_THAT(reason.said, HasSubstr("an amendment needs a reason"));
}

TEST(BadInput, AFolderIsNoSchema) {
  const ProjectFolder project;
  std::filesystem::create_directory(project.root() / "folder.yaml");
  const ChildResult result =
      project.schemake({"sync", "--schema", "folder.yaml", "--migrations", "migrations"});
  EXPECT_EQ(result.code, 2);
  EXPECT_THAT(result.said, HasSubstr("folder.yaml"));
}

TEST(BadInput, AllMistakesOfAFileAreSaidAtOnce) {
  const ProjectFolder project;
  project.write("schema.yaml", table("      a: txt\n      b: {typ: text}\n      c: {type: "
                                     "bigint, references: nowhere.id}\n"));
  const ChildResult result =
      project.schemake({"sync", "--schema", "schema.yaml", "--migrations", "migrations"});
  EXPECT_EQ(result.code, 2);
  for (const char* place : {"schema.yaml:7:", "schema.yaml:8:", "schema.yaml:9:"}) {
    EXPECT_THAT(result.said, HasSubstr(place));
  }
}

// Names may be anything printable, and come out as they went in.
TEST(BadInput, HostileNamesThatAreAllowedAreQuotedEverywhere) {
  const ProjectFolder project;
  project.write("schema.yaml", kStart +
                                   "tables:\n"
                                   "  'Order \"Details\"; DROP TABLE x --':\n"
                                   "    columns:\n"
                                   "      ')sql\"': {type: bigint, primary_key: true}\n"
                                   "      '*/ ?\?/': {type: text, default: \"it's */ )sql\\\"\"}\n"
                                   "      select: text?\n");
  const ChildResult result =
      project.schemake({"sync", "--schema", "schema.yaml", "--migrations", "migrations"});
  ASSERT_EQ(result.code, 0) << result.said;
  const ChildResult compiled =
      run_child({"c++", "-std=c++17", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror",
                 "-fsyntax-only", "-I", SCHEMAKE_SOURCE_DIR "/runtime/include",
                 project.root() / "migrations/draft.sqlite.cpp"});
  EXPECT_EQ(compiled.code, 0) << compiled.said;
}

}  // namespace
}  // namespace schemake::testing
