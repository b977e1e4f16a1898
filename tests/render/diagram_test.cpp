#include "render/diagram.hpp"

#include <gmock/gmock.h>

#include <string>

// Texts are compared whole: a diagram is committed and reviewed as any other file.

namespace schemake::testing {
namespace {

using namespace schemake::generator;
using ::testing::HasSubstr;

TableSchema table(const std::string& name, const std::vector<Column>& columns,
                  const std::vector<std::string>& key) {
  TableSchema result;
  result.table.name = name;
  result.columns = columns;
  for (Column& column : result.columns) column.table = name;
  Key& primary = result.keys[""];
  primary.table = name;
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

void refer(TableSchema& from, const std::string& name, const std::vector<std::string>& columns,
           const std::string& parent) {
  ForeignKey& key = from.foreign_keys[name];
  key.table = from.table.name;
  key.name = name;
  key.columns = columns;
  key.parent = parent;
  key.parent_columns.assign(columns.size(), "id");
}

void add(Schema& schema, const TableSchema& table) { schema.tables[table.table.name] = table; }

void add_view(Schema& schema, const std::string& name, const std::string& sql) {
  schema.views[name].name = name;
  schema.views[name].sql = DialectText(sql);
}

// A DOT text without its first lines and its end, which are always the same.
std::string dot_body(const Diagram& diagram) {
  const std::string text = diagram_dot(diagram);
  const std::string head =
      "digraph schema {\n"
      "  charset=\"UTF-8\";\n"
      "  rankdir=LR;\n"
      "  node [shape=plain, fontname=\"Helvetica\"];\n"
      "  edge [fontname=\"Helvetica\", dir=both, arrowtail=crow];\n";
  EXPECT_EQ(text.substr(0, head.size()), head);
  EXPECT_EQ(text.substr(text.size() - 2), "}\n");
  return text.substr(head.size(), text.size() - head.size() - 2);
}

TEST(Diagram, OfNothingIsEmpty) {
  EXPECT_EQ(diagram_mermaid(diagram(Schema{})), "erDiagram\n");
  EXPECT_EQ(dot_body(diagram(Schema{})), "");
}

TEST(Diagram, DrawsASelfReferenceAndAUniqueColumn) {
  TableSchema node =
      table("node", {column("id", TypeName::bigint), column("up", TypeName::bigint, true)}, {"id"});
  node.keys["node_up_key"].parts.emplace_back().column = "up";
  refer(node, "up", {"up"}, "node");
  Schema schema;
  add(schema, node);
  EXPECT_EQ(diagram_mermaid(diagram(schema)), R"text(erDiagram
  t_node["node"] {
    bigint id PK
    bigint up FK, UK "nullable"
  }
  t_node }o--o| t_node : "up"
)text");
  EXPECT_EQ(dot_body(diagram(schema)), R"text(  "node" [label=<
    <TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0" COLOR="#57606a" BGCOLOR="#ffffff">
    <TR><TD COLSPAN="3" BGCOLOR="#eaeef2"><B>node</B></TD></TR>
    <TR><TD ALIGN="LEFT">id</TD><TD ALIGN="LEFT">bigint</TD><TD ALIGN="LEFT">PK</TD></TR>
    <TR><TD ALIGN="LEFT">up</TD><TD ALIGN="LEFT">bigint?</TD><TD ALIGN="LEFT">FK,&#160;UK</TD></TR>
    </TABLE>>];
  "node" -> "node" [label="up", arrowhead=teeodot];
)text");
}

TEST(Diagram, DrawsCompositeKeysAsOneReference) {
  TableSchema child =
      table("b", {column("x", TypeName::integer), column("y", TypeName::integer)}, {"x", "y"});
  refer(child, "b_fkey", {"x", "y"}, "a");
  Schema schema;
  add(schema, child);
  add(schema, table("a", {column("x", TypeName::integer)}, {"x", "y"}));
  EXPECT_EQ(diagram_mermaid(diagram(schema)), R"text(erDiagram
  t_a["a"] {
    integer x PK
  }
  t_b["b"] {
    integer x PK, FK
    integer y PK, FK
  }
  t_b }o--|| t_a : "x, y"
)text");
  EXPECT_THAT(diagram_dot(diagram(schema)),
              HasSubstr("  \"b\" -> \"a\" [label=\"x, y\", arrowhead=teetee];\n"));
}

