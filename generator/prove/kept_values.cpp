#include "prove/kept_values.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <map>

#include "core/sql_text.hpp"
#include "dialect/lineage.hpp"
#include "prove/seeded_rows.hpp"
#include "schema/virtual_shape.hpp"
#include "sqlite/statement.hpp"

namespace schemake::generator {
namespace {

std::string engine_value(const Fingerprint& rows, const FingerprintRow& wanted) {
  const auto row = std::lower_bound(rows.begin(), rows.end(), wanted);
  const bool found = row != rows.end() && row->kind == wanted.kind && row->table == wanted.table &&
                     row->name == wanted.name && row->property == wanted.property;
  return found ? row->value : std::string();
}

// Whether rows are known by a rowid that is no column.
bool has_hidden_rowid(const Fingerprint& rows, const std::string& table) {
  return engine_value(rows, {"table", table, table, "without rowid", ""}) == "no" &&
         engine_value(rows, {"key", table, "primary key", "rowid alias", ""}) != "yes";
}

// A name for the rowid that no column of either side has taken; empty where there is none.
std::string rowid_name(const TableSchema& before, const TableSchema& after) {
  const auto taken = [](const TableSchema& table, const char* name) {
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](const Column& column) { return sql::same_name(column.name, name); });
  };
  for (const char* name : {"rowid", "_rowid_", "oid"}) {
    if (!taken(before, name) && !taken(after, name)) return name;
  }
  return {};
}

bool keeps_values(const Column& before, const Column& after, const Fingerprint& engine_before,
                  const Fingerprint& engine_after, bool becomes_strict) {
  const std::string type =
      engine_value(engine_before, {"column", before.table, before.name, "type", ""});
  // A BLOB column takes values of every kind, but in a STRICT table.
  if (becomes_strict && type == "BLOB") return false;
  return !before.generated && !after.generated &&
         type == engine_value(engine_after, {"column", after.table, after.name, "type", ""});
}

using Columns = std::map<std::string, std::string>;  // by name after: the name before

// `other` with the key of `table`; nothing where a column of it is not there, or of another type.
// `renamed` has the names on that side by those on this one.
std::optional<TableSchema> with_key_of(const TableSchema& other, const TableSchema& table,
                                       const Columns& renamed) {
  TableSchema result = other;
  result.keys.clear();
  if (table.primary_key() == nullptr) return std::nullopt;
  Key key = *table.primary_key();
  for (IndexPart& part : key.parts) {
    const auto found = renamed.find(part.column);
    const Column* const there = found == renamed.end() ? nullptr : other.column(found->second);
    if (there == nullptr || there->type != table.column(part.column)->type) return std::nullopt;
    part.column = found->second;
  }
  result.keys.emplace(key.name, std::move(key));
  return result;
}

std::vector<std::string> key_columns(const TableSchema& table) {
  std::vector<std::string> columns;
  for (const IndexPart& part : table.primary_key()->parts) columns.push_back(part.column);
  return columns;
}

Columns reversed(const Columns& columns) {
  Columns result;
  for (const auto& [after, before] : columns) result.emplace(before, after);
  return result;
}

std::string both(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return a + b;
  return a + " AND " + b;
}

// The columns that have another default on the other side, which rows get that say nothing.
std::set<std::string> other_defaults(const TableSchema& table, const TableSchema& other,
                                     const Columns& renamed) {
  std::set<std::string> names;
  for (const Column& column : table.columns) {
    const auto found = renamed.find(column.name);
    const Column* const there = found == renamed.end() ? nullptr : other.column(found->second);
    if (there != nullptr && there->default_value != column.default_value) names.insert(column.name);
  }
  return names;
}

