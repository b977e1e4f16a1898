#include "render/diagram.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "operation/names.hpp"
#include "operation/origins.hpp"

namespace schemake::generator {
namespace {

using Mark = Diagram::Mark;
using EntityKind = Diagram::EntityKind;

bool is_unique_by_itself(const Schema& schema, const TableSchema& table, const Column& column) {
  const auto alone = [&](const std::vector<IndexPart>& parts) {
    return parts.size() == 1 && parts.front().column == column.name;
  };
  const auto key = [&](const auto& entry) {
    return !entry.second.primary && alone(entry.second.parts);
  };
  const auto index = [&](const auto& entry) {
    const Index& found = entry.second;
    return found.unique && found.where.empty() && found.table == table.table.name &&
           alone(found.parts);
  };
  return std::any_of(table.keys.begin(), table.keys.end(), key) ||
         std::any_of(schema.indexes.begin(), schema.indexes.end(), index);
}

Diagram::Column drawn(const Schema& schema, const TableSchema& table, const Column& column,
                      Mark mark) {
  Diagram::Column result;
  result.name = column.name;
  result.type = spell(column.type);
  result.nullable = column.nullable;
  result.mark = mark;
  const Key* primary = table.primary_key();
  result.primary = primary != nullptr && names_column(primary->parts, column.name);
  result.foreign = std::any_of(
      table.foreign_keys.begin(), table.foreign_keys.end(),
      [&](const auto& entry) { return names_column(entry.second.columns, column.name); });
  result.unique = is_unique_by_itself(schema, table, column);
  return result;
}

std::vector<std::string> drawn_otherwise(const Diagram::Column& before,
                                         const Diagram::Column& after) {
  std::vector<std::string> was;
  if (before.name != after.name) was.push_back(before.name);
  if (before.type != after.type) was.push_back(before.type.empty() ? "any type" : before.type);
  if (before.nullable != after.nullable)
    was.emplace_back(before.nullable ? "nullable" : "not null");
  const auto key = [&](bool had, bool has, const std::string& word) {
    if (had != has) was.push_back(had ? word : "no " + word);
  };
  key(before.primary, after.primary, "PK");
  key(before.foreign, after.foreign, "FK");
  key(before.unique, after.unique, "UK");
  return was;
}

bool is_optional(const TableSchema& table, const ForeignKey& key) {
  return std::any_of(key.columns.begin(), key.columns.end(), [&](const std::string& name) {
    const Column* column = table.column(name);
    return column != nullptr && column->nullable;
  });
}

// The indexes or triggers on a table.
template <class T>
std::map<std::string, T> on(const std::map<std::string, T>& all, const std::string& table) {
  std::map<std::string, T> result;
  for (const auto& [name, value] : all) {
    if (value.table == table) result.emplace(name, value);
  }
  return result;
}

// Compares `after` with `before`, or draws it alone.
class Builder {
 public:
  Builder(const Schema* before, const Schema& after, const Hints& hints)
      : before_(before), after_(after) {
    if (before != nullptr) origins_.emplace(*before, after, hints);
  }

  Diagram build() {
    for (const auto& [name, table] : after_.tables) add_table(table);
    add_others(Kind::virtual_table, EntityKind::virtual_table, &Schema::virtual_tables);
    add_others(Kind::view, EntityKind::view, &Schema::views);
    if (before_ != nullptr) {
      for (const auto& [name, table] : before_->tables) {
        if (!origins_->lives_on({Kind::table, "", name})) add_removed(table);
      }
    }
    std::sort(drafts_.begin(), drafts_.end(), [](const Draft& a, const Draft& b) {
      return std::tuple(a.entity.kind, a.entity.name, a.entity.mark == Mark::removed) <
             std::tuple(b.entity.kind, b.entity.name, b.entity.mark == Mark::removed);
    });
    for (Draft& draft : drafts_) result_.entities.push_back(std::move(draft.entity));
    for (std::size_t i = 0; i < drafts_.size(); ++i) add_references(i);
    return std::move(result_);
  }

