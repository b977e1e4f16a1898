#ifndef SCHEMAKE_PROVE_KEPT_VALUES_HPP
#define SCHEMAKE_PROVE_KEPT_VALUES_HPP

#include <optional>
#include <schemake/fingerprint.hpp>
#include <set>
#include <string>
#include <vector>

#include "operation/operation.hpp"

struct sqlite3;

namespace schemake::generator {

enum class Side { before, after };

// A column whose values an edge must leave as they are.
struct KeptColumn {
  std::string before, after;     // its names
  bool null_before, null_after;  // whether it takes NULL
};

// A table that stands on both sides of an edge. It keeps its rows.
struct KeptTable {
  std::string before, after;
  std::vector<KeptColumn>
      columns;  // and the rowid, where it has a name and no column stands for it
  // Conditions on its rows: those that the schema brings and changes are not kept. May be empty.
  std::string where_before{}, where_after{};
  std::size_t alone_before = 0, alone_after = 0;  // how many rows may stand on that side alone
};

// The tables that `operations` keep. A column counts as kept where the engine has one type for it
// on both sides, where nothing generates or fills it, and where no loss is described for it or its
// enum (`lost`, by the names after).
std::vector<KeptTable> kept_tables(const Schema& before, const Schema& after,
                                   const std::vector<Operation>& operations,
                                   const Fingerprint& engine_before,
                                   const Fingerprint& engine_after,
                                   const std::set<ObjectName>& lost);

// Leaves out the columns that hold a NULL on this side which the other one does not take: it
// becomes a default or a backfill's value. Throws schemake::Error.
std::vector<KeptTable> without_filled(std::vector<KeptTable> tables, sqlite3* db, Side side);

// The rows of the kept tables as text, in their kept columns.
class KeptValues {
 public:
  // Throws schemake::Error.
  KeptValues(sqlite3* db, const std::vector<KeptTable>& tables, Side side);

  // A row that stands here and not in `other`, or the reverse, in words; nothing where all agree.
  std::optional<std::string> difference(const KeptValues& other) const;

 private:
  struct Rows {
    std::string table;
    std::size_t alone;
    std::vector<std::string> rows;  // sorted
  };
  std::vector<Rows> tables_;
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROVE_KEPT_VALUES_HPP
