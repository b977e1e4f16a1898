#include "text/digest.hpp"

#include <gtest/gtest.h>

namespace schemake::generator {
namespace {

TEST(Digest, IsSha256) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, FieldsAreLengthPrefixed) {
  EXPECT_NE(sha256_of_fields({"ab", "c"}), sha256_of_fields({"a", "bc"}));
  EXPECT_NE(sha256_of_fields({"abc"}), sha256_of_fields({"abc", ""}));
  EXPECT_EQ(sha256_of_fields({}), sha256(""));
  EXPECT_EQ(sha256_of_fields({"abc"}), sha256(std::string("\0\0\0\0\0\0\0\3", 8) + "abc"));
}

TEST(Digest, TextIgnoresCarriageReturns) {
  EXPECT_EQ(text_digest("a\r\nb\r\n"), sha256("a\nb\n"));
  EXPECT_NE(text_digest("a\nb\n"), text_digest("a\nb"));
}

TEST(Digest, SchemaIgnoresBlankLinesAndCommentsInColumnZero) {
  const std::string plain = schema_digest("a: 1\n  b: 2\n");
  EXPECT_EQ(plain, sha256("a: 1\n  b: 2\n"));
  for (const char* same :
       {"# first\na: 1\n  b: 2", "\n\na: 1\n \t\n  b: 2\n\n", "a: 1\r\n#\r\n  b: 2\r\n#x"}) {
    EXPECT_EQ(schema_digest(same), plain) << same;
  }
  for (const char* other : {"a: 1\n b: 2\n", "a: 1\n  #\n  b: 2\n", "a: 1 # x\n  b: 2\n"}) {
    EXPECT_NE(schema_digest(other), plain) << other;
  }
  EXPECT_EQ(schema_digest("# nothing\n"), sha256(""));
}

}  // namespace
}  // namespace schemake::generator
