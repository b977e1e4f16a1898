#include "operation/diff.hpp"

#include <algorithm>
#include <utility>

#include "operation/names.hpp"
#include "operation/order.hpp"
#include "operation/origins.hpp"
#include "operation/renaming.hpp"
#include "operation/rewrite.hpp"
#include "operation/settle.hpp"
#include "operation/work.hpp"

namespace schemake::generator {
namespace {

template <class T>
const T* find(const std::map<std::string, T>& map, const std::string& name) {
  const auto found = map.find(name);
  return found == map.end() ? nullptr : &found->second;
}

// The second half of a difference, behind the renames: an object has one name on both sides.
class Comparison {
 public:
  Comparison(Work& work, const Schema& to, const Hints& hints)
      : work_(work), to_(to), hints_(hints) {}

  void run(const Origins& origins) {
    drop_dependants();
    for (const auto& entry : to_.enums) settle(find(now().enums, entry.first), entry.second);
    for (const std::string& name : parents_first(to_.tables)) {
      settle_table(to_.tables.at(name), origins);
    }
    for (const auto& entry : to_.tables) settle_foreign_keys(entry.second);
    for (const auto& entry : to_.tables) settle_rows(entry.second);
    for (const auto& entry : to_.virtual_tables) {
      settle(find(now().virtual_tables, entry.first), entry.second);
    }
    for (const std::string& name : mentioned_first(texts(to_.views))) {
      settle(find(now().views, name), to_.views.at(name));
    }
    for (const auto& entry : to_.triggers) settle(find(now().triggers, entry.first), entry.second);
    drop_columns();
    drop_tables();
    drop_enums();
  }

 private:
  const Schema& now() const { return work_.schema(); }

  template <class T>
  void settle(const T* standing, const T& wanted) {
    if (standing && *standing == wanted) return;
    Change<T> change;
    if (standing) change.before = *standing;
    change.after = wanted;
    work_.emit(change);
  }

  void take_all_away(const std::vector<ObjectName>& objects) {
    for (const ObjectName& object : objects) work_.take_away(object);
  }

  // What goes or moves to another table, apart from the parts of tables that go.
  void drop_dependants() {
    std::vector<ObjectName> gone;
    for (const auto& [name, trigger] : now().triggers) {
      const Trigger* wanted = find(to_.triggers, name);
      if (!wanted || wanted->table != trigger.table) {
        gone.push_back({Kind::trigger, trigger.table, name});
      }
    }
    std::vector<std::string> views = mentioned_first(texts(now().views));
    std::reverse(views.begin(), views.end());
    for (const std::string& name : views) {
      if (!to_.views.contains(name)) gone.push_back({Kind::view, {}, name});
    }
    for (const auto& entry : now().virtual_tables) {
      if (!to_.virtual_tables.contains(entry.first)) {
        gone.push_back({Kind::virtual_table, {}, entry.first});
      }
    }
    for (const auto& [name, index] : now().indexes) {
      const Index* wanted = find(to_.indexes, name);
      const bool moves = wanted && wanted->table != index.table;
      if (moves || (!wanted && to_.table(index.table))) {
        gone.push_back({Kind::index, index.table, name});
      }
    }
    take_all_away(gone);
    for (const auto& [name, table] : to_.tables) {
      if (now().table(name)) drop_constraints(table);
    }
  }

  void drop_constraints(const TableSchema& wanted) {
    const std::string& table = wanted.table.name;
    const TableSchema& standing = *now().table(table);
    std::vector<ObjectName> gone;
    for (const auto& entry : standing.foreign_keys) {
      if (!wanted.foreign_keys.contains(entry.first)) {
        gone.push_back({Kind::foreign_key, table, entry.first});
      }
    }
    for (const auto& entry : standing.checks) {
      if (!wanted.checks.contains(entry.first)) gone.push_back({Kind::check, table, entry.first});
    }
    for (const auto& [name, key] : standing.keys) {
      const Key* other = find(wanted.keys, name);
      // A table has one primary key at a time, so a key does not turn into one in place.
      if (!other || other->primary != key.primary) gone.push_back({Kind::key, table, name});
    }
    for (const auto& entry : standing.rows) {
      if (!wanted.rows.contains(entry.first)) gone.push_back({Kind::row, table, entry.first});
    }
    take_all_away(gone);
  }

  void settle_table(const TableSchema& wanted, const Origins& origins) {
    const std::string& name = wanted.table.name;
    const TableSchema* standing = now().table(name);
    const bool has_rows = origins.origin({Kind::table, {}, name}).has_value();
    settle(standing ? &standing->table : nullptr, wanted.table);
    for (const Column* column : in_order(wanted, standing != nullptr)) {
      settle_column(*column, has_rows);
    }
    for (const auto& entry : wanted.keys)
      settle(find(now().table(name)->keys, entry.first), entry.second);
    settle_foreign_keys(wanted);
    for (const auto& entry : wanted.checks) {
      settle(find(now().table(name)->checks, entry.first), entry.second);
    }
    for (const auto& [index_name, index] : to_.indexes) {
      if (index.table == name) settle(find(now().indexes, index_name), index);
    }
  }

