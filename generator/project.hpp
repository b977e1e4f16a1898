#ifndef SCHEMAKE_PROJECT_HPP
#define SCHEMAKE_PROJECT_HPP

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "revision/folder.hpp"
#include "schema/desired.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {

// What a command works on, read whole.
struct Project {
  std::filesystem::path schema_path;  // absolute
  Sources sources;
  Diagnostics diagnostics;
  Folder folder;
  std::optional<Desired> desired;  // none where the command does not need the YAML
};

// Reads the folder; then the YAML at schema_path, checked against the folder and the dialects.
// False where a diagnostic is an error.
bool read_project(Project& project, const std::filesystem::path& migrations,
                  Tolerance tolerance = Tolerance::none);
bool read_desired(Project& project);

// Where the YAML says the object, or its table; no place where it does not or is not read.
Position position_of(const Project& project, const ObjectName& object);

// What the application registers: as the YAML says, or as recorded where that is not read.
Requires requirements(const Project& project);

// The catalog's name, likewise; empty where neither the YAML nor a sum is read.
std::string catalog(const Project& project);

// This generator's version, as in schemake.sum.
std::string_view version();

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROJECT_HPP
