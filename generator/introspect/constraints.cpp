#include "introspect/constraints.hpp"

#include <algorithm>
#include <utility>

#include "core/sql_text.hpp"
#include "introspect/expressible.hpp"

namespace schemake::generator {
namespace {

using schemake::sqlite::Conflict;
using schemake::sqlite::ForeignKeySql;
using schemake::sqlite::KeySql;
using schemake::sqlite::ReferenceAction;
using schemake::sqlite::TableSql;

Action action_of(ReferenceAction action) {
  switch (action) {
    case ReferenceAction::no_action:
      return Action::no_action;
    case ReferenceAction::restrict:
      return Action::restrict;
    case ReferenceAction::set_null:
      return Action::set_null;
    case ReferenceAction::set_default:
      return Action::set_default;
    case ReferenceAction::cascade:
      return Action::cascade;
  }
  return Action::no_action;
}

// The collation that a part of a key has, in whichever way it got it.
std::string effective_collation(const IndexPart& part, const TableSchema& table) {
  if (!part.collation.empty()) {
    const std::string own = sql::lower(part.collation.for_dialect("sqlite"));
    return own == "binary" ? std::string() : own;
  }
  const Column* const column = table.column(part.column);
  return column == nullptr ? std::string() : sql::lower(column->collation.for_dialect("sqlite"));
}

// What SQLite compares to see that it has the index of a key already.
bool is_same_index(const Key& a, const Key& b, const TableSchema& table) {
  return std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(),
                    [&](const IndexPart& x, const IndexPart& y) {
                      return x.column == y.column &&
                             effective_collation(x, table) == effective_collation(y, table);
                    });
}

bool is_rowid(const KeySql& sql, const Key& key, const TableSchema& table) {
  const bool one = key.primary && key.parts.size() == 1 && !table.table.without_rowid;
  if (!one || (sql.behind_column && key.parts.front().descending)) return false;
  const Column* const column = table.column(key.parts.front().column);
  if (column == nullptr) return false;
  return column->type.name == TypeName::bigint;
}

std::vector<IndexPart> parts_of(const KeySql& sql, const TableSchema& table,
                                Introspection& result) {
  std::vector<IndexPart> parts;
  for (const schemake::sqlite::KeyPartSql& written : sql.parts) {
    IndexPart part;
    part.column = declared_column(table, written.column);
    part.descending = written.descending;
    const bool twice = std::any_of(parts.begin(), parts.end(), [&](const IndexPart& other) {
      return other.column == part.column;
    });
    if (part.column.empty() || twice) continue;
    const Column* const column = table.column(part.column);
    const std::string own = column->collation.for_dialect("sqlite");
    if (!written.collation.empty() &&
        !sql::same_name(written.collation, own.empty() ? "binary" : own)) {
      const std::string spelled = spelled_collation(written.collation);
      part.collation = DialectText(spelled.empty() ? "binary" : spelled);
      require_collation(result, spelled);
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

void add_primary_key(const KeySql& sql, Key key, ReadTable& table, Introspection& result) {
  if (is_rowid(sql, key, table.schema)) {
    key.parts.front().descending = false;
    for (Column& column : table.schema.columns) {
      if (column.name == key.parts.front().column) column.identity = sql.autoincrement;
    }
  }
  key.name = constraint_name_of(sql.name, table, result);
  table.schema.keys.emplace(key.name, std::move(key));
}

}  // namespace

void add_keys(const TableSql& sql, ReadTable& table, Introspection& result) {
  std::vector<Key> indexes;  // that SQLite makes, in order
  std::vector<std::string> names;
  for (const KeySql& written : sql.keys) {
    Key key;
    key.table = table.schema.table.name;
    key.primary = written.primary;
    key.parts = parts_of(written, table.schema, result);
    key.conflict = conflict_of(written.conflict);
    if (key.parts.empty()) continue;
    if (is_rowid(written, key, table.schema)) {
      add_primary_key(written, std::move(key), table, result);
      continue;
    }
    const auto same = std::find_if(indexes.begin(), indexes.end(), [&](const Key& other) {
      return is_same_index(key, other, table.schema);
    });
    if (same == indexes.end()) {
      indexes.push_back(std::move(key));
      names.push_back(written.name);
      continue;
    }
    same->primary = same->primary || key.primary;
    if (same->conflict == OnConflict::unspecified) same->conflict = key.conflict;
    if (key.primary) names[static_cast<std::size_t>(same - indexes.begin())] = written.name;
  }
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    Key& key = indexes[i];
    key.name = constraint_name_of(names[i], table, result);
    if (key.primary) {
      table.schema.keys.emplace(key.name, std::move(key));
    } else {
      table.constraints.push_back({std::move(key), false, {}});
    }
  }
}

void add_references(const TableSql& sql, ReadTable& table, Introspection& result) {
  for (const ForeignKeySql& written : sql.foreign_keys) {
    ForeignKey key;
    key.table = table.schema.table.name;
    key.parent = written.parent;
    key.parent_columns = written.parent_columns;
    for (const std::string& column : written.columns) {
      key.columns.push_back(declared_column(table.schema, column));
    }
    key.on_delete = action_of(written.on_delete);
    key.on_update = action_of(written.on_update);
    if (written.deferrable) {
      key.deferrable = written.initially_deferred ? Deferrable::deferred : Deferrable::immediate;
    }
    key.name = constraint_name_of(written.name, table, result);
    if (!written.match.empty()) {
      result.notes.push_back({{Kind::table, "", key.table},
                              "MATCH " + written.match + " of the foreign key to " + key.parent +
                                  " is not kept: SQLite ignores it"});
    }
    table.constraints.push_back({std::move(key), false, {}});
  }
}

std::string constraint_name_of(const std::string& name, const ReadTable& table,
                               Introspection& result) {
  if (name.empty()) return name;
  const std::string& of = table.schema.table.name;
  const auto not_kept = [&](const std::string& why) {
    result.notes.push_back(
        {{Kind::table, "", of}, "the name of its constraint " + name + " is not kept: " + why});
    return std::string();
  };
  if (std::string problem = problem_with_name(Kind::key, name); !problem.empty()) {
    return not_kept(problem);
  }
  const auto is_taken = [&](PlacedConstraint constraint) {
    return sql::same_name(name_of(constraint), name);
  };
  const Key* const primary = table.schema.primary_key();
  const bool taken = (primary != nullptr && sql::same_name(primary->name, name)) ||
                     std::any_of(table.constraints.begin(), table.constraints.end(), is_taken);
  return taken ? not_kept("another constraint of the table has it") : name;
}

OnConflict conflict_of(Conflict conflict) {
  switch (conflict) {
    case Conflict::unspecified:
    case Conflict::abort:
      return OnConflict::unspecified;
    case Conflict::rollback:
      return OnConflict::rollback;
    case Conflict::fail:
      return OnConflict::fail;
    case Conflict::ignore:
      return OnConflict::ignore;
    case Conflict::replace:
      return OnConflict::replace;
  }
  return OnConflict::unspecified;
}

void require_collation(Introspection& result, const std::string& collation) {
  const std::string folded = sql::lower(collation);
  if (folded.empty() || folded == "nocase" || folded == "rtrim") return;
  std::vector<std::string>& known = result.collations;
  const bool is_known = std::any_of(known.begin(), known.end(), [&](const std::string& other) {
    return sql::same_name(other, collation);
  });
  if (!is_known) known.push_back(collation);
}

}  // namespace schemake::generator