 private:
  // An entity with the tables that it stands for; none for other kinds.
  struct Draft {
    Diagram::Entity entity;
    const TableSchema* before = nullptr;
    const TableSchema* after = nullptr;
  };

  // What `object` of the schema after was before; null where it is new or nothing is compared.
  template <class T>
  const T* former(const ObjectName& object, const std::map<std::string, T>& all) const {
    const std::optional<std::string> name = origins_->origin(object);
    return name ? &all.at(*name) : nullptr;
  }

  const TableSchema* former(const TableSchema& table) const {
    if (before_ == nullptr) return nullptr;
    return former({Kind::table, "", table.table.name}, before_->tables);
  }

  void add_table(const TableSchema& table) {
    Draft draft{{}, former(table), &table};
    Diagram::Entity& entity = draft.entity;
    entity.name = table.table.name;
    if (before_ != nullptr && draft.before == nullptr) entity.mark = Mark::added;
    for (const Column& column : table.columns) entity.columns.push_back(compared(draft, column));
    if (draft.before != nullptr) {
      const std::string& old_name = draft.before->table.name;
      if (old_name != entity.name) entity.was = old_name;
      for (const Column& column : draft.before->columns) {
        if (origins_->lives_on({Kind::column, old_name, column.name})) continue;
        entity.columns.push_back(drawn(*before_, *draft.before, column, Mark::removed));
      }
      if (differs(draft)) entity.mark = Mark::changed;
    }
    drafts_.push_back(std::move(draft));
  }

  Diagram::Column compared(const Draft& draft, const Column& column) const {
    Diagram::Column result = drawn(after_, *draft.after, column, draft.entity.mark);
    if (draft.before == nullptr) return result;
    const auto name = origins_->origin({Kind::column, draft.after->table.name, column.name});
    const Column* old = name ? draft.before->column(*name) : nullptr;
    if (old == nullptr) {
      result.mark = Mark::added;
      return result;
    }
    result.was = drawn_otherwise(drawn(*before_, *draft.before, *old, Mark::same), result);
    Column moved = *old;  // the table's new name is no change of its columns
    moved.table = column.table;
    if (!result.was.empty() || moved != column) result.mark = Mark::changed;
    return result;
  }

  bool differs(const Draft& draft) const {
    const TableSchema &before = *draft.before, &after = *draft.after;
    const auto& columns = draft.entity.columns;
    if (!draft.entity.was.empty() || before.table != after.table || before.keys != after.keys ||
        before.checks != after.checks || before.rows != after.rows ||
        std::any_of(columns.begin(), columns.end(),
                    [](const auto& column) { return column.mark != Mark::same; })) {
      return true;
    }
    const std::string& name = after.table.name;
    return followed(draft) != after.foreign_keys ||
           on(before_->indexes, name) != on(after_.indexes, name) ||
           on(before_->triggers, name) != on(after_.triggers, name);
  }

  void add_removed(const TableSchema& table) {
    Draft draft{{}, &table, nullptr};
    draft.entity.name = table.table.name;
    draft.entity.mark = Mark::removed;
    for (const Column& column : table.columns) {
      draft.entity.columns.push_back(drawn(*before_, table, column, Mark::removed));
    }
    drafts_.push_back(std::move(draft));
  }

  template <class T>
  void add_others(Kind kind, EntityKind drawn_kind, std::map<std::string, T> Schema::*member) {
    for (const auto& [name, value] : after_.*member) {
      Draft draft;
      draft.entity.kind = drawn_kind;
      draft.entity.name = name;
      if (before_ != nullptr) {
        const T* old = former({kind, "", name}, before_->*member);
        if (old != nullptr && old->name != name) draft.entity.was = old->name;
        if (old == nullptr) {
          draft.entity.mark = Mark::added;
        } else if (*old != value) {
          draft.entity.mark = Mark::changed;
        }
      }
      drafts_.push_back(std::move(draft));
    }
    if (before_ == nullptr) return;
    for (const auto& [name, value] : before_->*member) {
      if (origins_->lives_on({kind, "", name})) continue;
      drafts_.push_back({{drawn_kind, name, {}, {}, Mark::removed}, nullptr, nullptr});
    }
  }

