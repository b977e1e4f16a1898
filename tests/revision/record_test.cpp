#include "revision/record.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "revision/random_operation.hpp"

namespace schemake::generator {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

struct Read {
  Record record;
  Diagnostics diagnostics;
  std::string said;
};

Read read(const std::string& text) {
  Sources sources;
  Read out;
  out.record = read_record(sources.add("0001_start.jsonl", text), sources, out.diagnostics);
  for (const Diagnostic& one : out.diagnostics.all()) out.said += render(one, sources);
  return out;
}

Column email() {
  Column column;
  column.table = "author";
  column.name = "email";
  return column;
}

Record small() {
  Record record;
  record.message = "add email";
  Change<Column> change;
  change.after = email();
  change.backfill = DialectText("name || '@invalid'");
  record.operations = {change, Rename{Kind::table, "", "writer", "author"}};
  record.id = revision_id(record);
  return record;
}

// The form is kept for ever: ids are hashes of it.
TEST(Record, IsWrittenInOneForm) {
  Column before = email();
  before.type.name = TypeName::varchar;
  before.type.precision = 20;
  Column after = email();
  after.nullable = true;
  after.default_value = Literal{Literal::Kind::string, "x"};
  EXPECT_EQ(write_operation(Change<Column>{before, after, {}}),
            R"({"op":"alter","kind":"column",)"
            R"json("before":{"table":"author","name":"email","type":"varchar(20)"},)json"
            R"("after":{"table":"author","name":"email","type":"text","nullable":true,)"
            R"("default":{"string":"x"}}})");
  EXPECT_EQ(write_operation(Rename{Kind::column, "author", "born", "birthday"}),
            R"({"op":"rename","kind":"column","table":"author","from":"born","to":"birthday"})");
  Index index{"author", "author_recent", false, {}, DialectText("born > 0")};
  index.parts = {{"name", {}, false, {}}, {"born", {}, true, {}}};
  EXPECT_EQ(write_operation(Change<Index>{index, {}}),
            R"({"op":"drop","kind":"index","before":{"table":"author","name":"author_recent",)"
            R"("parts":["name",{"column":"born","descending":true}],"where":"born > 0"}})");
}

TEST(Record, ItsIdIsKeptForEver) {
  EXPECT_EQ(revision_id(Record{}),
            "9ed2a5a7f77e24723def1fa02ecce6a5b6d13481efbecf68cb03f370e1a986bf");
  EXPECT_EQ(small().id, "4a5e9e4bcc80e2cff386d3386810360b60af75e308eee8022c8bd43fed2f0e02");
}

TEST(Record, ItsIdIsOfParentsOperationsAndDataAlone) {
  const Record record = small();
  Record same = record;
  same.message = "another message";
  same.accepted = {"author.email"};
  same.engine = 3035005;
  EXPECT_EQ(revision_id(same), record.id);
  Record other = record;
  other.parents = {std::string(64, 'a')};
  EXPECT_NE(revision_id(other), record.id);
  other = record;
  other.operations.pop_back();
  EXPECT_NE(revision_id(other), record.id);
  other = record;
  other.data = {std::string(64, 'b')};
  EXPECT_NE(revision_id(other), record.id);
}

TEST(Record, ReadsBackWhatItWrote) {
  Record record = small();
  record.parents = {std::string(64, 'a'), std::string(64, 'b')};
  record.accepted = {"author.nickname", "book"};
  record.engine = 3035005;
  record.data = {std::string(64, 'c')};
  record.id = revision_id(record);
  const Read back = read(write_record(record));
  EXPECT_EQ(back.said, "");
  EXPECT_EQ(back.record.id, record.id);
  EXPECT_EQ(back.record.parents, record.parents);
  EXPECT_EQ(back.record.message, record.message);
  EXPECT_EQ(back.record.accepted, record.accepted);
  EXPECT_EQ(back.record.engine, record.engine);
  EXPECT_EQ(back.record.data, record.data);
  EXPECT_EQ(back.record.operations, record.operations);
}

TEST(Record, ToleratesCarriageReturns) {
  std::string text = write_record(small());
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
    text.insert(at, "\r");
  }
  EXPECT_EQ(read(text).said, "");
}

