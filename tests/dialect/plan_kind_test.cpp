#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "dialect/library.hpp"
#include "dialect/plans.hpp"

// What SQLite needs for each kind of change, there and back: nothing, ALTER TABLE, the text of the
// schema, or a rebuild. One that has become dearer shows here.

namespace schemake::generator {
namespace {

// "ALTER TABLE main."author" ADD COLUMN ..." -> "add column"
std::string kind_of(const std::string& sql) {
  for (const auto& [words, kind] :
       std::vector<std::pair<const char*, const char*>>{{" ADD COLUMN ", "add column"},
                                                        {" DROP COLUMN ", "drop column"},
                                                        {" RENAME ", "rename"},
                                                        {"UPDATE ", "update"},
                                                        {"CREATE UNIQUE INDEX ", "create index"},
                                                        {"CREATE INDEX ", "create index"},
                                                        {"DROP INDEX ", "drop index"},
                                                        {"CREATE VIEW ", "create view"},
                                                        {"DROP VIEW ", "drop view"},
                                                        {"CREATE TABLE ", "create table"},
                                                        {"DROP TABLE ", "drop table"}}) {
    if (sql.find(words) != std::string::npos) return kind;
  }
  return sql;
}

// The kinds of steps in their order, each once where it is repeated; a fallback is left out.
std::string kinds(const std::vector<Step>& steps) {
  std::string all, last;
  bool fallback = false;
  for (const Step& step : steps) {
    std::string kind = "rebuild";
    if (step.verb == Verb::none) kind = "nothing";
    if (step.verb == Verb::guard) kind = "guard";
    if (step.verb == Verb::retext) kind = "text";
    if (step.verb == Verb::run) kind = kind_of(step.sql);
    const bool again = kind == last && kind != "rebuild";
    if (!fallback && !again) all += (all.empty() ? "" : ", ") + kind;
    if (!fallback) last = kind;
    fallback = step.verb == Verb::retext;
  }
  return all;
}

struct Kind {
  const char* name;
  std::function<void(Schema&)> before;
  std::function<void(Schema&, Hints&)> change;
  const char* up;
  const char* down;
};
void PrintTo(const Kind& kind, std::ostream* out) { *out << kind.name; }

class PlanKind : public ::testing::TestWithParam<Kind> {};

TEST_P(PlanKind, IsTheCheapest) {
  Schema before = library();
  if (GetParam().before) GetParam().before(before);
  Schema after = before;
  Hints hints;
  GetParam().change(after, hints);
  const Plan edge = plan(before, after, hints);
  EXPECT_EQ(kinds(edge.upgrade), GetParam().up) << listing(edge);
  EXPECT_EQ(kinds(edge.downgrade), GetParam().down) << listing(edge);
}

const auto kName = [](const auto& info) { return info.param.name; };

void make_type(Schema& s, const char* column_name, TypeName name, int precision = 0) {
  column(s, "author", column_name).type = {name, precision, 0, "", {}};
}

INSTANTIATE_TEST_SUITE_P(
    Nothing, PlanKind,
    ::testing::Values(
        Kind{"Comment",
             {},
             [](Schema& s, Hints&) { s.tables["author"].table.comment = "who wrote it"; },
             "nothing",
             "nothing"},
        Kind{"PortableType",
             {},
             [](Schema& s, Hints&) { make_type(s, "id", TypeName::integer); },
             "nothing",
             "nothing"},
        Kind{"ConstraintName", [](Schema& s) { add_check(s, "author", "named", "name <> ''"); },
             [](Schema& s, Hints&) {
               s.tables["author"].checks.clear();
               add_check(s, "author", "has_name", "name <> ''");
             },
             "nothing", "nothing"},
        Kind{"ChecksBrackets", [](Schema& s) { add_check(s, "author", "named", "name <> ''"); },
             [](Schema& s, Hints&) {
               s.tables["author"].checks.clear();
               add_check(s, "author", "named", "(name <> '')");
             },
             "nothing", "nothing"},
        Kind{"Index",
             {},
             [](Schema& s, Hints&) { add_index(s, "author", "by_name", {"name"}); },
             "create index",
             "drop index"},
        Kind{"UniqueIndex",
             {},
             [](Schema& s, Hints&) { add_index(s, "author", "by_name", {"name"}).unique = true; },
             "guard, create index",
             "drop index"},
        Kind{"ChangedIndex", [](Schema& s) { add_index(s, "author", "by_name", {"name"}); },
             [](Schema& s, Hints&) {
               add_index(s, "author", "by_name", {"name", "born"});
             },
             "drop index, create index", "drop index, create index"},
        Kind{"View", [](Schema& s) { add_view(s, "a", "SELECT id FROM author"); },
             [](Schema& s, Hints&) { add_view(s, "a", "SELECT name FROM author"); },
             "drop view, create view", "drop view, create view"},
        Kind{"Table",
             {},
             [](Schema& s, Hints&) { add_table(s, "shelf"); },
             "create table",
             "drop table"}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Alter, PlanKind,
    ::testing::Values(
        Kind{"RenameTable",
             {},
             [](Schema& s, Hints& h) { rename_table(s, h, "author", "writer"); },
             "rename",
             "rename"},
        Kind{"RenameColumn",
             {},
             [](Schema& s, Hints& h) { rename_column(s, h, "author", "name", "title"); },
             "rename",
             "rename"},
        Kind{"AddNullable",
             {},
             [](Schema& s, Hints&) { add_column(s, "author", "nick").nullable = true; },
             "add column",
             "drop column"},
        Kind{"AddWithDefault",
             {},
             [](Schema& s, Hints&) {
               add_column(s, "author", "nick").default_value = constant(Literal::Kind::string, "-");
             },
             "add column",
             "drop column"},
        Kind{"AddNullableWithBackfill",
             {},
             [](Schema& s, Hints& h) {
               add_column(s, "author", "nick").nullable = true;
               backfill(h, "author", "nick", "lower(name)");
             },
             "add column, update",
             "drop column"},
        Kind{"AddVirtual",
             {},
             [](Schema& s, Hints&) {
               Column& loud = add_column(s, "author", "loud");
               loud.nullable = true;
               loud.generated = Generated{DialectText("upper(name)"), false};
             },
             "add column",
             "drop column"},
        Kind{"DropWithItsImpliedCheck",
             [](Schema& s) { add_column(s, "author", "dead", TypeName::boolean).nullable = true; },
             [](Schema& s, Hints&) { drop_column(s, "author", "dead"); }, "drop column",
             "add column"}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Text, PlanKind,
    ::testing::Values(
        Kind{"NotNull",
             {},
             [](Schema& s, Hints&) { column(s, "author", "name").nullable = true; },
             "text",
             "guard, rebuild"},
        Kind{"Default",
             {},
             [](Schema& s, Hints&) {
               column(s, "author", "name").default_value = constant(Literal::Kind::string, "-");
             },
             "text",
             "text"},
        Kind{"DefaultExpression",
             [](Schema& s) {
               column(s, "author", "born").default_value = constant(Literal::Kind::string, "-");
             },
             [](Schema& s, Hints&) {
               column(s, "author", "born").default_value = expression("CURRENT_DATE");
             },
             "text", "text"},
        Kind{"Check", [](Schema& s) { add_check(s, "author", "named", "name <> ''"); },
             [](Schema& s, Hints&) { s.tables["author"].checks.clear(); }, "text",
             "guard, rebuild"},
        Kind{"ImpliedCheck", [](Schema& s) { make_type(s, "name", TypeName::varchar, 20); },
             [](Schema& s, Hints&) { make_type(s, "name", TypeName::text); }, "text",
             "guard, rebuild"},
        Kind{"ForeignKey",
             {},
             [](Schema& s, Hints&) { s.tables["book"].foreign_keys.clear(); },
             "text",
             "guard, rebuild"},
        Kind{"OneOfTwoForeignKeysAlike",
             [](Schema& s) {
               ForeignKey again = s.tables["book"].foreign_keys.begin()->second;
               again.name = "again";
               again.deferrable = Deferrable::immediate;
               s.tables["book"].foreign_keys["again"] = again;
             },
             [](Schema& s, Hints&) {
               s.tables["book"].foreign_keys.erase("again");
               column(s, "book", "title").nullable = true;
               column(s, "book", "author").nullable = true;
             },
             "text", "guard, rebuild"},
        Kind{"SeveralAtOnce", [](Schema& s) { add_check(s, "book", "titled", "title <> ''"); },
             [](Schema& s, Hints&) {
               s.tables["book"].foreign_keys.clear();
               s.tables["book"].checks.clear();
               column(s, "book", "title").nullable = true;
               column(s, "author", "name").nullable = true;
             },
             "text", "guard, rebuild, rebuild"},
        Kind{"BesideIndexes", [](Schema& s) { add_index(s, "author", "by_name", {"name"}); },
             [](Schema& s, Hints&) {
               column(s, "author", "name").nullable = true;
               s.indexes.clear();
               add_index(s, "author", "by_born", {"born"});
             },
             "drop index, text, create index", "guard, drop index, rebuild"},
        Kind{"ThenAColumn",
             {},
             [](Schema& s, Hints&) {
               column(s, "author", "name").nullable = true;
               add_column(s, "author", "nick").nullable = true;
             },
             "text, add column",
             "guard, rebuild"},
        Kind{"DropWithItsReferenceAndCheck",
             [](Schema& s) {
               add_column(s, "book", "editor", TypeName::bigint).nullable = true;
               add_reference(s, "book", "editor", "author");
               add_check(s, "book", "edited", "editor > 0");
             },
             [](Schema& s, Hints&) {
               drop_column(s, "book", "editor");
               s.tables["book"].foreign_keys.erase("book_editor_fkey");
               s.tables["book"].checks.clear();
             },
             "text, drop column", "guard, add column"},
        Kind{"ThenItsParentGoes",
             {},
             [](Schema& s, Hints&) {
               s.tables["book"].foreign_keys.clear();
               s.tables.erase("author");
             },
             "text, drop table",
             "guard, create table, rebuild"}),
    kName);

INSTANTIATE_TEST_SUITE_P(
    Rebuild, PlanKind,
    ::testing::Values(Kind{"Unique",
                           {},
                           [](Schema& s, Hints&) { add_unique(s, "author", {"name"}); },
                           "guard, rebuild",
                           "rebuild"},
                      Kind{"ReferenceAction",
                           {},
                           [](Schema& s, Hints&) {
                             s.tables["book"].foreign_keys["book_author_fkey"].on_delete =
                                 Action::restrict;
                           },
                           "guard, rebuild",
                           "guard, rebuild"},
                      Kind{"PrimaryKey",
                           {},
                           [](Schema& s, Hints&) {
                             set_primary_key(s, "book", {"author", "id"});
                             column(s, "book", "id").identity = false;
                           },
                           "guard, rebuild",
                           "guard, rebuild"},
                      Kind{"Identity",
                           {},
                           [](Schema& s, Hints&) { column(s, "book", "id").identity = false; },
                           "rebuild",
                           "rebuild"},
                      Kind{"Strict",
                           {},
                           [](Schema& s, Hints&) { s.tables["author"].table.strict = true; },
                           "guard, rebuild",
                           "rebuild"},
                      Kind{"Collation",
                           {},
                           [](Schema& s, Hints&) {
                             column(s, "author", "name").collation = DialectText("NOCASE");
                           },
                           "rebuild",
                           "rebuild"},
                      Kind{"StoredType",
                           {},
                           [](Schema& s, Hints&) { make_type(s, "born", TypeName::bigint); },
                           "guard, rebuild",
                           "guard, rebuild"},
                      // SQLite's documentation names no CHECK that is exchanged.
                      Kind{"WidenedPromise",
                           [](Schema& s) { make_type(s, "name", TypeName::varchar, 20); },
                           [](Schema& s, Hints&) { make_type(s, "name", TypeName::varchar, 30); },
                           "rebuild", "guard, rebuild"},
                      Kind{"OrderOfColumns",
                           {},
                           [](Schema& s, Hints&) {
                             s.tables["author"].table.column_order = {"born", "id", "name"};
                           },
                           "rebuild",
                           "nothing"},
                      Kind{"AddNotNullWithBackfill",
                           {},
                           [](Schema& s, Hints& h) {
                             add_column(s, "author", "nick");
                             backfill(h, "author", "nick", "lower(name)");
                           },
                           "guard, rebuild",
                           "drop column"},
                      Kind{"AddStored",
                           {},
                           [](Schema& s, Hints&) {
                             Column& loud = add_column(s, "author", "loud");
                             loud.nullable = true;
                             loud.generated = Generated{DialectText("upper(name)"), true};
                           },
                           "rebuild",
                           "drop column"},
                      Kind{"OnceForAll",
                           {},
                           [](Schema& s, Hints&) {
                             column(s, "author", "name").nullable = true;
                             column(s, "author", "born").nullable = false;
                             add_unique(s, "author", {"name"});
                             add_column(s, "author", "nick").nullable = true;
                             add_check(s, "author", "named", "name <> ''");
                             add_index(s, "author", "by_born", {"born"});
                           },
                           "guard, rebuild",
                           "guard, drop index, rebuild"}),
    kName);

}  // namespace
}  // namespace schemake::generator