  // The foreign keys that the table had, with the names that tables and columns have now, where
  // they live on.
  std::map<std::string, ForeignKey> followed(const Draft& draft) const {
    std::map<std::string, ForeignKey> result = draft.before->foreign_keys;
    const auto parent_after = [&](const std::string& old) -> const TableSchema* {
      for (const auto& [name, table] : after_.tables) {
        const TableSchema* was = former(table);
        if (was != nullptr && was->table.name == old) return &table;
      }
      return nullptr;
    };
    for (auto& [name, key] : result) {
      if (draft.after != nullptr) {
        key.table = draft.after->table.name;
        follow(key.columns, *draft.after);
      }
      if (const TableSchema* parent = parent_after(key.parent)) {
        key.parent = parent->table.name;
        follow(key.parent_columns, *parent);
      }
    }
    return result;
  }

  void follow(std::vector<std::string>& columns, const TableSchema& after) const {
    for (std::string& name : columns) {
      for (const Column& column : after.columns) {
        if (origins_->origin({Kind::column, after.table.name, column.name}) != name) continue;
        name = column.name;
        break;
      }
    }
  }

  // Of the table that is called so after, or was before.
  std::optional<std::size_t> place(const std::string& name, const TableSchema* Draft::*side) const {
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
      const TableSchema* table = drafts_[i].*side;
      if (table != nullptr && table->table.name == name) return i;
    }
    return std::nullopt;
  }

  void add_reference(std::size_t child, const ForeignKey& key, const TableSchema& table,
                     std::optional<std::size_t> parent, Mark mark) {
    if (!parent) return;
    result_.references.push_back({child, *parent, key.columns, is_optional(table, key), mark});
  }

  // The key that `key` was, of those that are not another one's already: by its name, else by what
  // it refers with and to, as an unnamed one is called after its table. None where it led
  // elsewhere.
  static std::optional<std::string> former_key(const std::map<std::string, ForeignKey>& old,
                                               const TableSchema& after, const ForeignKey& key) {
    const auto same_name = old.find(key.name);
    if (same_name != old.end()) {
      return same_name->second.parent == key.parent ? std::optional(key.name) : std::nullopt;
    }
    for (const auto& [name, value] : old) {
      if (!after.foreign_keys.contains(name) && value.columns == key.columns &&
          value.parent == key.parent) {
        return name;
      }
    }
    return std::nullopt;
  }

  void add_references(std::size_t child) {
    const Draft& draft = drafts_[child];
    std::map<std::string, ForeignKey> old;
    if (draft.before != nullptr) old = followed(draft);
    if (draft.after != nullptr) {
      for (const auto& [name, key] : draft.after->foreign_keys) {
        Mark mark = before_ == nullptr ? Mark::same : Mark::added;
        if (const auto former = former_key(old, *draft.after, key)) {
          mark = old.at(*former) == key ? Mark::same : Mark::changed;
          old.erase(*former);
        }
        add_reference(child, key, *draft.after, place(key.parent, &Draft::after), mark);
      }
    }
    for (const auto& [name, moved] : old) {
      const ForeignKey& key = draft.before->foreign_keys.at(name);
      add_reference(child, key, *draft.before, place(key.parent, &Draft::before), Mark::removed);
    }
  }

  const Schema* before_;
  const Schema& after_;
  std::optional<Origins> origins_;
  std::vector<Draft> drafts_;
  Diagram result_;
};

}  // namespace

Diagram diagram(const Schema& schema) { return Builder(nullptr, schema, {}).build(); }

Diagram diagram(const Schema& before, const Schema& after, const Hints& hints) {
  return Builder(&before, after, hints).build();
}

std::string_view sign(Diagram::Mark mark) {
  switch (mark) {
    case Mark::added:
      return "+";
    case Mark::removed:
      return "-";
    case Mark::changed:
      return "~";
    case Mark::same:
      break;
  }
  return "";
}

}  // namespace schemake::generator
