#ifndef SCHEMAKE_SCHEMA_YAML_TEXT_HPP
#define SCHEMAKE_SCHEMA_YAML_TEXT_HPP

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace schemake::generator {

// YAML to be written: a scalar, a list or a mapping. What is short stands on one line.
struct YamlText {
  enum class Kind { scalar, list, mapping };
  Kind kind = Kind::scalar;
  std::string scalar;
  enum class Style { as_text, plain, quoted };
  Style style = Style::as_text;    // as_text: in quotes where it would read as something else
  std::vector<std::string> lines;  // of a scalar whose line breaks mean blanks: how to break it
  std::vector<YamlText> items;
  struct Entry;
  std::vector<Entry> entries;
  bool block = false;    // never on one line
  bool aligned = false;  // a block whose values stand below each other

  static YamlText text(std::string_view text);
  static YamlText in_quotes(std::string_view text);
  static YamlText list_of(const std::vector<std::string>& texts);
  static YamlText list(std::vector<YamlText> items);
  static YamlText mapping();

  // "true", a number: what quotes would make text.
  YamlText plain() &&;
  YamlText& add(std::string key, YamlText value);  // to a mapping; returns it
};

struct YamlText::Entry {
  std::string key;
  YamlText value;
};

// A mapping as a file. Its texts hold no control characters but line ends and tabs.
std::string write_yaml(const YamlText& root);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_YAML_TEXT_HPP
