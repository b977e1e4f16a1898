#include "dialect/sqlite/values.hpp"

#include <algorithm>

#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/conversion.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "dialect/sqlite/storage.hpp"
#include "operation/type_change.hpp"

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
    std::string exactly = convert_storage(value);
    if (becomes_rowid && rowid_alias(*change_.before) != pair.before) convert_rowid(value, exactly);
    if (retyped) convert_promise(value, exactly);
    if (tightened) fill(value, backfill);
    if (!value.loses.empty()) value.loss = acceptable_loss(pair);
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

  // What a check of the new type would look at.
  std::string convert_storage(Value& value) const {
    const Storage from = storage(*value.old, *change_.before);
    const Storage to = storage(*value.column, *change_.after);
    const std::string old = value.expression;
    if (from.affinity != to.affinity) {
      const bool collated = !value.old->collation.for_dialect(kDialect).empty();
      const Converted converted = convert(old, from, to, collated);
      value.expression = converted.expression;
      if (converted.guarded != converted.expression) value.guarded = converted.guarded;
      if (!is_accepted(*value.column, setting_)) value.loses = converted.loses;
      return converted.exactly;
    }
    // A STRICT table that was none, or a column that was ANY there.
    const bool held_others = !change_.before->table.strict || !from.exact;
    if (!change_.after->table.strict || !held_others || !to.exact) return old;
    if (is_accepted(*value.column, setting_)) {
      value.expression = cast(old, to.affinity);
    } else {
      value.loses = "typeof(" + old + ") NOT IN (" + strict_types(to.affinity) + ", 'null')";
    }
    return value.expression;
  }

  // A rowid is an integer, where any other INTEGER column takes what is none.
  void convert_rowid(Value& value, std::string& exactly) const {
    if (value.expression != quoted_name(value.column->name)) return;
    if (is_accepted(*value.column, setting_)) {
      value.expression = exactly = cast(value.expression, Affinity::integer);
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
  void convert_promise(Value& value, const std::string& exactly) const {
    const Type& type = value.column->type;
    const std::string promise = implied_check(type, exactly, setting_.states.after);
    if (promise.empty() || widens(value.old->type, type, setting_.states)) return;
    if (!is_accepted(*value.column, setting_)) {
      either(value.loses, "NOT (" + promise + ")");
      return;
    }
    value.guarded.clear();
    if (type.name == TypeName::boolean) {
      value.expression = "(" + exactly + " <> 0)";
    } else if (type.name != TypeName::enumeration) {
      // Only where it must be: substr() of an empty blob is NULL.
      value.expression = "CASE WHEN " + promise + " THEN " + exactly + " ELSE substr(" + exactly +
                         ", 1, " + std::to_string(type.precision) + ") END";
    } else if (may_be_replaced(*value.column)) {
      const std::string other =
          value.column->default_value ? default_text(*value.column->default_value) : "NULL";
      value.expression = "CASE WHEN " + exactly + " IS NULL OR " + promise + " THEN " + exactly +
                         " ELSE " + other + " END";
    } else {
      either(value.loses, "NOT (" + promise + ")");  // accepted, yet nothing may take its place
    }
  }

  // By whose acceptance the guard would go (operation/describe.hpp); empty where it would not.
  std::string acceptable_loss(const TableChange::Pair& pair) const {
    const Type& before = pair.before->type;
    const Type& after = pair.after->type;
    const States& states = setting_.states;
    const bool is_enum = after.name == TypeName::enumeration;
    if (setting_.is_way_back || (is_enum && !may_be_replaced(*pair.after))) return "";
    if (before == after) return is_enum ? after.enumeration : "";
    if (keeps_every_value(before, after, states.before.enums, states.after.enums)) return "";
    return spell(ObjectName{Kind::column, pair.after->table, pair.after->name});
  }

  // Whether something takes the place of a value that an enum does not have.
  static bool may_be_replaced(const Column& column) {
    return column.nullable || column.default_value;
  }

  static void fill(Value& value, const std::string& backfill) {
    const auto& other = value.column->default_value;
    if (backfill.empty() && !other) {
      value.lacking = true;
      return;
    }
    const std::string end = ", " + (backfill.empty() ? default_text(*other) : backfill) + ")";
    value.expression = "COALESCE(" + value.expression + end;
    if (!value.guarded.empty()) value.guarded = "COALESCE(" + value.guarded + end;
  }

  const TableChange& change_;
  const Setting& setting_;
};

}  // namespace

bool keeps(const Value& value) {
  return value.old != nullptr && value.guarded.empty() &&
         value.expression == quoted_name(value.column->name);
}

const std::string& guarded(const Value& value) {
  return value.guarded.empty() ? value.expression : value.guarded;
}

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
