#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "operation/diff.hpp"

namespace schemake::generator {
namespace {

// What the two sides of a rename have in common.
struct Shape {
  Kind kind;
  std::string table;
  std::set<std::tuple<std::string, Type>> columns;
  friend auto operator<=>(const Shape&, const Shape&) = default;
};

struct Sides {
  std::vector<ObjectName> dropped, added;
};

class Shapes {
 public:
  explicit Shapes(const std::vector<Operation>& operations) {
    for (const Operation& operation : operations) {
      if (const auto* table = std::get_if<Change<Table>>(&operation)) see(*table);
    }
    for (const Operation& operation : operations) {
      if (const auto* column = std::get_if<Change<Column>>(&operation)) see(*column);
    }
    for (const auto& [name, columns] : dropped_tables_) {
      sides_[{Kind::table, {}, columns}].dropped.push_back({Kind::table, {}, name});
    }
    for (const auto& [name, columns] : added_tables_) {
      sides_[{Kind::table, {}, columns}].added.push_back({Kind::table, {}, name});
    }
  }

  std::vector<LikelyRename> pairs() const {
    std::vector<LikelyRename> result;
    for (const auto& [shape, sides] : sides_) {
      if (sides.dropped.size() == 1 && sides.added.size() == 1) {
        result.push_back({sides.dropped.front(), sides.added.front()});
      }
    }
    return result;
  }

 private:
  using Columns = std::set<std::tuple<std::string, Type>>;

  void see(const Change<Table>& change) {
    if (!change.before) added_tables_.emplace(change.after->name, Columns());
    if (!change.after) dropped_tables_.emplace(change.before->name, Columns());
  }

  void see(const Change<Column>& change) {
    if (change.before && change.after) return;
    const Column& column = change.before ? *change.before : *change.after;
    auto& tables = change.before ? dropped_tables_ : added_tables_;
    if (const auto table = tables.find(column.table); table != tables.end()) {
      table->second.emplace(column.name, column.type);
    } else if (!column.generated) {
      Sides& sides = sides_[{Kind::column, column.table, {{"", column.type}}}];
      (change.before ? sides.dropped : sides.added)
          .push_back({Kind::column, column.table, column.name});
    }
  }

  std::map<std::string, Columns> dropped_tables_, added_tables_;
  std::map<Shape, Sides> sides_;
};

}  // namespace

std::vector<LikelyRename> likely_renames(const std::vector<Operation>& operations) {
  return Shapes(operations).pairs();
}

}  // namespace schemake::generator
