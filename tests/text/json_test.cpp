#include "text/json.hpp"

#include <gtest/gtest.h>

namespace schemake::generator {
namespace {

TEST(Json, StringsHoldNothingThatATerminalActsOn) {
  EXPECT_EQ(json_string("Größe \"\\\n\t"), "\"Größe \\\"\\\\\\n\\t\"");
  EXPECT_EQ(json_string("\x1b\x7f\xc2\x9b\xe2\x80\xae"), "\"\\u001b\\u007f\\u009b\\u202e\"");
  EXPECT_EQ(json_string("\xff"), "\"\\ufffd\"");
}

TEST(Json, ADocumentGetsTheSameEscapesInItsStrings) {
  EXPECT_EQ(with_controls_escaped("{\n\t\"Größe\": \"\x7f\xc2\x9b\xe2\x80\xae\"\n}\n"),
            "{\n\t\"Größe\": \"\\u007f\\u009b\\u202e\"\n}\n");
}

}  // namespace
}  // namespace schemake::generator