TEST(Diagram, ListsVirtualTablesAndViewsBehindTheTables) {
  Schema schema;
  add_view(schema, "a", "SELECT 1");
  schema.virtual_tables["b"].name = "b";
  add(schema, table("c", {column("id", TypeName::bigint)}, {"id"}));
  EXPECT_EQ(diagram_mermaid(diagram(schema)), R"text(erDiagram
  t_c["c"] {
    bigint id PK
  }
  t_b["b (virtual table)"]
  t_a["a (view)"]
)text");
  EXPECT_THAT(diagram_dot(diagram(schema)), HasSubstr("<B>a</B> <I>view</I>"));
  EXPECT_THAT(diagram_dot(diagram(schema)), HasSubstr("<B>b</B> <I>virtual&#160;table</I>"));
}

TEST(Diagram, AnIndexMakesAColumnUniqueWhereItIsWholeAndOfItAlone) {
  Schema schema;
  add(schema, table("t", {column("id", TypeName::bigint), column("x", TypeName::text)}, {"id"}));
  Index& index = schema.indexes["i"];
  index.table = "t";
  index.name = "i";
  index.unique = true;
  index.parts.emplace_back().column = "x";
  EXPECT_THAT(diagram_mermaid(diagram(schema)), HasSubstr("text x UK\n"));
  index.where = DialectText("x > 0");
  EXPECT_THAT(diagram_mermaid(diagram(schema)), HasSubstr("text x\n"));
}

TEST(Diagram, NamesMayBeAnyText) {
  Column raw = column("2<b>", TypeName::raw, true);
  raw.type.raw = DialectText("PK(3, 4)");
  Column untyped = column("größe \\N", TypeName::raw);
  TableSchema hostile = table("a\"]{<|\\N%#&*:;'`~  \x1b\xEF\xBF\xBE",
                              {column("p k", TypeName::text), column("pk", TypeName::text), raw,
                               untyped, column("", TypeName::text)},
                              {});
  refer(hostile, "f", {"p k", "\"\\N&"}, hostile.table.name);
  Schema schema;
  add(schema, hostile);
  EXPECT_EQ(diagram_mermaid(diagram(schema)),
            "erDiagram\n"
            "  t_a______N_____________["
            "\"a#quot;]{#60;|#92;N#37;#35;#38;#42;#58;#59;'#96;#126;  #92;x1b\xEF\xBF\xBE\"] {\n"
            R"text(    text p_k FK "p k"
    text _pk "pk"
    _PK(3__4) _2_b_ "2#60;b#62;, PK(3, 4), nullable"
    any gr__e__N "größe #92;N"
    text _
  }
  t_a______N_____________ }o--|| t_a______N_____________ : "p k, #quot;#92;N#38;"
)text");
  EXPECT_EQ(
      dot_body(diagram(schema)),
      "  \"a\\\"]{<|\\\\N%#&*:;'`~  \\\\x1b\xEF\xBF\xBE\" [label=<\n"
      R"text(    <TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0" COLOR="#57606a" BGCOLOR="#ffffff">
    <TR><TD COLSPAN="3" BGCOLOR="#eaeef2"><B>a&#34;]{&#60;|\&#8203;N%#&#38;*:;&#39;`~&#160;&#160;\&#8203;x1b)text"
      "\xEF\xBF\xBD"
      R"text(</B></TD></TR>
    <TR><TD ALIGN="LEFT">p&#160;k</TD><TD ALIGN="LEFT">text</TD><TD ALIGN="LEFT">FK</TD></TR>
    <TR><TD ALIGN="LEFT">pk</TD><TD ALIGN="LEFT">text</TD><TD ALIGN="LEFT"></TD></TR>
    <TR><TD ALIGN="LEFT">2&#60;b&#62;</TD><TD ALIGN="LEFT">PK(3,&#160;4)?</TD><TD ALIGN="LEFT"></TD></TR>
    <TR><TD ALIGN="LEFT">größe&#160;\&#8203;N</TD><TD ALIGN="LEFT"></TD><TD ALIGN="LEFT"></TD></TR>
    <TR><TD ALIGN="LEFT"></TD><TD ALIGN="LEFT">text</TD><TD ALIGN="LEFT"></TD></TR>
    </TABLE>>];
)text"
      "  \"a\\\"]{<|\\\\N%#&*:;'`~  \\\\x1b\xEF\xBF\xBE\" -> "
      "\"a\\\"]{<|\\\\N%#&*:;'`~  \\\\x1b\xEF\xBF\xBE\" "
      "[label=\"p k, \\\"\\\\N&amp;\", arrowhead=teetee];\n");
}

