#include "schema/yaml/header.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "core/sql_text.hpp"
#include "schema/yaml/lint.hpp"
#include "text/identifier.hpp"

namespace schemake::generator {
namespace {

const std::vector<std::string> kFileKeys = {"schemake", "catalog",  "dialects", "include",
                                            "types",    "enums",    "tables",   "virtual_tables",
                                            "views",    "triggers", "requires", "lint"};

// The dialects that plans can be made for. A new one is a row here and its file in
// generator/dialect.
const std::vector<std::string> kDialects = {"sqlite"};

void read_format(Reading& reading, const YamlNode* format) {
  if (format == nullptr) return;
  if (format->is_scalar() && !format->quoted && format->text == "1") return;
  reading.error(format->at, "this version of Schemake reads format 1 alone", "write: schemake: 1");
}

void read_catalog(Reading& reading, const YamlNode* node) {
  if (node == nullptr) return;
  reading.desired.catalog = read_text(reading, node, "a catalog");
  if (node->is_scalar() && !is_identifier(reading.desired.catalog)) {
    reading.error(node->at, in_quotes(node->text) + " is no name for a catalog", kIdentifierRule);
  }
}

void read_dialects(Reading& reading, const YamlNode* node) {
  std::vector<std::string>& dialects = reading.desired.dialects;
  for (const YamlNode* item : read_list(reading, node, "\"dialects\"")) {
    if (std::find(kDialects.begin(), kDialects.end(), item->text) == kDialects.end()) {
      const std::string meant = suggestion(item->text, kDialects);
      reading.error(item->at, "there is no dialect " + in_quotes(item->text),
                    meant.empty() ? "those that exist today: " + listed(kDialects) : meant);
    } else if (std::find(dialects.begin(), dialects.end(), item->text) != dialects.end()) {
      reading.error(item->at, "this dialect stands here twice");
    } else {
      dialects.push_back(item->text);
    }
  }
  if (node != nullptr && node->is_sequence() && node->items.empty()) {
    reading.error(node->at, "a schema has at least one dialect", "write: dialects: [sqlite]");
  }
  if (dialects.empty()) dialects = {kDialects.front()};
}

std::vector<std::string> read_registered(Reading& reading, const YamlNode* node, const char* what,
                                         std::vector<std::string> known) {
  for (const YamlNode* item : read_list(reading, node, in_quotes(what))) {
    if (!check_printable(reading, "a name", item->text, item->at)) continue;
    const bool taken = std::any_of(known.begin(), known.end(), [&](const std::string& name) {
      return sql::same_name(name, item->text);
    });
    if (!taken) known.push_back(item->text);
  }
  return known;
}

}  // namespace

void read_header(Reading& reading, const std::vector<SchemaFile>& files) {
  for (std::size_t i = 0; i < files.size(); ++i) {
    const Fields fields(reading, files[i].root, "a schema file", kFileKeys);
    read_format(reading, fields.require("schemake"));
    if (i == 0) {
      read_catalog(reading, fields.require("catalog"));
      read_dialects(reading, fields.find("dialects"));
      reading.desired.lint = read_lint(reading, fields.find("lint"));
      continue;
    }
    for (const char* key : {"catalog", "dialects", "lint"}) {
      if (const YamlNode* node = fields.find(key)) {
        reading.error(node->at, in_quotes(key) + " belongs to the main schema file alone");
      }
    }
  }
}

void read_requires(Reading& reading, const YamlNode* node) {
  if (node == nullptr) return;
  const Fields fields(reading, *node, "\"requires\"",
                      {"functions", "collations", "modules", "tokenizers"});
  Requires& found = reading.desired.requirements;
  found.functions =
      read_registered(reading, fields.find("functions"), "functions", found.functions);
  found.collations =
      read_registered(reading, fields.find("collations"), "collations", found.collations);
  found.modules = read_registered(reading, fields.find("modules"), "modules", found.modules);
  found.tokenizers =
      read_registered(reading, fields.find("tokenizers"), "tokenizers", found.tokenizers);
}

}  // namespace schemake::generator
