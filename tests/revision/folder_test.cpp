#include "revision/folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

#include "revision/file_names.hpp"
#include "revision/life.hpp"
#include "text/digest.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Operation create_table(const std::string& name) {
  Table table;
  table.name = name;
  return Change<Table>{{}, table};
}

class FolderTest : public ::testing::Test {
 protected:
  FolderTest() {
    std::string pattern = (fs::temp_directory_path() / "schemake-folder-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    root_ = pattern;
    sum_.generator = "0.1.0";
    sum_.catalog = "library";
    sum_.dialects = {"sqlite"};
  }
  ~FolderTest() override { fs::remove_all(root_); }

  void put(const std::string& name, const std::string& text) {
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  // A file that the sum names.
  void record(const std::string& name, const std::string& text) {
    put(name, text);
    sum_.files.push_back({text_digest(text), name});
  }
  // A record with a source; returns its id.
  std::string revision(const std::string& stem, std::vector<std::string> parents,
                       const std::string& table) {
    Record record;
    record.parents = std::move(parents);
    record.operations = {create_table(table)};
    record.id = revision_id(record);
    this->record(record_file(stem), write_record(record));
    this->record(source_file(stem, "sqlite"), "// " + stem + "\n");
    return sum_.head = record.id;
  }
  void put_sum() { put("schemake.sum", write_sum(sum_)); }

  std::optional<Folder> read() {
    Sources sources;
    Diagnostics diagnostics;
    auto folder = read_folder(root_, sources, diagnostics);
    said_.clear();
    for (const Diagnostic& one : diagnostics.all()) said_ += render(one, sources);
    EXPECT_NE(folder.has_value(), diagnostics.has_errors());
    return folder;
  }
  std::string resolve(const Folder& folder, const std::string& name) {
    Diagnostics diagnostics;
    const Revision* found = folder.resolve(name, diagnostics);
    return found != nullptr ? found->stem() : diagnostics.all().front().message;
  }

  fs::path root_;
  Sum sum_;
  std::string said_;
};

TEST_F(FolderTest, AFolderThatIsNotThereOrEmptyIsNew) {
  EXPECT_FALSE(read()->sum);
  put("README.md", "not ours");
  EXPECT_FALSE(read()->sum);
  root_ /= "absent";
  EXPECT_FALSE(read()->sum);
}

TEST_F(FolderTest, IsReadWhole) {
  const std::string first = revision("0001_start", {}, "author");
  const std::string second = revision("0002_more", {first}, "book");
  revision("draft", {second}, "loan");
  record("draft.bridge.jsonl", write_superseded({make_draft(second, {create_table("lend")})}));
  sum_.releases = {{first, "1.0"}};
  put_sum();
  const auto folder = read();
  ASSERT_TRUE(folder) << said_;
  ASSERT_THAT(folder->sealed, SizeIs(2));
  EXPECT_EQ(folder->sealed[0].stem(), "0001_start");
  EXPECT_TRUE(folder->sealed[0].released());
  EXPECT_FALSE(folder->sealed[1].released());
  ASSERT_TRUE(folder->draft);
  EXPECT_THAT(folder->draft->superseded, SizeIs(1));
  Diagnostics diagnostics;
  const auto schema = fold(*folder, folder->draft->record.id, diagnostics);
  ASSERT_TRUE(schema);
  EXPECT_THAT(schema->tables, SizeIs(3));
  EXPECT_THAT(fold(*folder, first, diagnostics)->tables, SizeIs(1));
  EXPECT_TRUE(fold(*folder, "base", diagnostics)->empty());
  EXPECT_FALSE(fold(*folder, "unknown", diagnostics));
}

TEST_F(FolderTest, ParentsStandBeforeChildrenWhateverTheirNumbers) {
  const std::string first = revision("0009_start", {}, "a");
  const std::string second = revision("0003_next", {first}, "b");
  revision("0001_last", {second}, "c");
  put_sum();
  const auto folder = read();
  ASSERT_TRUE(folder) << said_;
  EXPECT_EQ(folder->sealed[0].number, 9);
  EXPECT_EQ(folder->sealed[1].number, 3);
  EXPECT_EQ(folder->sealed[2].number, 1);
}

TEST_F(FolderTest, AForkHasTwoHeads) {
  const std::string first = revision("0001_start", {}, "a");
  revision("0002_mine", {first}, "b");
  revision("0002_theirs", {first}, "c");
  put_sum();
  const auto folder = read();
  ASSERT_TRUE(folder) << said_;
  EXPECT_THAT(folder->heads(), SizeIs(2));
  EXPECT_THAT(resolve(*folder, "head"), HasSubstr("several heads"));
  EXPECT_THAT(resolve(*folder, "2"), HasSubstr("several revisions answer"));
  EXPECT_EQ(resolve(*folder, "mine"), "0002_mine");
}

TEST_F(FolderTest, RevisionsAnswerToTheirNames) {
  const std::string first = revision("0001_start", {}, "a");
  const std::string second = revision("0002_more", {first}, "b");
  put_sum();
  const auto folder = read();
  ASSERT_TRUE(folder) << said_;
  for (const std::string& name : {std::string("0001_start"), std::string("start"), std::string("1"),
                                  std::string("0001"), first, first.substr(0, 12)}) {
    EXPECT_EQ(resolve(*folder, name), "0001_start") << name;
  }
  EXPECT_EQ(resolve(*folder, "head"), "0002_more");
  EXPECT_THAT(resolve(*folder, "draft"), HasSubstr("there is no draft"));
  EXPECT_THAT(resolve(*folder, first.substr(0, 3) + "?"), HasSubstr("there is no revision"));
  EXPECT_THAT(resolve(*folder, ""), HasSubstr("there is no revision"));
  EXPECT_EQ(folder->find(second)->stem(), "0002_more");
  EXPECT_EQ(folder->find("base"), nullptr);
}

TEST_F(FolderTest, CarriageReturnsChangeNothing) {
  revision("0001_start", {}, "a");
  put_sum();
  for (const auto& entry : fs::directory_iterator(root_)) {
    std::ifstream in(entry.path(), std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
      text.insert(at, "\r");
    }
    put(entry.path().filename(), text);
  }
  EXPECT_TRUE(read()) << said_;
}

TEST_F(FolderTest, AnEditedFileIsNamed) {
  revision("0001_start", {}, "a");
  put_sum();
  put("0001_start.sqlite.cpp", "// edited\n");
  EXPECT_FALSE(read());
  EXPECT_THAT(said_, HasSubstr("0001_start.sqlite.cpp:1:1: error: the file was edited"));
  EXPECT_THAT(said_, HasSubstr("git checkout -- 0001_start.sqlite.cpp"));
}

TEST_F(FolderTest, AMissingFileIsNamedWhereTheSumNamesIt) {
  revision("0001_start", {}, "a");
  put_sum();
  fs::remove(root_ / "0001_start.sqlite.cpp");
  EXPECT_FALSE(read());
  EXPECT_THAT(said_, HasSubstr("schemake.sum:7:1: error: 0001_start.sqlite.cpp is missing"));
}

TEST_F(FolderTest, AFileThatTheSumLacksIsNamed) {
  revision("0001_start", {}, "a");
  put_sum();
  put("0002_theirs.sqlite.cpp", "");
  put("README.md", "");
  EXPECT_FALSE(read());
  EXPECT_THAT(said_, HasSubstr("0002_theirs.sqlite.cpp is not named by schemake.sum"));
  EXPECT_THAT(said_, Not(HasSubstr("README")));
}

TEST_F(FolderTest, ADraftsDataFilesAreInputs) {
  revision("0001_start", {}, "a");
  put("draft.data.sql", "-- upgrade\n");
  put_sum();
  EXPECT_TRUE(read()) << said_;
  sum_.inputs = {{text_digest("other text"), "draft.data.sql"}};
  put_sum();
  EXPECT_TRUE(read()) << said_;
  ASSERT_EQ(read()->draft_data.size(), 1U);
  EXPECT_EQ(read()->draft_data.front().text, "-- upgrade\n");
  fs::remove(root_ / "draft.data.sql");
  const auto without = read();
  ASSERT_TRUE(without) << said_;
  EXPECT_THAT(without->draft_data, IsEmpty());
}

TEST_F(FolderTest, OtherDataFilesOfADraftAreLeftOver) {
  revision("0001_start", {}, "a");
  put("draft.data.py", "");
  put_sum();
  EXPECT_FALSE(read());
  EXPECT_THAT(said_, HasSubstr("draft.data.py is not named by schemake.sum"));
}

TEST_F(FolderTest, ASealedRevisionHasTheDataFilesOfItsRecord) {
  const std::string text = "-- schemake: upgrade\nDELETE FROM a;\n";
  Record record;
  record.operations = {create_table("a")};
  record.data = {text_digest(text)};
  record.id = revision_id(record);
  this->record("0001_start.jsonl", write_record(record));
  this->record("0001_start.data.sql", text);
  sum_.head = record.id;
  put_sum();
  const auto folder = read();
  ASSERT_TRUE(folder) << said_;
  ASSERT_EQ(folder->sealed.front().data.size(), 1U);
  EXPECT_EQ(folder->sealed.front().data.front().text, text);
  sum_.files.pop_back();
  fs::remove(root_ / "0001_start.data.sql");
  put_sum();
  EXPECT_FALSE(read());
  EXPECT_THAT(said_, HasSubstr("the data files of 0001_start are not those of its record"));
}

TEST_F(FolderTest, FilesWithoutASumAreAnError) {
  put("0001_start.jsonl", "");
  EXPECT_FALSE(read());
  EXPECT_THAT(said_, HasSubstr("schemake.sum is missing, but there is 0001_start.jsonl"));
}

TEST_F(FolderTest, AFileInItsPlaceIsAnError) {
  root_ /= "file";
  std::ofstream(root_) << "x";
  EXPECT_FALSE(read());
  EXPECT_THAT(said_, HasSubstr("is no folder"));
  root_ = root_.parent_path();
}

TEST_F(FolderTest, AnUnknownParentIsAnError) {
  revision("0002_more", {std::string(64, 'a')}, "b");
  put_sum();
  EXPECT_FALSE(read());
  EXPECT_THAT(said_, HasSubstr("0002_more.jsonl:1:1: error: the parent aaaaaaaa is in no record"));
}

TEST_F(FolderTest, TwoRevisionsWithOneIdAreAnError) {
  revision("0001_start", {}, "a");
  revision("0002_copy", {}, "a");
  put_sum();
  EXPECT_FALSE(read());
  EXPECT_THAT(said_, HasSubstr("two revisions have the id"));
}

TEST_F(FolderTest, AHeadOrReleaseThatIsNowhereIsAnError) {
  const std::string first = revision("0001_start", {}, "a");
  sum_.head = std::string(64, 'b');
  sum_.releases = {{std::string(64, 'c'), "1.0"}};
  put_sum();
  EXPECT_FALSE(read());
  EXPECT_THAT(said_, HasSubstr("the head is not that of the records"));
  EXPECT_THAT(said_, HasSubstr("the state of release 1.0 is no revision"));
  for (const std::string& head : {std::string("base"), first}) {
    sum_.releases.clear();
    sum_.head = head;
    put_sum();
    EXPECT_EQ(read().has_value(), head == first);
  }
}

TEST_F(FolderTest, ARecordThatDoesNotApplyIsNamed) {
  const std::string first = revision("0001_start", {}, "a");
  const std::string second = revision("0002_again", {first}, "a");
  put_sum();
  const auto folder = read();
  ASSERT_TRUE(folder) << said_;
  Diagnostics diagnostics;
  EXPECT_FALSE(fold(*folder, second, diagnostics));
  EXPECT_THAT(diagnostics.all().front().message, HasSubstr("0002_again"));
}

TEST(Slug, IsAFileName) {
  EXPECT_EQ(slug("add email to author"), "add_email_to_author");
  EXPECT_EQ(slug("  Fix #12: ../../etc/passwd!\n"), "fix_12_etc_passwd");
  EXPECT_EQ(slug("Größe"), "gr_e");
  EXPECT_EQ(slug("日本"), "revision");
  EXPECT_EQ(slug(""), "revision");
  EXPECT_EQ(slug(std::string(39, 'a') + " b"), std::string(39, 'a'));
  EXPECT_EQ(slug(std::string(100, 'a')).size(), 40U);
}

}  // namespace
}  // namespace schemake::generator
