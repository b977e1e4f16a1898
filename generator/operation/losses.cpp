#include <algorithm>
#include <set>

#include "operation/apply.hpp"
#include "operation/describe.hpp"
#include "operation/names.hpp"
#include "operation/rewrite.hpp"
#include "operation/type_change.hpp"
#include "operation/words.hpp"
#include "schema/virtual_shape.hpp"

namespace schemake::generator {
namespace {

// Follows the operations through the states between.
class Losing {
 public:
  Losing(const Schema& before, const std::vector<Operation>& operations)
      : now_(before), after_(before), old_enums_(before.enums) {
    for (const Operation& operation : operations) {
      generator::apply(after_, operation);
      if (const auto* table = std::get_if<Change<Table>>(&operation); table && !table->after) {
        dropped_.insert(table->before->name);
      }
    }
  }

  void follow(const Operation& operation) {
    std::visit([&](const auto& change) { look(change); }, operation);
    generator::apply(now_, operation);
  }

  std::vector<Loss> take() { return std::move(losses_); }

 private:
  void look(const Rename& rename) {
    if (rename.kind == Kind::enumeration) {
      auto node = old_enums_.extract(rename.from);
      node.key() = rename.to;
      old_enums_.insert(std::move(node));
    }
    const auto renamed = [&](ObjectName object) {
      const ObjectName old{rename.kind, rename.table, rename.from};
      if (object == old) object.name = rename.to;
      if (rename.kind == Kind::table && object.table == rename.from) object.table = rename.to;
      return object;
    };
    std::set<ObjectName> names;
    for (const ObjectName& object : new_) names.insert(renamed(object));
    new_ = std::move(names);
    std::map<ObjectName, std::string> old_columns;
    for (const auto& [object, name] : old_columns_) old_columns.emplace(renamed(object), name);
    old_columns_ = std::move(old_columns);
    if (rename.kind == Kind::column) {
      old_columns_.try_emplace({Kind::column, rename.table, rename.to}, rename.from);
    }
    for (Loss& loss : losses_) {
      if (rename.kind == Kind::table && loss.object.table == rename.from) {
        loss.object.table = rename.to;
      }
    }
  }

  bool is_new(const ObjectName& object) const {
    return new_.contains(object) || new_.contains({Kind::table, {}, object.table});
  }

  void look(const Change<Table>& change) {
    if (!change.before) new_.insert(subject(change));
    if (!change.after && !is_new(subject(change))) {
      add({Kind::table, {}, change.before->name}, "drops the table and its rows");
    }
  }

  void look(const Change<Column>& change) {
    const ObjectName object = subject(change);
    if (is_new(object)) return;
    if (!change.before) new_.insert(object);
    if (!change.after) {
      drop(object, *change.before);
    } else if (!change.before) {
      if (lacks_value(*change.after) && change.backfill.empty() && !is_rowid(*change.after)) {
        stop(object,
             "is new and NOT NULL, and existing rows have no value: the upgrade stops while " +
                 object.table + " holds rows");
      }
    } else {
      alter(object, change);
    }
  }

  void drop(const ObjectName& object, const Column& column) {
    if (column.generated || dropped_.contains(object.table)) return;
    add(object, "drops the column and its values");
  }

  void alter(const ObjectName& object, const Change<Column>& change) {
    const Column& old = *change.before;
    const Column& now = *change.after;
    if (now.generated) {
      if (!old.generated) add(object, "replaces its values by computed ones");
      return;
    }
    const bool kept = old.type == now.type || converts(object, change.backfill) ||
                      keeps_every_value(old.type, now.type, old_enums_, after_.enums);
    if (!kept) {
      add(object, "changes its type from " + in_words(old.type) + " to " + in_words(now.type) +
                      ", which cannot hold every value");
    }
    if (old.nullable && lacks_value(now) && change.backfill.empty()) {
      stop(object, "becomes NOT NULL: the upgrade stops while a row of " + object.table +
                       " holds NULL in it");
    }
  }

