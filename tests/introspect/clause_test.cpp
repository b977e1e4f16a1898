#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "introspect/found.hpp"
#include "sqlite/fingerprint.hpp"

namespace schemake::generator {
namespace {

// What a table's constraints, indexes and options are in the file.
struct Case {
  const char* name;
  const char* sql;   // a table t(a, b, c), or several
  const char* yaml;  // what stands behind its columns
};

class ClauseOf : public testing::TestWithParam<Case> {};

TEST_P(ClauseOf, IsSaidAs) {
  const Imported found = import_of(GetParam().sql);
  EXPECT_THAT(lines(found.lost), testing::IsEmpty());
  EXPECT_THAT(table_yaml(GetParam().sql, "t"), testing::EndsWith(GetParam().yaml));
  const std::optional<Desired> read = read_back(yaml_of(found));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->schema, found.desired.schema);
}

const Case kKeys[] = {
    {"CompositePrimaryKey", "CREATE TABLE t (a INT, b INT, c INT, PRIMARY KEY (b, a DESC))",
     "primary_key: [b, {column: a, order: desc}]\n"},
    {"NamedPrimaryKey", "CREATE TABLE t (a INT, CONSTRAINT pk PRIMARY KEY (a))",
     "primary_key: {columns: [a], name: pk}\n"},
    {"ConflictOfPrimaryKey", "CREATE TABLE t (a INT PRIMARY KEY ON CONFLICT REPLACE)",
     "primary_key: {columns: [a], on_conflict: replace}\n"},
    {"DescendingInteger", "CREATE TABLE t (a INTEGER PRIMARY KEY DESC)",
     "primary_key: [{column: a, order: desc}]\n"},
    {"WithoutRowid", "CREATE TABLE t (a INT PRIMARY KEY, b) WITHOUT ROWID",
     "a: {type: int, primary_key: true}\n  b: untyped?\nwithout_rowid: true\n"},
    {"CollationOfAPart", "CREATE TABLE t (a TEXT, PRIMARY KEY (a COLLATE NOCASE))",
     "primary_key: [{column: a, collate: nocase}]\n"},
    {"CollationThatTheColumnHas",
     "CREATE TABLE t (a TEXT COLLATE nocase, UNIQUE (a COLLATE NOCASE))",
     "a: {type: text, nullable: true, unique: true, collate: nocase}\n"},
    {"BinaryOverNocase", "CREATE TABLE t (a TEXT COLLATE nocase, UNIQUE (a COLLATE binary))",
     "unique: [[{column: a, collate: binary}]]\n"},
    {"CompositeUnique", "CREATE TABLE t (a INT, b INT, UNIQUE (a, b), UNIQUE (b, a))",
     "unique: [[a, b], [b, a]]\n"},
    {"NamedUnique", "CREATE TABLE t (a INT, b INT, CONSTRAINT both UNIQUE (a, b))",
     "unique:\n  both: [a, b]\n"},
    {"ConflictOfUnique", "CREATE TABLE t (a INT UNIQUE ON CONFLICT IGNORE)",
     "unique: [{columns: [a], on_conflict: ignore}]\n"},
    {"CaseOfNames", "CREATE TABLE t (Aa INT, b INT, UNIQUE (AA, B))", "unique: [[Aa, b]]\n"},
};
INSTANTIATE_TEST_SUITE_P(Keys, ClauseOf, testing::ValuesIn(kKeys),
                         [](const auto& info) { return std::string(info.param.name); });

// SQLite knows these keys and can hold no row to them.
struct DeadKey {
  const char *name, *sql, *yaml, *why;
};

class DeadKeyOf : public testing::TestWithParam<DeadKey> {};

TEST_P(DeadKeyOf, IsKeptAndSaidToBe) {
  const Imported found = import_of(GetParam().sql);
  EXPECT_THAT(lines(found.lost), testing::IsEmpty());
  EXPECT_THAT(lines(found.notes), testing::ElementsAre(testing::HasSubstr(GetParam().why)));
  EXPECT_THAT(table_yaml(GetParam().sql, "t"), testing::EndsWith(GetParam().yaml));
  const std::optional<Desired> read = read_back(yaml_of(found));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->schema, found.desired.schema);
  const Database original(GetParam().sql), again(creating_sql(read->schema));
  EXPECT_EQ(schemake::sqlite::read_fingerprint(again.get()),
            schemake::sqlite::read_fingerprint(original.get()));
}

