#include "dialect/sqlite/values.hpp"

#include <algorithm>

#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "dialect/sqlite/storage.hpp"

namespace schemake::generator::sqlite {
namespace {

bool has_column(const TableSchema& table, const std::string& name) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [&](const Column& column) { return sql::same_name(column.name, name); });
}

// A backfill may call a renamed column or table by its old name as long as nothing else is called
// so.
std::string in_new_names(const std::string& backfill, const TableSchema& table,
                         const Setting& setting) {
  NameMap tables, columns;
  for (const auto& [name, origin] : setting.lineage.tables) {
    if (!setting.states.before.tables.contains(origin.name)) tables.emplace_back(origin.name, name);
  }
  // A rename keeps the column's place.
  const TableSchema& old = *setting.from.table(setting.lineage.origin(table.table.name)->name);
  for (std::size_t i = 0; i < old.columns.size(); ++i) {
    const std::string& from = old.columns[i].name;
    if (!has_column(table, from)) columns.emplace_back(from, table.columns[i].name);
  }
  return with_new_names(backfill, table.table.name, tables, columns);
}

bool is_accepted(const Column& column, const Setting& setting) {
  const auto holds = [&](const std::string& table, const std::string& name) {
    return setting.accepted.contains(spell(ObjectName{Kind::column, table, name}));
  };
  if (setting.accepted.contains("*") || holds(column.table, column.name)) return true;
  // Values that an enum no longer has are a loss of the enum.
  const Type& type = column.type;
  if (type.name == TypeName::enumeration && setting.accepted.contains(type.enumeration))
    return true;
  const Lineage::Origin* origin = setting.lineage.origin(column.table);
  if (origin == nullptr) return false;
  const auto old = origin->columns.find(column.name);
  return old != origin->columns.end() && holds(origin->name, old->second);
}

std::string_view cast_name(Affinity affinity) {
  switch (affinity) {
    case Affinity::integer:
      return "INTEGER";
    case Affinity::real:
      return "REAL";
    case Affinity::numeric:
      return "NUMERIC";
    case Affinity::text:
      return "TEXT";
    case Affinity::blob:
      return "BLOB";
  }
  return "";
}

std::string cast(const std::string& value, Affinity to) {
  return "CAST(" + value + " AS " + std::string(cast_name(to)) + ")";
}

// Whether a value is another one after it was `converted` and turned back. A column without
// affinity holds values of any class, each of which is turned back into its own.
std::string is_changed(const std::string& converted, Affinity from, const std::string& old) {
  if (from != Affinity::blob) return cast(converted, from) + " IS NOT " + old;
  return "CASE typeof(" + old + ") WHEN 'text' THEN " + cast(converted, Affinity::text) +
         " WHEN 'integer' THEN " + cast(converted, Affinity::integer) + " WHEN 'real' THEN " +
         cast(converted, Affinity::real) + " ELSE " + cast(converted, Affinity::blob) +
         " END IS NOT " + old;
}

bool same_tokens(const std::string& a, const std::string& b) {
  return sql::canonical(a) == sql::canonical(b);
}

// Whether all that the old type promised keeps the promise of the new one.
bool widens(const Type& before, const Type& after, const States& states) {
  const auto values_of = [](const Type& type, const Schema& schema) {
    const auto found = schema.enums.find(type.enumeration);
    return found == schema.enums.end()
               ? std::set<std::string>{}
               : std::set<std::string>(found->second.values.begin(), found->second.values.end());
  };
  const auto bounded = [](const Type& type) {
    return type.name == TypeName::varchar || type.name == TypeName::character;
  };
  if (bounded(before) && bounded(after)) return before.precision <= after.precision;
  if (before.name != TypeName::enumeration || after.name != TypeName::enumeration) return false;
  const auto old_values = values_of(before, states.before);
  const auto new_values = values_of(after, states.after);
  return std::includes(new_values.begin(), new_values.end(), old_values.begin(), old_values.end());
}

// Joins conditions of which one must hold.
void either(std::string& condition, const std::string& other) {
  if (condition.empty()) {
    condition = other;
  } else if (!other.empty()) {
    condition += " OR " + other;
  }
}

// Finds what becomes of one column's values.
class Conversion {
 public:
  Conversion(const TableChange& change, const Setting& setting)
      : change_(change), setting_(setting) {}

  Value added(const Column& column) const {
    Value value;
    value.column = &column;
    const std::string backfill = backfill_of(column, value);
    value.expression = backfill;
    if (rowid_alias(*change_.after) == &column) {
      if (backfill.empty() && !change_.before->table.without_rowid) {
        value.expression = rowid_name(*change_.before, *change_.after);
      }
      return value;
    }
    if (column_text(column, *change_.after, setting_.states.after).not_null.empty()) return value;
    if (!backfill.empty() && column.default_value) {
      value.expression = "COALESCE(" + backfill + ", " + default_text(*column.default_value) + ")";
    }
    value.lacking = backfill.empty() && !column.default_value;
    return value;
  }

