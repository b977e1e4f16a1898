#include "schema/yaml/types.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>

#include "core/sql_text.hpp"
#include "schema/yaml/sql.hpp"

namespace schemake::generator {
namespace {

constexpr int kMostDigits = 1000;         // PostgreSQL's numeric(p)
constexpr int kLongestText = 10'485'760;  // PostgreSQL's varchar(n)

struct Portable {
  std::string_view word;
  TypeName name;
  std::size_t least, most;  // arguments
};

constexpr Portable kPortable[] = {
    {"smallint", TypeName::smallint, 0, 0},
    {"integer", TypeName::integer, 0, 0},
    {"bigint", TypeName::bigint, 0, 0},
    {"real", TypeName::real, 0, 0},
    {"double", TypeName::double_precision, 0, 0},
    {"decimal", TypeName::decimal, 1, 2},
    {"text", TypeName::text, 0, 0},
    {"varchar", TypeName::varchar, 1, 1},
    {"char", TypeName::character, 1, 1},
    {"blob", TypeName::blob, 0, 0},
    {"boolean", TypeName::boolean, 0, 0},
    {"date", TypeName::date, 0, 0},
    {"time", TypeName::time, 0, 0},
    {"timestamp", TypeName::timestamp, 0, 0},
    {"timestamptz", TypeName::timestamptz, 0, 0},
    {"uuid", TypeName::uuid, 0, 0},
    {"json", TypeName::json, 0, 0},
};

// What people write from habit. Only to suggest ours.
constexpr std::pair<std::string_view, std::string_view> kHabits[] = {
    {"int", "integer"},         {"int4", "integer"},   {"int8", "bigint"},
    {"int64", "bigint"},        {"long", "bigint"},    {"int2", "smallint"},
    {"tinyint", "smallint"},    {"string", "text"},    {"str", "text"},
    {"clob", "text"},           {"float", "double"},   {"float8", "double"},
    {"float4", "real"},         {"number", "decimal"}, {"numeric", "decimal"},
    {"money", "decimal(19,4)"}, {"bool", "boolean"},   {"binary", "blob"},
    {"bytea", "blob"},          {"bytes", "blob"},     {"datetime", "timestamp"},
    {"jsonb", "json"},          {"guid", "uuid"},      {"character", "char"},
};

const Portable* find_portable(std::string_view word) {
  const auto* const found = std::find_if(std::begin(kPortable), std::end(kPortable),
                                         [&](const Portable& type) { return type.word == word; });
  return found == std::end(kPortable) ? nullptr : found;
}

std::string advice_for(const Reading& reading, const std::string& word) {
  const std::string folded = sql::lower(word.substr(0, word.find('(')));
  for (const auto& [habit, ours] : kHabits) {
    if (habit == folded) return "did you mean " + in_quotes(ours) + '?';
  }
  std::vector<std::string> known;
  for (const Portable& type : kPortable) known.emplace_back(type.word);
  const std::vector<std::string> portable = known;
  for (const auto& [name, value] : reading.desired.schema.enums) known.push_back(name);
  for (const auto& [name, type] : reading.aliases) known.push_back(name);
  const std::string meant = suggestion(word, known);
  if (!meant.empty()) return meant;
  return "write one of: " + listed(portable) +
         ", an enum or alias, or a raw type for each dialect: {sqlite: TEXT}";
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// "(10, 2)" as numbers; nothing where it is not of that form.
std::optional<std::vector<int>> arguments_of(std::string_view text) {
  std::vector<int> numbers;
  if (text.empty()) return numbers;
  if (text.front() != '(' || text.back() != ')') return std::nullopt;
  text = text.substr(1, text.size() - 2);
  while (true) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view part = trimmed(text.substr(0, comma));
    int number = 0;
    const auto [end, failed] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (failed != std::errc() || end != part.data() + part.size() || number < 0)
      return std::nullopt;
    numbers.push_back(number);
    if (comma == text.size()) return numbers;
    text.remove_prefix(comma + 1);
  }
}

bool check_size(Reading& reading, const Type& type, Position at) {
  if (type.name == TypeName::decimal) {
    if (type.precision >= 1 && type.precision <= kMostDigits && type.scale <= type.precision) {
      return true;
    }
    reading.error(at, "decimal(p,s) has 1 to 1000 digits, s of them after the point");
    return false;
  }
  if (type.precision >= 1 && type.precision <= kLongestText) return true;
  reading.error(at, "a length is 1 to " + std::to_string(kLongestText));
  return false;
}

// A portable type with its arguments.
std::optional<Type> read_portable(Reading& reading, const std::string& text, Position at) {
  const std::size_t bracket = std::min(text.find('('), text.size());
  const Portable* portable = find_portable(trimmed(std::string_view(text).substr(0, bracket)));
  if (portable == nullptr) {
    reading.error(at, "unknown type " + in_quotes(text), advice_for(reading, text));
    return std::nullopt;
  }
  const std::string word(portable->word);
  const auto numbers = arguments_of(std::string_view(text).substr(bracket));
  if (!numbers || numbers->size() < portable->least || numbers->size() > portable->most) {
    static constexpr std::string_view kForms[] = {"", "(n)", "(p,s)"};
    reading.error(at, in_quotes(text) + " is no type",
                  "write it as " + word + std::string(kForms[portable->most]));
    return std::nullopt;
  }
  Type type;
  type.name = portable->name;
  if (!numbers->empty()) {
    type.precision = numbers->front();
    type.scale = numbers->size() > 1 ? numbers->back() : 0;
    if (!check_size(reading, type, at)) return std::nullopt;
  }
  return type;
}

std::optional<Type> read_raw(Reading& reading, const YamlNode& node) {
  Type type;
  type.name = TypeName::raw;
  type.raw = read_raw_type(reading, node);
  if (type.raw.empty()) {
    if (node.entries.empty()) reading.error(node.at, "a raw type names a type for each dialect");
    return std::nullopt;
  }
  for (const auto& [dialect, text] : type.raw.texts) {
    const std::vector<sql::Token> tokens = sql::tokenize(text);
    int open = 0;
    bool good = !sql::has_comment(text);
    for (const sql::Token& token : tokens) {
      open += token.is("(") ? 1 : token.is(")") ? -1 : 0;
      const bool placed = token.kind == sql::Token::Kind::word ||
                          token.kind == sql::Token::Kind::number ||
                          token.kind == sql::Token::Kind::quoted_name || token.is("(") ||
                          token.is(")") || token.is(",") || token.is(".");
      const bool sign = open > 0 && (token.is("-") || token.is("+"));
      good = good && (placed || sign) && open >= 0 && (open > 0 || !token.is(","));
    }
    if (good && open == 0) continue;
    reading.error(node.at, in_quotes(text) + " is no type of " + dialect,
                  "a raw type is words, with numbers in brackets: VARCHAR(20)");
    return std::nullopt;
  }
  return type;
}

// Without the '?'.
std::optional<Type> named_type(Reading& reading, const std::string& text, Position at) {
  if (const auto alias = reading.aliases.find(text); alias != reading.aliases.end()) {
    return alias->second;
  }
  if (reading.desired.schema.enums.count(text) > 0) {
    Type type;
    type.name = TypeName::enumeration;
    type.enumeration = text;
    return type;
  }
  return read_portable(reading, text, at);
}

bool declare_type_name(Reading& reading, const std::string& name, Position at) {
  if (!check_name(reading, Kind::enumeration, name, at)) return false;
  if (find_portable(sql::lower(name)) != nullptr) {
    reading.error(at, in_quotes(name) + " is a type already", "choose another name");
    return false;
  }
  if (name.find_first_of("()?") != std::string::npos) {
    reading.error(at, "the name of a type holds no brackets and no question mark");
    return false;
  }
  const auto [taken, fresh] = reading.type_names.emplace(sql::lower(name), at);
  if (fresh) return true;
  reading.error(at, "an enum or alias has the name " + in_quotes(name) + " already");
  reading.diagnostics.note(taken->second, "it stands here");
  return false;
}

std::vector<std::string> read_values(Reading& reading, const YamlNode* node, Position at) {
  std::vector<std::string> values;
  std::set<std::string> seen;
  for (const YamlNode* item : read_list(reading, node, "an enum")) {
    if (item->text.empty()) {
      reading.error(item->at, "a value of an enum is empty");
    } else if (!seen.insert(item->text).second) {
      reading.error(item->at, "the value " + in_quotes(item->text) + " stands here twice");
    } else {
      values.push_back(item->text);
    }
  }
  if (node == nullptr || (node->is_sequence() && node->items.empty())) {
    reading.error(at, "an enum without values", "write: [first, second]");
  }
  return values;
}

}  // namespace

bool is_portable_type(std::string_view word) { return find_portable(word) != nullptr; }

void read_enums(Reading& reading, const YamlNode* node) {
  if (node == nullptr) return;
  if (!node->is_mapping()) {
    reading.error(node->at, "\"enums\" is a mapping of names to lists of values");
    return;
  }
  for (const YamlEntry& entry : node->entries) {
    if (!declare_type_name(reading, entry.key, entry.at)) continue;
    const ObjectName object{Kind::enumeration, "", entry.key};
    reading.desired.positions.emplace(object, entry.at);
    Enum value{entry.key, {}, {}};
    const YamlNode* values = &entry.value;
    if (entry.value.is_mapping()) {
      const Fields fields(reading, entry.value, "an enum", {"values", "comment", "renamed_from"});
      values = fields.find("values");
      value.comment = read_text(reading, fields.find("comment"), "a comment");
      read_renamed_from(reading, fields, object);
    } else if (entry.value.kind == YamlNode::Kind::null) {
      values = nullptr;
    }
    value.values = read_values(reading, values, entry.at);
    reading.desired.schema.enums.emplace(entry.key, std::move(value));
  }
}

std::map<std::string, Type> read_aliases(Reading& reading, const YamlNode* node) {
  std::map<std::string, Type> aliases;
  if (node == nullptr) return aliases;
  if (!node->is_mapping()) {
    reading.error(node->at, "\"types\" is a mapping of names to types");
    return aliases;
  }
  for (const YamlEntry& entry : node->entries) {
    if (!declare_type_name(reading, entry.key, entry.at)) continue;
    const std::optional<WrittenType> written = read_type(reading, entry.value);
    if (!written) continue;
    if (written->nullable) {
      reading.error(entry.value.at, "an alias is nullable or not where a column uses it",
                    "write the '?' there");
    }
    aliases.emplace(entry.key, written->type);
  }
  return aliases;
}

std::optional<WrittenType> read_type(Reading& reading, const YamlNode& node) {
  if (node.is_mapping()) {
    std::optional<Type> raw = read_raw(reading, node);
    return raw ? std::optional(WrittenType{std::move(*raw), false}) : std::nullopt;
  }
  if (!node.is_scalar()) {
    reading.error(node.at, "a type is a word, or a mapping of dialects to raw types");
    return std::nullopt;
  }
  if (reading.is_cut(node.at)) return std::nullopt;
  std::string text = node.text;
  const bool nullable = !text.empty() && text.back() == '?';
  if (nullable) text.pop_back();
  std::optional<Type> type = named_type(reading, std::string(trimmed(text)), node.at);
  return type ? std::optional(WrittenType{std::move(*type), nullable}) : std::nullopt;
}

}  // namespace schemake::generator
