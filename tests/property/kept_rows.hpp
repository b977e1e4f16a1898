#ifndef SCHEMAKE_TESTS_PROPERTY_KEPT_ROWS_HPP
#define SCHEMAKE_TESTS_PROPERTY_KEPT_ROWS_HPP

#include <optional>
#include <string>
#include <vector>

#include "operation/operation.hpp"
#include "schema/schema.hpp"

struct sqlite3;

namespace schemake::generator {

// The rows of the tables that live on through an edge, read at its start to be compared at its end.
// Told from the operations alone, not from the plan: every table keeps the number of its rows, its
// AUTOINCREMENT sequence and the value of every column that is none of these: generated on a side;
// NULL where the other side takes none; converted by the user's own backfill. A value that another
// kind of column takes, in its own form, is the old one again as the old column would hold it, or
// has the same bytes in a column for bytes. Where losses were accepted, columns of one type and of
// no loss are looked at, in which a value that its enum loses has become the column's default or
// NULL; and columns of a raw type, which hold what SQLite makes of the old value. Rows that the
// schema brings are left out where they come, change or go.
class KeptRows {
 public:
  // `db` stands at `before`; `operations` lead from there to `after`.
  KeptRows(sqlite3* db, const Schema& before, const Schema& after,
           const std::vector<Operation>& operations, bool accepts_losses);

  // What is not kept, in words, now that it stands at `after`.
  std::optional<std::string> difference(sqlite3* db) const;
  std::size_t values() const { return values_; }  // how many are compared

 private:
  struct Table {
    std::string query_after, sequence_after;
    std::string name, sequence;
    std::vector<std::string> rows;
  };
  std::vector<Table> tables_;
  std::size_t values_ = 0;
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROPERTY_KEPT_ROWS_HPP
