#include "prove/prove.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string>

#include "dialect/library.hpp"
#include "prove/compiled_edge.hpp"
#include "prove/database.hpp"
#include "prove/edge.hpp"
#include "prove/walk.hpp"

namespace schemake::generator {
namespace {

using ::testing::HasSubstr;

struct Change {
  const char* name;
  std::function<void(Schema&, Hints&)> make;
};
void PrintTo(const Change& change, std::ostream* out) { *out << change.name; }

class Proven : public ::testing::TestWithParam<Change> {};

TEST_P(Proven, BothWays) {
  Schema after = library();
  Hints hints;
  GetParam().make(after, hints);
  EXPECT_EQ(words(Edge(library(), after, hints).failure()), "");
  EXPECT_EQ(words(Edge(after, library()).failure()), "");
  EXPECT_EQ(words(Edge({}, after).failure()), "");
}

INSTANTIATE_TEST_SUITE_P(
    Changes, Proven,
    ::testing::Values(
        Change{"nothing", [](Schema&, Hints&) {}},
        Change{"a column",
               [](Schema& s, Hints&) { add_column(s, "author", "nick").nullable = true; }},
        Change{"a column that nothing fills",
               [](Schema& s, Hints&) { add_column(s, "author", "nick"); }},
        Change{"a backfill",
               [](Schema& s, Hints& hints) {
                 add_column(s, "author", "email");
                 backfill(hints, "author", "email", "name || '@invalid'");
               }},
        Change{"a backfill that is the same for all, and unique",
               [](Schema& s, Hints& hints) {
                 add_column(s, "author", "email");
                 add_unique(s, "author", {"email"});
                 backfill(hints, "author", "email", "'x'");
               }},
        Change{"a drop", [](Schema& s, Hints&) { drop_column(s, "author", "born"); }},
        Change{"a unique key", [](Schema& s, Hints&) { add_unique(s, "author", {"name"}); }},
        Change{"a check",
               [](Schema& s, Hints&) { add_check(s, "author", "named", "length(name) > 3"); }},
        Change{"an index", [](Schema& s, Hints&) { add_index(s, "author", "by_name", {"name"}); }},
        Change{"a type",
               [](Schema& s, Hints&) { column(s, "author", "name").type.name = TypeName::bigint; }},
        Change{"NOT NULL", [](Schema& s, Hints&) { column(s, "author", "born").nullable = false; }},
        Change{"a rename",
               [](Schema& s, Hints& hints) {
                 rename_column(s, hints, "author", "name", "full_name");
                 rename_table(s, hints, "author", "writer");
               }},
        Change{"a view and a trigger",
               [](Schema& s, Hints&) {
                 add_view(s, "named", "SELECT id, name FROM author");
                 add_trigger(s, "author", "logged", "UPDATE book SET title = title;");
               }},
        Change{"a table", [](Schema& s, Hints&) {
                 add_table(s, "shop");
                 add_column(s, "book", "shop", TypeName::bigint).nullable = true;
                 add_reference(s, "book", "shop", "shop");
               }}));

TEST(Prove, FindsAGuardThatSeesANullWhereNoneIs) {
  Schema after = library();
  Hints hints;
  rename_table(after, hints, "author", "writer");
  column(after, "writer", "born").nullable = false;
  backfill(hints, "writer", "born", "rowid");
  Edge edge(library(), after, hints);
  EXPECT_EQ(words(edge.failure()), "");
  const auto guard = std::find_if(edge.plan.upgrade.begin(), edge.plan.upgrade.end(),
                                  [](const Step& step) { return step.verb == Verb::guard; });
  ASSERT_NE(guard, edge.plan.upgrade.end());
  guard->sql =
      "SELECT 1 FROM (SELECT \"id\", \"born\" FROM main.\"author\") AS \"writer\" WHERE "
      "COALESCE(\"born\", (rowid)) IS NULL LIMIT 1";
  EXPECT_THAT(words(edge.failure()),
              HasSubstr("ours: writer.born: a guard refuses rows that are as they must be: the "
                        "backfill of writer.born gives NULL for rows of writer"));
}

// What a key refers to is made unique, or is so no longer; or its table goes.
TEST(Prove, AKeyComesToBeEnforcedAndDeadWithTheSameText) {
  Schema dead = library();
  add_column(dead, "book", "writer").nullable = true;
  ForeignKey& key = add_reference(dead, "book", "writer", "author");
  key.parent_columns = {"name"};
  key.not_enforced = true;
  Schema alive = dead;
  alive.tables.at("book").foreign_keys.at(key.name).not_enforced = false;
  Schema indexed = alive;
  add_unique(alive, "author", {"name"});
  add_index(indexed, "author", "by_name", {"name"}).unique = true;
  for (const Schema& other : {alive, indexed}) {
    EXPECT_EQ(words(Edge(dead, other).failure()), "");
    EXPECT_EQ(words(Edge(other, dead).failure()), "");
  }
  Schema gone = library();
  gone.tables.erase("author");
  gone.tables.at("book").foreign_keys.begin()->second.not_enforced = true;
  EXPECT_EQ(words(Edge(library(), gone).failure()), "");
  EXPECT_EQ(words(Edge(gone, library()).failure()), "");
}

// With rows that use the key: the runtime takes them as what the schema declares.
TEST(Prove, RowsOfAKeyWhoseParentGoesAndComesBack) {
  Schema after = library();
  after.tables.erase("author");
  after.tables.at("book").foreign_keys.begin()->second.not_enforced = true;
  const Edge start({}, library()), edge(library(), after);
  const std::string before_id(64, 'b'), after_id(64, 'a');
  std::vector<CompiledEdge> edges;
  edges.emplace_back(edge_v1::Kind::revision, "base", before_id, "1", start.plan);
  edges.emplace_back(edge_v1::Kind::revision, before_id, after_id, "2", edge.plan);
  const CompiledCatalog catalog("library", std::move(edges));
  const Database db("");
  sqlite::Connection connection(db.get());
  const auto what = [](const std::optional<Refusal>& refusal) {
    return refusal ? refusal->what() : std::string();
  };
  ASSERT_EQ(what(walk_up(connection, catalog.catalog(), before_id, start.plan.upgrade)), "");
  db.run(kLibraryRows);
  EXPECT_EQ(what(walk_up(connection, catalog.catalog(), after_id, edge.plan.upgrade)), "");
  EXPECT_EQ(db.number("SELECT count(*) FROM book WHERE author IS NOT NULL"), 2);
  EXPECT_THAT(what(walk_down(connection, catalog.catalog(), before_id, edge.plan.downgrade)),
              HasSubstr("rows of book refer to rows of author that do not exist"));
  db.run("DELETE FROM book");
  EXPECT_EQ(what(walk_down(connection, catalog.catalog(), before_id, edge.plan.downgrade)), "");
}

TEST(Prove, NamesTheViewThatDoesNotWork) {
  Schema after = library();
  add_view(after, "broken", "SELECT nick FROM author");
  const auto failure = Edge(library(), after).failure();
  ASSERT_TRUE(failure);
  EXPECT_FALSE(failure->ours);
  EXPECT_EQ(failure->object, (ObjectName{Kind::view, "", "broken"}));
  EXPECT_THAT(failure->what, HasSubstr("no such column: nick"));
}

TEST(Prove, NamesTheViewThatADropBreaks) {
  Schema before = library();
  add_view(before, "born", "SELECT born FROM author");
  Schema after = before;
  drop_column(after, "author", "born");
  const auto failure = Edge(before, after).failure();
  ASSERT_TRUE(failure);
  EXPECT_FALSE(failure->ours);
  EXPECT_EQ(failure->object, (ObjectName{Kind::view, "", "born"}));
}

TEST(Prove, NamesTheTriggerThatDoesNotWork) {
  Schema after = library();
  add_trigger(after, "author", "fine", "UPDATE book SET title = '';");
  add_trigger(after, "author", "broken", "UPDATE book SET nick = '';");
  const auto failure = Edge(library(), after).failure();
  ASSERT_TRUE(failure);
  EXPECT_FALSE(failure->ours);
  EXPECT_EQ(failure->object, (ObjectName{Kind::trigger, "author", "broken"}));
}

TEST(Prove, NamesTheCheckThatSQLiteRefuses) {
  Schema after = library();
  add_check(after, "author", "odd", "lenght(name) > 0");
  const auto failure = Edge(library(), after).failure();
  ASSERT_TRUE(failure);
  EXPECT_FALSE(failure->ours);
  EXPECT_EQ(spell(failure->object), "author.odd");
  EXPECT_THAT(failure->what, HasSubstr("no such function: lenght"));
}

TEST(Prove, NamesTheBackfillThatDoesNotWork) {
  Schema after = library();
  add_column(after, "author", "email");
  Hints hints;
  backfill(hints, "author", "email", "nick || '@invalid'");
  const auto failure = Edge(library(), after, hints).failure();
  ASSERT_TRUE(failure);
  EXPECT_FALSE(failure->ours);
  EXPECT_EQ(failure->object, (ObjectName{Kind::column, "author", "email"}));
  EXPECT_THAT(failure->what, HasSubstr("no such column: nick"));
}

// Seed 455 of the pairs: it was reported as a bug of Schemake.
TEST(Prove, NamesTheBackfillThatAStrictTableDoesNotTake) {
  Schema before = library();
  before.tables.at("author").table.strict = true;
  Schema after = before;
  add_column(after, "author", "photo", TypeName::blob).nullable = true;
  Hints hints;
  backfill(hints, "author", "photo", "'none'");
  EXPECT_EQ(words(Edge(before, after, hints).failure()),
            "theirs: author.photo: its backfill gives what the STRICT table does not take: cannot "
            "store TEXT value in BLOB column author.photo ['none']");
}

// Whether it fits is up to the rows, which may be other ones than those of the proof.
TEST(Prove, LeavesABackfillThatReadsValuesToTheRows) {
  Schema before = library();
  add_column(before, "author", "weight", TypeName::decimal);
  Schema after = library();
  after.tables.at("author").table.strict = true;
  add_column(after, "author", "mass", TypeName::real);
  Hints hints;
  backfill(hints, "author", "mass", "weight");
  EXPECT_EQ(words(Edge(before, after, hints).failure()), "");
}

TEST(Prove, KnowsWhatTheApplicationRegisters) {
  Schema after = library();
  add_check(after, "author", "odd", "soundex_de(name) <> ''");
  column(after, "author", "name").collation = DialectText("german");
  Edge edge(library(), after);
  EXPECT_TRUE(edge.failure());
  edge.requirements = {{"soundex_de"}, {"german"}, {}, {}};
  EXPECT_EQ(words(edge.failure()), "");
}

TEST(Prove, KnowsTheModulesAndTokenizersThatTheApplicationRegisters) {
  Schema after = library();
  after.virtual_tables["places"] = {"places", "spatial_de", "id, x, y, depth=3"};
  after.virtual_tables["text"] = {"text", "fts5", "body, tokenize = 'stemming_de 1'"};
  after.views["near"] = {"near", {}, DialectText("SELECT id FROM places WHERE x > 1"), ""};
  Edge edge(library(), after);
  EXPECT_TRUE(edge.failure());
  edge.requirements = {{}, {}, {"spatial_de"}, {"stemming_de"}};
  EXPECT_EQ(words(edge.failure()), "");
}

// Rows of virtual tables are held against each other, too.
TEST(Prove, SeesTheRowsOfVirtualTables) {
  Schema before = library(), after = library();
  before.virtual_tables["search"] = {"search", "fts5", "title"};
  after.virtual_tables["search"] = {"search", "fts5", "title, body"};
  Edge edge(before, after);
  EXPECT_EQ(words(edge.failure()), "");
  for (Step& step : edge.plan.upgrade) {
    const std::size_t at = step.sql.find("SELECT rowid, \"title\"");
    if (at != std::string::npos) step.sql.replace(at, 21, "SELECT rowid, 'title'");
  }
  const auto failure = edge.failure();
  ASSERT_TRUE(failure);
  EXPECT_TRUE(failure->ours);
  EXPECT_THAT(failure->what, HasSubstr("does not keep what it must: the table search"));
}

TEST(Prove, SeesAnIndexOfTextThatDoesNotAgreeWithItsContent) {
  Schema before = library();
  before.virtual_tables["found"] = {"found", "fts5", "title, content=book, content_rowid=id"};
  column(before, "book", "title").nullable = true;
  Schema after = before;
  Hints hints;
  column(after, "book", "title").nullable = false;
  backfill(hints, "book", "title", "'a ' || coalesce(title, 'book')");
  Edge edge(before, after, hints);
  EXPECT_EQ(words(edge.failure()), "");
  std::erase_if(edge.plan.upgrade,
                [](const Step& step) { return step.sql.find("rebuild") != std::string::npos; });
  const auto failure = edge.failure();
  ASSERT_TRUE(failure);
  EXPECT_THAT(failure->what, HasSubstr("the index of found does not agree with its rows"));
}

struct Module {
  const char* test;
  const char* name;
  const char* arguments;
};
void PrintTo(const Module& module, std::ostream* out) { *out << module.test; }

// Neither can be read without its view, and FTS4 that takes its columns from there not dropped.
const Module kOverATitledView[] = {
    {"Fts5", "fts5", "title, content=titled"},
    {"Fts4", "fts4", "title, content=titled"},
    {"Fts4WithColumnsOfTheView", "fts4", "content=titled"},
};

class TextIndexOverAView : public ::testing::TestWithParam<Module> {
 protected:
  TextIndexOverAView() {
    viewed_.views["titled"] = {
        "titled", {}, DialectText("SELECT id AS rowid, title FROM book"), ""};
    indexed_ = viewed_;
    add_index(indexed_);
  }
  static void add_index(Schema& schema) {
    schema.virtual_tables["found"] = {"found", GetParam().name, GetParam().arguments};
  }
  static std::string there_and_back(const Schema& before, const Schema& after,
                                    const Hints& hints = {}) {
    return words(Edge(before, after, hints).failure()) + words(Edge(after, before).failure());
  }

