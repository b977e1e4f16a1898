#ifndef SCHEMAKE_RENDER_DIAGRAM_HPP
#define SCHEMAKE_RENDER_DIAGRAM_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "schema/desired.hpp"

namespace schemake::generator {

// The entity diagram of a schema, or of the difference between two, as values. Names stand in it as
// they are: each language escapes them.
struct Diagram {
  // Of a single schema all is `same`.
  enum class Mark { same, added, removed, changed };
  enum class EntityKind { table, virtual_table, view };

  struct Column {
    std::string name;
    std::string type;  // as in YAML; may be empty
    bool nullable = false;
    bool primary = false;  // of the primary key
    bool foreign = false;  // of a foreign key
    bool unique = false;   // a unique key or index by itself
    Mark mark = Mark::same;
    // What is drawn otherwise than before: "text", "not null", "PK". Empty where the change is not
    // drawn, a default for example.
    std::vector<std::string> was;
  };

  struct Entity {
    EntityKind kind = EntityKind::table;
    std::string name;
    std::string was;  // its name before, where it is another
    std::vector<Column> columns;
    Mark mark = Mark::same;
  };

  // A foreign key, from many to one; `optional`: to one or none.
  struct Reference {
    std::size_t child = 0, parent = 0;  // of entities
    std::vector<std::string> columns;   // of the child
    bool optional = false;
    Mark mark = Mark::same;
  };

  std::string title;  // may be empty
  std::vector<Entity> entities;
  std::vector<Reference> references;
};

// Tables, then virtual tables, then views, each by name, what is removed last of one name; columns
// in their order, the removed ones behind; references by child and name. A reference to a table
// that is not there is left out. Equal schemas with columns in the same order give equal diagrams.
Diagram diagram(const Schema& schema);

// What leads from `before` to `after`. `hints` says which objects were renamed, as in Origins: they
// are changed, not removed and added. A table is changed where any part of it is, its checks,
// indexes, triggers and rows too, which are not drawn. A foreign key that leads to another table is
// one removed and one added.
Diagram diagram(const Schema& before, const Schema& after, const Hints& hints);

// What a difference touches: the entities that have a mark, and with their keys alone those that a
// reference leads to or from; the references of what is touched.
Diagram touched(const Diagram& diagram);

// Mermaid's erDiagram (11.5 or newer where something has a mark: it knows no classes before). It
// cannot colour columns and references, so that their comments and labels have a coloured dot.
// Where a word of a column has to be reduced to [A-Za-z0-9_], its comment has the true one.
std::string diagram_mermaid(const Diagram& diagram);

// Graphviz' DOT: a table a node.
std::string diagram_dot(const Diagram& diagram);

// "+", "-", "~"; empty for `same`.
std::string_view sign(Diagram::Mark mark);

}  // namespace schemake::generator

#endif  // SCHEMAKE_RENDER_DIAGRAM_HPP
