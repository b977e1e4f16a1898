#include "property/kept_rows.hpp"

#include <algorithm>
#include <set>

#include "core/sql_text.hpp"
#include "dialect/lineage.hpp"
#include "dialect/sqlite/storage.hpp"
#include "operation/describe.hpp"
#include "property/content.hpp"
#include "prove/seeded_rows.hpp"
#include "sqlite/statement.hpp"

namespace schemake::generator {
namespace {

std::string cast(const std::string& value, Affinity affinity) {
  static const char* const kNames[] = {"INTEGER", "REAL", "NUMERIC", "TEXT", "BLOB"};
  return "CAST(" + value + " AS " + kNames[static_cast<int>(affinity)] + ")";
}

// A column keeps a number without a fraction as an integer; CAST leaves 1.0 as it is.
std::string whole(const std::string& number) {
  const std::string integer = cast(number, Affinity::integer);
  return "CASE WHEN " + number + " = " + integer + " THEN " + integer + " ELSE " + number + " END";
}

// What a column of that affinity holds where the value is written to it. A number that is compared
// with a text makes one of it if it is spelled like one.
std::string held_by(const std::string& value, Affinity affinity) {
  const std::string type = "typeof(" + value + ")";
  const std::string number = cast(value, Affinity::numeric);
  const std::string is_spelled = type + " = 'text' AND " + number + " = " + value;
  switch (affinity) {
    case Affinity::text:
      return "CASE WHEN " + type + " IN ('integer', 'real') THEN " + cast(value, affinity) +
             " ELSE " + value + " END";
    case Affinity::real:
      return "CASE WHEN " + type + " = 'integer' OR " + is_spelled + " THEN " +
             cast(value, affinity) + " ELSE " + value + " END";
    case Affinity::integer:
    case Affinity::numeric:
      return "CASE WHEN " + type + " = 'real' OR " + is_spelled + " THEN " + whole(number) +
             " ELSE " + value + " END";
    case Affinity::blob:
      break;
  }
  return value;
}

bool refuses_null(const Column& column, const TableSchema& table) {
  return !column.nullable || sqlite::rowid_alias(table) == &column;
}

bool has_null(sqlite3* db, const Column& column) {
  return ::schemake::sqlite::query_number(db, "SELECT count(*) FROM " + in_main(column.table) +
                                                  " WHERE " + sql::quote_name(column.name) +
                                                  " IS NULL") > 0;
}

// An expression over the column itself, by either of its names.
bool is_conversion(const DialectText& backfill, const std::string& from, const std::string& to) {
  const std::string& text = backfill.for_dialect("sqlite");
  return sql::mentions(text, from) || sql::mentions(text, to);
}

// How one column's values are read on each side so that both are the same; nothing where nobody
// promised to keep them.
class Reading {
 public:
  Reading(const Schema& before, const Schema& after, const std::vector<Operation>& operations,
          bool accepts_losses)
      : after_(after), accepts_losses_(accepts_losses) {
    for (const Loss& loss : losses(before, operations)) lost_.insert(loss.object);
  }

  // Where values that an enum loses are given up, what takes their place; all others stay.
  std::optional<std::string> before(const Column& a, const Column& b, const TableSchema& table_a,
                                    const TableSchema& table_b) const {
    const std::string name = sql::quote_name(a.name);
    const Affinity from = affinity(a, table_a), to = affinity(b, table_b);
    if (is_given_up(b, from, to, table_b)) return readable(held_by(name, to));
    if (is_about_bytes(b, from, to, table_b)) {
      return readable("CASE typeof(" + name + ") WHEN 'blob' THEN " + name + " ELSE " +
                      cast(held_by(name, to), Affinity::blob) + " END");
    }
    if (from != to) return readable(name);
    const auto found = after_.enums.find(b.type.enumeration);
    if (!accepts_losses_ || found == after_.enums.end() ||
        !lost_.contains({Kind::enumeration, "", b.type.enumeration})) {
      return readable(name);
    }
    std::string other = "NULL";
    if (b.default_value) {
      const auto* const value = std::get_if<Literal>(&*b.default_value);
      if (value == nullptr) return std::nullopt;
      other = "CAST(" + sqlite::literal(*value) + " AS TEXT)";
    }
    std::string stays;
    for (const std::string& value : found->second.values) {
      stays += (stays.empty() ? "" : ", ") + sql::quote_string(value);
    }
    return readable("CASE WHEN " + name + " IS NULL OR " + name + " IN (" + stays + ") THEN " +
                    name + " ELSE " + other + " END");
  }

