#include "operation/phases.hpp"

#include <gtest/gtest.h>

#include "operation/apply.hpp"
#include "operation/build.hpp"
#include "operation/diff.hpp"

namespace schemake::generator {
namespace {

using namespace build;

Operation rename(Kind kind, const std::string& table, const std::string& from,
                 const std::string& to) {
  return Rename{kind, table, from, to};
}

// Where both halves lead; nothing where they cannot stand alone.
std::optional<Schema> end_of_halves(Schema schema, const std::vector<Operation>& operations) {
  const auto phases = in_phases(schema, operations);
  if (!phases || generator::apply(schema, phases->expand)) return std::nullopt;
  EXPECT_EQ(schema, phases->between);
  if (generator::apply(schema, phases->contract)) return std::nullopt;
  return schema;
}

// The trigger changes while the column has its old name, and comes back when it has its new one; so
// do the view and what is away for mentioning it.
TEST(Phases, TextsComeBackInTheNamesBehindARename) {
  Schema before;
  add_table(before, "author", {"name"});
  add(before, view("named", "SELECT id, name FROM author"));
  add(before, view("other", "SELECT name FROM author WHERE id IN (SELECT id FROM named)"));
  Trigger log = trigger("author", "log", "SELECT 1;");
  log.when = DialectText("new.name <> ''");
  add(before, log);
  Trigger other = log;
  other.when = DialectText("new.name <> 'x'");
  const std::vector<Operation> operations = {
      change(log, other),
      change(before.views.at("named"), view("named", "SELECT id, upper(name) FROM author")),
      rename(Kind::view, "", "named", "called"), rename(Kind::column, "author", "name", "title")};
  Schema after = before;
  ASSERT_FALSE(generator::apply(after, operations));
  const auto end = end_of_halves(before, operations);
  ASSERT_TRUE(end);
  EXPECT_EQ(*end, after);
  EXPECT_EQ(end->triggers.at("log").when.for_dialect(""), "new.title <> 'x'");
  EXPECT_TRUE(end->views.contains("called"));
}

}  // namespace
}  // namespace schemake::generator
