#include "revision/file_names.hpp"

#include <gtest/gtest.h>

namespace schemake::generator {
namespace {

TEST(FileNames, ASealedStemGoesThereAndBack) {
  EXPECT_EQ(sealed_stem(3, "add_email"), "0003_add_email");
  EXPECT_EQ(sealed_stem(12345, "x"), "12345_x");
  for (int number : {0, 1, 9999, 10000, 123456789}) {
    const auto back = parse_sealed_stem(sealed_stem(number, "a_b"));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->number, number);
    EXPECT_EQ(back->slug, "a_b");
  }
}

TEST(FileNames, OtherStemsAreNotSealed) {
  for (const char* stem :
       {"draft", "head", "", "003_x", "0003", "0003-x", "_0003", "12345678901_x"}) {
    EXPECT_FALSE(parse_sealed_stem(stem)) << stem;
  }
}

TEST(FileNames, FilesOfARevision) {
  EXPECT_EQ(record_file("0003_x"), "0003_x.jsonl");
  EXPECT_EQ(source_file(bridge_stem("draft"), "sqlite"), "draft.bridge.sqlite.cpp");
  EXPECT_EQ(stem_of("0003_x.bridge.sqlite.cpp"), "0003_x");
  EXPECT_TRUE(belongs_to("0003_x.bridge.sqlite.cpp", "0003_x"));
  EXPECT_FALSE(belongs_to("0003_x_y.sqlite.cpp", "0003_x"));
  EXPECT_FALSE(belongs_to("0003_x", "0003_x"));
}

TEST(FileNames, KnowsItsOwn) {
  for (const char* ours : {"0003_x.jsonl", "0003_x.sqlite.cpp", "0003_x.data.sql", "draft.jsonl",
                           "draft.data.cpp", "head.sqlite.cpp", "0003_x.bridge.jsonl"}) {
    EXPECT_TRUE(is_ours(ours)) << ours;
  }
  for (const char* other : {"schemake.sum", "README.md", "drafts.txt", ".draft.jsonl.schemake-new",
                            "header.hpp", "0003_x.txt", "CMakeLists.txt"}) {
    EXPECT_FALSE(is_ours(other)) << other;
  }
}

}  // namespace
}  // namespace schemake::generator
