#include "operation/diff.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "operation/apply.hpp"
#include "operation/build.hpp"
#include "operation/describe.hpp"

namespace schemake::generator {
namespace {

using namespace build;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

ObjectName column_name(const std::string& table, const std::string& name) {
  return {Kind::column, table, name};
}

// The difference, after checking what holds of each one.
std::vector<Operation> checked(const Schema& from, const Schema& to, const Hints& hints = {}) {
  const Difference difference = generator::difference(from, to, hints);
  Schema schema = from;
  for (const Operation& operation : difference.operations) {
    const auto conflict = generator::apply(schema, operation);
    EXPECT_FALSE(conflict) << conflict->what;
  }
  EXPECT_TRUE(schema == difference.settled);
  const auto conflict = generator::apply(schema, reverse(difference.operations));
  EXPECT_FALSE(conflict) << conflict->what;
  EXPECT_TRUE(schema == from) << "the reverse does not restore it";
  Hints left = unspent(hints, difference.operations);
  left.unnamed = hints.unnamed;
  EXPECT_THAT(diff(difference.settled, to, left), IsEmpty());
  return difference.operations;
}

std::vector<std::string> subjects(const std::vector<Operation>& operations) {
  std::vector<std::string> result;
  for (const Operation& operation : operations) {
    const ObjectName object = subject(operation);
    result.push_back(std::string(spell(object.kind)) + " " + spell(object));
  }
  return result;
}

// The renames alone, as "from>to".
std::vector<std::string> renames(const std::vector<Operation>& operations) {
  std::vector<std::string> result;
  for (const Operation& operation : operations) {
    if (const auto* rename = std::get_if<Rename>(&operation)) {
      result.push_back(rename->from + ">" + rename->to);
    }
  }
  return result;
}

TEST(Diff, OfEqualSchemasIsEmpty) {
  Schema schema;
  add_table(schema, "author", {"name"});
  EXPECT_THAT(checked(schema, schema), IsEmpty());
  EXPECT_THAT(checked({}, {}), IsEmpty());
}

TEST(Diff, CreatesATableAndThenItsParts) {
  Schema to;
  TableSchema& author = add_table(to, "author", {"name"});
  add(author, check("author", "named", "name <> ''"));
  add(author, unique("author", "author_name_key", {"name"}));
  add(to, index("author", "by_name", {"name"}));
  add(to, trigger("author", "log", "SELECT 1;"));
  EXPECT_THAT(subjects(checked({}, to)),
              ElementsAre("table author", "column author.id", "column author.name", "key author",
                          "key author.author_name_key", "check author.named",
                          "index author.by_name", "trigger author.log"));
}

TEST(Diff, CreatesParentsFirstAndDropsChildrenFirst) {
  Schema to;
  add(add_table(to, "book", {"author"}), foreign_key("book", "fk", "author", "writer"));
  add_table(to, "writer");
  const std::vector<Operation> created = checked({}, to);
  EXPECT_EQ(spell(subject(created.front())), "writer");
  const std::vector<Operation> dropped = checked(to, {});
  EXPECT_EQ(spell(subject(dropped.back())), "writer");
}

// A constraint's name binds nobody: SQLite does nothing for another one.
TEST(Diff, AConstraintThatOnlyGetsAnotherNameBreaksNothing) {
  Schema from;
  TableSchema& author = add_table(from, "author", {"name", "boss"});
  add(author, unique("author", "one", {"name"}));
  add(author, check("author", "two", "name <> ''"));
  add(author, foreign_key("author", "three", "boss", "author"));
  Schema to = from;
  TableSchema& now = to.tables.at("author");
  now.keys.erase("one");
  now.checks.clear();
  now.foreign_keys.clear();
  add(now, unique("author", "first", {"name"}));
  add(now, check("author", "second", "name <> ''"));
  add(now, foreign_key("author", "third", "boss", "author"));
  const std::vector<Operation> operations = checked(from, to);
  EXPECT_FALSE(breaks(from, operations));
  EXPECT_FALSE(breaks(to, reverse(operations)));
  const Description words{"author",
                          {"renames key one to first", "renames foreign key three to third",
                           "renames check two to second"}};
  EXPECT_THAT(describe(from, operations), ElementsAre(words));
}

TEST(Diff, AConstraintThatSaysSomethingElseUnderAnotherNameIsNotRenamed) {
  Schema from;
  TableSchema& author = add_table(from, "author", {"name", "boss"});
  add(author, foreign_key("author", "three", "boss", "author"));
  Schema to = from;
  TableSchema& now = to.tables.at("author");
  now.foreign_keys.clear();
  ForeignKey key = foreign_key("author", "third", "boss", "author");
  key.on_delete = Action::cascade;
  add(now, key);
  const std::vector<Operation> operations = checked(from, to);
  EXPECT_TRUE(breaks(from, operations));
  const Description words{"author",
                          {"drops foreign key (boss) to author(id)",
                           "adds foreign key (boss) to author(id), on delete cascade"}};
  EXPECT_THAT(describe(from, operations), ElementsAre(words));
}

TEST(Diff, ForeignKeysOfACircleComeAfterBothTables) {
  Schema to;
  add(add_table(to, "a", {"b"}), foreign_key("a", "fk_a", "b", "b"));
  add(add_table(to, "b", {"a"}), foreign_key("b", "fk_b", "a", "a"));
  add(to.tables["a"], foreign_key("a", "self", "b", "a"));
  const std::vector<std::string> created = subjects(checked({}, to));
  EXPECT_EQ(created.back(), "foreign key b.fk_b");
  checked(to, {});
}

TEST(Diff, RenamesAreFollowedByWhateverNamesTheObject) {
  Schema from;
  TableSchema& writer = add_table(from, "writer", {"name"});
  add(writer, check("writer", "named", "length(name) > 0 AND writer.name <> 'name'"));
  add(writer, unique("writer", "writer_name_key", {"name"}));
  add(add_table(from, "book", {"who"}), foreign_key("book", "fk", "who", "writer", "name"));
  add(from, index("writer", "by_name", {"name"}));
  Trigger log = trigger("writer", "log", "SELECT 1;");
  log.event = Trigger::Event::update;
  log.update_of = {"name"};
  log.when = DialectText("new.name <> old.name");
  add(from, log);

  Schema to;
  TableSchema& author = add_table(to, "author", {"full name"});
  add(author,
      check("author", "named", "length(\"full name\") > 0 AND author.\"full name\" <> 'name'"));
  add(author, unique("author", "writer_name_key", {"full name"}));
  add(add_table(to, "book", {"who"}), foreign_key("book", "fk", "who", "author", "full name"));
  add(to, index("author", "by_name", {"full name"}));
  log.table = "author";
  log.update_of = {"full name"};
  log.when = DialectText("new.\"full name\" <> old.\"full name\"");
  add(to, log);

  Hints hints;
  hints.renamed_from[{Kind::table, "", "author"}] = "writer";
  hints.renamed_from[column_name("author", "full name")] = "name";
  const std::vector<Operation> operations = checked(from, to, hints);
  EXPECT_THAT(renames(operations), ElementsAre("writer>author", "name>full name"));
  for (const Operation& operation : operations) {
    EXPECT_TRUE(std::holds_alternative<Rename>(operation) || is_respelling(operation))
        << ::testing::PrintToString(operation);
  }
}

// NEW and OLD in a trigger are its rows, also where a table is called so.
TEST(Diff, ATableCalledNewIsNoRowOfATrigger) {
  Schema from;
  add(add_table(from, "new", {"name"}), check("new", "named", "new.name <> ''"));
  Trigger log = trigger("new", "log", "SELECT 1;");
  log.when = DialectText("new.name <> 'x'");
  add(from, log);
  Schema to;
  add(add_table(to, "author", {"name"}), check("author", "named", "author.name <> ''"));
  log.table = "author";
  add(to, log);
  Hints hints;
  hints.renamed_from[{Kind::table, "", "author"}] = "new";
  const std::vector<Operation> operations = checked(from, to, hints);
  EXPECT_THAT(subjects(operations), ElementsAre("table author"));
}

struct Names {
  std::vector<std::string> from, to;
  std::map<std::string, std::string> hints;  // of `to` -> of `from`
  std::vector<std::string> renames;
};

void PrintTo(const Names& names, std::ostream* out) {
  *out << ::testing::PrintToString(names.from) << " to " << ::testing::PrintToString(names.to)
       << " by " << ::testing::PrintToString(names.hints);
}

class RenamedNames : public ::testing::TestWithParam<Names> {};

// Of `x` is made column x of one table, with a check and an index on it; and table x.
TEST_P(RenamedNames, OfColumns) {
  const auto schema = [](const std::vector<std::string>& names) {
    Schema result;
    TableSchema& table = add_table(result, "t", names);
    for (const std::string& name : names) {
      add(table, check("t", "check_" + name, "length(\"" + name + "\") > 1"));
      add(result, index("t", "index_" + name, {name}));
    }
    return result;
  };
  Hints hints;
  for (const auto& [name, old] : GetParam().hints) {
    hints.renamed_from[column_name("t", name)] = old;
  }
  EXPECT_EQ(renames(checked(schema(GetParam().from), schema(GetParam().to), hints)),
            GetParam().renames);
}

TEST_P(RenamedNames, OfTables) {
  const auto schema = [](const std::vector<std::string>& names) {
    Schema result;
    add_table(result, "child", names);
    for (const std::string& name : names) {
      TableSchema& table = add_table(result, name, {"x"});
      add(table, check(name, "long", name + ".x > 1"));
      add(result.tables["child"], foreign_key("child", "fk_" + name, name, name));
    }
    return result;
  };
  Hints hints;
  for (const auto& [name, old] : GetParam().hints) {
    hints.renamed_from[{Kind::table, "", name}] = old;
  }
  EXPECT_EQ(renames(checked(schema(GetParam().from), schema(GetParam().to), hints)),
            GetParam().renames);
}

INSTANTIATE_TEST_SUITE_P(
    All, RenamedNames,
    ::testing::Values(
        Names{{"a"}, {"b"}, {{"b", "a"}}, {"a>b"}}, Names{{"a"}, {"A"}, {{"A", "a"}}, {"a>A"}},
        Names{{"a", "b"}, {"b", "c"}, {{"b", "a"}, {"c", "b"}}, {"b>c", "a>b"}},
        Names{{"a", "b"},
              {"a", "b"},
              {{"a", "b"}, {"b", "a"}},
              {"b>schemake_renaming_1", "a>b", "schemake_renaming_1>a"}},
        Names{{"a", "b", "c"},
              {"a", "b", "c"},
              {{"a", "b"}, {"b", "c"}, {"c", "a"}},
              {"b>schemake_renaming_1", "c>b", "a>c", "schemake_renaming_1>a"}},
        // A new one takes the name that was given up.
        Names{{"a"}, {"a", "b"}, {{"b", "a"}}, {"a>b"}},
        // A renamed one takes the name of one that is dropped.
        Names{{"a", "b"}, {"b"}, {{"b", "a"}}, {"a>b"}},
        // A chain into a dropped name, with a new one behind.
        Names{{"a", "b", "c"}, {"a", "b", "c"}, {{"c", "b"}, {"b", "a"}}, {"b>c", "a>b"}},
        // Spent: the old name is not there; or both stand on both sides.
        Names{{"b"}, {"b"}, {{"b", "a"}}, {}}, Names{{"a", "b"}, {"a", "b"}, {{"b", "a"}}, {}},
        Names{{"a"}, {"b", "c"}, {{"b", "a"}, {"c", "a"}}, {"a>b"}}));

Row row(const std::string& table, const std::string& key,
        const std::map<std::string, std::string>& texts) {
  Row result{table, key, {}};
  for (const auto& [column, text] : texts) {
    result.values.emplace(column, Literal{Literal::Kind::string, text});
  }
  return result;
}

// "old>new" of each pair.
std::vector<std::string> likely(const Schema& from, const Schema& to) {
  std::vector<std::string> result;
  for (const LikelyRename& rename : likely_renames(diff(from, to))) {
    result.push_back(spell(rename.dropped) + ">" + spell(rename.added));
  }
  return result;
}

TEST(LikelyRenames, AreOfOneShapeOrOfOneNameButForItsCase) {
  Schema from, one, two, cased, retyped, table;
  add_table(from, "author", {"name"});
  add_table(one, "author", {"label"});
  EXPECT_THAT(likely(from, one), ElementsAre("author.name>author.label"));
  add_table(two, "author", {"label", "nick"});
  EXPECT_THAT(likely(from, two), IsEmpty());
  add_table(cased, "author", {"label", "Name"});
  EXPECT_THAT(likely(from, cased), ElementsAre("author.name>author.Name"));
  column_of(add_table(retyped, "author", {"NAME"}), "NAME").type.name = TypeName::bigint;
  EXPECT_THAT(likely(from, retyped), ElementsAre("author.name>author.NAME"));
  add_table(table, "Author", {"name", "born"});
  add_table(table, "writer", {"name"});
  EXPECT_THAT(likely(from, table), ElementsAre("author>Author"));
}

TEST(Diff, AddsChangesAndRemovesRowsByTheirKeys) {
  Schema from, to;
  for (Schema* schema : {&from, &to}) add_table(*schema, "genre", {"name"});
  from.tables["genre"].rows["1"] = row("genre", "1", {{"name", "a"}});
  from.tables["genre"].rows["2"] = row("genre", "2", {{"name", "b"}});
  to.tables["genre"].rows["2"] = row("genre", "2", {{"name", "c"}});
  to.tables["genre"].rows["3"] = row("genre", "3", {{"name", "d"}});
  EXPECT_THAT(subjects(checked(from, to)),
              ElementsAre("row genre.1", "row genre.2", "row genre.3"));
  EXPECT_THAT(checked(to, to), IsEmpty());
}

// Keys are values, whose case counts.
TEST(Diff, KnowsRowsByTheCaseOfTheirKeys) {
  Schema from, to;
  for (Schema* schema : {&from, &to}) add_table(*schema, "genre", {"name"});
  from.tables["genre"].rows["'a'"] = row("genre", "'a'", {{"name", "a"}});
  to.tables["genre"].rows["'A'"] = row("genre", "'A'", {{"name", "A"}});
  to.tables["genre"].rows["'a'"] = row("genre", "'a'", {{"name", "a"}});
  EXPECT_THAT(subjects(checked(from, to)), ElementsAre("row genre.'A'"));
}

TEST(Diff, RowsFollowRenamesAndGoWithTheirTableAndColumns) {
  Schema from, to;
  add_table(from, "genre", {"name", "old"});
  from.tables["genre"].rows["1"] = row("genre", "1", {{"name", "a"}, {"old", "x"}});
  add_table(to, "kind", {"title", "new"});
  to.tables["kind"].rows["1"] = row("kind", "1", {{"title", "a"}, {"new", "y"}});
  Hints hints;
  hints.renamed_from[{Kind::table, {}, "kind"}] = "genre";
  hints.renamed_from[column_name("kind", "title")] = "name";
  const std::vector<std::string> names = subjects(checked(from, to, hints));
  EXPECT_EQ(std::count(names.begin(), names.end(), "row kind.1"), 1);
  checked(from, {});
  checked({}, to);
}

}  // namespace
}  // namespace schemake::generator
