#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "core/sql_text.hpp"
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

  // Those that differ in case alone, and what else is the only one of its shape on either side.
  std::vector<LikelyRename> pairs() {
    std::vector<LikelyRename> result;
    for (auto& [shape, sides] : sides_) take_same_name(shape, sides, result);
    for (const auto& [shape, sides] : sides_) {
      if (sides.dropped.size() == 1 && sides.added.size() == 1) {
        result.push_back({sides.dropped.front(), sides.added.front()});
      }
    }
    return result;
  }

 private:
  using Columns = std::set<std::tuple<std::string, Type>>;

  // Whatever became of their types or columns.
  void take_same_name(const Shape& shape, Sides& sides, std::vector<LikelyRename>& pairs) {
    std::erase_if(sides.dropped, [&](const ObjectName& dropped) {
      for (auto& [other_shape, others] : sides_) {
        if (other_shape.kind != shape.kind || other_shape.table != shape.table) continue;
        const auto added = std::find_if(
            others.added.begin(), others.added.end(),
            [&](const ObjectName& name) { return sql::same_name(name.name, dropped.name); });
        if (added == others.added.end()) continue;
        pairs.push_back({dropped, *added});
        others.added.erase(added);
        return true;
      }
      return false;
    });
  }

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