// Leaves out the rows that come, go or change with the schema, on both sides by either key. By a
// key that one side lacks they cannot be told there, and are allowed for by their number.
void leave_out_seeds(const TableSchema& before, const TableSchema& after, const Columns& columns,
                     KeptTable& kept) {
  const auto old_key_after = with_key_of(after, before, reversed(columns));
  const auto new_key_before = with_key_of(before, after, columns);
  const bool same_key =
      old_key_after && new_key_before && key_columns(*new_key_before) == key_columns(before);
  const auto moving = [&](const TableSchema& table, const TableSchema& other,
                          const Columns& renamed) {
    const std::set<std::string> defaults = other_defaults(table, other, renamed);
    const auto gets_other = [&](const Row& row) {
      return std::any_of(defaults.begin(), defaults.end(),
                         [&](const std::string& name) { return !row.values.contains(name); });
    };
    std::set<std::string> keys;
    for (const auto& [name, row] : table.rows) {
      const auto found = other.rows.find(name);
      const bool stays = same_key && found != other.rows.end();
      if (!stays || found->second.values != row.values || gets_other(row)) keys.insert(name);
    }
    return keys;
  };
  const std::set<std::string> old_keys = moving(before, after, reversed(columns));
  const std::set<std::string> new_keys = moving(after, before, columns);
  if (new_key_before) {
    kept.where_before = without_rows(*new_key_before, new_keys);
    kept.where_after = without_rows(after, new_keys);
  } else {
    kept.alone_after = new_keys.size();
  }
  if (old_key_after) {
    kept.where_before = both(kept.where_before, without_rows(before, old_keys));
    kept.where_after = both(kept.where_after, without_rows(*old_key_after, old_keys));
  } else {
    kept.alone_before = old_keys.size();
  }
}

// A blank between words, and a comma between values that are quoted.
std::string row_query(const KeptTable& table, Side side) {
  std::vector<std::string> values;
  for (const KeptColumn& column : table.columns) {
    const std::string& name = side == Side::before ? column.before : column.after;
    values.push_back("quote(" + sql::quote_name(name) + ")");
  }
  const std::string& where = side == Side::before ? table.where_before : table.where_after;
  return "SELECT " + (values.empty() ? "''" : sql::chain(values, " || ', ' || ")) + " FROM main." +
         sql::quote_name(side == Side::before ? table.before : table.after) +
         (where.empty() ? "" : " WHERE " + where) + " ORDER BY 1";
}

}  // namespace

namespace {

// The virtual tables whose rows are copied, or stay where they are.
void add_virtual_tables(const Schema& before, const Schema& after, const Lineage& lineage,
                        std::vector<KeptTable>& kept) {
  const auto readable = [](const VirtualShape& shape) {
    return shape.content == VirtualShape::Content::own && !shape.columns.empty();
  };
  for (const auto& [name, origin] : lineage.virtual_tables) {
    const VirtualTable& old = before.virtual_tables.at(origin);
    const VirtualTable& now = after.virtual_tables.at(name);
    if (change_of(old, now) == VirtualChange::lose) continue;
    const VirtualShape old_shape = shape(old);
    const VirtualShape now_shape = shape(now);
    if (!readable(old_shape) || !readable(now_shape)) continue;
    KeptTable result{origin, name, {{"rowid", "rowid", true, true}}};
    for (const std::string& column : now_shape.columns) {
      const auto same =
          std::find_if(old_shape.columns.begin(), old_shape.columns.end(),
                       [&](const std::string& other) { return sql::same_name(other, column); });
      if (same != old_shape.columns.end()) result.columns.push_back({*same, column, true, true});
    }
    kept.push_back(std::move(result));
  }
}

}  // namespace

