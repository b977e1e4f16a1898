#include "text/digest.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "integration/consumer.hpp"

// CMake compares the folder with its sum by digests that it computes itself. They must be the
// generator's for every text.

namespace schemake::testing {
namespace {

using generator::schema_digest;
using generator::text_digest;

const std::vector<std::string>& nasty_texts() {
  static const std::vector<std::string> texts = {
      "",
      "\n",
      "\n\n\n",
      "# only a comment",
      "# only a comment\n",
      "a: 1",
      "a: 1\n",
      "a: 1\r\nb: 2\r\n",
      "a: 1\rb: 2",
      "# c\r\na: 1\r\n\r\n",
      "\n\na: 1\n  \t \n# x\n\n  # kept: not in column 0\nb: 2\n \n",
      "a: [1, 2\nb: ]]][[; ;; \\; \\\nc: \\",
      "a: \"x;y\" 'q' \"\\\"\"\n",
      "a: ${HOME} @VAR@ $ENV{PATH} $<1:x>\n",
      "a: (b|c)* [^\\n]+ \\1 \\\\1 ^$ .\n",
      "#\n##\n#[[ bracket\n]]\na\n",
      "]]]=]\n[=[\n",
      "a: \xc3\xa4\xe2\x82\xac\n# \xc3\xbc\nb\n",
      "\xef\xbb\xbf"
      "a: bom\n",
      std::string(5000, '['),
      std::string(3000, '\n') + "x\n" + std::string(3000, ' ') + "\n" + std::string(3000, ';'),
  };
  return texts;
}

// The digests that CMake has for a file: its text's and its schema's.
std::vector<std::string> cmake_digests(const Consumer& folder) {
  folder.write("digest.cmake",
               "include(\"" SCHEMAKE_SOURCE_DIR
               "/cmake/SchemakeSum.cmake\")\n"
               "_schemake_text_digest(text \"${CMAKE_CURRENT_LIST_DIR}/file\" none)\n"
               "_schemake_schema_digest(schema \"${CMAKE_CURRENT_LIST_DIR}/file\")\n"
               "execute_process(COMMAND ${CMAKE_COMMAND} -E echo \"${text} ${schema}\")\n");
  const ChildResult result = run_child({"cmake", "-P", "digest.cmake"}, folder.root());
  EXPECT_EQ(result.code, 0) << result.said;
  if (result.said.size() < 129) return {result.said, result.said};
  return {result.said.substr(0, 64), result.said.substr(65, 64)};
}

TEST(Digest, CMakeAndTheGeneratorAgree) {
  const Consumer folder;
  for (const std::string& text : nasty_texts()) {
    folder.write("file", text);
    EXPECT_THAT(cmake_digests(folder),
                ::testing::ElementsAre(text_digest(text), schema_digest(text)))
        << ::testing::PrintToString(text.substr(0, 80));
  }
}

// CMake's file(READ) does not see what follows a NUL in its line.
TEST(Digest, WhatFollowsANulIsNotOverlooked) {
  const Consumer folder;
  folder.write("file", std::string("a: 1\0 b", 7));
  const std::vector<std::string> digests = cmake_digests(folder);
  EXPECT_NE(digests[0], text_digest("a: 1"));
  EXPECT_NE(digests[1], schema_digest("a: 1"));
}

}  // namespace
}  // namespace schemake::testing
