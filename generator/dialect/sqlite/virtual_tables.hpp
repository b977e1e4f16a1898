#ifndef SCHEMAKE_DIALECT_SQLITE_VIRTUAL_TABLES_HPP
#define SCHEMAKE_DIALECT_SQLITE_VIRTUAL_TABLES_HPP

#include <set>
#include <string>
#include <vector>

#include "dialect/lineage.hpp"
#include "dialect/plan.hpp"

// Virtual tables have no ALTER but a rename: what changes is made beside the old one, or anew.

namespace schemake::generator::sqlite {

struct VirtualWork {
  std::vector<const VirtualTable*> dropped;  // by their names before: not there after, or made anew
  std::vector<const VirtualTable*> lost;     // those of them that come again without their content
  std::vector<const VirtualTable*> created;
  // Over a view that is created later, in a database without rows.
  std::vector<const VirtualTable*> created_over_views;
  // An index over another table's rows, to be created once those stand, and filled from them.
  std::vector<const VirtualTable*> refilled;
  struct Copy {
    const VirtualTable* before;
    const VirtualTable* after;
  };
  std::vector<Copy> copied;  // made beside, under the name after
};

VirtualWork virtual_work(const Schema& before, const Schema& after, const Lineage& lineage);

// Builds the new table beside the old one, copies the rows by the columns that both have, and takes
// its place. The old one has the new name by then.
Step copy_step(const VirtualWork::Copy& copy);

// Makes an index anew from its content table.
Step refill_step(Phase phase, const VirtualTable& table);

bool is_index_over(const VirtualTable& table, const std::string& content);

// Whether it is an index over a view of `schema`. FTS4 may take its columns from there, and can be
// neither created nor dropped without it:
// https://sqlite.org/fts3.html#_external_content_fts4_tables_
bool is_index_over_view(const VirtualTable& table, const Schema& schema);

// Refuses while the table holds rows, which go; on the way back that cannot be accepted.
Step content_guard(const VirtualTable& table, bool is_way_back);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_VIRTUAL_TABLES_HPP
