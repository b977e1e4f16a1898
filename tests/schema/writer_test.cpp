#include "schema/writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "schema/reader.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

std::optional<Desired> read(const fs::path& path) {
  Sources sources;
  Diagnostics diagnostics;
  std::optional<Desired> desired = read_schema(path.string(), sources, diagnostics);
  if (desired) return desired;
  for (const Diagnostic& diagnostic : diagnostics.all())
    ADD_FAILURE() << render(diagnostic, sources);
  return std::nullopt;
}

// What was written, read back.
std::optional<Desired> written(const std::string& yaml) {
  const fs::path path =
      fs::path(testing::TempDir()) / ("written_" + std::to_string(::getpid()) + ".yaml");
  std::ofstream(path, std::ios::binary) << yaml;
  std::optional<Desired> desired = read(path);
  fs::remove(path);
  return desired;
}

// Every file that the reader's tests read.
TEST(Writer, WritesWhatTheReaderReadsBack) {
  int files = 0;
  for (const auto& entry :
       fs::directory_iterator(fs::path(SCHEMAKE_SOURCE_DIR) / "tests" / "schema" / "good")) {
    if (!entry.is_regular_file() || entry.path().extension() != ".yaml") continue;
    SCOPED_TRACE(entry.path().filename().string());
    const std::optional<Desired> desired = read(entry.path());
    ASSERT_TRUE(desired);
    const std::string yaml = write_schema(*desired);
    const std::optional<Desired> again = written(yaml);
    ASSERT_TRUE(again) << yaml;
    EXPECT_EQ(again->catalog, desired->catalog);
    EXPECT_EQ(again->dialects, desired->dialects);
    EXPECT_EQ(again->schema, desired->schema) << yaml;
    EXPECT_EQ(again->requirements, desired->requirements);
    EXPECT_EQ(write_schema(*again), yaml);
    ++files;
  }
  EXPECT_GT(files, 3);
}

// Short forms, names left out that the template gives, aliases for raw types, long SQL in lines.
TEST(Writer, WritesInGoodStyle) {
  const std::string yaml = R"yaml(schemake: 1
catalog: library

types:
  isbn_13: {sqlite: ISBN(13)}

enums:
  membership: [standard, student]

tables:
  author:
    columns:
      id:     {type: bigint, primary_key: true, identity: true}
      name:   text
      born:   date?
      email:  {type: text, unique: true}
      member: {type: membership, default: standard}
      about:  {type: json, nullable: true, check: json_valid(about)}
    checks: [length(name) > born]
    indexes:
      author_by_name: [name, {column: born, order: desc}]
      author_new: {columns: [{sql: lower(name)}], unique: true, where: "member <> 'student'"}
  book:
    columns:
      author: {type: bigint, references: author.id, on_delete: cascade}
      isbn:   isbn_13
    primary_key: [author, isbn]
    without_rowid: true

virtual_tables:
  author_text: {module: fts5, arguments: "name, content='author'"}

views:
  prolific: |
    SELECT author, count(*) AS books, min(isbn) AS first, max(isbn) AS last
      FROM book
      GROUP BY author
      HAVING count(*) > 10
  short: SELECT id FROM author

triggers:
  count_books:
    table: book
    timing: after
    event: insert
    when: new.isbn IS NOT NULL
    sql: |
      UPDATE author SET name = name WHERE id = new.author;
      DELETE FROM book WHERE 0;

requires:
  functions: [soundex]
)yaml";
  const std::optional<Desired> desired = written(yaml);
  ASSERT_TRUE(desired);
  EXPECT_EQ(write_schema(*desired), yaml);
}

}  // namespace
}  // namespace schemake::generator