  Value kept(const TableChange::Pair& pair) const {
    Value value;
    value.column = pair.after;
    value.old = pair.before;
    value.expression = quoted_name(pair.after->name);
    const ColumnText before = column_text(*pair.before, *change_.before, setting_.states.before);
    const ColumnText after = column_text(*pair.after, *change_.after, setting_.states.after);
    const bool retyped =
        !same_tokens(before.type, after.type) || !same_tokens(before.check, after.check);
    const bool becomes_rowid = rowid_alias(*change_.after) == pair.after;
    const bool tightened = before.not_null.empty() && (!after.not_null.empty() || becomes_rowid) &&
                           rowid_alias(*change_.before) != pair.before;
    // SQLite may store both types alike, and yet their values may mean something else.
    const bool other_type = retyped || pair.before->type != pair.after->type;
    const std::string backfill = other_type || tightened ? backfill_of(*pair.after, value) : "";
    // One that reads the column itself is the user's own conversion; any other fills what is
    // missing, as it may be left from the time when the column was added.
    if (!backfill.empty() && sql::mentions(backfill, pair.after->name)) {
      value.expression = backfill;
      return value;
    }
    value.backfilled = value.backfilled && (retyped || tightened);
    convert_storage(value, before, after);
    if (becomes_rowid && rowid_alias(*change_.before) != pair.before) convert_rowid(value);
    if (retyped) convert_promise(value);
    if (tightened) fill(value, backfill);
    return value;
  }

 private:
  std::string backfill_of(const Column& column, Value& value) const {
    const std::string& text =
        setting_.lineage.backfill(column.table, column.name).for_dialect(kDialect);
    if (text.empty()) return "";
    value.backfilled = true;
    value.reads_others = sql::mentions(text, "select");
    return "(" + in_new_names(text, *change_.before, setting_) + ")";
  }

  void convert_storage(Value& value, const ColumnText& before, const ColumnText& after) const {
    const bool strict = change_.after->table.strict;
    if (strict && sql::same_name(after.type, "ANY")) return;
    const Affinity from = affinity(before.type);
    const Affinity to = affinity(after.type);
    const std::string old = value.expression;
    if (from != to) {
      // A column without affinity takes values as they are; a blob is bytes.
      if (to == Affinity::blob && value.column->type.name == TypeName::raw && !strict) return;
      value.expression = cast(old, to);
      if (!is_accepted(*value.column, setting_)) {
        value.loses = is_changed(value.expression, from, old);
      }
    } else if (strict && !change_.before->table.strict) {
      if (is_accepted(*value.column, setting_)) {
        value.expression = cast(old, to);
      } else {
        value.loses = "typeof(" + old + ") NOT IN (" + strict_types(to) + ", 'null')";
      }
    }
  }

  // A rowid is an integer, where any other INTEGER column takes what is none.
  void convert_rowid(Value& value) const {
    if (value.expression != quoted_name(value.column->name)) return;
    if (is_accepted(*value.column, setting_)) {
      value.expression = cast(value.expression, Affinity::integer);
    } else {
      either(value.loses, "typeof(" + value.expression + ") NOT IN ('integer', 'null')");
    }
  }

  static std::string strict_types(Affinity affinity) {
    switch (affinity) {
      case Affinity::integer:
        return "'integer'";
      case Affinity::real:
      case Affinity::numeric:
        return "'integer', 'real'";
      case Affinity::text:
        return "'text'";
      case Affinity::blob:
        return "'blob'";
    }
    return "";
  }

  // A boolean is 0 or 1, a varchar short enough, an enum's value one of its own.
  void convert_promise(Value& value) const {
    const Type& type = value.column->type;
    const std::string promise = implied_check(type, value.expression, setting_.states.after);
    if (promise.empty() || widens(value.old->type, type, setting_.states)) return;
    if (!is_accepted(*value.column, setting_)) {
      either(value.loses, "NOT (" + promise + ")");
      return;
    }
    if (type.name == TypeName::boolean) {
      value.expression = "(" + value.expression + " <> 0)";
    } else if (type.name != TypeName::enumeration) {
      // Only where it must be: substr() of an empty blob is NULL.
      value.expression = "CASE WHEN " + promise + " THEN " + value.expression + " ELSE substr(" +
                         value.expression + ", 1, " + std::to_string(type.precision) + ") END";
    } else if (value.column->nullable || value.column->default_value) {
      const std::string other =
          value.column->default_value ? default_text(*value.column->default_value) : "NULL";
      value.expression = "CASE WHEN " + value.expression + " IS NULL OR " + promise + " THEN " +
                         value.expression + " ELSE " + other + " END";
    } else {
      either(value.loses, "NOT (" + promise + ")");  // accepted, yet nothing may take its place
    }
  }

  static void fill(Value& value, const std::string& backfill) {
    if (!backfill.empty()) {
      value.expression = "COALESCE(" + value.expression + ", " + backfill + ")";
    } else if (value.column->default_value) {
      value.expression =
          "COALESCE(" + value.expression + ", " + default_text(*value.column->default_value) + ")";
    } else {
      value.lacking = true;
    }
  }

  const TableChange& change_;
  const Setting& setting_;
};

}  // namespace

std::vector<Value> values(const TableChange& change, const Setting& setting) {
  const Conversion conversion(change, setting);
  std::vector<Value> result;
  for (const Column* column : ordered_columns(*change.after)) {
    if (column->generated) continue;
    const auto pair = std::find_if(change.kept.begin(), change.kept.end(),
                                   [&](const auto& kept) { return kept.after == column; });
    result.push_back(pair == change.kept.end() ? conversion.added(*column)
                                               : conversion.kept(*pair));
  }
  return result;
}

std::vector<Value> kept_values(const TableChange& change) {
  std::vector<Value> result;
  for (const TableChange::Pair& pair : change.kept) {
    if (pair.after->generated) continue;
    Value value;
    value.column = pair.after;
    value.old = pair.before;
    value.expression = quoted_name(pair.after->name);
    result.push_back(std::move(value));
  }
  return result;
}

std::string rowid_name(const TableSchema& before, const TableSchema& after) {
  for (const char* name : {"rowid", "_rowid_", "oid"}) {
    if (!has_column(before, name) && !has_column(after, name)) return name;
  }
  return "";
}

}  // namespace schemake::generator::sqlite
