#include "render/diagram.hpp"

#include <gtest/gtest.h>

namespace schemake::testing {
namespace {

using namespace schemake::generator;

TableSchema table(const std::string& name, const std::vector<Column>& columns,
                  const std::vector<std::string>& key) {
  TableSchema result;
  result.table.name = name;
  result.columns = columns;
  Key& primary = result.keys[""];
  primary.primary = true;
  for (const std::string& column : key) primary.parts.emplace_back().column = column;
  return result;
}

Column column(const std::string& name, TypeName type, bool nullable = false) {
  Column result;
  result.name = name;
  result.type.name = type;
  result.nullable = nullable;
  return result;
}

void refer(TableSchema& from, const std::vector<std::string>& columns, const std::string& parent) {
  ForeignKey& key = from.foreign_keys[columns[0]];
  key.columns = columns;
  key.parent = parent;
}

void add(Schema& schema, const TableSchema& table) { schema.tables[table.table.name] = table; }

struct Case {
  const char* name;
  Schema schema;
  const char* mermaid;
  const char* dot;
};

Schema self_reference() {
  TableSchema node =
      table("node", {column("id", TypeName::bigint), column("up", TypeName::bigint, true)}, {"id"});
  node.keys["node_up_key"].parts.emplace_back().column = "up";
  refer(node, {"up"}, "node");
  Schema schema;
  add(schema, node);
  return schema;
}

Schema composite() {
  TableSchema child =
      table("b", {column("x", TypeName::integer), column("y", TypeName::integer)}, {"x", "y"});
  refer(child, {"x", "y"}, "a");
  Schema schema;
  add(schema, child);
  add(schema,
      table("a", {column("x", TypeName::integer), column("y", TypeName::integer)}, {"x", "y"}));
  return schema;
}

Schema hostile() {
  Schema schema;
  add(schema,
      table("a\"]{<|\\%#&\x1b", {column("p k", TypeName::text), column("pk", TypeName::text)}, {}));
  return schema;
}

const std::vector<Case>& cases() {
  static const std::vector<Case> list = {
      {"Empty", {}, "erDiagram\n", ""},
      {"SelfReference", self_reference(), R"(erDiagram
  t1["node"] {
    bigint id PK
    bigint up FK, UK "nullable"
  }
  t1 }o--o| t1 : "up"
)",
       R"(  "node" [label="{node|id\ bigint\ PK\lup\ bigint?\ FK,\ UK\l}"];
  "node" -> "node" [label="up", dir=both, arrowtail=crow, arrowhead=teeodot];
)"},
      {"Composite", composite(), R"(erDiagram
  t1["a"] {
    integer x PK
    integer y PK
  }
  t2["b"] {
    integer x PK, FK
    integer y PK, FK
  }
  t2 }o--|| t1 : "x, y"
)",
       R"(  "a" [label="{a|x\ integer\ PK\ly\ integer\ PK\l}"];
  "b" [label="{b|x\ integer\ PK,\ FK\ly\ integer\ PK,\ FK\l}"];
  "b" -> "a" [label="x, y", dir=both, arrowtail=crow, arrowhead=teetee];
)"},
      {"Hostile", hostile(), R"(erDiagram
  t1["a#quot;]{#60;|#92;#37;#35;#38;#92;x1b"] {
    text p_k "p k"
    text pk_ "pk"
  }
)",
       R"(  "a\"]{<|\\%#&\\x1b" [label="{a\"]\{\<\|\\%#&amp;\\x1b|p\ k\ text\lpk\ text\l}"];
)"},
  };
  return list;
}

TEST(Diagram, IsExactlyThisText) {
  for (const Case& test : cases()) {
    EXPECT_EQ(diagram_mermaid(test.schema), test.mermaid) << test.name;
    EXPECT_EQ(
        diagram_dot(test.schema),
        "digraph schema {\n  rankdir=LR;\n  node [shape=record];\n" + std::string(test.dot) + "}\n")
        << test.name;
  }
}

}  // namespace
}  // namespace schemake::testing
