#include "lint/rules.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace schemake::generator {
namespace {

using ::testing::HasSubstr;

// What the reader of the schema file takes is what there is.
TEST(LintRules, AreThoseThatASchemaFileMayName) {
  std::vector<std::string> ids;
  for (const LintRule& rule : lint_rules()) ids.emplace_back(rule.id);
  EXPECT_EQ(ids, lint_rule_ids());
  EXPECT_THROW(lint_rule("no-such-rule"), std::logic_error);
}

// docs/lint.md has a section for each, and a row with the level and the summary.
TEST(LintRules, AreDocumented) {
  std::ifstream stream(SCHEMAKE_SOURCE_DIR "/docs/lint.md");
  const std::string page{std::istreambuf_iterator<char>(stream), {}};
  for (const LintRule& rule : lint_rules()) {
    const std::string id(rule.id);
    EXPECT_THAT(page, HasSubstr("\n### " + id + "\n"));
    EXPECT_THAT(page, HasSubstr("\n| [" + id + "](#" + id + ") | " + spell(rule.level) + " | " +
                                std::string(rule.summary) + " |\n"));
  }
}

}  // namespace
}  // namespace schemake::generator
