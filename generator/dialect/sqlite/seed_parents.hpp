#ifndef SCHEMAKE_DIALECT_SQLITE_SEED_PARENTS_HPP
#define SCHEMAKE_DIALECT_SQLITE_SEED_PARENTS_HPP

#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "dialect/sqlite/change.hpp"

namespace schemake::generator::sqlite {

// When the rows of a schema are put in: behind those that they wait for.
struct Turn {
  std::size_t number = 0;
  bool late = false;  // with the tables that stand already, behind those that are created
  friend auto operator<=>(const Turn&, const Turn&) = default;
};

// Which rows of a schema refer to others of its rows that may not be there: somebody has removed
// them, or they are not put in as one of their unique values is taken.
class SeedParents {
 public:
  struct Doubt {
    std::vector<const ForeignKey*> keys;
    Turn turn;
    bool is_known = false;
  };

  explicit SeedParents(const States& states) : states_(states) {}

  // Whether the table has unique values beside its key.
  bool has_unique_values(const TableSchema& table) const;
  // Of a row of the state after.
  const Doubt& of(const Row& row);
  // The last turn so far.
  std::size_t last_turn() const { return last_turn_; }

 private:
  using RowsByValues = std::map<std::vector<Default>, const Row*>;

  const RowsByValues& new_rows(const std::string& table, const std::vector<std::string>& columns);
  const Row* new_parent(const Row& row, const TableSchema& table, const ForeignKey& key);
  bool may_be_left_out(const Row& row, const Doubt& doubt) const;

  const States& states_;
  std::map<const Row*, Doubt> known_;
  std::map<std::pair<std::string, std::vector<std::string>>, RowsByValues> new_rows_;
  std::size_t last_turn_ = 0;
};

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_SEED_PARENTS_HPP