TEST(Diagram, NamesThatAreReducedToOneWordKeepIdsOfTheirOwn) {
  Schema schema;
  for (const char* name : {"a b", "a_b", "a_b_2", "a-b"}) add(schema, table(name, {}, {}));
  EXPECT_EQ(diagram_mermaid(diagram(schema)), R"text(erDiagram
  t_a_b["a b"]
  t_a_b_2["a-b"]
  t_a_b_3["a_b"]
  t_a_b_2_2["a_b_2"]
)text");
}

// Two states: b and its reference are dropped, c comes, a changes.
Schema before() {
  Schema schema;
  add(schema, table("a",
                    {column("id", TypeName::bigint), column("old", TypeName::text),
                     column("x", TypeName::text)},
                    {"id"}));
  TableSchema b = table("b", {column("a", TypeName::bigint)}, {});
  refer(b, "b_a", {"a"}, "a");
  add(schema, b);
  add(schema, table("same", {column("id", TypeName::bigint)}, {"id"}));
  add_view(schema, "v", "SELECT 1");
  add_view(schema, "w", "SELECT 1");
  return schema;
}

Schema after() {
  Schema schema;
  add(schema,
      table("a", {column("id", TypeName::bigint), column("x", TypeName::integer, true)}, {"id"}));
  TableSchema c = table("c", {column("a", TypeName::bigint)}, {});
  refer(c, "c_a", {"a"}, "a");
  add(schema, c);
  add(schema, table("same", {column("id", TypeName::bigint)}, {"id"}));
  add_view(schema, "v", "SELECT 2");
  return schema;
}

TEST(DiagramOfADifference, MarksWhatChangesInMermaid) {
  Diagram found = diagram(before(), after(), {});
  found.title = "1 to 2";
  EXPECT_EQ(diagram_mermaid(found), R"text(erDiagram
  %% 1 to 2
  t_a["🟠 ~ a"] {
    bigint id PK
    integer x "🟠 ~ nullable, was text, not null"
    text old "🔴 -"
  }
  t_b["🔴 - b"] {
    bigint a FK "🔴 -"
  }
  t_c["🟢 + c"] {
    bigint a FK "🟢 +"
  }
  t_same["same"] {
    bigint id PK
  }
  t_v["🟠 ~ v (view)"]
  t_w["🔴 - w (view)"]
  t_b }o--|| t_a : "🔴 - a"
  t_c }o--|| t_a : "🟢 + a"
  classDef added fill:#dafbe1,stroke:#1a7f37,color:#1f2328
  class t_c added
  classDef removed fill:#ffebe9,stroke:#cf222e,color:#1f2328
  class t_b,t_w removed
  classDef changed fill:#fff8c5,stroke:#9a6700,color:#1f2328
  class t_a,t_v changed
)text");
}

