#include <map>
#include <set>
#include <string>

#include "operation/diff.hpp"

namespace schemake::generator {
namespace {

// What each object was called before, however often it was renamed.
class Names {
 public:
  void record(const Operation& operation) {
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

 private:
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
    if (rename.kind == Kind::table) move_columns(rename.from, rename.to);
  }

  void move_columns(const std::string& from, const std::string& to) {
    std::map<ObjectName, std::set<std::string>> moved;
    for (auto& [object, names] : old_names_) {
      ObjectName now = object;
      if (now.table == from) now.table = to;
      moved.emplace(std::move(now), std::move(names));
    }
    old_names_ = std::move(moved);
  }

  void forget(const Rename&) {}
  template <class T>
  void forget(const Change<T>& change) {
    if (!change.before || !change.after) old_names_.erase(place(subject(change)));
  }

  std::map<ObjectName, std::set<std::string>> old_names_;
};

}  // namespace

Hints unspent(const Hints& hints, const std::vector<Operation>& recorded) {
  Names names;
  for (const Operation& operation : recorded) names.record(operation);
  Hints result = hints;
  std::erase_if(result.renamed_from,
                [&](const auto& hint) { return names.called(hint.first, hint.second); });
  return result;
}

}  // namespace schemake::generator
