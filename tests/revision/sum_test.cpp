#include "revision/sum.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace schemake::generator {
namespace {

using ::testing::HasSubstr;

struct Read {
  std::optional<Sum> sum;
  std::string said;
};

Read read(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  Read out;
  out.sum = read_sum(sources.add("schemake.sum", text), sources, diagnostics);
  for (const Diagnostic& one : diagnostics.all()) out.said += render(one, sources);
  EXPECT_EQ(out.sum.has_value(), !diagnostics.has_errors());
  return out;
}

std::string digest(char c) { return std::string(64, c); }

Sum full() {
  Sum sum;
  sum.generator = "0.1.0";
  sum.catalog = "library";
  sum.dialects = {"sqlite", "postgresql"};
  sum.head = digest('1');
  sum.requirements = {{"soundex", "is prime"}, {"german"}, {"spellfix1"}, {"stemming"}};
  sum.schemas = {{digest('2'), "../library.yaml"}, {digest('3'), "../with blanks/lending.yaml"}};
  sum.inputs = {{digest('4'), "draft.data.sql"}};
  sum.files = {{digest('5'), "0001_start.jsonl"}, {digest('6'), "head.sqlite.cpp"}};
  sum.releases = {{digest('7'), "1.0"}, {digest('1'), "1.1"}};
  sum.retired = {{digest('8'), "1.0"}};
  return sum;
}

TEST(Sum, IsWrittenInOneForm) {
  EXPECT_EQ(write_sum(full()),
            "schemake.sum 1\n"
            "generator 0.1.0\n"
            "catalog library\n"
            "dialects sqlite postgresql\n"
            "head " +
                digest('1') +
                "\n"
                "requires function soundex\n"
                "requires function is prime\n"
                "requires collation german\n"
                "requires module spellfix1\n"
                "requires tokenizer stemming\n"
                "schema " +
                digest('2') +
                " ../library.yaml\n"
                "schema " +
                digest('3') +
                " ../with blanks/lending.yaml\n"
                "input " +
                digest('4') +
                " draft.data.sql\n"
                "file " +
                digest('5') +
                " 0001_start.jsonl\n"
                "file " +
                digest('6') +
                " head.sqlite.cpp\n"
                "release " +
                digest('7') +
                " 1.0\n"
                "release " +
                digest('1') +
                " 1.1\n"
                "retired " +
                digest('8') +
                " 1.0\n"
                "end 18\n");
}

TEST(Sum, SortsItsFiles) {
  Sum sum = full();
  std::swap(sum.files[0], sum.files[1]);
  EXPECT_EQ(write_sum(sum), write_sum(full()));
}

TEST(Sum, ReadsBackWhatItWrote) {
  const Read back = read(write_sum(full()));
  EXPECT_EQ(back.said, "");
  EXPECT_EQ(back.sum, full());
}

TEST(Sum, ToleratesCarriageReturns) {
  std::string text = write_sum(full());
  for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
    text.insert(at, "\r");
  }
  EXPECT_EQ(read(text).sum, full());
}

TEST(Sum, IsRefusedWhereverItIsCutOff) {
  const std::string text = write_sum(full());
  for (std::size_t length = 0; length + 1 < text.size(); ++length) {
    EXPECT_FALSE(read(text.substr(0, length)).sum) << text.substr(0, length);
  }
}

TEST(Sum, IsRefusedWhereALineIsMissingOrTwice) {
  const std::string text = write_sum(full());
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin) + 1;
    std::string without = text, twice = text;
    without.erase(begin, end - begin);
    twice.insert(begin, text.substr(begin, end - begin));
    EXPECT_FALSE(read(without).sum) << without;
    EXPECT_FALSE(read(twice).sum) << twice;
    begin = end;
  }
}

struct Edit {
  const char* name;
  std::string from, to;
  const char* what;
};

void PrintTo(const Edit& edit, std::ostream* out) { *out << edit.name; }

class BadSum : public ::testing::TestWithParam<Edit> {};

TEST_P(BadSum, IsReported) {
  std::string text = write_sum(full());
  const std::size_t at = text.find(GetParam().from);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, GetParam().from.size(), GetParam().to);
  EXPECT_THAT(read(text).said, HasSubstr(GetParam().what));
}

INSTANTIATE_TEST_SUITE_P(
    Table, BadSum,
    ::testing::Values(
        Edit{"Conflict", "head ", "<<<<<<< HEAD\nhead ", "schemake.sum:5:1: error: git's conflict"},
        Edit{"ConflictEnd", "end ", ">>>>>>> theirs\nend ", "`schemake rebase` puts yours "},
        Edit{"Newer", "schemake.sum 1", "schemake.sum 2", "update schemake"},
        Edit{"NoSum", "schemake.sum 1", "hello", "this is no schemake.sum"},
        Edit{"UnknownWord", "end ", "squash x\nend ", "squash x"},
        Edit{"Requires", "requires module", "requires pragma", "update schemake"},
        Edit{"RequiresNothing", "requires module spellfix1", "requires module ", "no name behind"},
        Edit{"Count", "end 18", "end 14", "the count is not right"},
        Edit{"Tail", "end 18\n", "end 18\nfile x\n", "goes on behind its end"},
        Edit{"Digest", digest('5'), digest('G'), "no digest behind \"file\""},
        Edit{"ShortDigest", digest('5'), "55", "schemake.sum:14:1: error: no digest"},
        Edit{"Escapes", "0001_start.jsonl", "../start.jsonl", "no name of a file of this folder"},
        Edit{"Folder", "0001_start.jsonl", "..", "no name of a file of this folder"},
        Edit{"Hidden", "0001_start.jsonl", ".start", "no name of a file of this folder"},
        Edit{"Control", "0001_start.jsonl", "0001\x1b[31m.jsonl", "no name of a file"},
        Edit{"Quote", "0001_start.jsonl", "0001\";.jsonl", "no name of a file"},
        Edit{"Absolute", "../library.yaml", "/etc/passwd", "no name of a file"},
        Edit{"SchemaControl", "../library.yaml", "../lib\x07.yaml", "no name of a file"},
        Edit{"Order", "0001_start.jsonl", "zzzz_start.jsonl", "not in order"},
        Edit{"Twice", "head.sqlite.cpp", "0001_start.jsonl", "not in order"},
        Edit{"Catalog", "catalog library", "catalog my-library", "the catalog is no identifier"},
        Edit{"Head", "head 1", "head x", "the head is no state"},
        Edit{"Dialects", "dialects sqlite postgresql", "dialects ", "the dialects are no words"},
        Edit{"Release", " 1.1", " 1 1", "no name of a release"},
        Edit{"ReleaseId", "release 7", "release x", "no id behind \"release\""}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace schemake::generator
