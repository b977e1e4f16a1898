#include "operation/phases.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "core/sql_text.hpp"
#include "operation/apply.hpp"
#include "operation/order.hpp"
#include "schema/references.hpp"

namespace schemake::generator {
namespace {

// Names of one space: tables, views, indexes and triggers; enums; the columns of a table.
bool same_space(const ObjectName& a, const ObjectName& b) {
  const auto space = [](const ObjectName& name) {
    switch (name.kind) {
      case Kind::table:
      case Kind::view:
      case Kind::virtual_table:
      case Kind::index:
      case Kind::trigger:
        return 0;
      case Kind::enumeration:
        return 1;
      case Kind::column:
        return 2;
      case Kind::key:
      case Kind::foreign_key:
      case Kind::check:
      case Kind::row:
        return 3;
    }
    return 3;
  };
  if (space(a) == 3 || space(a) != space(b)) return false;
  return space(a) != 2 || sql::same_name(a.table, b.table);
}

bool mentions(const DialectText& text, const std::string& name) {
  return std::any_of(text.texts.begin(), text.texts.end(),
                     [&](const auto& entry) { return sql::mentions(entry.second, name); });
}

bool lacks_value(const Column& column) {
  return !column.nullable && !column.default_value && !column.generated && !column.identity;
}

Column nullable(Column column) {
  column.nullable = true;
  column.not_null_conflict = OnConflict::unspecified;
  return column;
}

// `before`, with what `after` allows beside it.
Column loosened(const Column& before, const Column& after) {
  Column column = before;
  if (after.nullable) column = nullable(column);
  if (after.default_value || column.nullable) column.default_value = after.default_value;
  column.comment = after.comment;
  return column;
}

Enum joined(const Enum& before, const Enum& after) {
  Enum both = before;
  for (const std::string& value : after.values) {
    if (std::find(both.values.begin(), both.values.end(), value) == both.values.end()) {
      both.values.push_back(value);
    }
  }
  return both;
}

class Splitter {
 public:
  Splitter(const Schema& before, const std::vector<Operation>& operations)
      : operations_(operations) {
    phases_.between = before;
    for (const Operation& operation : operations) {
      if (const auto* table = std::get_if<Change<Table>>(&operation); table && !table->after) {
        dropped_.insert(table->before->name);
      }
      const auto* const column = std::get_if<Change<Column>>(&operation);
      if (column == nullptr || !column->before || !column->after) continue;
      if (loosened(*column->before, *column->after) != *column->after) {
        tightened_.insert(column->after->table);
      }
    }
  }

  std::optional<Phases> split() {
    early_ = in_the_way();
    Schema wanted = phases_.between;
    for (std::size_t i = 0; i < operations_.size(); ++i) {
      if (i == early_) renamed_ = wanted;
      if (generator::apply(wanted, operations_[i])) return std::nullopt;
    }
    if (early_ == operations_.size()) renamed_ = wanted;
    for (at_ = 0; at_ < operations_.size(); ++at_) {
      const Kind kind = subject(operations_[at_]).kind;
      const bool of_text = kind == Kind::view || kind == Kind::trigger;
      if (at_ < early_ && !of_text) {
        expand(operations_[at_]);
      } else {
        std::visit([&](const auto& change) { place(change); }, operations_[at_]);
      }
    }
    restore();
    Schema after = phases_.between;
    if (generator::apply(after, phases_.contract) || !(after == wanted)) return std::nullopt;
    return std::move(phases_);
  }

 private:
  // What comes before a rename is said in the old names, and a drop may make room for a name that
  // the first half gives.
  std::size_t in_the_way() const {
    for (std::size_t i = operations_.size(); i-- > 0;) {
      if (std::holds_alternative<Rename>(operations_[i])) return i + 1;
      if (drops(operations_[i]) && is_taken(subject(operations_[i]), i + 1)) return i + 1;
    }
    return 0;
  }

