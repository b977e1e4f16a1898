#include "golden/regenerate.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "dialect/dialect.hpp"
#include "emit/source.hpp"
#include "operation/apply.hpp"
#include "operation/diff.hpp"
#include "prove/prove.hpp"
#include "revision/file_names.hpp"
#include "revision/life.hpp"
#include "schema/reader.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

Desired read_yaml(const fs::path& path) {
  Sources sources;
  Diagnostics diagnostics;
  std::optional<Desired> desired = read_schema(path.string(), sources, diagnostics);
  std::string said;
  for (const Diagnostic& one : diagnostics.all()) said += render(one, sources);
  if (!desired || !said.empty()) throw std::runtime_error(said);
  return *desired;
}

std::vector<std::string> read_lines(const fs::path& path) {
  std::vector<std::string> lines;
  std::ifstream stream(path);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// `schema` after `operations`: the order of columns is that of a fold.
Schema fold(Schema schema, const std::vector<Operation>& operations) {
  if (const auto conflict = apply(schema, operations)) throw std::runtime_error(conflict->what);
  return schema;
}

}  // namespace

std::vector<std::string> golden_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(SCHEMAKE_SOURCE_DIR "/tests/golden")) {
    if (entry.is_directory()) names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

fs::path golden_folder(const std::string& name) {
  return fs::path(SCHEMAKE_SOURCE_DIR "/tests/golden") / name;
}

std::map<std::string, std::string> regenerate(const std::string& name) {
  const fs::path folder = golden_folder(name);
  const Desired from = read_yaml(folder / "from.yaml"), to = read_yaml(folder / "to.yaml");
  const std::vector<Operation> first = diff({}, from.schema);
  const Schema before = fold({}, first);
  const std::vector<Operation> operations = diff(before, to.schema, to.hints);
  const Schema after = fold(before, operations);

  Folder history;
  history.sealed.resize(first.empty() ? 0 : 1);
  if (!first.empty()) history.sealed[0].number = 1;
  Revision revision;
  revision.record =
      make_draft(first.empty() ? std::string(kBase) : make_draft("base", first).id, operations);
  revision.record.message = name;
  std::replace(revision.record.message.begin(), revision.record.message.end(), '_', ' ');
  seal(revision, history, read_lines(folder / "accepted"));

  EdgeText edge;
  edge.from = revision.record.parent();
  edge.to = revision.record.id;
  edge.name = revision.stem();
  edge.message = revision.record.message;
  edge.accepted = revision.record.accepted;
  edge.breaks = breaks(before, operations);
  edge.changes = describe(before, operations);
  edge.losses = losses(before, operations);
  PlanOptions options;
  options.accepted.insert(edge.accepted.begin(), edge.accepted.end());
  edge.plan = find_dialect("sqlite")->plan(before, after, operations, options);
  if (const auto failure = prove({&before, &after, &operations, &edge.plan, to.requirements})) {
    throw std::runtime_error(name + ": " + failure->what + "\n" + failure->statement);
  }
  return {{record_file(edge.name), write_record(revision.record)},
          {source_file(edge.name, "sqlite"), cpp_source(to.catalog, edge.name, {edge})}};
}

std::string read_text(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

bool updating() { return std::getenv("SCHEMAKE_UPDATE_GOLDENS") != nullptr; }

}  // namespace schemake::generator
