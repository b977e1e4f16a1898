#ifndef SCHEMAKE_SCHEMA_YAML_TREE_HPP
#define SCHEMAKE_SCHEMA_YAML_TREE_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.hpp"

namespace schemake::generator {

struct YamlEntry;

// YAML as we read it: a tree with positions, scalars as the text that stands there. What a scalar
// means is for its reader to say: `no` is no boolean and `010` no number here.
struct YamlNode {
  enum class Kind { null, scalar, sequence, mapping };
  Kind kind = Kind::null;
  Position at;
  std::size_t offset = 0;  // in bytes, where the node starts in its file
  bool quoted = false;     // in quotes, or a block of text: a string whatever it looks like
  std::string text;        // of a scalar
  std::vector<YamlNode> items;
  std::vector<YamlEntry> entries;  // in the file's order, keys unique

  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_sequence() const { return kind == Kind::sequence; }
  bool is_mapping() const { return kind == Kind::mapping; }
  // The value under `key`, or null.
  const YamlNode* find(std::string_view key) const;
};

struct YamlEntry {
  std::string key;
  Position at;
  YamlNode value;
};

// Parses the text of `file`. Refused, each with its place: what is not YAML, text that is not
// UTF-8, control characters, anchors, aliases, tags, merge keys, keys that are not text, duplicate
// keys, more than one document, an empty one, nesting over 32 levels, an unclosed quote. Nothing is
// returned then.
std::optional<YamlNode> parse_yaml(int file, const Sources& sources, Diagnostics& diagnostics);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_YAML_TREE_HPP
