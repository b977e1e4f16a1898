#include "prove/data_proof.hpp"

#include <schemake/error.hpp>
#include <schemake/sqlite.hpp>
#include <string>

#include "core/sql_text.hpp"
#include "prove/compiled_edge.hpp"
#include "prove/fresh_state.hpp"
#include "prove/memory_database.hpp"
#include "prove/registered.hpp"
#include "prove/sample_rows.hpp"
#include "prove/sample_virtual_rows.hpp"
#include "prove/tables.hpp"
#include "prove/walk.hpp"
#include "schema/virtual_shape.hpp"
#include "sqlite/fingerprint.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/step.hpp"

namespace schemake::generator {
namespace {

const std::string kBefore(64, 'b');
const std::string kAfter(64, 'a');
constexpr unsigned kRows = 3;

Failure mistake(std::string what, std::string statement = {}, std::string advice = {}) {
  return Failure{false, {}, std::move(what), std::move(statement), std::move(advice), true};
}

// All rows. What an index of text writes for itself, to be made anew, is none of them.
std::string content(sqlite3* db) {
  std::string text;
  const auto add = [&](const std::string& query) {
    sqlite::Statement rows(db, query);
    while (rows.step()) text += rows.text(0) + '\n';
  };
  for (const auto& [name, table] : read_tables(db)) {
    std::vector<std::string> values;
    for (const sqlite::ColumnSql& column : table.columns) {
      values.push_back("quote(" + sql::quote_name(column.name) + ")");
    }
    add("SELECT " + sql::chain(values, " || ', ' || ") + " FROM main." +
        sql::quote_name(table.name));
    text += name + '\n';
  }
  for (const VirtualTable& table : read_virtual_tables(db)) {
    if (shape(table).content == VirtualShape::Content::external) continue;
    add("SELECT count(*) FROM main." + sql::quote_name(table.name));
  }
  return text;
}

class DataProof {
 public:
  explicit DataProof(const DataClaim& claim) : claim_(claim) {}

  std::optional<Failure> run() {
    Requires required = claim_.requirements;
    for (const auto& [schema, state] :
         {std::pair(claim_.before, &before_), std::pair(claim_.between, &between_),
          std::pair(claim_.after, &after_)}) {
      required = joined(required, named_in(*schema));
      if (auto failure = create_fresh(*schema, required, state)) return failure;
    }
    requirements_ = required;
    if (auto failure = walk(false)) return failure;
    if (auto failure = walk(true)) return failure;
    return claim_.says_fresh ? std::nullopt : ask();
  }

 private:
  CompiledCatalog catalog() const {
    std::vector<CompiledEdge> edges;
    edges.emplace_back(edge_v1::Kind::revision, "base", kBefore, "before", before_.plan);
    edges.emplace_back(edge_v1::Kind::revision, kBefore, kAfter, "proof", *claim_.plan);
    return CompiledCatalog("proof", std::move(edges));
  }

  std::optional<Failure> walk(bool with_rows) const {
    const CompiledCatalog edges = catalog();
    const MemoryDatabase database(requirements_);
    sqlite::Connection connection(database.get());
    if (walk_up(connection, edges.catalog(), kBefore, before_.plan.upgrade)) return std::nullopt;
    if (with_rows) fill(database.get());
    if (const auto refusal = walk_up(connection, edges.catalog(), kAfter, claim_.plan->upgrade)) {
      return refused(*refusal, "upgrade", with_rows);
    }
    if (auto failure = compare(database.get(), after_, "upgrade")) return failure;
    if (!claim_.plan->irreversible.empty()) return std::nullopt;
    if (const auto refusal =
            walk_down(connection, edges.catalog(), kBefore, claim_.plan->downgrade)) {
      return refused(*refusal, "downgrade", with_rows);
    }
    return compare(database.get(), before_, "downgrade");
  }

  static void fill(sqlite3* db) {
    SampleOptions options;
    options.rows = kRows;
    insert_sample_rows(db, options);
    insert_sample_virtual_rows(db, options);
  }

  // The sample rows are nobody's: a step may rightly not get along with their values.
  static std::optional<Failure> refused(const Refusal& refusal, const std::string& way,
                                        bool with_rows) {
    if (with_rows) return std::nullopt;
    return mistake("the data step does not work in the " + way + ": " + refusal.what(),
                   refusal.error.statement());
  }

  static std::optional<Failure> compare(sqlite3* db, const FreshState& expected,
                                        const std::string& way) {
    if (const std::string damage = damage_of_virtual_tables(db); !damage.empty()) {
      return mistake(
          "behind the data step, in the " + way + ", " + damage, {},
          "no trigger tells the index of what the step writes: let the step make it anew "
          "(VALUES ('rebuild'))");
    }
    const auto found = schemake::differences(expected.fingerprint, sqlite::read_fingerprint(db));
    if (found.empty()) return std::nullopt;
    std::string list;
    for (const auto& difference : found) list += "\n  " + difference.what;
    return mistake("the data step changes the schema in the " + way + ":" + list, {},
                   "say that in the schema file");
  }

  // What the steps would do in a fresh database that goes revision by revision.
  std::optional<Failure> ask() const {
    const MemoryDatabase database(requirements_);
    sqlite3* const db = database.get();
    sqlite::execute(db, "BEGIN");
    for (const Step& step : between_.plan.upgrade) {
      if (step.verb == Verb::run) sqlite::run_script(db, step.sql);
    }
    for (const Step& step : claim_.plan->upgrade) {
      if (!is_data_step(step) || step.verb != Verb::run) continue;
      const std::string before = content(db);
      sqlite::run_script(db, step.sql);
      if (content(db) == before) continue;
      return mistake(step.object +
                         " writes rows where there are none yet, and a fresh database leaves data "
                         "steps out",
                     step.sql,
                     "say which is right: `-- schemake: fresh run` (a fresh database then goes "
                     "revision by revision) or `-- schemake: fresh skip`. Rows that belong to the "
                     "schema are better said there, as `rows:` of their table");
    }
    return std::nullopt;
  }

  const DataClaim& claim_;
  Requires requirements_;
  FreshState before_, between_, after_;
};

}  // namespace

std::optional<Failure> prove_data(const DataClaim& claim) {
  try {
    return DataProof(claim).run();
  } catch (const Error& error) {
    return mistake(std::string("the data step does not work: ") + error.what(), error.statement());
  }
}

}  // namespace schemake::generator