  std::optional<std::string> after(const Column& a, const Column& b, const TableSchema& table_a,
                                   const TableSchema& table_b) const {
    if (a.generated || b.generated) return std::nullopt;
    const Affinity from = affinity(a, table_a), to = affinity(b, table_b);
    const std::string name = sql::quote_name(b.name);
    if (is_given_up(b, from, to, table_b)) return readable(name);
    const bool strict = table_b.table.strict && !table_a.table.strict;
    if (accepts_losses_ &&
        (lost_.contains({Kind::column, b.table, b.name}) || from != to || strict)) {
      return std::nullopt;
    }
    if (is_about_bytes(b, from, to, table_b)) return readable(cast(name, Affinity::blob));
    return readable(from == to ? name : held_by(name, from));
  }

 private:
  // Of a STRICT table, ANY is a column without a type.
  static Affinity affinity(const Column& column, const TableSchema& table) {
    if (table.table.strict && sql::same_name(sqlite::declared_type(column.type), "ANY")) {
      return Affinity::blob;
    }
    return generator::affinity(sqlite::declared_type(column.type));
  }

  // SQLite alone says what becomes of a value: as if it were written anew.
  static bool is_taken_as_it_is(const Column& column, const TableSchema& table) {
    const bool is_any = sql::same_name(sqlite::declared_type(column.type), "ANY");
    return column.type.name == TypeName::raw && (is_any || !table.table.strict) &&
           sqlite::rowid_alias(table) != &column;
  }

  bool is_given_up(const Column& b, Affinity from, Affinity to, const TableSchema& table_b) const {
    return accepts_losses_ && from != to && is_taken_as_it_is(b, table_b);
  }

  // A text is made of bytes, and bytes of a text or number: these alone are known again.
  static bool is_about_bytes(const Column& b, Affinity from, Affinity to,
                             const TableSchema& table_b) {
    if (from == to) return false;
    return from == Affinity::blob || (to == Affinity::blob && !is_taken_as_it_is(b, table_b));
  }

  const Schema& after_;
  std::set<ObjectName> lost_;
  bool accepts_losses_;
};

// The rows that come, change or go with the schema, which are their users' too.
std::set<std::string> moving_rows(const TableSchema& before, const TableSchema& after,
                                  const Lineage::Origin& origin) {
  std::set<std::string> keys;
  const auto is_same = [&](const Row& was, const Row& is) {
    Row renamed = is;
    renamed.table = was.table;
    renamed.values.clear();
    for (const auto& [column, value] : is.values) {
      const auto found = origin.columns.find(column);
      renamed.values[found == origin.columns.end() ? "" : found->second] = value;
    }
    return renamed == was;
  };
  // What a row does not say is the default.
  const auto gets_other_default = [&](const Row& row) {
    return std::any_of(origin.columns.begin(), origin.columns.end(), [&](const auto& names) {
      return !row.values.contains(names.second) &&
             before.column(names.second)->default_value != after.column(names.first)->default_value;
    });
  };
  for (const auto& [name, row] : before.rows) {
    const auto found = after.rows.find(name);
    if (found == after.rows.end() || !is_same(row, found->second) || gets_other_default(row)) {
      keys.insert(name);
    }
  }
  for (const auto& entry : after.rows) {
    if (!before.rows.contains(entry.first)) keys.insert(entry.first);
  }
  return keys;
}

// Whether rows are known by the same columns on both sides, so that the same ones are left out.
bool has_same_key(const TableSchema& before, const TableSchema& after,
                  const Lineage::Origin& origin) {
  const Key* const was = before.primary_key();
  const Key* const is = after.primary_key();
  if (was == nullptr || is == nullptr || was->parts.size() != is->parts.size()) return false;
  for (std::size_t i = 0; i < is->parts.size(); ++i) {
    const auto found = origin.columns.find(is->parts[i].column);
    if (found == origin.columns.end() || found->second != was->parts[i].column) return false;
    const Column& a = *before.column(found->second);
    const Column& b = *after.column(found->first);
    if (a.type != b.type || a.collation != b.collation) return false;
  }
  return true;
}

std::string where(const std::string& condition) {
  return condition.empty() ? "" : " WHERE " + condition;
}

// A table that never had a row may or may not have a line there; a rowid that an UPDATE raised
// above it counts once the row is written again.
std::string sequence_query(const std::string& table) {
  return "SELECT max(coalesce((SELECT seq FROM main.sqlite_sequence WHERE name = " +
         sql::quote_string(table) + "), 0), coalesce((SELECT max(rowid) FROM " + in_main(table) +
         "), 0))";
}

// Empty where the table numbers no column.
std::string numbered_column(const TableSchema& table) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [](const Column& column) { return column.identity; });
  return found == table.columns.end() ? "" : found->name;
}

}  // namespace