const DeadKey kDeadKeys[] = {
    {"ToWhatIsNotUnique", "CREATE TABLE p (x INT); CREATE TABLE t (a INT REFERENCES p(x))",
     "references: p.x, enforced: false}\n",
     "no row of t is held to its foreign key to p, as what it refers to is neither the primary key "
     "nor unique: it is kept as it is, `enforced: false`"},
    {"ToNoPrimaryKey", "CREATE TABLE p (x INT); CREATE TABLE t (a INT REFERENCES p)",
     "references: p, enforced: false}\n", "that table has no primary key"},
    {"ToAMissingTable", "CREATE TABLE t (a INT REFERENCES gone(id) ON DELETE CASCADE)",
     "references: gone.id, on_delete: cascade, enforced: false}\n",
     "there is no such table in the schema"},
    {"ToAMissingTableAlone", "CREATE TABLE t (a INT REFERENCES gone)",
     "references: gone, enforced: false}\n", "there is no such table in the schema"},
    {"ToAView", "CREATE VIEW v AS SELECT 1 AS id; CREATE TABLE t (a INT REFERENCES v(id))",
     "references: v.id, enforced: false}\n", "there is no such table in the schema"},
    {"ToAMissingColumn",
     "CREATE TABLE p (x INTEGER PRIMARY KEY); CREATE TABLE t (a INT REFERENCES p(y))",
     "references: p.y, enforced: false}\n", "that table has no column y"},
    {"ToPartOfAKey", "CREATE TABLE p (x, y, PRIMARY KEY (x, y)); CREATE TABLE t (a REFERENCES p)",
     "references: p, enforced: false}\n", "it has another number of columns than what it refers"},
    {"ToAnIndexOfAnotherCollation",
     "CREATE TABLE p (x TEXT COLLATE NOCASE); CREATE UNIQUE INDEX i ON p (x COLLATE BINARY);"
     "CREATE TABLE t (a TEXT REFERENCES p(x))",
     "references: p.x, enforced: false}\n", "neither the primary key nor unique"},
};
INSTANTIATE_TEST_SUITE_P(Every, DeadKeyOf, testing::ValuesIn(kDeadKeys),
                         [](const auto& info) { return std::string(info.param.name); });

