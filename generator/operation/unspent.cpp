#include <map>
#include <set>
#include <string>

#include "operation/diff.hpp"

namespace schemake::generator {
namespace {

// What each object was called before, however often it was renamed, and by which expressions the
// values of a column were converted.
class Recorded {
 public:
  void record(const Operation& operation) {
    if (const auto* change = std::get_if<Change<Column>>(&operation)) convert(*change);
    if (const auto* rename = std::get_if<Rename>(&operation)) {
      record(*rename);
    } else {
      // A new or dropped object was never called otherwise.
      std::visit([&](const auto& change) { forget(change); }, operation);
    }
  }

  bool called(const ObjectName& object, const std::string& name) const {
    const auto found = old_names_.find(place(object));
    return found != old_names_.end() && found->second.contains(name);
  }

  bool converted(const ObjectName& column, const DialectText& backfill) const {
    const auto found = conversions_.find(column);
    return found != conversions_.end() && found->second.contains(backfill);
  }

 private:
  void convert(const Change<Column>& change) {
    if (!change.before || !change.after || change.before->type == change.after->type) return;
    if (!change.backfill.empty()) conversions_[subject(change)].insert(change.backfill);
  }

  // An index is known by its name alone.
  static ObjectName place(ObjectName object) {
    if (object.kind != Kind::column) object.table.clear();
    return object;
  }

  void record(const Rename& rename) {
    std::set<std::string> names{rename.from};
    const auto before = old_names_.find(place({rename.kind, rename.table, rename.from}));
    if (before != old_names_.end()) {
      names.merge(before->second);
      old_names_.erase(before);
    }
    names.erase(rename.to);
    old_names_[place({rename.kind, rename.table, rename.to})] = std::move(names);
    if (rename.kind == Kind::table) move_columns(old_names_, rename.from, rename.to);
    if (rename.kind == Kind::table) move_columns(conversions_, rename.from, rename.to);
    auto conversions = conversions_.extract({rename.kind, rename.table, rename.from});
    if (conversions.empty()) return;
    conversions.key().name = rename.to;
    conversions_.insert(std::move(conversions));
  }

  template <class T>
  static void move_columns(std::map<ObjectName, T>& columns, const std::string& from,
                           const std::string& to) {
    std::map<ObjectName, T> moved;
    for (auto& [object, value] : columns) {
      ObjectName now = object;
      if (now.table == from) now.table = to;
      moved.emplace(std::move(now), std::move(value));
    }
    columns = std::move(moved);
  }

  void forget(const Rename&) {}
  template <class T>
  void forget(const Change<T>& change) {
    if (change.before && change.after) return;
    old_names_.erase(place(subject(change)));
    conversions_.erase(subject(change));
  }

  std::map<ObjectName, std::set<std::string>> old_names_;
  std::map<ObjectName, std::set<DialectText>> conversions_;
};

}  // namespace

Hints unspent(const Hints& hints, const std::vector<Operation>& recorded) {
  Recorded before;
  for (const Operation& operation : recorded) before.record(operation);
  Hints result = hints;
  std::erase_if(result.renamed_from,
                [&](const auto& hint) { return before.called(hint.first, hint.second); });
  std::erase_if(result.backfills,
                [&](const auto& hint) { return before.converted(hint.first, hint.second); });
  return result;
}

}  // namespace schemake::generator
