#include "operation/renaming.hpp"

#include <algorithm>
#include <stdexcept>

#include "core/sql_text.hpp"
#include "operation/expressions.hpp"
#include "operation/names.hpp"

namespace schemake::generator {
namespace {

constexpr std::string_view kIntermediate = "schemake_renaming_";

Rename inverse(const Rename& rename) { return {rename.kind, rename.table, rename.to, rename.from}; }

// `part` with the renamed table or column followed in its expressions.
template <class T>
T followed(T part, const Rename& rename, Spelling spelling = Spelling::like_the_old) {
  each_expression(part, [&](DialectText& sql, Scope scope) {
    if (rename.kind == Kind::table) {
      sql = rename_table(sql, scope, rename.from, rename.to, spelling);
    } else {
      sql = rename_column(sql, scope, rename.table, rename.from, rename.to, spelling);
    }
  });
  return part;
}

template <class T>
bool can_be_taken_back(const T& part, const Rename& rename) {
  return followed(followed(part, rename), inverse(rename)) == part;
}

template <class T>
std::vector<T> on_table(const std::map<std::string, T>& map, const std::string& table) {
  std::vector<T> result;
  for (const auto& entry : map) {
    if (entry.second.table == table) result.push_back(entry.second);
  }
  return result;
}

// Renames objects that share a name space.
class Renaming {
 public:
  Renaming(Work& work, const Schema& to) : work_(work), to_(to) {}

  void run(std::vector<Rename> pending) {
    while (!pending.empty()) {
      const auto next = std::find_if(pending.begin(), pending.end(), [&](const Rename& rename) {
        return !stands(rename) || is_free(rename);
      });
      if (next == pending.end()) {
        break_circle(pending);
      } else {
        const Rename rename = *next;
        pending.erase(next);
        if (stands(rename)) emit(rename);
      }
    }
  }

 private:
  bool stands(const Rename& rename) const {
    const Schema& schema = work_.schema();
    switch (rename.kind) {
      case Kind::table:
        return schema.tables.contains(rename.from);
      case Kind::view:
        return schema.views.contains(rename.from);
      case Kind::virtual_table:
        return schema.virtual_tables.contains(rename.from);
      case Kind::index:
        return schema.indexes.contains(rename.from);
      case Kind::enumeration:
        return schema.enums.contains(rename.from);
      case Kind::column:
        return schema.tables.at(rename.table).column(rename.from) != nullptr;
      case Kind::key:
      case Kind::foreign_key:
      case Kind::check:
      case Kind::trigger:
      case Kind::row:
        return false;  // an Origins has none
    }
    return false;
  }

  // Nothing holds the new name, or only the object itself, by other capitals.
  bool is_free(const Rename& rename) const {
    const std::optional<std::string> other = held(work_.schema(), rename);
    return !other || *other == rename.from;
  }

  static std::optional<std::string> held(const Schema& schema, const Rename& rename) {
    if (rename.kind == Kind::column) {
      const TableSchema* table = schema.table(rename.table);
      const Column* column = table ? column_named(*table, rename.to) : nullptr;
      return column ? std::optional(column->name) : std::nullopt;
    }
    if (rename.kind == Kind::enumeration) {
      const bool taken = schema.enums.contains(rename.to);
      return taken ? std::optional(rename.to) : std::nullopt;
    }
    const std::optional<ObjectName> object = holder(schema, rename.to);
    return object ? std::optional(object->name) : std::nullopt;
  }

  // Gives the first of the circle a name that nothing has on either side.
  void break_circle(std::vector<Rename>& pending) {
    Rename last = pending.front();
    Rename aside = last;
    for (int i = 1; i == 1 || held(work_.schema(), aside) || held(to_, aside); ++i) {
      aside.to = std::string(kIntermediate) + std::to_string(i);
    }
    if (is_intermediate(aside.from)) {
      throw std::logic_error("the new name " + last.to + " is taken by what stays");
    }
    emit(aside);
    last.from = aside.to;
    pending.erase(pending.begin());
    pending.push_back(last);
  }

  void emit(const Rename& rename) {
    const std::string& table = rename.kind == Kind::table ? rename.from : rename.table;
    if (rename.kind == Kind::table || rename.kind == Kind::column) prepare_parts(table, rename);
    if (stands(rename)) work_.emit(rename);
  }

