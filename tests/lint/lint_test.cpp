#include "lint/lint.hpp"

#include <gmock/gmock.h>

#include <functional>

#include "dialect/dialect.hpp"
#include "operation/apply.hpp"
#include "operation/build.hpp"

namespace schemake::generator {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

using Edit = std::function<void(Schema&, Hints&)>;

// author(id, name, nick?) and book(id, title), where `title` has an index.
Schema library() {
  Schema schema;
  TableSchema& author = build::add_table(schema, "author", {"name"});
  author.columns.push_back(build::nullable(build::column("author", "nick")));
  build::add_table(schema, "book", {"title"});
  build::add(schema, build::index("book", "by_title", {"title"}));
  return schema;
}

// The change that `edit` makes of `before`, as the command would have it linted.
LintInput input_of(const Schema& before, const Edit& edit) {
  LintInput input;
  input.before = before;
  Schema wanted = before;
  Hints hints;
  edit(wanted, hints);
  input.operations = diff(before, wanted, hints);
  input.after = before;
  EXPECT_FALSE(generator::apply(input.after, input.operations).has_value());
  input.plans = {find_dialect("sqlite")->plan(before, input.after, input.operations, {})};
  input.losses = losses(before, input.operations);
  input.likely_renames = likely_renames(input.operations);
  input.released = before;
  return input;
}

std::vector<std::string> told(const LintInput& input) {
  std::vector<std::string> lines;
  for (const LintFinding& finding : lint(input)) {
    lines.push_back(finding.rule + " " + spell(finding.level) + " " + spell(finding.object));
    EXPECT_FALSE(finding.message.empty());
    EXPECT_EQ(finding.advice.empty(), finding.message.ends_with(", accepted by its name"));
  }
  return lines;
}

TableSchema& table(Schema& schema, const std::string& name) { return schema.tables.at(name); }

void add_column(Schema& schema, const Column& column) {
  table(schema, column.table).columns.push_back(column);
}

void add_reference(Schema& schema) {
  add_column(schema, build::nullable(build::column("book", "author", TypeName::bigint)));
  build::add(table(schema, "book"), build::foreign_key("book", "book_author", "author", "author"));
}

struct Case {
  const char* name;
  const char* line;  // "RULE LEVEL OBJECT"
  bool fires;
  Edit edit;
};

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

class Rule : public ::testing::TestWithParam<Case> {};

TEST_P(Rule, FiresWhereItShould) {
  LintInput input = input_of(library(), GetParam().edit);
  input.settings["unportable-name"] = {LintLevel::note, ""};
  if (GetParam().fires) {
    EXPECT_THAT(told(input), Contains(GetParam().line));
  } else {
    EXPECT_THAT(told(input), Not(Contains(HasSubstr(GetParam().line))));
  }
}

const Case kCases[] = {
    {"DroppedColumnThatRowsCannotGetBack", "irreversible note author.name", true,
     [](Schema& s, Hints&) { build::remove_column(table(s, "author"), "name"); }},
    {"DroppedColumnThatMayBeNull", "irreversible", false,
     [](Schema& s, Hints&) { build::remove_column(table(s, "author"), "nick"); }},
    {"DropColumn", "data-loss warning author.nick", true,
     [](Schema& s, Hints&) { build::remove_column(table(s, "author"), "nick"); }},
    {"DropTable", "data-loss warning author", true,
     [](Schema& s, Hints&) { s.tables.erase("author"); }},
    {"AddColumnLosesNothing", "data-loss", false,
     [](Schema& s, Hints&) { add_column(s, build::nullable(build::column("book", "isbn"))); }},
    {"DropAndAdd", "likely-rename warning author.alias", true,
     [](Schema& s, Hints&) {
       build::remove_column(table(s, "author"), "nick");
       add_column(s, build::nullable(build::column("author", "alias")));
     }},
    {"SaidRename", "likely-rename", false,
     [](Schema& s, Hints& hints) {
       build::remove_column(table(s, "author"), "nick");
       add_column(s, build::nullable(build::column("author", "alias")));
       hints.renamed_from[{Kind::column, "author", "alias"}] = "nick";
     }},
    {"NewNotNull", "backfill-missing warning book.isbn", true,
     [](Schema& s, Hints&) { add_column(s, build::column("book", "isbn")); }},
    {"NewNotNullWithBackfill", "backfill-missing", false,
     [](Schema& s, Hints& hints) {
       add_column(s, build::column("book", "isbn"));
       hints.backfills[{Kind::column, "book", "isbn"}] = DialectText("'x'");
     }},
    {"NewUnique", "data-dependent note book.book_title", true,
     [](Schema& s, Hints&) {
       build::add(table(s, "book"), build::unique("book", "book_title", {"title"}));
     }},
    {"NewCheck", "data-dependent note book.titled", true,
     [](Schema& s, Hints&) {
       build::add(table(s, "book"), build::check("book", "titled", "title <> ''"));
     }},
    {"NewReferenceOfNull", "data-dependent", false, [](Schema& s, Hints&) { add_reference(s); }},
    {"CheckOfANewTable", "data-dependent", false,
     [](Schema& s, Hints&) {
       build::add(build::add_table(s, "loan", {"due"}), build::check("loan", "d", "due <> ''"));
     }},
    {"NewCheckRebuilds", "rebuild warning book", true,
     [](Schema& s, Hints&) {
       build::add(table(s, "book"), build::check("book", "titled", "title <> ''"));
     }},
    {"RelaxedByTextAlone", "rebuild", false,
     [](Schema& s, Hints&) { build::column_of(table(s, "book"), "title").nullable = true; }},
    {"DropRewrites", "rewrite note author", true,
     [](Schema& s, Hints&) { build::remove_column(table(s, "author"), "nick"); }},
    {"AddDoesNotRewrite", "rewrite", false,
     [](Schema& s, Hints&) { add_column(s, build::nullable(build::column("book", "isbn"))); }},
    {"IndexOverRows", "scan note author.by_name", true,
     [](Schema& s, Hints&) { build::add(s, build::index("author", "by_name", {"name"})); }},
    {"GuardOverRows", "scan note book", true,
     [](Schema& s, Hints&) {
       build::add(table(s, "book"), build::check("book", "titled", "title <> ''"));
     }},
    {"IndexOfANewTable", "scan", false,
     [](Schema& s, Hints&) {
       build::add_table(s, "loan", {"due"});
       build::add(s, build::index("loan", "by_due", {"due"}));
     }},
    {"DropBreaks", "breaks-release warning author.nick", true,
     [](Schema& s, Hints&) { build::remove_column(table(s, "author"), "nick"); }},
    {"RenameBreaks", "breaks-release warning author.alias", true,
     [](Schema& s, Hints& hints) {
       build::column_of(table(s, "author"), "nick").name = "alias";
       hints.renamed_from[{Kind::column, "author", "alias"}] = "nick";
     }},
    {"TighteningBreaks", "breaks-release warning author.nick", true,
     [](Schema& s, Hints&) { build::column_of(table(s, "author"), "nick").nullable = false; }},
    {"DroppedTableIsToldOnce", "breaks-release warning author.n", false,
     [](Schema& s, Hints&) { s.tables.erase("author"); }},
    {"AddingBreaksNothing", "breaks-release", false,
     [](Schema& s, Hints&) { add_column(s, build::nullable(build::column("book", "isbn"))); }},
    {"ForeignKeyAlone", "unindexed-foreign-key warning book.book_author", true,
     [](Schema& s, Hints&) { add_reference(s); }},
    {"ForeignKeyWithIndex", "unindexed-foreign-key", false,
     [](Schema& s, Hints&) {
       add_reference(s);
       build::add(s, build::index("book", "by_author", {"author", "title"}));
     }},
    {"ForeignKeySecondInIndex", "unindexed-foreign-key warning book.book_author", true,
     [](Schema& s, Hints&) {
       add_reference(s);
       build::add(s, build::index("book", "by_author", {"title", "author"}));
     }},
    {"ForeignKeyWithIndexWithoutNull", "unindexed-foreign-key", false,
     [](Schema& s, Hints&) {
       add_reference(s);
       Index index = build::index("book", "by_author", {"author"});
       index.where = DialectText("author IS NOT NULL");
       build::add(s, index);
     }},
    {"ForeignKeyWithPartialIndex", "unindexed-foreign-key warning book.book_author", true,
     [](Schema& s, Hints&) {
       add_reference(s);
       Index index = build::index("book", "by_author", {"author"});
       index.where = DialectText("title <> ''");
       build::add(s, index);
     }},
    {"IndexWithinAnother", "redundant-index note book.by_title", false,
     [](Schema& s, Hints&) {
       build::add(s, build::index("book", "by_both", {"title", "id"}));
     }},
    {"NewIndexWithinAnother", "redundant-index note book.title_again", true,
     [](Schema& s, Hints&) { build::add(s, build::index("book", "title_again", {"title"})); }},
    {"IndexOfThePrimaryKey", "redundant-index note author.by_id", true,
     [](Schema& s, Hints&) { build::add(s, build::index("author", "by_id", {"id"})); }},
    {"NoPrimaryKey", "no-primary-key note loan", true,
     [](Schema& s, Hints&) { build::add_table(s, "loan", {"due"}).keys.clear(); }},
    {"PrimaryKey", "no-primary-key", false,
     [](Schema& s, Hints&) { build::add_table(s, "loan", {"due"}); }},
    {"NullablePrimaryKey", "nullable-primary-key note loan.id", true,
     [](Schema& s, Hints&) {
       build::add_table(s, "loan", {"due"}).columns.front().nullable = true;
     }},
    {"PrimaryKeyThatIsNotNull", "nullable-primary-key", false,
     [](Schema& s, Hints&) { build::add_table(s, "loan", {"due"}); }},
    {"Capitals", "unportable-name note Loan", true,
     [](Schema& s, Hints&) { build::add_table(s, "Loan", {"due"}); }},
    {"LongName",
     "unportable-name note xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", true,
     [](Schema& s, Hints&) { build::add_table(s, std::string(64, 'x'), {"due"}); }},
    {"SmallName", "unportable-name", false,
     [](Schema& s, Hints&) { build::add_table(s, std::string(63, 'x'), {"due"}); }},
};

INSTANTIATE_TEST_SUITE_P(Lint, Rule, ::testing::ValuesIn(kCases),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(Lint, NoChangeIsNothingToSay) {
  EXPECT_THAT(told(input_of(library(), [](Schema&, Hints&) {})), IsEmpty());
}

LintInput dropped_nick() {
  return input_of(library(), [](Schema& schema, Hints&) {
    build::remove_column(table(schema, "author"), "nick");
  });
}

TEST(Lint, AnAcceptedLossIsANoteAtMost) {
  LintInput input = dropped_nick();
  input.settings["data-loss"] = {LintLevel::error, ""};
  EXPECT_THAT(told(input), Contains("data-loss error author.nick"));
  input.accepted = {"author.nick"};
  EXPECT_THAT(told(input), Contains("data-loss note author.nick"));
}

TEST(Lint, ATablesSettingGoesOverTheSchemas) {
  LintInput input = dropped_nick();
  input.settings["data-loss"] = {LintLevel::error, ""};
  input.table_settings["author"]["data-loss"] = {LintLevel::off, "nobody used it"};
  const std::vector<LintFinding> findings = lint(input);
  ASSERT_FALSE(findings.empty());
  EXPECT_EQ(findings.front().level, LintLevel::off);
  EXPECT_EQ(findings.front().reason, "nobody used it");
  input.table_settings = {{"book", {{"data-loss", {LintLevel::off, "of another table"}}}}};
  EXPECT_THAT(told(input), Contains("data-loss error author.nick"));
}

TEST(Lint, WhatNoReleaseHadBreaksNoReleasedBinary) {
  Schema released = library();
  build::remove_column(table(released, "author"), "nick");
  released.tables.erase("book");
  released.indexes.clear();
  LintInput input = input_of(library(), [](Schema& schema, Hints&) {
    build::remove_column(table(schema, "author"), "nick");
    build::remove_column(table(schema, "author"), "name");
    schema.tables.erase("book");
    schema.indexes.clear();
  });
  input.since_release = diff(released, library());
  input.released = released;
  input.release = "1.0";
  const std::vector<std::string> lines = told(input);
  EXPECT_THAT(lines, Contains("breaks-release warning author.name"));
  EXPECT_THAT(lines, Not(Contains("breaks-release warning author.nick")));
  EXPECT_THAT(lines, Not(Contains("breaks-release warning book")));
}

// A circle of names goes through one that nobody gave, which nobody shall read.
TEST(Lint, SwappedNamesAreToldAsTheUserGaveThem) {
  const LintInput input = input_of(library(), [](Schema& schema, Hints& hints) {
    build::column_of(table(schema, "author"), "name").nullable = true;
    build::column_of(table(schema, "author"), "nick").nullable = false;
    hints.renamed_from[{Kind::column, "author", "name"}] = "nick";
    hints.renamed_from[{Kind::column, "author", "nick"}] = "name";
  });
  std::vector<std::string> messages;
  for (const LintFinding& finding : lint(input)) messages.push_back(finding.message);
  EXPECT_THAT(messages, Contains(HasSubstr("renames column name to nick")));
  EXPECT_THAT(messages, Contains(HasSubstr("renames column nick to name")));
  EXPECT_THAT(messages, Not(Contains(HasSubstr("schemake_renaming"))));
}

// Another name for a foreign key is neither a new key nor one that binds older binaries.
TEST(Lint, SaysNothingOfAConstraintThatOnlyGetsAnotherName) {
  Schema before = library();
  add_reference(before);
  const LintInput input = input_of(before, [](Schema& s, Hints&) {
    ForeignKey key = table(s, "book").foreign_keys.begin()->second;
    key.name = "written_by";
    table(s, "book").foreign_keys.clear();
    build::add(table(s, "book"), key);
  });
  EXPECT_THAT(input.operations, Not(IsEmpty()));
  EXPECT_THAT(told(input), IsEmpty());
}

TEST(Lint, AForeignKeyThatLosesItsIndexIsTold) {
  Schema before = library();
  add_reference(before);
  EXPECT_THAT(told(input_of(before, [](Schema&, Hints&) {})), IsEmpty());
  build::add(before, build::index("book", "by_author", {"author"}));
  const LintInput input =
      input_of(before, [](Schema& schema, Hints&) { schema.indexes.erase("by_author"); });
  EXPECT_THAT(told(input), ElementsAre("unindexed-foreign-key warning book.book_author"));
}

TEST(Lint, ASpentRenameIsToldWithoutAnyChange) {
  LintInput input = input_of(library(), [](Schema&, Hints&) {});
  input.spent_names[{Kind::column, "author", "name"}] = "called";
  EXPECT_THAT(told(input), ElementsAre("stale-renamed-from warning author.name"));
}

TEST(Lint, AChangeThatCannotBeTakenBackIsTold) {
  LintInput input = input_of(library(), [](Schema&, Hints&) {});
  EXPECT_THAT(told(input), IsEmpty());
  input.plans.front().irreversible = "the letters are shredded";
  const std::vector<LintFinding> findings = lint(input);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings.front().rule, "irreversible");
  EXPECT_THAT(findings.front().message, HasSubstr("the letters are shredded"));
}

}  // namespace
}  // namespace schemake::generator