  // Whether an operation from `begin` on adds something of that name.
  bool is_taken(const ObjectName& gone, std::size_t begin) const {
    return std::any_of(operations_.begin() + static_cast<std::ptrdiff_t>(begin), operations_.end(),
                       [&](const Operation& operation) {
                         const ObjectName taken = subject(operation);
                         return creates(operation) && is_added(taken) && same_space(gone, taken) &&
                                sql::same_name(gone.name, taken.name);
                       });
  }

  static bool is_added(const ObjectName& object) {
    return object.kind == Kind::table || object.kind == Kind::column ||
           object.kind == Kind::virtual_table || object.kind == Kind::enumeration;
  }

  bool is_new(const std::string& table) const { return new_.contains(table); }
  bool is_dropped(const std::string& table) const { return dropped_.contains(table); }

  // In the first half where it can be.
  void expand(const Operation& operation) {
    if (generator::apply(phases_.between, operation)) {
      contract(operation);
    } else {
      phases_.expand.push_back(operation);
    }
  }
  void contract(const Operation& operation) { phases_.contract.push_back(operation); }

  void place(const Rename& rename) {
    const bool away = rename.kind == Kind::view && !phases_.between.views.contains(rename.from);
    if (away) return;  // it comes back under its new name
    if (rename.kind == Kind::table && new_.erase(rename.from) > 0) new_.insert(rename.to);
    expand(rename);
  }

  void place(const Change<Table>& change) {
    if (change.before) return contract(change);
    new_.insert(change.after->name);
    expand(change);
  }

  void place(const Change<Column>& change) {
    const std::string table = subject(change).table;
    if (is_new(table)) return expand(change);
    if (!change.before) return add(change);
    if (!change.after) return drop(change);
    const Column between = loosened(*change.before, *change.after);
    if (between == *change.after) return expand(change);
    if (between == *change.before) return contract(change);
    expand(Change<Column>{change.before, between, {}});
    contract(Change<Column>{between, change.after, change.backfill});
  }

  void add(const Change<Column>& change) {
    const Column& column = *change.after;
    if (column.generated || column.identity) return contract(change);
    if (!lacks_value(column) || !change.backfill.empty()) return expand(change);
    expand(Change<Column>{{}, nullable(column), {}});
    contract(Change<Column>{nullable(column), column, {}});
  }

  void drop(const Change<Column>& change) {
    const Column& column = *change.before;
    if (is_dropped(column.table) || !lacks_value(column) || is_in_primary_key(column)) {
      return contract(change);
    }
    expand(Change<Column>{column, nullable(column), {}});
    contract(Change<Column>{nullable(column), {}, {}});
  }

  bool is_in_primary_key(const Column& column) const {
    const TableSchema* const table = phases_.between.table(column.table);
    const Key* const key = table == nullptr ? nullptr : table->primary_key();
    return key != nullptr &&
           std::any_of(key->parts.begin(), key->parts.end(),
                       [&](const IndexPart& part) { return part.column == column.name; });
  }

  // A constraint or trigger: what is gone binds nobody any more.
  template <class T>
  void place_rule(const Change<T>& change) {
    const std::string table = subject(change).table;
    const bool goes = !change.after && !is_dropped(table);
    if (goes || (is_new(table) && !change.before)) {
      expand(change);
    } else {
      contract(change);
    }
  }

  void place(const Change<Key>& change) {
    const bool primary =
        (change.before && change.before->primary) || (change.after && change.after->primary);
    if (primary && !is_new(subject(change).table)) return contract(change);
    place_rule(change);
  }

  void place(const Change<ForeignKey>& change) {
    const bool adds = !change.before && is_new(change.after->table);
    if (adds && !change.after->not_enforced &&
        !why_unenforceable(*change.after, phases_.between).empty()) {
      return contract(change);
    }
    place_rule(change);
  }

  void place(const Change<Check>& change) { place_rule(change); }

  void place(const Change<Index>& change) {
    if (change.before && !change.before->unique) return contract(change);
    place_rule(change);
  }

