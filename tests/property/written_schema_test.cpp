#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "property/random_schema.hpp"
#include "schema/reader.hpp"
#include "schema/writer.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

// Rules of the reader that a random schema does not know.
bool is_known_refusal(const std::string& message) {
  for (const char* part :
       {"a value of an enum is empty", "is a type already", "is no timestamp", "is no date",
        "is no time", "is no uuid", "two constraints with the name", "is no decimal",
        "has no decimal", "the default is no", "is no value of the enum"}) {
    if (message.find(part) != std::string::npos) return true;
  }
  return false;
}

// A schema file has raw types for each dialect alone.
void name_dialects(Schema& schema) {
  for (auto& [name, table] : schema.tables) {
    for (Column& column : table.columns) {
      auto text = column.type.raw.texts.extract("");
      if (text.empty()) continue;
      text.key() = "sqlite";
      column.type.raw.texts.insert(std::move(text));
    }
  }
}

TEST(WrittenSchema, IsReadBackAsItIs) {
  const fs::path path =
      fs::path(testing::TempDir()) / ("random_" + std::to_string(::getpid()) + ".yaml");
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    Desired desired;
    desired.catalog = "random";
    desired.dialects = {"sqlite"};
    desired.schema = random_schema(seed);
    name_dialects(desired.schema);
    const std::string yaml = write_schema(desired);
    std::ofstream(path, std::ios::binary) << yaml;
    Sources sources;
    Diagnostics diagnostics;
    const std::optional<Desired> read = read_schema(path.string(), sources, diagnostics);
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      const bool known =
          diagnostic.severity != Severity::error || is_known_refusal(diagnostic.message);
      EXPECT_TRUE(known) << "seed " << seed << "\n" << render(diagnostic, sources) << yaml;
    }
    if (!read) continue;
    EXPECT_EQ(read->schema, desired.schema) << "seed " << seed << "\n" << yaml;
    ++compared;
  }
  EXPECT_GT(compared, 150);
  fs::remove(path);
}

}  // namespace
}  // namespace schemake::generator
