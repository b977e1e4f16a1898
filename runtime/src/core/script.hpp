#ifndef SCHEMAKE_CORE_SCRIPT_HPP
#define SCHEMAKE_CORE_SCRIPT_HPP

#include <schemake/edge_v1.hpp>
#include <string>
#include <string_view>
#include <vector>

// What the SQL of a step does, read from its tokens.

namespace schemake {

// The tables, views, indexes and triggers that a script leaves behind under new names: those that
// it creates, and tables that it renames.
std::vector<std::string> created_names(std::string_view script);
std::vector<std::string> created_names(const edge_v1::Steps& steps);
// The tables among them.
std::vector<std::string> created_tables(std::string_view script);

// A table or column whose values a step throws away.
struct Loss {
  std::string table;
  std::string column;  // empty: all rows of the table

  std::string name() const { return column.empty() ? table : table + "." + column; }
};

// Whether a step changes rows alone, and no schema: a database that has none does without.
bool moves_data(const edge_v1::Step& step);

// Whether it is a data step of the user's own, and whether a fresh database runs it too.
bool is_data_step(const edge_v1::Step& step);
bool runs_on_fresh(const edge_v1::Step& step);

// Those of DROP TABLE, of ALTER TABLE DROP COLUMN, and of a rebuild that does not copy a column.
std::vector<Loss> losses(const edge_v1::Step& step);

}  // namespace schemake

#endif  // SCHEMAKE_CORE_SCRIPT_HPP
