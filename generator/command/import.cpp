#include <fmt/format.h>

#include <fstream>
#include <schemake/error.hpp>

#include "command/session.hpp"
#include "imported.hpp"
#include "introspect/live_database.hpp"
#include "revision/file_names.hpp"
#include "schema/reader.hpp"
#include "schema/writer.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

// "~/My Photos.db" -> "my_photos".
std::string catalog_of(const std::string& database) {
  std::string name;
  for (const char c : fs::path(database).stem().string()) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool kept = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept) {
      name += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  if (name.empty()) return "imported";
  if (name[0] >= '0' && name[0] <= '9') name.insert(0, "db_");
  return name.substr(0, 63);
}

void print_findings(const std::vector<Finding>& findings, const char* word) {
  for (const Finding& finding : findings) {
    fmt::print(stderr, "{}: {}\n", word, printable(spell(finding)));
  }
}

int refuse(const std::string& what, int code = kUsage) {
  fmt::print(stderr, "{}{}\n", code == kUsage ? "error: " : "", printable(what));
  return code;
}

// Removes what was begun unless it is finished: the next try then starts anew.
class Beginning {
 public:
  Beginning(fs::path schema, fs::path migrations)
      : schema_(std::move(schema)), migrations_(std::move(migrations)) {
    std::error_code ignored;
    had_folder_ = fs::exists(migrations_, ignored);
  }
  ~Beginning() {
    if (finished_) return;
    std::error_code ignored;
    fs::remove(schema_, ignored);
    if (!had_folder_) fs::remove_all(migrations_, ignored);
  }
  Beginning(const Beginning&) = delete;
  Beginning& operator=(const Beginning&) = delete;
  void finish() { finished_ = true; }

 private:
  fs::path schema_, migrations_;
  bool had_folder_ = false, finished_ = false;
};

// Whether the file says what was found.
bool reads_back(const std::string& path, const Desired& written, bool color) {
  Sources sources;
  Diagnostics diagnostics;
  const std::optional<Desired> read = read_schema(path, sources, diagnostics);
  if (read && read->schema == written.schema && read->requirements == written.requirements) {
    return true;
  }
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    std::fputs(render(diagnostic, sources, color).c_str(), stderr);
  }
  return false;
}

int write_all(const Options& options, const Imported& imported) {
  Beginning beginning(options.schema, options.migrations);
  {
    std::ofstream file(options.schema, std::ios::binary);
    file << write_schema(imported.desired);
    file.close();
    if (!file) return refuse("cannot write " + options.schema);
  }
  if (!reads_back(options.schema, imported.desired, options.color)) {
    return refuse(
        "a bug of Schemake: the schema file does not say what was found; nothing is "
        "kept; please report it");
  }
  fmt::print("wrote {}\n", printable(options.schema));
  Options revision = options;
  revision.message = options.message.value_or("start");
  const int code = run_revision(revision);
  if (code == kDone) beginning.finish();
  return code;
}

}  // namespace

int run_import(const Options& options) try {
  Options all = options;
  const std::string catalog = options.catalog.empty() ? catalog_of(options.name) : options.catalog;
  if (all.schema.empty()) all.schema = catalog + ".yaml";
  if (all.migrations.empty()) all.migrations = "migrations";
  std::error_code ignored;
  if (fs::exists(fs::path(all.migrations) / kSumName, ignored)) {
    return refuse("there is a history in " + all.migrations + " already", kNo);
  }
  if (fs::exists(all.schema, ignored)) {
    return refuse(all.schema + " is there already: name another file with --schema, or remove it",
                  kNo);
  }
  const LiveDatabase database(options.name);
  Imported imported = import_schema(database.get());
  imported.desired.catalog = catalog;
  print_findings(imported.notes, "note");
  print_findings(imported.lost, "lost");
  if (imported.desired.schema.empty()) {
    return refuse(options.name + " holds no table that can be imported");
  }
  if (const int code = write_all(all, imported); code != kDone) return code;
  if (imported.lost.empty()) return kDone;
  fmt::print(
      stderr, "{} cannot be said in a schema file and {} not imported, as named above\n",
      imported.lost.size() == 1 ? "one thing" : fmt::format("{} things", imported.lost.size()),
      imported.lost.size() == 1 ? "was" : "were");
  return kNo;
} catch (const Error& error) {
  return refuse(error.what());
}

}  // namespace schemake::generator