  // A new table has its columns as they were declared. To one that stands, generated columns are
  // added behind those that they are computed from.
  static std::vector<const Column*> in_order(const TableSchema& table, bool stands) {
    std::vector<const Column*> columns;
    std::vector<std::pair<std::string, DialectText>> generated;
    for (const Column& column : table.columns) {
      if (stands && column.generated) {
        generated.emplace_back(column.name, column.generated->sql);
      } else {
        columns.push_back(&column);
      }
    }
    for (const std::string& name : mentioned_first(generated))
      columns.push_back(table.column(name));
    return columns;
  }

  void settle_column(const Column& wanted, bool has_rows) {
    const Column* standing = now().table(wanted.table)->column(wanted.name);
    if (standing && *standing == wanted) return;
    Change<Column> change;
    if (standing) change.before = *standing;
    change.after = wanted;
    const auto backfill = hints_.backfills.find({Kind::column, wanted.table, wanted.name});
    if (has_rows && backfill != hints_.backfills.end() &&
        gets_values(standing, wanted, backfill->second)) {
      change.backfill = backfill->second;
    }
    work_.emit(change);
  }

  // Whether a backfill says what becomes of a column's rows: of a new column's, of those that hold
  // NULL; of all where the type changes and it is an expression over the column itself, which it
  // may call by the old name.
  bool gets_values(const Column* standing, const Column& wanted,
                   const DialectText& backfill) const {
    if (wanted.generated) return false;
    if (!standing || standing->generated || (standing->nullable && !wanted.nullable)) return true;
    const auto old = hints_.renamed_from.find({Kind::column, wanted.table, wanted.name});
    return standing->type != wanted.type &&
           (mentions(backfill, wanted.name) ||
            (old != hints_.renamed_from.end() && mentions(backfill, old->second)));
  }

  // Those whose parent stands; in a circle some wait until all tables do.
  void settle_foreign_keys(const TableSchema& wanted) {
    for (const auto& [name, key] : wanted.foreign_keys) {
      if (key.not_enforced || has_columns(key.parent, key.parent_columns)) {
        settle(find(now().table(wanted.table.name)->foreign_keys, name), key);
      }
    }
  }

  void settle_rows(const TableSchema& wanted) {
    for (const auto& [name, row] : wanted.rows) {
      settle(find(now().table(wanted.table.name)->rows, name), row);
    }
  }

  bool has_columns(const std::string& table, const std::vector<std::string>& columns) const {
    const TableSchema* standing = now().table(table);
    return standing && std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
             return standing->column(column) != nullptr;
           });
  }

  static std::vector<std::pair<std::string, DialectText>> texts(
      const std::map<std::string, View>& views) {
    std::vector<std::pair<std::string, DialectText>> result;
    for (const auto& [name, view] : views) result.emplace_back(name, view.sql);
    return result;
  }

  // Last to first, so that the reverse creates them in their old order.
  void drop_columns() {
    std::vector<ObjectName> gone;
    for (const auto& [name, wanted] : to_.tables) {
      const std::vector<Column>& columns = now().table(name)->columns;
      for (auto column = columns.rbegin(); column != columns.rend(); ++column) {
        if (!wanted.column(column->name)) gone.push_back({Kind::column, name, column->name});
      }
    }
    take_all_away(gone);
  }

  void drop_tables() {
    std::vector<std::string> names = parents_first(now().tables);
    std::reverse(names.begin(), names.end());
    for (const std::string& name : names) {
      if (!to_.table(name)) work_.take_away({Kind::table, {}, name});
    }
  }

  void drop_enums() {
    std::vector<ObjectName> gone;
    for (const auto& entry : now().enums) {
      if (!to_.enums.contains(entry.first)) gone.push_back({Kind::enumeration, {}, entry.first});
    }
    take_all_away(gone);
  }

  Work& work_;
  const Schema& to_;
  const Hints& hints_;
};

}  // namespace

Difference difference(const Schema& from, const Schema& to, const Hints& hints) {
  const Origins origins(from, to, hints);
  Work work(from);
  rename_all(work, to, origins);
  const Schema settled = settle(work.schema(), to, hints.unnamed);
  Comparison(work, settled, hints).run(origins);
  return {work.take_operations(), work.schema()};
}

std::vector<Operation> diff(const Schema& from, const Schema& to, const Hints& hints) {
  return difference(from, to, hints).operations;
}

}  // namespace schemake::generator
