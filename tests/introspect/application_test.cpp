#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <schemake/error.hpp>
#include <schemake/sqlite.hpp>
#include <sstream>

#include "core/sql_text.hpp"
#include "dialect/dialect.hpp"
#include "introspect/found.hpp"
#include "operation/describe.hpp"
#include "operation/diff.hpp"
#include "prove/compiled_edge.hpp"
#include "prove/fresh_state.hpp"
#include "prove/prove.hpp"
#include "sqlite/fingerprint.hpp"

// Schemas in the style of real applications: imported without a loss, created again, changed, and
// the change proven both ways.

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(SCHEMAKE_SOURCE_DIR) / "tests/introspect/applications";

std::vector<std::string> applications() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(kFolder)) {
    names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Application : public testing::TestWithParam<std::string> {
 protected:
  static std::string sql() {
    std::ifstream file(kFolder / (GetParam() + ".sql"));
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }

  static void adopt_and_upgrade(const Schema& before, const Schema& after, const Plan& plan);
};

TEST_P(Application, IsImportedAndCreatedAgain) {
  const Database original(sql());
  const Imported found = import_schema(original.get());
  EXPECT_THAT(lines(found.lost), testing::IsEmpty());
  const std::string yaml = yaml_of(found);
  const std::optional<Desired> read = read_back(yaml);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->schema, found.desired.schema);
  const Database again(creating_sql(read->schema));
  EXPECT_EQ(schemake::sqlite::read_fingerprint(again.get()),
            schemake::sqlite::read_fingerprint(original.get()));
  EXPECT_EQ(yaml_of(import_schema(again.get())), yaml);
}

// Whether nothing else of the schema needs the column.
bool can_go(const Schema& schema, const Column& column) {
  const auto parts_of = [&](const std::vector<IndexPart>& parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const IndexPart& part) { return part.column == column.name; });
  };
  Schema without = schema;
  std::erase_if(without.tables.at(column.table).columns,
                [&](const Column& other) { return other.name == column.name; });
  const TableSchema& table = schema.tables.at(column.table);
  for (const auto& [name, key] : table.keys) {
    if (parts_of(key.parts)) return false;
  }
  for (const auto& [name, index] : schema.indexes) {
    if (index.table == column.table && parts_of(index.parts)) return false;
  }
  for (const auto& [name, key] : table.foreign_keys) {
    if (std::count(key.columns.begin(), key.columns.end(), column.name) > 0) return false;
  }
  for (const auto& [name, trigger] : schema.triggers) {
    const std::vector<std::string>& fire = trigger.update_of;
    const bool fires = std::count(fire.begin(), fire.end(), column.name) > 0;
    if (trigger.table == column.table && fires) return false;
  }
  Requires none;
  FreshState state;
  try {
    return !create_fresh(without, none, &state);
  } catch (const Error&) {
    return false;
  }
}

Plan from_nothing(const Schema& schema) {
  const Schema nothing;
  return find_dialect("sqlite")->plan(nothing, schema, diff(nothing, schema), PlanOptions{});
}

// The database as the application made it, which has no history: it is taken over and changed.
void Application::adopt_and_upgrade(const Schema& before, const Schema& after, const Plan& plan) {
  const std::string start(64, '1');
  const std::string changed(64, '2');
  std::vector<CompiledEdge> edges;
  edges.emplace_back(edge_v1::Kind::revision, "base", start, "0001_start", from_nothing(before));
  edges.emplace_back(edge_v1::Kind::revision, start, changed, "0002_changed", plan);
  const CompiledCatalog catalog("application", std::move(edges));
  const Database live(sql());
  sqlite::Connection connection(live.get());
  schemake::Options options;
  options.unmanaged = schemake::Unmanaged::adopt;
  options.accept_loss = {"*"};
  const schemake::Report report = schemake::upgrade(connection, catalog.catalog(), options);
  EXPECT_EQ(report.to, changed);
  const Database fresh(creating_sql(after));
  EXPECT_EQ(schemake::sqlite::read_fingerprint(live.get()),
            schemake::sqlite::read_fingerprint(fresh.get()));
}

// As SQLite itself renames: every table, and a column of each. What it does not rename stays.
Desired renamed(const Schema& before) {
  const Database database(creating_sql(before));
  std::map<ObjectName, std::string> renamed_from;
  const auto rename = [&](const std::string& table, const std::string& what) {
    const std::string text = "ALTER TABLE " + sql::quote_name(table) + " RENAME " + what;
    return sqlite3_exec(database.get(), text.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
  };
  for (const auto& [name, table] : before.tables) {
    const std::string column = table.columns.back().name;
    std::string now = name;
    if (rename(name, "TO " + sql::quote_name(name + " now"))) {
      now += " now";
      renamed_from[{Kind::table, "", now}] = name;
    }
    if (rename(now,
               "COLUMN " + sql::quote_name(column) + " TO " + sql::quote_name(column + " now"))) {
      renamed_from[{Kind::column, now, column + " now"}] = column;
    }
  }
  Desired after = import_schema(database.get()).desired;
  after.hints.renamed_from = std::move(renamed_from);
  return after;
}

// Every table and a column of each is renamed, and views and triggers with them.
TEST_P(Application, IsRenamed) {
  const Schema before = import_of(sql()).desired.schema;
  const Desired after = renamed(before);
  EXPECT_GT(after.hints.renamed_from.size(), before.tables.size());
  const std::vector<Operation> operations = diff(before, after.schema, after.hints);
  EXPECT_TRUE(losses(before, operations).empty());
  const Plan plan = find_dialect("sqlite")->plan(before, after.schema, operations, PlanOptions{});
  const std::optional<Failure> failure = prove({&before, &after.schema, &operations, &plan, {}});
  EXPECT_FALSE(failure) << (failure ? failure->what + "\n" + failure->statement : "");
  adopt_and_upgrade(before, after.schema, plan);
}

// A column is added to every table, one that can go is dropped from each.
TEST_P(Application, IsMigrated) {
  const Schema before = import_of(sql()).desired.schema;
  Schema after = before;
  std::size_t dropped = 0;
  for (auto& [name, table] : after.tables) {
    const auto last = std::find_if(table.columns.rbegin(), table.columns.rend(),
                                   [&](const Column& column) { return can_go(after, column); });
    if (table.columns.size() > 2 && last != table.columns.rend()) {
      table.columns.erase(std::next(last).base());
      ++dropped;
    }
    Column added;
    added.table = name;
    added.name = "added by us";
    added.nullable = true;
    table.columns.push_back(std::move(added));
  }
  EXPECT_GT(dropped, 0U);
  const std::vector<Operation> operations = diff(before, after);
  PlanOptions options;
  options.accepted = {"*"};
  const Plan plan = find_dialect("sqlite")->plan(before, after, operations, options);
  const std::optional<Failure> failure = prove({&before, &after, &operations, &plan, {}});
  EXPECT_FALSE(failure) << (failure ? failure->what + "\n" + failure->statement : "");

  adopt_and_upgrade(before, after, plan);
}

INSTANTIATE_TEST_SUITE_P(Every, Application, testing::ValuesIn(applications()),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace schemake::generator
