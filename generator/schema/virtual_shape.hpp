#ifndef SCHEMAKE_SCHEMA_VIRTUAL_SHAPE_HPP
#define SCHEMAKE_SCHEMA_VIRTUAL_SHAPE_HPP

#include <string>
#include <vector>

#include "schema/schema.hpp"

namespace schemake::generator {

// What SQLite's own modules make of a virtual table's arguments: FTS3 to FTS5
// (https://sqlite.org/fts5.html, https://sqlite.org/fts3.html), R*Tree and Geopoly
// (https://sqlite.org/rtree.html).
struct VirtualShape {
  enum class Family { text, tree, vocabulary, other };  // vocabulary: holds nothing of its own
  enum class Content {
    own,
    external,  // that of another table: the index alone is here, and can be made anew
    none,      // an index of what is stored nowhere: it cannot be read back
  };
  Family family = Family::other;
  Content content = Content::own;
  std::string content_table;         // where content is external
  std::vector<std::string> columns;  // as declared; empty where the arguments do not say
};

VirtualShape shape(const VirtualTable& table);

// What becomes of the rows when a table changes. `copy`: those of the columns that both have are
// kept; `refill`: made anew from where they come from; `lose`: they cannot be read, or by nobody.
enum class VirtualChange { none, copy, refill, lose };

VirtualChange change_of(const VirtualTable& before, const VirtualTable& after);

// The columns of `before` whose values a copy leaves behind.
std::vector<std::string> dropped_columns(const VirtualTable& before, const VirtualTable& after);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_VIRTUAL_SHAPE_HPP