std::vector<KeptTable> kept_tables(const Schema& before, const Schema& after,
                                   const std::vector<Operation>& operations,
                                   const Fingerprint& engine_before,
                                   const Fingerprint& engine_after,
                                   const std::set<ObjectName>& lost) {
  const Lineage lineage = trace(before, operations);
  std::vector<KeptTable> kept;
  for (const auto& [name, table] : after.tables) {
    const Lineage::Origin* const origin = lineage.origin(name);
    const TableSchema* const old = origin == nullptr ? nullptr : before.table(origin->name);
    if (old == nullptr) continue;
    KeptTable result{old->table.name, name, {}};
    for (const auto& [new_name, old_name] : origin->columns) {
      const Column* const a = old->column(old_name);
      const Column* const b = table.column(new_name);
      if (a == nullptr || b == nullptr || !lineage.backfill(name, new_name).empty()) continue;
      if (lost.count({Kind::column, name, new_name}) > 0) continue;
      // Where that was accepted, what the enum has no more becomes the default or NULL.
      if (lost.count({Kind::enumeration, "", b->type.enumeration}) > 0) continue;
      const bool becomes_strict = !old->table.strict && table.table.strict;
      if (!keeps_values(*a, *b, engine_before, engine_after, becomes_strict)) continue;
      result.columns.push_back({a->name, b->name, a->nullable, b->nullable});
    }
    const std::string rowid = rowid_name(*old, table);
    if (!rowid.empty() && has_hidden_rowid(engine_before, result.before) &&
        has_hidden_rowid(engine_after, result.after)) {
      result.columns.push_back({rowid, rowid, false, false});
    }
    leave_out_seeds(*old, table, origin->columns, result);
    kept.push_back(std::move(result));
  }
  add_virtual_tables(before, after, lineage, kept);
  return kept;
}

std::vector<KeptTable> without_filled(std::vector<KeptTable> tables, sqlite3* db, Side side) {
  for (KeptTable& table : tables) {
    const std::string& name = side == Side::before ? table.before : table.after;
    const auto is_filled = [&](const KeptColumn& column) {
      if (side == Side::before ? column.null_after : column.null_before) return false;
      const std::string& own = side == Side::before ? column.before : column.after;
      return sqlite::query_number(db, "SELECT count(*) FROM main." + sql::quote_name(name) +
                                          " WHERE " + sql::quote_name(own) + " IS NULL") > 0;
    };
    table.columns.erase(std::remove_if(table.columns.begin(), table.columns.end(), is_filled),
                        table.columns.end());
  }
  return tables;
}

namespace {

// How many of `rows` are none of `others`; both are sorted.
std::size_t without(const std::vector<std::string>& rows, const std::vector<std::string>& others) {
  std::vector<std::string> left;
  std::set_difference(rows.begin(), rows.end(), others.begin(), others.end(),
                      std::back_inserter(left));
  return left.size();
}

}  // namespace

KeptValues::KeptValues(sqlite3* db, const std::vector<KeptTable>& tables, Side side) {
  for (const KeptTable& table : tables) {
    const bool before = side == Side::before;
    Rows& rows = tables_.emplace_back(Rows{
        before ? table.before : table.after, before ? table.alone_before : table.alone_after, {}});
    sqlite::Statement query(db, row_query(table, side));
    while (query.step()) rows.rows.push_back(query.text(0));
  }
}

std::optional<std::string> KeptValues::difference(const KeptValues& other) const {
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    const std::vector<std::string>& own = tables_[i].rows;
    const std::vector<std::string>& others = other.tables_[i].rows;
    if (own == others) continue;
    if (without(own, others) <= tables_[i].alone &&
        without(others, own) <= other.tables_[i].alone) {
      continue;
    }
    const auto at = std::mismatch(own.begin(), own.end(), others.begin(), others.end());
    const std::string was = at.first == own.end() ? "no row" : "(" + *at.first + ")";
    const std::string is = at.second == others.end() ? "no row" : "(" + *at.second + ")";
    return "the table " + tables_[i].table + " had " + std::to_string(own.size()) +
           " rows and has " + std::to_string(others.size()) + ": where " + was + " stood, now " +
           is + " stands";
  }
  return std::nullopt;
}

}  // namespace schemake::generator