TEST(DiagramOfADifference, ColoursWhatChangesInDot) {
  Schema old = before(), now = after();
  old.views.clear();
  now.views.clear();
  old.tables.erase("same");
  now.tables.erase("same");
  Diagram found = diagram(old, now, {});
  found.title = "1 to 2";
  EXPECT_EQ(dot_body(found), R"text(  label="1 to 2";
  labelloc=t;
  "a" [label=<
    <TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0" COLOR="#9a6700" BGCOLOR="#ffffff">
    <TR><TD COLSPAN="3" BGCOLOR="#fff8c5"><B>~&#160;a</B></TD></TR>
    <TR><TD ALIGN="LEFT">id</TD><TD ALIGN="LEFT">bigint</TD><TD ALIGN="LEFT">PK</TD></TR>
    <TR><TD ALIGN="LEFT" BGCOLOR="#fff8c5">~&#160;x</TD><TD ALIGN="LEFT" BGCOLOR="#fff8c5">integer?&#160;(was&#160;text,&#160;not&#160;null)</TD><TD ALIGN="LEFT" BGCOLOR="#fff8c5"></TD></TR>
    <TR><TD ALIGN="LEFT" BGCOLOR="#ffebe9">-&#160;old</TD><TD ALIGN="LEFT" BGCOLOR="#ffebe9">text</TD><TD ALIGN="LEFT" BGCOLOR="#ffebe9"></TD></TR>
    </TABLE>>];
  "b" [label=<
    <TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0" COLOR="#cf222e" BGCOLOR="#ffffff">
    <TR><TD COLSPAN="3" BGCOLOR="#ffebe9"><B>-&#160;b</B></TD></TR>
    <TR><TD ALIGN="LEFT" BGCOLOR="#ffebe9">-&#160;a</TD><TD ALIGN="LEFT" BGCOLOR="#ffebe9">bigint</TD><TD ALIGN="LEFT" BGCOLOR="#ffebe9">FK</TD></TR>
    </TABLE>>];
  "c" [label=<
    <TABLE BORDER="0" CELLBORDER="1" CELLSPACING="0" COLOR="#1a7f37" BGCOLOR="#ffffff">
    <TR><TD COLSPAN="3" BGCOLOR="#dafbe1"><B>+&#160;c</B></TD></TR>
    <TR><TD ALIGN="LEFT" BGCOLOR="#dafbe1">+&#160;a</TD><TD ALIGN="LEFT" BGCOLOR="#dafbe1">bigint</TD><TD ALIGN="LEFT" BGCOLOR="#dafbe1">FK</TD></TR>
    </TABLE>>];
  "b" -> "a" [label="- a", arrowhead=teetee, color="#cf222e", fontcolor="#cf222e", style=dashed];
  "c" -> "a" [label="+ a", arrowhead=teetee, color="#1a7f37", fontcolor="#1a7f37"];
)text");
}

TEST(DiagramOfADifference, OfEqualStatesHasNoMark) {
  EXPECT_EQ(diagram_mermaid(diagram(before(), before(), {})), diagram_mermaid(diagram(before())));
  EXPECT_EQ(diagram_dot(diagram(before(), before(), {})), diagram_dot(diagram(before())));
}

TEST(DiagramOfADifference, FollowsRenames) {
  Schema old, now;
  add(old, table("a", {column("id", TypeName::bigint), column("x", TypeName::text)}, {"id"}));
  add(now, table("b", {column("id", TypeName::bigint), column("y", TypeName::text)}, {"id"}));
  for (Schema* schema : {&old, &now}) {
    TableSchema child = table("child", {column("up", TypeName::bigint)}, {});
    refer(child, "child_up", {"up"}, schema == &old ? "a" : "b");
    add(*schema, child);
  }
  Hints hints;
  hints.renamed_from[{Kind::table, "", "b"}] = "a";
  hints.renamed_from[{Kind::column, "b", "y"}] = "x";
  EXPECT_EQ(diagram_mermaid(diagram(old, now, hints)), R"text(erDiagram
  t_b["🟠 ~ b (was a)"] {
    bigint id PK
    text y "🟠 ~ was x"
  }
  t_child["child"] {
    bigint up FK
  }
  t_child }o--|| t_b : "up"
  classDef changed fill:#fff8c5,stroke:#9a6700,color:#1f2328
  class t_b changed
)text");
}