  static std::string in_words(const Type& type) {
    const std::string spelled = spell(type);
    return spelled.empty() ? "none" : spelled;
  }

  // Whether the user said what becomes of each value: by an expression over the column itself,
  // which it may call by its old name.
  bool converts(const ObjectName& object, const DialectText& backfill) const {
    const auto old = old_columns_.find(object);
    return mentions(backfill, object.name) ||
           (old != old_columns_.end() && mentions(backfill, old->second));
  }

  static bool lacks_value(const Column& column) {
    return !column.nullable && !column.default_value && !column.generated && !column.identity;
  }

  // A whole number that alone becomes the primary key gets the rowid that the row has on SQLite.
  bool is_rowid(const Column& column) const {
    const bool whole = column.type.name == TypeName::smallint ||
                       column.type.name == TypeName::integer ||
                       column.type.name == TypeName::bigint;
    const TableSchema* const table = after_.table(column.table);
    const Key* const key = table == nullptr ? nullptr : table->primary_key();
    const TableSchema* const old = now_.table(column.table);
    return whole && key != nullptr && key->parts.size() == 1 && !key->parts.front().descending &&
           key->parts.front().column == column.name && !table->table.without_rowid &&
           old != nullptr && !old->table.without_rowid;
  }

  void look(const Change<Enum>& change) {
    if (!change.before || !change.after) return;
    std::vector<std::string> removed;
    for (const std::string& value : change.before->values) {
      const std::vector<std::string>& kept = change.after->values;
      if (std::find(kept.begin(), kept.end(), value) == kept.end()) removed.push_back(value);
    }
    if (removed.empty() || users_of_enum(now_, change.before->name).empty()) return;
    stop(subject(change),
         "removes " + joined(removed) + ": the upgrade stops while a row holds one of them");
  }

  void look(const Change<VirtualTable>& change) {
    if (!change.before) return;
    const VirtualShape old = shape(*change.before);
    const bool holds = old.content != VirtualShape::Content::external &&
                       old.family != VirtualShape::Family::vocabulary;
    if (!change.after) {
      if (holds) add(subject(change), "drops the virtual table and its content");
      return;
    }
    const VirtualShape now = shape(*change.after);
    switch (change_of(*change.before, *change.after)) {
      case VirtualChange::none:
        return;
      case VirtualChange::refill:
        if (holds) add(subject(change), "takes its content from elsewhere and drops its own");
        return;
      case VirtualChange::lose:
        add(subject(change), "makes the virtual table anew, without its content");
        return;
      case VirtualChange::copy:
        break;
    }
    const std::vector<std::string> dropped = dropped_columns(*change.before, *change.after);
    if (!dropped.empty()) add(subject(change), "drops its columns " + joined(dropped));
    if (now.content == VirtualShape::Content::none) {
      add(subject(change), "keeps no text any more, only the index over it");
    }
  }

  template <class T>
  void look(const Change<T>&) {
  }  // a key, foreign key, check, index, view or trigger holds no value

  void add(ObjectName object, std::string what) {
    losses_.push_back({std::move(object), std::move(what)});
  }

  void stop(ObjectName object, std::string what) {
    losses_.push_back({std::move(object), std::move(what), true});
  }

  Schema now_, after_;
  std::map<std::string, Enum>
      old_enums_;             // with the values of the state before, by their names now
  std::set<ObjectName> new_;  // tables and columns, as they are called now
  std::map<ObjectName, std::string> old_columns_;  // of renamed columns, as they are called now
  std::set<std::string> dropped_;  // tables, as they are called when they are dropped
  std::vector<Loss> losses_;
};

}  // namespace

std::vector<Loss> losses(const Schema& before, const std::vector<Operation>& operations) {
  Losing losing(before, operations);
  for (const Operation& operation : operations) losing.follow(operation);
  return losing.take();
}

}  // namespace schemake::generator
