#ifndef SCHEMAKE_SCHEMA_YAML_READING_HPP
#define SCHEMAKE_SCHEMA_YAML_READING_HPP

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/desired.hpp"
#include "schema/yaml/tree.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {

// What the readers of the parts share: where to report, what has been read so far.
struct Reading {
  Reading(const Sources& read_from, Diagnostics& report_to)
      : sources(read_from), diagnostics(report_to) {}

  const Sources& sources;
  Diagnostics& diagnostics;
  Desired desired;
  std::map<std::string, Type> aliases;        // `types:`
  std::map<ObjectName, Position> references;  // foreign keys: where their target is named
  std::vector<std::pair<std::string, Position>> collations;  // that SQLite is asked for
  std::set<Position> cut_values;  // by a comma between { and }, and reported: not to be read again
  std::map<std::string, ObjectName> relations;  // by lower-case name: one name space in a database
  std::map<std::string, Position> type_names;   // enums and aliases, likewise

  bool is_cut(Position at) const { return cut_values.count(at) > 0; }
  // Beyond kMostErrors they are counted alone.
  void error(Position at, std::string message, std::string advice = {}) {
    if (++errors <= kMostErrors) diagnostics.error(at, std::move(message), std::move(advice));
  }

  static constexpr int kMostErrors = 200;
  int errors = 0;
};

// The fields of a mapping. Reports, once, what is no mapping, and keys that are not known, with the
// nearest known one.
class Fields {
 public:
  // `what` as in a sentence: "a column".
  Fields(Reading& reading, const YamlNode& node, std::string_view what,
         const std::vector<std::string>& known);

  // Null where the key is missing or empty.
  const YamlNode* find(std::string_view key) const;
  // The same; its absence is an error.
  const YamlNode* require(std::string_view key) const;

 private:
  Reading& reading_;
  const YamlNode& node_;
  std::string what_;
};

// "true" or "false" without quotes; false where `node` is null.
bool read_flag(Reading& reading, const YamlNode* node);

// Text as it stands; empty, with an error, where it is none. A null `node` is empty text.
std::string read_text(Reading& reading, const YamlNode* node, std::string_view what);

// A list of texts; a null `node` is an empty list.
std::vector<const YamlNode*> read_list(Reading& reading, const YamlNode* node,
                                       std::string_view what);

void report_unknown_word(Reading& reading, const YamlNode& node, std::string_view what,
                         const std::vector<std::string>& known);

// One of a few words; `absent` where `node` is null.
template <class Value>
Value read_word(Reading& reading, const YamlNode* node, std::string_view what,
                const std::vector<std::pair<std::string, Value>>& words, Value absent) {
  if (node == nullptr) return absent;
  std::vector<std::string> known;
  for (const auto& [word, value] : words) {
    if (node->is_scalar() && node->text == word) return value;
    known.push_back(word);
  }
  report_unknown_word(reading, *node, what, known);
  return absent;
}

// The hint `renamed_from` of `object`.
void read_renamed_from(Reading& reading, const Fields& fields, const ObjectName& object);

// "did you mean \"x\"?", or empty.
std::string suggestion(std::string_view word, const std::vector<std::string>& known);

// `text` in quotes for a message.
std::string in_quotes(std::string_view text);

// "a, b, c"
std::string listed(const std::vector<std::string>& words);

// Notes where an object stands and claims its name where it shares a name space. False, with an
// error, where the name may not be or is taken.
bool declare(Reading& reading, const ObjectName& object, Position at);

// Reports a name that the dialects cannot take.
bool check_name(Reading& reading, Kind kind, const std::string& name, Position at);

// Reports an empty word or one with control characters; `what` as in "the name of a column".
bool check_printable(Reading& reading, const std::string& what, const std::string& word,
                     Position at);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_YAML_READING_HPP
