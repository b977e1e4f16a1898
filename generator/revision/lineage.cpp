#include <map>
#include <optional>
#include <set>

#include "operation/last_name.hpp"
#include "revision/life.hpp"

namespace schemake::generator {
namespace {

// Where the objects of a schema went under a list of operations. Tables, columns, indexes and views
// are followed: those that a hint can name.
class Trace {
 public:
  explicit Trace(const std::vector<Operation>& operations) {
    for (const Operation& operation : operations) {
      std::visit(Overloaded{[&](const Rename& rename) { follow(rename); },
                            [&](const auto& change) {
                              if (!change.before) created(subject(change));
                              if (!change.after) dropped(subject(change));
                            }},
                 operation);
    }
  }

  // The objects of the schema before that have another name now, or another table.
  std::set<ObjectName> moved() const {
    std::set<ObjectName> originals;
    for (const auto& [now, original] : origins_) {
      if (original) originals.insert(*original);
    }
    return originals;
  }

  // What `original` is called now; nothing where it was dropped.
  std::optional<ObjectName> now(const ObjectName& original) const {
    if (gone_.contains(original)) return std::nullopt;
    for (const auto& [now, from] : origins_) {
      if (from == original) return now;
    }
    if (original.kind != Kind::column) return original;
    const std::optional<ObjectName> table = now({Kind::table, "", original.table});
    if (!table) return std::nullopt;
    return ObjectName{Kind::column, table->name, original.name};
  }

  // The tables and columns that were dropped, and others made that are called so.
  std::set<ObjectName> anew() const {
    std::set<ObjectName> names;
    for (const auto& [now, original] : origins_) {
      const bool holds_values = now.kind == Kind::table || now.kind == Kind::column;
      if (holds_values && !original && gone_.contains(now)) names.insert(now);
    }
    return names;
  }

 private:
  static ObjectName subject(const auto& change) {
    return schemake::generator::subject(Operation(change));
  }

  // What `now` was called before; nothing where the operations created it.
  std::optional<ObjectName> origin(const ObjectName& now) const {
    const auto found = origins_.find(now);
    if (found != origins_.end()) return found->second;
    if (now.kind != Kind::column) return now;
    const std::optional<ObjectName> table = origin({Kind::table, "", now.table});
    if (!table) return std::nullopt;
    return ObjectName{Kind::column, table->name, now.name};
  }

  void created(const ObjectName& name) { origins_[name] = std::nullopt; }

  void dropped(const ObjectName& name) {
    if (const std::optional<ObjectName> original = origin(name)) gone_.insert(*original);
    origins_.erase(name);
  }

  void follow(const Rename& rename) {
    const bool of_table = rename.kind == Kind::column;
    if (!of_table && rename.kind != Kind::table && rename.kind != Kind::index &&
        rename.kind != Kind::view) {
      return;
    }
    const std::string table = of_table ? rename.table : "";
    const ObjectName before{rename.kind, table, rename.from}, after{rename.kind, table, rename.to};
    const std::optional<ObjectName> original = origin(before);
    if (rename.kind == Kind::table) move_columns(rename);
    origins_.erase(before);
    origins_[after] = original;
  }

  void move_columns(const Rename& table) {
    std::map<ObjectName, std::optional<ObjectName>> moved;
    for (auto& [now, original] : origins_) {
      const bool inside = now.kind == Kind::column && now.table == table.from;
      moved[inside ? ObjectName{Kind::column, table.to, now.name} : now] = original;
    }
    origins_ = std::move(moved);
  }

  std::map<ObjectName, std::optional<ObjectName>> origins_;  // what is not here kept its name
  std::set<ObjectName> gone_;
};

}  // namespace

void add_lineage(Hints& hints, const std::vector<Operation>& from,
                 const std::vector<Operation>& to) {
  const Trace left(from), right(to);
  std::set<ObjectName> originals = left.moved();
  originals.merge(right.moved());
  for (const ObjectName& original : originals) {
    const std::optional<ObjectName> before = left.now(original), after = right.now(original);
    if (!after) continue;
    // A hint may stand there that `from` has spent under another name of the table.
    hints.renamed_from.erase(*after);
    if (before && before->name != after->name) hints.renamed_from[*after] = before->name;
  }
}

void add_backfills(Hints& hints, const std::vector<Operation>& operations) {
  std::map<ObjectName, DialectText> found;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    const auto* const column = std::get_if<Change<Column>>(&operations[i]);
    if (column == nullptr || column->backfill.empty()) continue;
    if (const auto name = last_name(operations, i)) found[*name] = column->backfill;
  }
  hints.backfills.merge(found);
}

std::vector<ObjectName> made_anew(const std::vector<Operation>& from,
                                  const std::vector<Operation>& to) {
  const Trace left(from), right(to);
  std::vector<ObjectName> names;
  const auto add = [&](const Trace& one, const Trace& other) {
    for (const ObjectName& name : one.anew()) {
      if (other.now(name) == name) names.push_back(name);
    }
  };
  add(left, right);
  add(right, left);
  return names;
}

}  // namespace schemake::generator