TEST(DiagramOfADifference, ATableThatTakesARemovedOnesNameStandsBesideIt) {
  Schema old, now;
  add(old, table("a", {column("id", TypeName::bigint)}, {}));
  add(old, table("b", {column("x", TypeName::text)}, {}));
  add(now, table("a", {column("x", TypeName::text)}, {}));
  Hints hints;
  hints.renamed_from[{Kind::table, "", "a"}] = "b";
  const std::string mermaid = diagram_mermaid(diagram(old, now, hints));
  EXPECT_THAT(mermaid, HasSubstr("  t_a[\"🟠 ~ a (was b)\"] {\n    text x\n"));
  EXPECT_THAT(mermaid, HasSubstr("  t_a_2[\"🔴 - a\"] {\n"));
  EXPECT_THAT(diagram_dot(diagram(old, now, hints)), HasSubstr("  \"a_2\" [label=<\n"));
}

TEST(DiagramOfADifference, AForeignKeyIsChangedOrLeadsElsewhere) {
  Schema old;
  add(old, table("a", {column("id", TypeName::bigint)}, {"id"}));
  add(old, table("b", {column("id", TypeName::bigint)}, {"id"}));
  TableSchema child = table("child", {column("up", TypeName::bigint)}, {});
  refer(child, "child_up", {"up"}, "a");
  add(old, child);
  Schema cascades = old, elsewhere = old;
  cascades.tables["child"].foreign_keys["child_up"].on_delete = Action::cascade;
  elsewhere.tables["child"].foreign_keys["child_up"].parent = "b";
  EXPECT_THAT(diagram_mermaid(diagram(old, cascades, {})),
              HasSubstr("  t_child }o--|| t_a : \"🟠 ~ up\"\n"));
  EXPECT_THAT(diagram_mermaid(diagram(old, elsewhere, {})),
              HasSubstr("  t_child }o--|| t_b : \"🟢 + up\"\n"
                        "  t_child }o--|| t_a : \"🔴 - up\"\n"));
}

TEST(DiagramOfADifference, WhatIsNotDrawnChangesItsTable) {
  Schema old;
  add(old, table("a", {column("x", TypeName::text)}, {}));
  Schema indexed = old, checked = old, defaulted = old;
  indexed.indexes["i"] = {"a", "i", false, {}, {}};
  checked.tables["a"].checks["c"] = {"a", "c", DialectText("x > 0"), {}};
  defaulted.tables["a"].columns[0].default_value = Literal{Literal::Kind::string, "y"};
  for (const Schema* now : {&indexed, &checked}) {
    EXPECT_THAT(diagram_mermaid(diagram(old, *now, {})), HasSubstr("~ a\"] {\n    text x\n"));
  }
  EXPECT_THAT(diagram_mermaid(diagram(old, defaulted, {})),
              HasSubstr("~ a\"] {\n    text x \"🟠 ~\"\n"));
}

// Of a -> b -> c -> d, and e by itself, where b alone has changed.
TEST(Diagram, OfWhatIsTouchedHasTheNeighboursWithTheirKeys) {
  Diagram all;
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    Diagram::Entity& entity = all.entities.emplace_back();
    entity.name = name;
    entity.columns.resize(3);
    entity.columns[0].name = "id";
    entity.columns[0].primary = true;
    entity.columns[1].name = "up";
    entity.columns[1].foreign = true;
    entity.columns[2].name = "note";
  }
  all.entities[1].mark = Diagram::Mark::changed;
  for (std::size_t i = 0; i < 3; ++i) all.references.push_back({i, i + 1, {"up"}, false, {}});
  const Diagram some = touched(all);
  ASSERT_EQ(some.entities.size(), 3U);
  EXPECT_EQ(some.entities[0].name, "a");
  EXPECT_EQ(some.entities[0].columns.size(), 2U);
  EXPECT_EQ(some.entities[1].columns.size(), 3U);
  EXPECT_EQ(some.entities[2].name, "c");
  ASSERT_EQ(some.references.size(), 2U);
  EXPECT_EQ(some.references[1].child, 1U);
  EXPECT_EQ(some.references[1].parent, 2U);
  all.entities[1].mark = Diagram::Mark::same;
  EXPECT_TRUE(touched(all).entities.empty());
}

}  // namespace
}  // namespace schemake::testing