const Case kReferences[] = {
    {"AtTheColumn",
     "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a INTEGER REFERENCES p(id))",
     "a: {type: bigint, nullable: true, references: p.id}\n"},
    {"WithoutColumns",
     "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a INTEGER REFERENCES P)",
     "a: {type: bigint, nullable: true, references: p.id}\n"},
    {"LaterTable",
     "CREATE TABLE t (a INTEGER REFERENCES p); CREATE TABLE p (id INTEGER PRIMARY KEY)",
     "a: {type: bigint, nullable: true, references: p.id}\n"},
    {"Actions",
     "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a INTEGER REFERENCES p(id) "
     "ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED)",
     "on_delete: cascade\n    on_update: set null\n    deferrable: deferred\n"},
    {"DeferrableImmediate",
     "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a INTEGER REFERENCES p DEFERRABLE)",
     "deferrable: immediate}\n"},
    {"NotDeferrable",
     "CREATE TABLE p (id INTEGER PRIMARY KEY); "
     "CREATE TABLE t (a INTEGER REFERENCES p NOT DEFERRABLE INITIALLY DEFERRED)",
     "references: p.id}\n"},
    {"Itself", "CREATE TABLE t (id INTEGER PRIMARY KEY, up INTEGER REFERENCES t ON DELETE CASCADE)",
     "references: t.id, on_delete: cascade}\n"},
    {"Composite",
     "CREATE TABLE p (a INT, b INT, PRIMARY KEY (a, b)); "
     "CREATE TABLE t (x INT, y INT, FOREIGN KEY (y, x) REFERENCES p)",
     "foreign_keys: [{columns: [y, x], references: {table: p, columns: [a, b]}}]\n"},
    {"Named",
     "CREATE TABLE p (id INTEGER PRIMARY KEY); "
     "CREATE TABLE t (a INTEGER, CONSTRAINT fk FOREIGN KEY (a) REFERENCES p(id))",
     "foreign_keys:\n  fk: {columns: [a], references: p.id}\n"},
    {"TwoAtOneColumn",
     "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE q (id INTEGER PRIMARY KEY); "
     "CREATE TABLE t (a INTEGER REFERENCES p REFERENCES q)",
     "foreign_keys: [{columns: [a], references: q.id}]\n"},
    {"ByAUniqueIndex",
     "CREATE TABLE p (x TEXT); CREATE UNIQUE INDEX px ON p (x); CREATE TABLE t (a REFERENCES p(x))",
     "a: {type: untyped, nullable: true, references: p.x}\n"},
};
INSTANTIATE_TEST_SUITE_P(References, ClauseOf, testing::ValuesIn(kReferences),
                         [](const auto& info) { return std::string(info.param.name); });