KeptRows::KeptRows(sqlite3* db, const Schema& before, const Schema& after,
                   const std::vector<Operation>& operations, bool accepts_losses) {
  const Lineage lineage = trace(before, operations);
  const Reading reading(before, after, operations, accepts_losses);
  for (const auto& [name, origin] : lineage.tables) {
    const TableSchema* const old = before.table(origin.name);
    const TableSchema* const now = after.table(name);
    if (old == nullptr || now == nullptr) continue;
    const std::set<std::string> moving = moving_rows(*old, *now, origin);
    if (!moving.empty() && !has_same_key(*old, *now, origin)) continue;
    std::vector<std::string> columns_before, columns_after;
    for (const auto& [to, from] : origin.columns) {
      const Column& a = *old->column(from);
      const Column& b = *now->column(to);
      const auto was = reading.before(a, b, *old, *now);
      const auto read = reading.after(a, b, *old, *now);
      if (!was || !read || is_conversion(lineage.backfill(name, to), from, to)) continue;
      if (refuses_null(b, *now) && has_null(db, a)) continue;
      columns_before.push_back(*was);
      columns_after.push_back(*read);
    }
    Table& table = tables_.emplace_back();
    table.name = origin.name;
    table.rows =
        lines(db, "SELECT " + joined_columns(columns_before) + " FROM " + in_main(origin.name) +
                      where(without_rows(*old, moving)) + " ORDER BY 1");
    table.query_after = "SELECT " + joined_columns(columns_after) + " FROM " + in_main(name) +
                        where(without_rows(*now, moving)) + " ORDER BY 1";
    values_ += table.rows.size() * columns_before.size();
    if (!moving.empty()) continue;  // a row that comes raises it
    const auto numbered = origin.columns.find(numbered_column(*now));
    if (numbered == origin.columns.end() || numbered->second != numbered_column(*old)) continue;
    table.sequence_after = sequence_query(name);
    table.sequence = ::schemake::sqlite::query_text(db, sequence_query(origin.name));
  }
}

std::optional<std::string> KeptRows::difference(sqlite3* db) const {
  for (const Table& table : tables_) {
    const std::vector<std::string> now = lines(db, table.query_after);
    if (now != table.rows) {
      const auto at = std::mismatch(table.rows.begin(), table.rows.end(), now.begin(), now.end());
      const std::string was = at.first == table.rows.end() ? "no row" : *at.first;
      const std::string is = at.second == now.end() ? "no row" : *at.second;
      return table.name + " had " + std::to_string(table.rows.size()) + " rows and has " +
             std::to_string(now.size()) + ": where (" + was + ") stood, now (" + is +
             ") stands: " + table.query_after;
    }
    if (table.sequence_after.empty()) continue;
    const std::string sequence = ::schemake::sqlite::query_text(db, table.sequence_after);
    if (sequence != table.sequence) {
      return "the numbering of " + table.name + " was at " + table.sequence + " and is at " +
             sequence;
    }
  }
  return std::nullopt;
}

}  // namespace schemake::generator
