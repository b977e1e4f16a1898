#ifndef SCHEMAKE_DIALECT_SQLITE_TEXT_INDEX_HPP
#define SCHEMAKE_DIALECT_SQLITE_TEXT_INDEX_HPP

#include <vector>

#include "dialect/lineage.hpp"
#include "dialect/sqlite/seeds.hpp"
#include "dialect/sqlite/values.hpp"
#include "schema/schema.hpp"

namespace schemake::generator::sqlite {

// What a plan does to the rows that indexes of text may be over.
struct TextSources {
  struct Changed {
    const TableChange* change;
    const std::vector<Value>* values;
  };
  const Lineage& lineage;
  const Schema& after;
  std::vector<const TableSchema*> created;
  std::vector<Changed> changed;  // tables that stay
  const std::vector<SeedChange>& seeds;
  std::vector<const View*> created_views;    // those that come again as another, too
  std::vector<const Trigger*> new_triggers;  // that were not there, under their names
};

// Whether an index of text has to be made anew from its content, which it does not follow: no
// trigger fires in a migration, and what its arguments name may be another table or column now.
// https://sqlite.org/fts5.html#external_content_tables
bool is_stale(const VirtualTable& table, const TextSources& sources);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_TEXT_INDEX_HPP
