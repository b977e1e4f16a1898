#include "prove/fresh_state.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <schemake/error.hpp>
#include <schemake/sqlite.hpp>
#include <stdexcept>
#include <utility>

#include "core/sql_text.hpp"
#include "operation/diff.hpp"
#include "prove/compiled_edge.hpp"
#include "prove/registered.hpp"
#include "prove/seeded_rows.hpp"
#include "prove/walk.hpp"
#include "schema/virtual_shape.hpp"
#include "sqlite/fingerprint.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/step.hpp"

namespace schemake::generator {
namespace {

// A state's id has 64 hexadecimal digits.
const std::string kState(64, '1');

std::string in_main(const std::string& name) { return "main." + sql::quote_name(name); }

// Prepares a statement and does not run it.
std::optional<Failure> compile(sqlite3* db, const std::string& statement, ObjectName object) {
  try {
    const sqlite::Statement compiled(db, statement);
    return std::nullopt;
  } catch (const Error& error) {
    const std::string what = spell(object.kind).data() + (" " + spell(object)) + " does not work: ";
    return Failure{false, std::move(object), what + error.what(), {}, {}};
  }
}

// A column that an UPDATE may set, of those that fire the trigger; empty where there is none.
std::string column_to_set(sqlite3* db, const Trigger& trigger) {
  sqlite::Statement columns(db, "SELECT name FROM pragma_table_xinfo(?1, 'main') WHERE hidden = 0");
  columns.bind(1, trigger.table);
  while (columns.step()) {
    const std::string column = columns.text(0);
    const auto is_column = [&](const std::string& name) { return sql::same_name(name, column); };
    const std::vector<std::string>& fire = trigger.update_of;
    if (fire.empty() || std::any_of(fire.begin(), fire.end(), is_column)) return column;
  }
  return {};
}

// A statement that makes SQLite compile the trigger; empty where none can fire it.
std::string statement_for(sqlite3* db, const Trigger& trigger) {
  const std::string table = in_main(trigger.table);
  switch (trigger.event) {
    case Trigger::Event::insert:
      return "INSERT INTO " + table + " DEFAULT VALUES";
    case Trigger::Event::remove:
      return "DELETE FROM " + table;
    case Trigger::Event::update:
      break;
  }
  const std::string column = column_to_set(db, trigger);
  const std::string name = sql::quote_name(column);
  return column.empty() ? "" : "UPDATE " + table + " SET " + name + " = " + name;
}

// With no other trigger on its table, so that what fails is this one.
std::optional<Failure> compile_trigger(sqlite3* db, const Schema& schema, const Trigger& trigger) {
  sqlite::execute(db, "BEGIN");
  for (const auto& [name, other] : schema.triggers) {
    if (name != trigger.name && sql::same_name(other.table, trigger.table)) {
      sqlite::execute(db, "DROP TRIGGER " + in_main(name));
    }
  }
  auto failure =
      compile(db, statement_for(db, trigger), {Kind::trigger, trigger.table, trigger.name});
  sqlite::execute(db, "ROLLBACK");
  return failure;
}

// An index over another table's text is not held against that table before it is used.
std::optional<Failure> try_indexes_of_text(sqlite3* db, const Schema& schema) {
  for (const auto& [name, table] : schema.virtual_tables) {
    const VirtualShape own = shape(table);
    if (own.content != VirtualShape::Content::external) continue;
    try {
      sqlite::execute(db, "INSERT INTO " + in_main(name) + "(" + sql::quote_name(name) +
                              ") VALUES ('rebuild')");
    } catch (const Error& error) {
      return Failure{false,
                     {Kind::virtual_table, "", name},
                     "it cannot be filled from " + own.content_table + ": " + error.what(),
                     {},
                     "its content is a table or view that has a column for each of its own"};
    }
  }
  return std::nullopt;
}

bool has_computed_default(const TableSchema& table) {
  return std::any_of(table.columns.begin(), table.columns.end(), [](const Column& column) {
    return column.default_value && std::holds_alternative<Expression>(*column.default_value);
  });
}

// What SQLite compiles at its first use alone.
std::optional<Failure> compile_uses(sqlite3* db, const Schema& schema) {
  for (const auto& [name, view] : schema.views) {
    if (auto failure = compile(db, "SELECT * FROM " + in_main(name), {Kind::view, "", name})) {
      return failure;
    }
  }
  for (const auto& [name, trigger] : schema.triggers) {
    if (auto failure = compile_trigger(db, schema, trigger)) return failure;
  }
  if (auto failure = try_indexes_of_text(db, schema)) return failure;
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  for (const auto& [name, table] : schema.tables) {
    if (table.foreign_keys.empty() && !has_computed_default(table)) continue;
    const bool followed = std::none_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                                       [](const auto& item) { return item.second.not_enforced; });
    sqlite::execute(db, followed ? "PRAGMA foreign_keys=ON" : "PRAGMA foreign_keys=OFF");
    const std::string insert = "INSERT INTO " + in_main(name) + " DEFAULT VALUES";
    if (auto failure = compile(db, insert, {Kind::table, "", name})) return failure;
  }
  return std::nullopt;
}

// Only the rows that the schema brings can refer to nothing in a database without any others.
std::optional<Failure> refers_to_nothing(const Schema& schema, const Requires& requirements,
                                         const Plan& plan) {
  const MemoryDatabase database(requirements);
  sqlite::execute(database.get(), "BEGIN");
  for (const Step& step : plan.upgrade) sqlite::run_script(database.get(), step.sql);
  const auto broken = broken_reference(database.get(), schema);
  if (!broken) return std::nullopt;
  return Failure{false,
                 broken->row,
                 broken->what,
                 {},
                 "let the schema bring that row as well, or refer to another one"};
}

std::optional<Failure> create(const Schema& schema, const Requires& requirements,
                              FreshState* state) {
  const Dialect* const dialect = find_dialect("sqlite");
  if (dialect == nullptr) throw std::logic_error("the dialect sqlite is missing");
  const Schema nothing;
  state->plan = dialect->plan(nothing, schema, diff(nothing, schema), {});
  std::vector<CompiledEdge> edges;
  edges.emplace_back(edge_v1::Kind::head, "base", kState, "fresh", state->plan);
  const CompiledCatalog catalog("proof", std::move(edges));

  const MemoryDatabase database(requirements);
  sqlite::Connection connection(database.get());
  if (const auto refusal = walk_up(connection, catalog.catalog(), kState, state->plan.upgrade)) {
    if (refusal->error.code() == Code::violated) {
      if (auto failure = refers_to_nothing(schema, requirements, state->plan)) return failure;
    }
    const ObjectName object = refusal->step == nullptr ? ObjectName{} : refusal->step->source;
    return Failure{false,
                   object,
                   "SQLite cannot create it: " + refusal->what(),
                   refusal->error.statement(),
                   {}};
  }
  state->fingerprint = sqlite::read_fingerprint(database.get());
  if (const auto row = wrong_row(database.get(), schema)) {
    return Failure{
        false, *row, "it is not there: another one has its key or a unique value of it", {}, {}};
  }
  return compile_uses(database.get(), schema);
}

}  // namespace

std::optional<Failure> create_fresh(const Schema& schema, const Requires& requirements,
                                    FreshState* state) {
  std::optional<Failure> failure = create(schema, requirements, state);
  if (failure) advise_of_requires(*failure, schema);
  return failure;
}

}  // namespace schemake::generator
