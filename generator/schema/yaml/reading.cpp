#include "schema/yaml/reading.hpp"

#include <algorithm>

#include "core/sql_text.hpp"
#include "text/utf8.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kLongestPostgresqlName = 63;  // NAMEDATALEN - 1

bool starts_with(const std::string& text, std::string_view start) {
  return text.compare(0, start.size(), start) == 0;
}

// `{type: decimal(10,2)}` is the two keys "type" and "2)": the comma of a flow mapping ends a
// value.
bool cut_by_comma(const YamlNode& mapping, std::size_t entry) {
  if (entry == 0 || mapping.entries[entry].value.kind != YamlNode::Kind::null) return false;
  const YamlNode& before = mapping.entries[entry - 1].value;
  const std::string& tail = mapping.entries[entry].key;
  return before.is_scalar() && !before.quoted &&
         std::count(before.text.begin(), before.text.end(), '(') >
             std::count(before.text.begin(), before.text.end(), ')') &&
         tail.find(')') != std::string::npos;
}

bool in_shared_name_space(Kind kind) {
  return kind == Kind::table || kind == Kind::virtual_table || kind == Kind::view ||
         kind == Kind::index || kind == Kind::trigger;
}

}  // namespace

Fields::Fields(Reading& reading, const YamlNode& node, std::string_view what,
               const std::vector<std::string>& known)
    : reading_(reading), node_(node), what_(what) {
  if (!node.is_mapping()) {
    reading.error(node.at, what_ + " is a mapping", "its keys are: " + listed(known));
    return;
  }
  for (std::size_t i = 0; i < node.entries.size(); ++i) {
    const YamlEntry& entry = node.entries[i];
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    if (cut_by_comma(node, i)) {
      const YamlEntry& before = node.entries[i - 1];
      reading.cut_values.insert(before.value.at);
      reading.error(before.value.at, "the comma ends this value, as everywhere between { and }",
                    "put quotes around it: " + before.key + ": \"" + before.value.text + ',' +
                        entry.key + '"');
      continue;
    }
    const std::string meant = suggestion(entry.key, known);
    reading.error(entry.at, "unknown key " + in_quotes(entry.key) + " in " + what_,
                  meant.empty() ? "its keys are: " + listed(known) : meant);
  }
}

const YamlNode* Fields::find(std::string_view key) const {
  const YamlNode* found = node_.find(key);
  return found == nullptr || found->kind == YamlNode::Kind::null ? nullptr : found;
}

const YamlNode* Fields::require(std::string_view key) const {
  const YamlNode* found = find(key);
  if (found == nullptr && node_.is_mapping()) {
    const YamlNode* empty = node_.find(key);
    reading_.error(
        empty != nullptr ? empty->at : node_.at,
        what_ + " needs " + in_quotes(key) + (empty != nullptr ? ", and it is empty" : ""));
  }
  return found;
}

bool read_flag(Reading& reading, const YamlNode* node) {
  if (node == nullptr) return false;
  const bool plain = node->is_scalar() && !node->quoted;
  if (plain && (node->text == "true" || node->text == "false")) return node->text == "true";
  reading.error(node->at, "this is neither true nor false", "write true or false, without quotes");
  return false;
}

std::string read_text(Reading& reading, const YamlNode* node, std::string_view what) {
  if (node == nullptr) return {};
  if (node->is_scalar()) return node->text;
  reading.error(node->at, std::string(what) + " is text");
  return {};
}

std::vector<const YamlNode*> read_list(Reading& reading, const YamlNode* node,
                                       std::string_view what) {
  std::vector<const YamlNode*> items;
  if (node == nullptr) return items;
  if (!node->is_sequence()) {
    reading.error(node->at, std::string(what) + " is a list", "write it as [a, b]");
    return items;
  }
  for (const YamlNode& item : node->items) {
    if (item.is_scalar()) {
      items.push_back(&item);
    } else {
      reading.error(
          item.at, std::string(what) + " is a list of texts",
          item.kind == YamlNode::Kind::null ? "put quotes around a null that is text" : "");
    }
  }
  return items;
}

