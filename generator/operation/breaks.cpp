#include <algorithm>
#include <set>

#include "core/sql_text.hpp"
#include "operation/describe.hpp"
#include "operation/renamed_constraints.hpp"

namespace schemake::generator {
namespace {

bool needs_value(const Column& column) {
  return !column.nullable && !column.default_value && !column.generated && !column.identity;
}

bool tightens(const Column& before, const Column& after) {
  return before.type != after.type || (before.nullable && !after.nullable) ||
         before.generated != after.generated || before.collation != after.collation ||
         before.not_null_conflict != after.not_null_conflict ||
         (!needs_value(before) && needs_value(after));
}

bool may_raise(const Trigger& trigger) {
  return std::any_of(trigger.sql.texts.begin(), trigger.sql.texts.end(),
                     [](const auto& entry) { return sql::mentions(entry.second, "raise"); });
}

// Of each operation, whether it may break a binary of the state before.
class Breaking {
 public:
  bool breaks(const Operation& operation) {
    if (is_respelling(operation)) return false;
    return std::visit([&](const auto& change) { return look(change); }, operation);
  }

 private:
  bool is_new(const std::string& table) const { return new_.contains(table); }

  bool look(const Rename& rename) {
    switch (rename.kind) {
      case Kind::table:
      case Kind::column:
      case Kind::view:
      case Kind::virtual_table:
      case Kind::enumeration:
        return true;
      case Kind::key:
      case Kind::foreign_key:
      case Kind::check:
      case Kind::index:
      case Kind::trigger:
      case Kind::row:
        return false;
    }
    return true;
  }

  bool look(const Change<Table>& change) {
    if (!change.before) {
      new_.insert(change.after->name);
      return false;
    }
    if (!change.after) return !is_new(change.before->name);
    return (change.after->strict && !change.before->strict) ||
           change.after->without_rowid != change.before->without_rowid;
  }

  bool look(const Change<Column>& change) {
    if (is_new(subject(change).table)) return false;
    if (!change.after) return true;
    return change.before ? tightens(*change.before, *change.after) : needs_value(*change.after);
  }

  bool look(const Change<Key>& change) { return !is_new(subject(change).table); }
  bool look(const Change<ForeignKey>& change) {
    return change.after && !is_new(change.after->table);
  }
  bool look(const Change<Check>& change) { return change.after && !is_new(change.after->table); }

  bool look(const Change<Index>& change) {
    if (is_new(subject(change).table)) return false;
    return (change.before && change.before->unique) || (change.after && change.after->unique);
  }

  bool look(const Change<Trigger>& change) {
    return change.after && !is_new(change.after->table) && may_raise(*change.after);
  }

  bool look(const Change<View>& change) {
    if (!change.before) new_.insert(change.after->name);
    if (!change.before || !change.after) return change.before.has_value();
    return change.before->sql != change.after->sql ||
           change.before->columns != change.after->columns;
  }

  bool look(const Change<VirtualTable>& change) { return change.before.has_value(); }

  bool look(const Change<Row>&) { return false; }  // as if a user had typed it

  bool look(const Change<Enum>& change) {
    if (!change.before || !change.after) return false;  // a column that has it changes its type
    const std::vector<std::string>& kept = change.after->values;
    return std::any_of(change.before->values.begin(), change.before->values.end(),
                       [&](const std::string& value) {
                         return std::find(kept.begin(), kept.end(), value) == kept.end();
                       });
  }

  std::set<std::string> new_;  // tables and views that the state before lacks
};

}  // namespace

std::vector<std::size_t> breaking(const std::vector<Operation>& operations) {
  Breaking breaking;
  std::set<std::size_t> renamed;  // a constraint's name binds nobody
  for (const auto& [add, drop] : renamed_constraints(operations)) renamed.insert({add, drop});
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    if (!renamed.contains(i) && breaking.breaks(operations[i])) found.push_back(i);
  }
  return found;
}

bool breaks(const Schema&, const std::vector<Operation>& operations) {
  return !breaking(operations).empty();
}

}  // namespace schemake::generator