  void place(const Change<Row>& change) {
    const std::string table = subject(change).table;
    if (change.before || tightened_.contains(table)) return contract(change);
    expand(change);
  }

  // The text of a view or trigger that changes may name what has another name by now, so it is away
  // in between, with what mentions it.
  void place(const Change<View>& change) {
    if (change.before) set_aside(*change.before);
    views_.erase(behind_renames(change.after ? *change.after : *change.before).name);
    if (change.after) contract(Change<View>{{}, behind_renames(*change.after)});
  }

  void place(const Change<Trigger>& change) {
    if (change.before) set_aside(*change.before);
    triggers_.erase(subject(change).name);
    if (change.after) contract(Change<Trigger>{{}, behind_renames(*change.after)});
  }

  // What goes before the renames and comes back behind them: as they make it.
  View behind_renames(View view) const {
    if (at_ >= early_) return view;
    for (std::size_t i = at_ + 1; i < early_; ++i) {
      const auto* const rename = std::get_if<Rename>(&operations_[i]);
      if (rename != nullptr && rename->kind == Kind::view && rename->from == view.name) {
        view.name = rename->to;
      }
    }
    const auto found = renamed_.views.find(view.name);
    return found == renamed_.views.end() ? view : found->second;
  }
  Trigger behind_renames(const Trigger& trigger) const {
    if (at_ >= early_) return trigger;
    const auto found = renamed_.triggers.find(trigger.name);
    return found == renamed_.triggers.end() ? trigger : found->second;
  }

  void set_aside(const View& view) {
    const View later = behind_renames(view);
    if (!phases_.between.views.contains(view.name) || !views_.emplace(later.name, later).second) {
      return;
    }
    const auto views = phases_.between.views;
    for (const auto& [name, other] : views) {
      if (name != view.name && mentions(other.sql, view.name)) set_aside(other);
    }
    const auto triggers = phases_.between.triggers;
    for (const auto& [name, trigger] : triggers) {
      if (trigger.table == view.name || mentions(trigger.sql, view.name)) set_aside(trigger);
    }
    expand(Change<View>{view, {}});
  }

  void set_aside(const Trigger& trigger) {
    if (!phases_.between.triggers.contains(trigger.name)) return;
    triggers_.emplace(trigger.name, behind_renames(trigger));
    expand(Change<Trigger>{trigger, {}});
  }

  // What was set aside only for mentioning something.
  void restore() {
    std::vector<std::pair<std::string, DialectText>> texts;
    for (const auto& [name, view] : views_) texts.emplace_back(name, view.sql);
    for (const std::string& name : mentioned_first(texts)) {
      contract(Change<View>{{}, views_.at(name)});
    }
    for (const auto& [name, trigger] : triggers_) contract(Change<Trigger>{{}, trigger});
  }

  void place(const Change<VirtualTable>& change) {
    if (change.before) return contract(change);
    expand(change);
  }

  void place(const Change<Enum>& change) {
    if (!change.before) return expand(change);
    if (!change.after) return contract(change);
    const Enum between = joined(*change.before, *change.after);
    if (between == *change.after) return expand(change);
    if (between == *change.before) return contract(change);
    expand(Change<Enum>{change.before, between});
    contract(Change<Enum>{between, change.after});
  }

  static ObjectName subject(const auto& change) { return generator::subject(Operation(change)); }

  const std::vector<Operation>& operations_;
  std::size_t early_ = 0, at_ = 0;  // operations: behind the last in the way; the one in turn
  Schema renamed_;                  // behind the early ones
  std::set<std::string> new_, dropped_, tightened_;  // tables
  std::map<std::string, View> views_;                // set aside, as they come back
  std::map<std::string, Trigger> triggers_;
  Phases phases_;
};

}  // namespace

std::optional<Phases> in_phases(const Schema& before, const std::vector<Operation>& operations) {
  return Splitter(before, operations).split();
}

}  // namespace schemake::generator