void report_unknown_word(Reading& reading, const YamlNode& node, std::string_view what,
                         const std::vector<std::string>& known) {
  if (!node.is_scalar()) {
    reading.error(node.at, std::string(what) + " is one word of: " + listed(known));
    return;
  }
  const std::string meant = suggestion(node.text, known);
  reading.error(node.at, in_quotes(node.text) + " is no word for " + std::string(what),
                meant.empty() ? "write one of: " + listed(known) : meant);
}

void read_renamed_from(Reading& reading, const Fields& fields, const ObjectName& object) {
  const YamlNode* node = fields.find("renamed_from");
  if (node == nullptr) return;
  const std::string old = read_text(reading, node, "the old name");
  if (!node->is_scalar() || !check_printable(reading, "the old name", old, node->at)) return;
  if (old == object.name) {
    reading.error(node->at, "this is the name that it has", "name the one that it had before");
    return;
  }
  auto& renamed_from = reading.desired.hints.renamed_from;
  const auto rival = std::find_if(renamed_from.begin(), renamed_from.end(), [&](const auto& hint) {
    return hint.first.kind == object.kind && hint.first.table == object.table && hint.second == old;
  });
  if (rival != renamed_from.end()) {
    reading.error(node->at, in_quotes(old) + " became " + in_quotes(rival->first.name) + " already",
                  "only one of them can have its values: leave `renamed_from` out of the other");
    return;
  }
  renamed_from.emplace(object, old);
}

std::string suggestion(std::string_view word, const std::vector<std::string>& known) {
  const std::string found = nearest(word, known);
  return found.empty() ? std::string() : "did you mean " + in_quotes(found) + '?';
}

std::string in_quotes(std::string_view text) { return '"' + std::string(text) + '"'; }

std::string listed(const std::vector<std::string>& words) {
  std::string result;
  for (const std::string& word : words) result += (result.empty() ? "" : ", ") + word;
  return result;
}

bool declare(Reading& reading, const ObjectName& object, Position at) {
  const bool good = check_name(reading, object.kind, object.name, at);
  if (in_shared_name_space(object.kind)) {
    const auto [taken, fresh] = reading.relations.emplace(sql::lower(object.name), object);
    if (!fresh) {
      const ObjectName& other = taken->second;
      reading.error(at,
                    "the name " + in_quotes(object.name) + " is taken by the " +
                        std::string(spell(other.kind)) + ' ' + in_quotes(other.name),
                    "tables, views, indexes and triggers share one name space, whatever the case");
      reading.diagnostics.note(reading.desired.positions[other], "it stands here");
      return false;
    }
  }
  reading.desired.positions.emplace(object, at);
  return good;
}

bool check_name(Reading& reading, Kind kind, const std::string& name, Position at) {
  const bool vowel = kind == Kind::index || kind == Kind::enumeration;
  const std::string what =
      "the name of " + std::string(vowel ? "an " : "a ") + std::string(spell(kind));
  if (!check_printable(reading, what, name, at)) return false;
  const std::string folded = sql::lower(name);
  for (const char* prefix : {"sqlite_", "pg_", "schemake_"}) {
    if (in_shared_name_space(kind) && starts_with(folded, prefix)) {
      reading.error(at, what + " starts with " + in_quotes(prefix) + ", which is reserved");
      return false;
    }
  }
  const std::vector<std::string>& dialects = reading.desired.dialects;
  const bool postgresql =
      std::find(dialects.begin(), dialects.end(), "postgresql") != dialects.end();
  if (postgresql && name.size() > kLongestPostgresqlName) {
    reading.error(at, what + " is longer than PostgreSQL's 63 bytes");
    return false;
  }
  return true;
}

bool check_printable(Reading& reading, const std::string& what, const std::string& word,
                     Position at) {
  if (word.empty()) {
    reading.error(at, what + " is empty");
    return false;
  }
  for (std::size_t i = 0; i < word.size();) {
    const CodePoint point = code_point_at(word, i);
    if (!point.valid() || is_control(point.value)) {
      reading.error(at, what + " holds a control character");
      return false;
    }
    i += point.bytes;
  }
  return true;
}

}  // namespace schemake::generator
