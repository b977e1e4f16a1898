#include "property/random_seeds.hpp"

#include <algorithm>
#include <schemake/sqlite.hpp>
#include <string>
#include <vector>

#include "dialect/dialect.hpp"
#include "operation/diff.hpp"
#include "property/content.hpp"
#include "property/random_parts.hpp"
#include "prove/compiled_edge.hpp"
#include "prove/memory_database.hpp"
#include "prove/seeded_rows.hpp"
#include "prove/walk.hpp"
#include "schema/yaml/literals.hpp"

namespace schemake::generator {
namespace {

bool is_key(const TableSchema& table, const std::string& column) {
  const auto& parts = table.primary_key()->parts;
  return std::any_of(parts.begin(), parts.end(),
                     [&](const IndexPart& part) { return part.column == column; });
}

// Nothing where the row leaves the column out, or has to and cannot.
std::optional<Default> value_for(Random& random, const Schema& schema, const Column& column,
                                 bool needed) {
  if (!needed && random.chance(30)) return std::nullopt;
  if (column.nullable && column.default_value && random.chance(15)) {
    return Expression{DialectText("NULL")};
  }
  return random_default(random, column.type, schema);
}

bool name_by_key(const TableSchema& table, Row& row) {
  row.name.clear();
  for (const IndexPart& part : table.primary_key()->parts) {
    const auto found = row.values.find(part.column);
    if (found == row.values.end()) return false;
    const auto* const literal = std::get_if<Literal>(&found->second);
    if (literal == nullptr) return false;
    row.name += (row.name.empty() ? "" : ", ") + literal_sql(*literal);
  }
  return true;
}

Plan plan(const Schema& before, const Schema& after, const std::vector<Operation>& operations) {
  return find_dialect("sqlite")->plan(before, after, operations, {});
}

// A database that holds what a schema brings, and goes on to another one.
class Created {
 public:
  Created(const Schema& before, const Schema& after, const std::vector<Operation>& operations)
      : first_(plan({}, before, diff({}, before))), second_(plan(before, after, operations)) {
    const std::string start(64, 'c'), end(64, 'd');
    std::vector<CompiledEdge> edges;
    edges.emplace_back(edge_v1::Kind::revision, "base", start, "start", first_);
    edges.emplace_back(edge_v1::Kind::revision, start, end, "end", second_);
    const CompiledCatalog catalog("rows", std::move(edges));
    walked_ = !walk_up(connection_, catalog.catalog(), start, first_.upgrade) &&
              !walk_up(connection_, catalog.catalog(), end, second_.upgrade);
  }
  explicit Created(const Schema& schema) : Created(schema, schema, {}) {}

  sqlite3* get() const { return database_.get(); }
  bool walked() const { return walked_; }

 private:
  const Plan first_, second_;
  MemoryDatabase database_{Requires{}};
  ::schemake::sqlite::Connection connection_{database_.get()};
  bool walked_ = false;
};

}  // namespace

std::optional<Row> random_row(Random& random, const Schema& schema, const TableSchema& table) {
  if (table.primary_key() == nullptr) return std::nullopt;
  Row row;
  row.table = table.table.name;
  for (const Column& column : table.columns) {
    if (column.generated) continue;
    const bool needed = is_key(table, column.name) || (!column.nullable && !column.default_value);
    std::optional<Default> value = value_for(random, schema, column, needed);
    for (int i = 0; i < 8 && needed && !value; ++i) {
      value = value_for(random, schema, column, needed);
    }
    if (value) row.values.emplace(column.name, *value);
    if (!value && needed) return std::nullopt;
  }
  if (!name_by_key(table, row) || table.rows.contains(row.name)) return std::nullopt;
  return row;
}

Row changed_row(Random& random, const Schema& schema, const TableSchema& table, const Row& row) {
  Row changed = row;
  for (const Column& column : table.columns) {
    if (column.generated || is_key(table, column.name) || random.chance(50)) continue;
    const bool needed = !column.nullable && !column.default_value;
    if (const auto value = value_for(random, schema, column, needed)) {
      changed.values.insert_or_assign(column.name, *value);
    } else if (!needed) {
      changed.values.erase(column.name);
    }
  }
  return changed;
}

bool brings_rows(const Schema& schema) {
  return std::any_of(schema.tables.begin(), schema.tables.end(),
                     [](const auto& entry) { return !entry.second.rows.empty(); });
}

bool takes_its_rows(const Schema& schema) {
  if (!find_dialect("sqlite")->check(schema).empty()) return false;
  const Created created(schema);
  return created.walked() && damage(created.get()).empty() && !wrong_row(created.get(), schema);
}

bool goes_through(const Schema& before, const Schema& after,
                  const std::vector<Operation>& operations) {
  if (!brings_rows(before) && !brings_rows(after)) return true;
  return Created(before, after, operations).walked();
}

void take_rows_out(Schema& schema) {
  for (auto& entry : schema.tables) entry.second.rows.clear();
}

}  // namespace schemake::generator