const Case kOthers[] = {
    {"CheckOfTheTable", "CREATE TABLE t (a INT, b INT, CHECK (a < b))", "checks: [a < b]\n"},
    {"NamedCheck", "CREATE TABLE t (a INT CONSTRAINT positive CHECK (a > 0))",
     "checks:\n  positive: a > 0\n"},
    {"SecondCheckAtAColumn", "CREATE TABLE t (a INT CHECK (a > 0) CHECK (a < 9))",
     "a: {type: int, nullable: true, check: a < 9}\nchecks: [a > 0]\n"},
    {"Generated", "CREATE TABLE t (a INT, b INT AS (a + 1), c INT GENERATED ALWAYS AS (a) STORED)",
     "b: {type: int, nullable: true, generated: a + 1}\n"
     "  c: {type: int, nullable: true, generated: {sql: a, stored: true}}\n"},
    {"Index", "CREATE TABLE t (a INT, b INT); CREATE INDEX i ON T (B DESC, a)",
     "indexes:\n  i: [{column: b, order: desc}, a]\n"},
    {"UniquePartialIndex",
     "CREATE TABLE t (a INT, b INT); CREATE UNIQUE INDEX i ON t (a) WHERE (b IS NOT NULL)",
     "indexes:\n  i: {columns: [a], unique: true, where: b IS NOT NULL}\n"},
    {"IndexOverExpressions",
     "CREATE TABLE t (a INT, b TEXT); CREATE INDEX i ON t (lower(b) COLLATE nocase, a + 1)",
     "indexes:\n  i: [{sql: lower(b), collate: nocase}, {sql: a + 1}]\n"},
    {"DuplicateIndexes", "CREATE TABLE t (a INT); CREATE INDEX i ON t (a); CREATE INDEX j ON t (a)",
     "indexes:\n  i: [a]\n  j: [a]\n"},
    {"IndexOverAString", "CREATE TABLE t (a INT); CREATE INDEX i ON t (a) WHERE a <> \"x\"",
     "indexes:\n  i: {columns: [a], where: \"a <> 'x'\"}\n"},
    {"Strict", "CREATE TABLE t (a INTEGER) STRICT", "a: bigint?\nstrict: true\n"},
};
INSTANTIATE_TEST_SUITE_P(Others, ClauseOf, testing::ValuesIn(kOthers),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(Objects, AreSaid) {
  const std::string yaml = yaml_of(import_of(R"sql(
    CREATE TABLE t (a INT, b TEXT);
    CREATE VIEW v (x) AS SELECT a FROM t;
    CREATE VIEW w AS SELECT x FROM v;
    CREATE TRIGGER after_insert AFTER INSERT ON T FOR EACH ROW WHEN (new.a > 0)
      BEGIN UPDATE t SET b = 'x' WHERE a = new.a; DELETE FROM t WHERE a = 0; END;
    CREATE TRIGGER before_update UPDATE OF A, b ON t BEGIN SELECT 1; END;
    CREATE TRIGGER instead INSTEAD OF DELETE ON V BEGIN DELETE FROM t WHERE a = old.x; END;
    CREATE VIRTUAL TABLE text5 USING fts5(b, content='t', tokenize = 'porter');
    CREATE VIRTUAL TABLE text4 USING FTS4(b);
    CREATE VIRTUAL TABLE text3 USING fts3;
    CREATE VIRTUAL TABLE box USING rtree(id, x0, x1);
  )sql"));
  EXPECT_THAT(yaml, testing::EndsWith(R"yaml(virtual_tables:
  box: {module: rtree, arguments: "id, x0, x1"}
  text3: {module: fts3}
  text4: {module: FTS4, arguments: b}
  text5: {module: fts5, arguments: "b, content='t', tokenize = 'porter'"}

views:
  v: {columns: [x], sql: SELECT a FROM t}
  w: SELECT x FROM v

triggers:
  after_insert:
    table: t
    timing: after
    event: insert
    when: new.a > 0
    sql: |
      UPDATE t SET b = 'x' WHERE a = new.a;
      DELETE FROM t WHERE a = 0;
  before_update:
    table: t
    timing: before
    event: update
    update_of: [a, b]
    sql: SELECT 1;
  instead:
    table: v
    timing: instead of
    event: delete
    sql: DELETE FROM t WHERE a = old.x;
)yaml"));
}

TEST(Objects, LeaveOutWhatIsNoBodysOwn) {
  const Imported found = import_of(R"sql(
    CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT);
    CREATE TABLE schemake_history (a); CREATE TABLE Schemake_Step (a);
    CREATE VIRTUAL TABLE words USING fts5(a);
    ANALYZE;
  )sql");
  EXPECT_THAT(lines(found.lost), testing::IsEmpty());
  EXPECT_EQ(found.desired.schema.tables.size(), 1U);
  EXPECT_EQ(found.desired.schema.virtual_tables.size(), 1U);
}

TEST(Requirements, AreWhatTheApplicationRegisters) {
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(":memory:", &db), SQLITE_OK);
  const auto compare = [](void*, int, const void*, int, const void*) { return 0; };
  sqlite3_create_collation(db, "German", SQLITE_UTF8, nullptr, compare);
  const auto first = [](sqlite3_context* context, int, sqlite3_value** values) {
    sqlite3_result_value(context, values[0]);
  };
  sqlite3_create_function(db, "fold", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, first,
                          nullptr, nullptr);
  ASSERT_EQ(sqlite3_exec(db,
                         "CREATE TABLE t (a TEXT COLLATE German, b TEXT CHECK (fold(b) <> ''));"
                         "CREATE INDEX i ON t (fold(a)); CREATE VIEW v AS SELECT fold(b) FROM t",
                         nullptr, nullptr, nullptr),
            SQLITE_OK);
  const Imported found = import_schema(db);
  sqlite3_close(db);
  EXPECT_THAT(lines(found.lost), testing::IsEmpty());
  EXPECT_THAT(found.desired.requirements.functions, testing::ElementsAre("fold"));
  EXPECT_THAT(found.desired.requirements.collations, testing::ElementsAre("German"));
}

}  // namespace
}  // namespace schemake::generator
