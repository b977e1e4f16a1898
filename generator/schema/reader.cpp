#include "schema/reader.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "core/sql_text.hpp"
#include "schema/validation.hpp"
#include "schema/yaml/files.hpp"
#include "schema/yaml/header.hpp"
#include "schema/yaml/tables.hpp"
#include "schema/yaml/types.hpp"

namespace schemake::generator {
namespace {

// Calls `read` with what stands under `key` in each file.
template <class Read>
void each_file(const std::vector<SchemaFile>& files, std::string_view key, Read read) {
  for (const SchemaFile& file : files) {
    const YamlNode* node = file.root.find(key);
    if (node != nullptr && node->kind != YamlNode::Kind::null) read(node);
  }
}

// SQLite's own collations, https://sqlite.org/datatype3.html#collation
void check_collations(Reading& reading) {
  std::vector<std::string> known = {"binary", "nocase", "rtrim"};
  const std::vector<std::string>& registered = reading.desired.requirements.collations;
  known.insert(known.end(), registered.begin(), registered.end());
  for (const auto& [name, at] : reading.collations) {
    const std::string& wanted = name;
    const bool found = std::any_of(known.begin(), known.end(), [&](const std::string& other) {
      return sql::same_name(other, wanted);
    });
    if (found) continue;
    const std::string meant = suggestion(name, known);
    reading.error(
        at, "SQLite has no collation " + in_quotes(name),
        (meant.empty() ? std::string() : meant + '\n') +
            "one that the application registers stands under: requires: {collations: [...]}");
  }
}

void read_objects(Reading& reading, const std::vector<SchemaFile>& files) {
  each_file(files, "requires", [&](const YamlNode* node) { read_requires(reading, node); });
  each_file(files, "enums", [&](const YamlNode* node) { read_enums(reading, node); });
  std::map<std::string, Type> aliases;
  each_file(files, "types",
            [&](const YamlNode* node) { aliases.merge(read_aliases(reading, node)); });
  reading.aliases = std::move(aliases);
  each_file(files, "tables", [&](const YamlNode* node) { read_tables(reading, node); });
  each_file(files, "virtual_tables",
            [&](const YamlNode* node) { read_virtual_tables(reading, node); });
  each_file(files, "views", [&](const YamlNode* node) { read_views(reading, node); });
  each_file(files, "triggers", [&](const YamlNode* node) { read_triggers(reading, node); });
  check_collations(reading);
}

}  // namespace

std::optional<Desired> read_schema(const std::string& path, Sources& sources,
                                   Diagnostics& diagnostics) {
  const std::optional<std::vector<SchemaFile>> files = load_files(path, sources, diagnostics);
  if (!files) return std::nullopt;
  Reading reading(sources, diagnostics);
  for (const SchemaFile& file : *files) reading.desired.files.push_back(file.path);
  read_header(reading, *files);
  read_objects(reading, *files);
  validate(reading.desired, reading.references, diagnostics);
  if (const int more = reading.errors - Reading::kMostErrors; more > 0) {
    diagnostics.note({}, "and " + std::to_string(more) + " more errors");
  }
  if (diagnostics.has_errors()) return std::nullopt;
  return std::move(reading.desired);
}

}  // namespace schemake::generator