  Schema viewed_ = library(), indexed_;
};

TEST_P(TextIndexOverAView, ComesAndGoesWithIt) {
  EXPECT_EQ(there_and_back({}, indexed_), "");
  EXPECT_EQ(there_and_back(library(), indexed_), "");
}

TEST_P(TextIndexOverAView, ComesAndGoesAlone) { EXPECT_EQ(there_and_back(viewed_, indexed_), ""); }

TEST_P(TextIndexOverAView, StaysWhenTheViewChanges) {
  Schema after = indexed_;
  after.views["titled"].sql = DialectText("SELECT id AS rowid, upper(title) AS title FROM book");
  EXPECT_EQ(there_and_back(indexed_, after), "");
}

// The view makes way while columns and tables that it reads change.
TEST_P(TextIndexOverAView, StaysWhenWhatTheViewReadsChanges) {
  Schema renamed = indexed_;
  Hints hints;
  rename_table(renamed, hints, "book", "volume");
  renamed.views["titled"].sql = DialectText("SELECT id AS rowid, title FROM volume");
  EXPECT_EQ(words(Edge(indexed_, renamed, hints).failure()), "");
  Schema dropped = indexed_;
  add_column(dropped, "book", "note").nullable = true;
  EXPECT_EQ(there_and_back(indexed_, dropped), "");
  Schema rebuilt = indexed_;
  add_check(rebuilt, "book", "titled_so", "title <> 'x'");
  EXPECT_EQ(there_and_back(indexed_, rebuilt), "");
}

TEST_P(TextIndexOverAView, MayBeOverAViewOfAView) {
  Schema under = indexed_;
  under.views["titled"].sql = DialectText("SELECT rowid, title FROM under");
  under.views["under"] = {"under", {}, DialectText("SELECT id AS rowid, title FROM book"), ""};
  EXPECT_EQ(there_and_back({}, under), "");
  EXPECT_EQ(there_and_back(library(), under), "");
  Schema after = under;
  after.views["under"].sql = DialectText("SELECT id AS rowid, upper(title) AS title FROM book");
  EXPECT_EQ(there_and_back(under, after), "");
}

TEST_P(TextIndexOverAView, TakesAnotherName) {
  Schema after = indexed_;
  Hints hints;
  after.virtual_tables["search"] = after.virtual_tables["found"];
  after.virtual_tables["search"].name = "search";
  after.virtual_tables.erase("found");
  hints.renamed_from[{Kind::virtual_table, "", "search"}] = "found";
  EXPECT_EQ(there_and_back(indexed_, after, hints), "");
  after.views["titled"].sql = DialectText("SELECT id AS rowid, upper(title) AS title FROM book");
  EXPECT_EQ(there_and_back(indexed_, after, hints), "");
}

TEST_P(TextIndexOverAView, IsReadByAnotherViewAndByTriggers) {
  Schema after = indexed_;
  after.views["hits"] = {"hits", {}, DialectText("SELECT title FROM found"), ""};
  add_trigger(after, "book", "book_new",
              "INSERT INTO found(rowid, title) VALUES (new.id, new.title);");
  EXPECT_EQ(there_and_back({}, after), "");
  EXPECT_EQ(there_and_back(viewed_, after), "");
  Schema other = after;
  other.views["titled"].sql = DialectText("SELECT id AS rowid, upper(title) AS title FROM book");
  EXPECT_EQ(there_and_back(after, other), "");
}

INSTANTIATE_TEST_SUITE_P(Modules, TextIndexOverAView, ::testing::ValuesIn(kOverATitledView),
                         [](const auto& info) { return std::string(info.param.test); });

TEST(Prove, NamesAnIndexOfTextThatItsContentDoesNotFit) {
  Schema after = library();
  after.virtual_tables["found"] = {"found", "fts5", "title, summary, content=book"};
  const auto failure = Edge(library(), after).failure();
  ASSERT_TRUE(failure);
  EXPECT_FALSE(failure->ours);
  EXPECT_EQ(failure->object, (ObjectName{Kind::virtual_table, "", "found"}));
  EXPECT_THAT(failure->what, HasSubstr("it cannot be filled from book"));
}

// What was required once need not be required for ever.
TEST(Prove, StandsInForWhatOnlyTheStateBeforeUses) {
  Schema before = library();
  add_check(before, "author", "odd", "soundex_de(name) <> ''");
  column(before, "author", "name").collation = DialectText("german");
  before.virtual_tables["places"] = {"places", "spatial_de", "id, x, y"};
  before.virtual_tables["text"] = {"text", "fts5", "body, tokenize = \"stemming_de 'x'\""};
  EXPECT_EQ(words(Edge(before, library()).failure()), "");
}

struct Caller {
  const char* name;
  std::function<void(Schema&)> make;
  ObjectName object;
  const char* advice;
};
void PrintTo(const Caller& caller, std::ostream* out) { *out << caller.name; }

class Unregistered : public ::testing::TestWithParam<Caller> {};

// The one who wrote it is told where to declare it, at the line that calls it.
TEST_P(Unregistered, IsTheUsersMistakeAtItsPlace) {
  Schema after = library();
  GetParam().make(after);
  const auto failure = Edge(library(), after).failure();
  ASSERT_TRUE(failure);
  EXPECT_FALSE(failure->ours);
  EXPECT_EQ(failure->object, GetParam().object) << spell(failure->object);
  EXPECT_THAT(failure->advice, HasSubstr(GetParam().advice));
}

INSTANTIATE_TEST_SUITE_P(
    Everywhere, Unregistered,
    ::testing::Values(
        Caller{"Check",
               [](Schema& s) { add_check(s, "author", "odd", "odd(name)"); },
               {Kind::check, "author", "odd"},
               "requires: {functions: [odd]}"},
        Caller{"Default",
               [](Schema& s) {
                 add_column(s, "author", "nick").default_value = Expression{DialectText("odd()")};
               },
               {Kind::column, "author", "nick"},
               "requires: {functions: [odd]}"},
        Caller{"Generated",
               [](Schema& s) {
                 add_column(s, "author", "nick").generated = Generated{DialectText("odd(name)")};
               },
               {Kind::column, "author", "nick"},
               "requires: {functions: [odd]}"},
        Caller{"Index",
               [](Schema& s) {
                 s.indexes["by_odd"] = {
                     "author", "by_odd", false, {{"", DialectText("odd(name)"), false, {}}}, {}};
               },
               {Kind::index, "author", "by_odd"},
               "requires: {functions: [odd]}"},
        Caller{"View",
               [](Schema& s) {
                 s.views["odd_ones"] = {"odd_ones", {}, DialectText("SELECT odd(1) AS a"), ""};
               },
               {Kind::view, "", "odd_ones"},
               "requires: {functions: [odd]}"},
        Caller{"Trigger",
               [](Schema& s) {
                 s.triggers["odd_new"] = {"author",
                                          "odd_new",
                                          Trigger::Timing::after,
                                          Trigger::Event::insert,
                                          {},
                                          {},
                                          DialectText("SELECT odd(new.name);")};
               },
               {Kind::trigger, "author", "odd_new"},
               "requires: {functions: [odd]}"},
        Caller{"Module",
               [](Schema& s) {
                 s.virtual_tables["odd_one"] = {"odd_one", "odd", "a"};
               },
               {Kind::virtual_table, "", "odd_one"},
               "requires: {modules: [odd]}"},
        Caller{"Tokenizer",
               [](Schema& s) {
                 s.virtual_tables["odd_one"] = {"odd_one", "fts5", "a, tokenize = 'odd'"};
               },
               {Kind::virtual_table, "", "odd_one"},
               "requires: {tokenizers: [odd]}"}),
    [](const auto& info) { return std::string(info.param.name); });

// What a planner's bug would look like.
struct Spoil {
  const char* name;
  std::function<void(Plan&)> spoil;
  const char* words;
};
void PrintTo(const Spoil& spoil, std::ostream* out) { *out << spoil.name; }

class Caught : public ::testing::TestWithParam<Spoil> {};

TEST_P(Caught, AsABugOfOurs) {
  Schema after = library();
  add_column(after, "author", "nick").nullable = true;
  Edge edge(library(), after);
  GetParam().spoil(edge.plan);
  const auto failure = edge.failure();
  ASSERT_TRUE(failure);
  EXPECT_TRUE(failure->ours);
  EXPECT_THAT(failure->what, HasSubstr(GetParam().words));
}

Step script(const char* sql) { return Step{Phase::contract, Verb::run, "author", sql, "", "", {}}; }

INSTANTIATE_TEST_SUITE_P(
    Bugs, Caught,
    ::testing::Values(
        Spoil{"forgets a step", [](Plan& plan) { plan.upgrade = {script("SELECT 1")}; },
              "column author.nick: missing"},
        Spoil{"forgets to undo", [](Plan& plan) { plan.downgrade = {script("SELECT 1")}; },
              "column author.nick: not expected"},
        Spoil{"loses a value",
              [](Plan& plan) {
                plan.upgrade.push_back(script("UPDATE author SET name = '' WHERE name = 'beta'"));
              },
              "the upgrade does not keep what it must: the table author"},
        Spoil{"loses a row",
              [](Plan& plan) { plan.upgrade.push_back(script("DELETE FROM book WHERE id = 2")); },
              "the table book had 3 rows and has 2"},
        Spoil{"loses a value on the way back",
              [](Plan& plan) { plan.downgrade.push_back(script("UPDATE book SET title = NULL")); },
              "constraint failed"},
        Spoil{"changes a value on the way back",
              [](Plan& plan) { plan.downgrade.push_back(script("UPDATE book SET title = 'x'")); },
              "the downgrade does not keep what it must: the table book"},
        Spoil{"changes only what is not ordinary",
              [](Plan& plan) {
                plan.upgrade.push_back(script("UPDATE author SET name = trim(name)"));
              },
              "the upgrade does not keep what it must: the table author"},
        Spoil{"is no SQL", [](Plan& plan) { plan.upgrade.push_back(script("ALTER TABEL author")); },
              "syntax error"},
        Spoil{"guards against nothing",
              [](Plan& plan) {
                plan.upgrade.insert(
                    plan.upgrade.begin(),
                    Step{Phase::expand, Verb::guard, "author", "SELECT 1", "", "never", {}});
              },
              "refused although there is no row"}));

TEST(Prove, CostsWhatTheChangeDoesInALargeSchema) {
  Schema before;
  for (int i = 0; i < 500; ++i) {
    const std::string name = "t" + std::to_string(i);
    add_table(before, name);
    for (int c = 0; c < 8; ++c) add_column(before, name, "c" + std::to_string(c));
    if (i % 10 == 0) continue;
    const std::string parent = "t" + std::to_string(i - i % 10);
    add_column(before, name, "parent", TypeName::bigint);
    add_reference(before, name, "parent", parent);
  }
  Schema after = before;
  column(after, "t250", "c1").nullable = true;
  const Edge edge(before, after);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(words(edge.failure()), "");
  const auto took = std::chrono::steady_clock::now() - begin;
  EXPECT_LT(std::chrono::duration<double>(took).count(), 5.0);  // of a second, on a free machine
  RecordProperty(
      "milliseconds",
      std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
}

// What the enum has no more becomes NULL where that loss is accepted.
TEST(Prove, AcceptedLossOfAnEnumValue) {
  Schema before = library();
  before.enums["mood"] = {"mood", {"good", "bad"}, ""};
  Column& mood = add_column(before, "author", "mood");
  mood.type = {TypeName::enumeration, 0, 0, "mood", {}};
  mood.nullable = true;
  Schema after = before;
  after.enums.at("mood").values = {"good"};
  Edge edge(before, after);
  EXPECT_EQ(words(edge.failure()), "");
  edge.plan = find_dialect("sqlite")->plan(before, after, edge.operations, {0, {"mood"}});
  EXPECT_EQ(words(edge.failure()), "");
}

// To SQLite the two say the same, of which it then has one too few or too many.
TEST(Prove, OneOfTwoForeignKeysThatMeanTheSame) {
  Schema before = library();
  ForeignKey again = before.tables["book"].foreign_keys.begin()->second;
  again.name = "again";
  again.deferrable = Deferrable::immediate;
  before.tables["book"].foreign_keys["again"] = again;
  Schema after = before;
  after.tables["book"].foreign_keys.erase("again");
  EXPECT_EQ(words(Edge(before, after).failure()), "");
  column(after, "book", "author").nullable = !column(after, "book", "author").nullable;
  EXPECT_EQ(words(Edge(before, after).failure()), "");
  EXPECT_EQ(words(Edge(after, before).failure()), "");
}

TEST(Prove, OneOfTwoForeignKeysOfSeveralColumnsThatMeanTheSame) {
  Schema before = library();
  add_table(before, "spot");
  for (const char* name : {"x", "y"}) {
    add_column(before, "spot", name);
    add_column(before, "book", name).nullable = true;
  }
  add_unique(before, "spot", {"x", "y"});
  Schema after = before;
  for (const char* name : {"first", "second", "third"}) {
    ForeignKey key{"book", name, {"x", "y"}, "spot", {"x", "y"}};
    if (name == std::string("second")) key.deferrable = Deferrable::immediate;
    before.tables["book"].foreign_keys[name] = key;
  }
  after.tables["book"].foreign_keys["first"] = before.tables["book"].foreign_keys["first"];
  EXPECT_EQ(words(Edge(before, after).failure()), "");
  after.tables["book"].foreign_keys["third"] = before.tables["book"].foreign_keys["third"];
  EXPECT_EQ(words(Edge(before, after).failure()), "");
}

}  // namespace
}  // namespace schemake::generator
