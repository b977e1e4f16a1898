#include "operation/describe.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "operation/change_words.hpp"
#include "operation/renamed_constraints.hpp"
#include "operation/renaming.hpp"

namespace schemake::generator {
namespace {

// Gathers the phrases by object, which keeps its place when it is renamed.
class Describing {
 public:
  explicit Describing(const std::vector<Operation>& operations)
      : operations_(operations), renamed_(renamed_constraints(operations)) {
    for (const auto& pair : renamed_) told_later_.insert(pair.second);
    for (const Operation& operation : operations) {
      const auto* table = std::get_if<Change<Table>>(&operation);
      if (table && !table->after) dropped_.insert(table->before->name);
    }
  }

  void run() {
    for (std::size_t at = 0; at < operations_.size(); ++at) {
      const auto renamed = renamed_.find(at);
      if (renamed != renamed_.end()) {
        const ObjectName now = subject(operations_[at]);
        add(Rename{now.kind, now.table, subject(operations_[renamed->second]).name, now.name});
      } else if (!told_later_.contains(at)) {
        add(operations_[at]);
      }
    }
  }

  std::vector<Description> take() {
    std::erase_if(descriptions_, [](const Description& d) { return d.changes.empty(); });
    return std::move(descriptions_);
  }

 private:
  void add(const Operation& operation) {
    if (const auto* rename = std::get_if<Rename>(&operation)) return add(*rename);
    if (is_respelling(operation)) return;
    const ObjectName object = subject(operation);
    const std::string& group = object.table.empty() ? object.name : object.table;
    // A dropped table is told by one line, its own.
    if (dropped_.contains(group) && object.kind != Kind::table) return;
    for (std::string& change : change_words(operation)) say(group, std::move(change));
  }

  void add(const Rename& rename) {
    const ObjectName from{rename.kind, rename.table, rename.from};
    const auto aside = aside_.find(from);
    const std::string old = aside == aside_.end() ? rename.from : aside->second;
    if (aside != aside_.end()) aside_.erase(aside);
    if (rename.table.empty()) move_group(rename.from, rename.to);
    if (is_intermediate(rename.to)) {
      aside_.emplace(ObjectName{rename.kind, rename.table, rename.to}, old);
      return;
    }
    for (std::string& change : change_words(Rename{rename.kind, rename.table, old, rename.to})) {
      say(rename.table.empty() ? rename.to : rename.table, std::move(change));
    }
  }

  void move_group(const std::string& from, const std::string& to) {
    for (Description& description : descriptions_) {
      if (description.object == from) description.object = to;
    }
  }

  void say(const std::string& object, std::string change) {
    auto found = std::find_if(descriptions_.begin(), descriptions_.end(),
                              [&](const Description& d) { return d.object == object; });
    if (found == descriptions_.end()) {
      found = descriptions_.insert(descriptions_.end(), {object, {}});
    }
    found->changes.push_back(std::move(change));
  }

  const std::vector<Operation>& operations_;
  const std::map<std::size_t, std::size_t> renamed_;
  std::set<std::size_t> told_later_;         // the drops of constraints that are renamed
  std::set<std::string> dropped_;            // tables
  std::map<ObjectName, std::string> aside_;  // by an intermediate name: the old one
  std::vector<Description> descriptions_;
};

}  // namespace

std::vector<Description> describe(const Schema&, const std::vector<Operation>& operations) {
  Describing describing(operations);
  describing.run();
  return describing.take();
}

bool is_accepted(const std::string& name, const std::vector<std::string>& accepted) {
  return std::any_of(accepted.begin(), accepted.end(),
                     [&](const std::string& each) { return each == name || each == "*"; });
}

}  // namespace schemake::generator
