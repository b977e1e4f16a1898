#include "operation/settle.hpp"

#include <map>
#include <string>

#include "core/sql_text.hpp"
#include "operation/renamed_constraints.hpp"

namespace schemake::generator {
namespace {

// The constraints of one kind of one table.
template <class T>
class Settling {
 public:
  using Map = std::map<std::string, T>;

  Settling(const Map& standing, const Map& to) : standing_(standing), to_(to) {}

  Map run(Kind kind, const std::set<ObjectName>& unnamed) {
    for (const auto& [name, constraint] : to_) {
      if (unnamed.contains({kind, constraint.table, name})) {
        open_.push_back(&constraint);
      } else {
        give(constraint, name);
      }
    }
    keep_names();
    carry_names();
    for (const T* constraint : open_) give(*constraint, free_name(constraint->name));
    return std::move(result_);
  }

 private:
  // A constraint that stands under its own name stays there, before another equal one can take it.
  void keep_names() {
    std::erase_if(open_, [&](const T* constraint) {
      const auto found = standing_.find(constraint->name);
      const bool stands = found != standing_.end() && found->second == *constraint;
      if (stands && is_free(constraint->name)) {
        give(*constraint, constraint->name);
        return true;
      }
      return false;
    });
  }

  void carry_names() {
    std::erase_if(open_, [&](const T* constraint) {
      for (const auto& [name, other] : standing_) {
        if (equal_besides_name(*constraint, other) && is_free(name)) {
          give(*constraint, name);
          return true;
        }
      }
      return false;
    });
  }

  bool is_free(const std::string& name) const { return !taken_.contains(sql::lower(name)); }

  std::string free_name(const std::string& wanted) const {
    std::string name = wanted;
    for (int i = 2; !is_free(name); ++i) name = wanted + "_" + std::to_string(i);
    return name;
  }

  void give(T constraint, const std::string& name) {
    taken_.insert(sql::lower(name));
    constraint.name = name;
    result_.emplace(name, std::move(constraint));
  }

  const Map& standing_;
  const Map& to_;
  std::vector<const T*> open_;
  std::set<std::string> taken_;  // in lower case
  Map result_;
};

}  // namespace

Schema settle(const Schema& standing, const Schema& to, const std::set<ObjectName>& unnamed) {
  Schema result = to;
  for (auto& [name, table] : result.tables) {
    const TableSchema* old = standing.table(name);
    if (!old) continue;
    table.keys = Settling<Key>(old->keys, table.keys).run(Kind::key, unnamed);
    table.foreign_keys =
        Settling<ForeignKey>(old->foreign_keys, table.foreign_keys).run(Kind::foreign_key, unnamed);
    table.checks = Settling<Check>(old->checks, table.checks).run(Kind::check, unnamed);
  }
  return result;
}

}  // namespace schemake::generator
