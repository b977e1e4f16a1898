#include "text/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace schemake::generator {
namespace {

TEST(Utf8, DecodesWhatIsValid) {
  const struct {
    const char* text;
    char32_t value;
    std::size_t bytes;
  } cases[] = {{"a", U'a', 1},
               {"\xC3\xBC", 0xFC, 2},
               {"\xE2\x82\xAC", 0x20AC, 3},
               {"\xF0\x9F\x98\x80", 0x1F600, 4}};
  for (const auto& test : cases) {
    const CodePoint point = code_point_at(test.text, 0);
    EXPECT_EQ(point.value, test.value) << test.text;
    EXPECT_EQ(point.bytes, test.bytes) << test.text;
  }
}

TEST(Utf8, RefusesWhatIsNot) {
  const char* const bad[] = {"\x80",         "\xC0\x80",         "\xC3",
                             "\xE0\x80\x80", "\xED\xA0\x80",     "\xF5\x80\x80\x80",
                             "\xFF",         "\xF4\x90\x80\x80", "\xE2\x82\x41"};
  for (const char* text : bad) {
    EXPECT_FALSE(code_point_at(text, 0).valid());
    EXPECT_EQ(first_invalid_byte(std::string("ok") + text), 2U);
  }
  EXPECT_FALSE(code_point_at("a", 1).valid());
  EXPECT_EQ(first_invalid_byte("gr\xC3\xBC\xC3\x9F"), std::string_view::npos);
}

TEST(Utf8, CountsCodePoints) {
  EXPECT_EQ(count_code_points("gr\xC3\xBC\xC3\x9F"), 4U);
  EXPECT_EQ(count_code_points("a\xFF\x62"), 3U);
}

TEST(Utf8, ControlsAreWhatATerminalActsOn) {
  for (const char32_t value : {0x00u, 0x1Bu, 0x7Fu, 0x9Bu, 0x2028u, 0x202Eu, 0x2066u, 0xFEFFu}) {
    EXPECT_TRUE(is_control(value)) << static_cast<unsigned>(value);
  }
  for (const char32_t value : {0x20u, 0x7Eu, 0xA0u, 0xFCu, 0x4E2Du, 0x1F600u}) {
    EXPECT_FALSE(is_control(value)) << static_cast<unsigned>(value);
  }
}

}  // namespace
}  // namespace schemake::generator