  // Sees to it that the reverse of the rename will restore each expression of the table exactly.
  void prepare_parts(const std::string& table, const Rename& rename) {
    const TableSchema before = work_.schema().tables.at(table);
    const std::vector<Index> indexes = on_table(work_.schema().indexes, table);
    const std::vector<Trigger> triggers = on_table(work_.schema().triggers, table);
    for (const Column& column : before.columns) prepare(column, rename);
    for (const auto& entry : before.checks) prepare(entry.second, rename);
    for (const Index& index : indexes) prepare(index, rename);
    for (const Trigger& trigger : triggers) prepare(trigger, rename);
  }

  template <class T>
  void prepare(const T& part, const Rename& rename) {
    if (can_be_taken_back(part, rename)) return;
    Change<T> change;
    change.before = part;
    change.after =
        followed(part, {rename.kind, rename.table, rename.from, rename.from}, Spelling::quoted);
    const ObjectName object = subject(change);
    if (!can_be_taken_back(*change.after, rename)) {
      work_.take_away(object);
    } else if (!gone(object)) {
      work_.emit(change);
    }
  }

  // An earlier part may have taken this one away with it.
  bool gone(const ObjectName& object) const {
    const Schema& schema = work_.schema();
    if (object.kind == Kind::index) return !schema.indexes.contains(object.name);
    if (object.kind == Kind::trigger) return !schema.triggers.contains(object.name);
    return false;
  }

  Work& work_;
  const Schema& to_;
};

// Takes away each object of `map` that does not live on and whose name another one of `to` gets.
template <class T>
void free_names(Work& work, const Schema& to, const Origins& origins, Kind kind,
                const std::map<std::string, T> Schema::*map) {
  std::vector<ObjectName> in_the_way;
  for (const auto& entry : work.schema().*map) {
    const ObjectName object{kind, {}, entry.first};
    if (!origins.lives_on(object) && holder(to, entry.first)) in_the_way.push_back(object);
  }
  for (const ObjectName& object : in_the_way) work.take_away(object);
}

// A trigger lives on under its own name alone.
void free_trigger_names(Work& work, const Schema& to) {
  std::vector<ObjectName> in_the_way;
  for (const auto& [name, trigger] : work.schema().triggers) {
    if (!to.triggers.contains(name) && holder(to, name)) {
      in_the_way.push_back({Kind::trigger, trigger.table, name});
    }
  }
  for (const ObjectName& object : in_the_way) work.take_away(object);
}

void free_column_names(Work& work, const TableSchema& to, const Origins& origins) {
  const std::optional<std::string> old = origins.origin({Kind::table, {}, to.table.name});
  if (!old) return;
  const TableSchema from = work.schema().tables.at(*old);
  for (const Column& column : from.columns) {
    const ObjectName object{Kind::column, *old, column.name};
    if (!origins.lives_on(object) && column_named(to, column.name)) work.take_away(object);
  }
}

template <class T>
void add_renames(std::vector<Rename>& renames, const Origins& origins, Kind kind,
                 const std::map<std::string, T>& to) {
  for (const auto& entry : to) {
    const std::optional<std::string> old = origins.origin({kind, {}, entry.first});
    if (old && *old != entry.first) renames.push_back({kind, {}, *old, entry.first});
  }
}

std::vector<Rename> column_renames(const TableSchema& to, const Origins& origins) {
  std::vector<Rename> renames;
  const std::string& table = to.table.name;
  for (const Column& column : to.columns) {
    const std::optional<std::string> old = origins.origin({Kind::column, table, column.name});
    if (old && *old != column.name) renames.push_back({Kind::column, table, *old, column.name});
  }
  return renames;
}

}  // namespace

bool is_intermediate(std::string_view name) { return name.starts_with(kIntermediate); }

void rename_all(Work& work, const Schema& to, const Origins& origins) {
  free_trigger_names(work, to);
  free_names(work, to, origins, Kind::index, &Schema::indexes);
  free_names(work, to, origins, Kind::view, &Schema::views);
  free_names(work, to, origins, Kind::virtual_table, &Schema::virtual_tables);
  free_names(work, to, origins, Kind::table, &Schema::tables);
  for (const auto& entry : to.tables) free_column_names(work, entry.second, origins);

  std::vector<Rename> in_database;
  add_renames(in_database, origins, Kind::table, to.tables);
  add_renames(in_database, origins, Kind::view, to.views);
  add_renames(in_database, origins, Kind::virtual_table, to.virtual_tables);
  add_renames(in_database, origins, Kind::index, to.indexes);
  Renaming renaming(work, to);
  renaming.run(in_database);

  std::vector<Rename> enums;
  add_renames(enums, origins, Kind::enumeration, to.enums);
  renaming.run(enums);
  for (const auto& entry : to.tables) renaming.run(column_renames(entry.second, origins));
}

}  // namespace schemake::generator