TEST(Record, AnyOperationComesBackAsItWas) {
  std::mt19937 random(20260101);
  for (int round = 0; round < 3000; ++round) {
    Record record;
    record.operations = {random_operation(random), random_operation(random)};
    record.id = revision_id(record);
    const std::string text = write_record(record);
    const Read back = read(text);
    ASSERT_EQ(back.said, "") << text;
    ASSERT_EQ(back.record.operations, record.operations) << text;
    ASSERT_EQ(write_record(back.record), text);
  }
}

TEST(Record, SupersededSelvesComeBackAsTheyWere) {
  std::vector<Record> selves{small(), Record{}};
  selves[1].parents = {selves[0].id};
  selves[1].id = revision_id(selves[1]);
  Sources sources;
  Diagnostics diagnostics;
  const int file = sources.add("draft.bridge.jsonl", write_superseded(selves));
  const std::vector<Record> back = read_superseded(file, sources, diagnostics);
  EXPECT_FALSE(diagnostics.has_errors());
  ASSERT_THAT(back, SizeIs(2));
  EXPECT_EQ(back[0].operations, selves[0].operations);
  EXPECT_EQ(back[1].parents, selves[1].parents);
}

TEST(Record, AnEditIsFound) {
  std::string text = write_record(small());
  text.replace(text.find("email\",\"type"), 5, "e_mail");
  EXPECT_THAT(read(text).said, HasSubstr("the id of the record is not that of its operations"));
}

TEST(Record, SaysWhereALineIsNoJson) {
  std::string text = write_record(small());
  text.insert(text.find("\"op\"") + 4, "!");
  EXPECT_THAT(read(text).said, HasSubstr("0001_start.jsonl:2:6: error: no JSON"));
}

struct Bad {
  const char* name;
  std::string line;  // the second line, or the whole file where it begins with '@'
  const char* what;
};

void PrintTo(const Bad& bad, std::ostream* out) { *out << bad.name; }

class BadRecord : public ::testing::TestWithParam<Bad> {};

