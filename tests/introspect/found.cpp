#include "introspect/found.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "dialect/dialect.hpp"
#include "operation/diff.hpp"
#include "schema/reader.hpp"
#include "schema/writer.hpp"

namespace schemake::generator {

namespace fs = std::filesystem;

Imported import_of(const std::string& sql) {
  const Database database(sql);
  return import_schema(database.get());
}

std::vector<std::string> lines(const std::vector<Remark>& remarks) {
  std::vector<std::string> result;
  for (const Remark& remark : remarks) result.push_back(spell(remark));
  return result;
}

std::string yaml_of(Imported imported) {
  imported.desired.catalog = "found";
  return write_schema(imported.desired);
}

std::string table_yaml(const std::string& sql, const std::string& table) {
  std::istringstream yaml(yaml_of(import_of(sql)));
  std::string result;
  bool inside = false;
  for (std::string line; std::getline(yaml, line);) {
    if (line.rfind("    ", 0) == 0 && inside) result += line.substr(4) + '\n';
    if (line.rfind("    ", 0) != 0) inside = line == "  " + table + ":";
  }
  return result;
}

std::optional<Desired> read_back(const std::string& yaml) {
  const fs::path path =
      fs::path(testing::TempDir()) / ("found_" + std::to_string(::getpid()) + ".yaml");
  std::ofstream(path, std::ios::binary) << yaml;
  Sources sources;
  Diagnostics diagnostics;
  std::optional<Desired> desired = read_schema(path.string(), sources, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (diagnostic.severity == Severity::error) ADD_FAILURE() << render(diagnostic, sources);
  }
  fs::remove(path);
  return desired;
}

std::string creating_sql(const Schema& schema) {
  const Schema nothing;
  const Plan plan =
      find_dialect("sqlite")->plan(nothing, schema, diff(nothing, schema), PlanOptions{});
  std::string sql;
  for (const Step& step : plan.upgrade) sql += step.sql + "\n";
  return sql;
}

}  // namespace schemake::generator
