#ifndef SCHEMAKE_SCHEMA_YAML_FILES_HPP
#define SCHEMAKE_SCHEMA_YAML_FILES_HPP

#include <optional>
#include <string>
#include <vector>

#include "schema/yaml/tree.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {

struct SchemaFile {
  std::string path;  // as given, an included one relative to the same folder
  int source = -1;
  YamlNode root;  // a mapping
};

// The file at `path`, then what it includes, each once, in the order of the includes. An include is
// relative to the file that names it and stays in the folder of the first one, links followed.
// Nothing is returned where one of them cannot be read or is no YAML mapping.
std::optional<std::vector<SchemaFile>> load_files(const std::string& path, Sources& sources,
                                                  Diagnostics& diagnostics);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_YAML_FILES_HPP