TEST_P(BadRecord, IsReported) {
  const std::string& line = GetParam().line;
  const std::string text =
      line.starts_with('@') ? line.substr(1) : write_record(Record{}) + line + "\n";
  const Read back = read(text);
  EXPECT_TRUE(back.diagnostics.has_errors()) << text;
  EXPECT_THAT(back.said, HasSubstr(GetParam().what));
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadRecord,
    ::testing::Values(
        Bad{"Empty", "@", "the record is empty"}, Bad{"Blank", "@\n", "no JSON"},
        Bad{"Binary",
            "@" + std::string("\x7F"
                              "ELF\x02\x01\0\0\xFF",
                              9),
            "no JSON"},
        Bad{"NotUtf8", "{\"op\":\"\xFF\"}", "no JSON"},
        Bad{"Newer", "@{\"schemake\":2,\"new\":[]}\n", "format 2, this version knows 1"},
        Bad{"NoFormat", "@{\"id\":\"x\"}\n", "no record of Schemake"},
        Bad{"List", "@[1,2]\n", "the record is no object"},
        Bad{"FormatText", "@{\"schemake\":\"1\"}\n", "\"schemake\" shall be a number"},
        Bad{"NoId", "@{\"schemake\":1}\n", "the record has no \"id\""},
        Bad{"HugeNumber", "@{\"schemake\":99999999999999999999999}\n", "shall be a number"},
        Bad{"NegativeEngine",
            "@{\"schemake\":1,\"id\":\"\",\"parents\":[],\"message\":\"\",\"engine\":-1}\n",
            "\"engine\" shall be a number"},
        Bad{"HugeEngine",
            "@{\"schemake\":1,\"id\":\"\",\"parents\":[],\"message\":\"\",\"engine\":4294967296}\n",
            "\"engine\" shall be a number"},
        Bad{"ParentsText", "@{\"schemake\":1,\"id\":\"\",\"parents\":\"\",\"message\":\"\"}\n",
            "\"parents\" shall be a list"},
        Bad{"HeaderKey",
            "@{\"schemake\":1,\"id\":\"\",\"parents\":[],\"message\":\"\",\"mood\":1}\n",
            "the record has the key \"mood\", which this version does not know"},
        Bad{"Deep", std::string(100'000, '['), "no JSON"},
        Bad{"DeepClosed", std::string(100'000, '[') + std::string(100'000, ']'),
            "the operation is no object"},
        Bad{"Truncated", R"({"op":"create","kind":"table","after":{"na)", "no JSON"},
        Bad{"NoOp", "{}", "the operation has no \"op\""},
        Bad{"UnknownOp", R"({"op":"teleport"})", "the operation \"teleport\""},
        Bad{"UnknownKind", R"({"op":"drop","kind":"sequence","before":{}})",
            "\"kind\" is \"sequence\", which this version does not know"},
        Bad{"NoBefore", R"({"op":"drop","kind":"table"})", "\"drop\" without what it needs"},
        Bad{"BothSides",
            R"({"op":"drop","kind":"enum","before":{"name":"a","values":[]},)"
            R"("after":{"name":"a","values":[]}})",
            "\"drop\" without what it needs"},
        Bad{"ValueKey", R"({"op":"create","kind":"table","after":{"name":"a","color":1}})",
            "\"color\", which this version does not know"},
        Bad{"OperationKey", R"({"op":"create","kind":"table","after":{"name":"a"},"backfill":"x"})",
            "\"backfill\", which this version does not know"},
        Bad{"NoName", R"({"op":"create","kind":"table","after":{}})", "after has no \"name\""},
        Bad{"NameNumber", R"({"op":"create","kind":"table","after":{"name":1}})",
            "\"name\" shall be a text"},
        Bad{"BoolText", R"({"op":"create","kind":"table","after":{"name":"a","strict":"yes"}})",
            "\"strict\" shall be true or false"},
        Bad{"UnknownType",
            R"({"op":"create","kind":"column","after":{"table":"a","name":"b","type":"money"}})",
            "\"type\" is \"money\""},
        Bad{"TypeNumber",
            R"({"op":"create","kind":"column","after":{"table":"a","name":"b","type":7}})",
            "\"type\" shall be an object"},
        Bad{"TypeBracket",
            R"json({"op":"create","kind":"column","after":{"table":"a","name":"b","type":"varchar("}})json",
            "no type"},
        Bad{"TypeLength",
            R"json({"op":"create","kind":"column","after":{"table":"a","name":"b","type":"char(9999999999)"}})json",
            "no type"},
        Bad{"TypeKind",
            R"({"op":"create","kind":"column","after":{"table":"a","name":"b","type":{"array":"text"}}})",
            "\"type\" has \"array\""},
        Bad{"DefaultWord",
            R"({"op":"create","kind":"column","after":{"table":"a","name":"b","type":"text","default":"x"}})",
            "\"default\" shall be an object"},
        Bad{"DefaultKind",
            R"({"op":"create","kind":"column","after":{"table":"a","name":"b","type":"text","default":{"date":"x"}}})",
            "\"default\" is \"date\""},
        Bad{"SpelledOtherwise", R"({"kind":"table","op":"create","after":{"name":"a"}})",
            "not spelled as Schemake writes it"},
        Bad{"WrittenDefault",
            R"({"op":"create","kind":"table","after":{"name":"a","strict":false}})",
            "not spelled as Schemake writes it"},
        Bad{"TwiceTheKey", R"({"op":"create","kind":"table","after":{"name":"a","name":"b"}})",
            "not spelled as Schemake writes it"},
        Bad{"Escapes", R"({"op":"create","kind":"table","after":{"name":"\u0061"}})",
            "not spelled as Schemake writes it"}),
    [](const auto& info) { return std::string(info.param.name); });

// Whatever the bytes: diagnostics, never a crash, and never content with a changed record.
TEST(Record, DamageIsFoundWhereverItIs) {
  const std::string text = write_record(small());
  std::mt19937 random(7);
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string damaged = text;
    damaged[at] = static_cast<char>(random());
    const Read back = read(damaged);
    const bool same = back.record.operations == small().operations && back.record.id == small().id;
    EXPECT_TRUE(same || back.diagnostics.has_errors()) << damaged;
    read(text.substr(0, at));
  }
}

}  // namespace
}  // namespace schemake::generator
