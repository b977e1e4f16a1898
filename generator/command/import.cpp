#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <schemake/error.hpp>

#include "command/session.hpp"
#include "command/wrong_use.hpp"
#include "imported.hpp"
#include "introspect/live_database.hpp"
#include "revision/file_names.hpp"
#include "revision/life.hpp"
#include "schema/reader.hpp"
#include "schema/writer.hpp"
#include "text/identifier.hpp"

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

void print_remarks(const std::vector<Remark>& remarks, const char* word, const std::string& from) {
  for (const Remark& remark : remarks) {
    fmt::print(stderr, "{}: {}{}\n", word, printable(from), printable(spell(remark)));
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

// What was read from one database.
struct Source {
  std::string path;
  Imported imported;
};

std::vector<Source> read_databases(const std::vector<std::string>& paths) {
  std::vector<Source> sources;
  for (const std::string& path : paths) {
    const LiveDatabase database(path);
    Source source{path, import_schema(database.get())};
    const std::string from = paths.size() > 1 ? path + ": " : "";
    print_remarks(source.imported.notes, "note", from);
    print_remarks(source.imported.lost, "lost", from);
    sources.push_back(std::move(source));
  }
  return sources;
}

// OLD=NEW: a table, or table.column by the newest name of its table.
bool add_rename(const std::string& rename, const Schema& newest, Hints& hints) {
  const std::size_t equals = rename.find('=');
  if (equals == std::string::npos) return false;
  const std::string old = rename.substr(0, equals);
  const std::string name = rename.substr(equals + 1);
  const std::size_t dot = old.find('.');
  if (dot == std::string::npos) {
    if (newest.table(name) == nullptr) return false;
    return hints.renamed_from.emplace(ObjectName{Kind::table, "", name}, old).second;
  }
  const TableSchema* const table = newest.table(old.substr(0, dot));
  if (table == nullptr || table->column(name) == nullptr) return false;
  return hints.renamed_from
      .emplace(ObjectName{Kind::column, table->table.name, name}, old.substr(dot + 1))
      .second;
}

// TABLE.COLUMN=SQL, by today's names: what rows of older databases get.
bool add_backfill(const std::string& backfill, const Schema& newest, Hints& hints) {
  const std::size_t dot = backfill.find('.'), equals = backfill.find('=');
  if (dot == std::string::npos || equals == std::string::npos || equals < dot) return false;
  const std::string sql = backfill.substr(equals + 1);
  const TableSchema* const table = newest.table(backfill.substr(0, dot));
  const Column* const column =
      table == nullptr ? nullptr : table->column(backfill.substr(dot + 1, equals - dot - 1));
  if (column == nullptr || column->generated || is_blank(sql)) return false;
  return hints.backfills
      .emplace(ObjectName{Kind::column, table->table.name, column->name}, DialectText(sql))
      .second;
}

void print_loss(const std::string& from, const std::string& name, const Loss& loss) {
  fmt::print(stderr, "not recorded: from {}: {}: {}\n    accept it with: --accept-loss '{}'{}\n",
             printable(from), printable(name), printable(loss.what), printable(name),
             loss.stops ? ", or fill it: --backfill '" + printable(name) + "=SQL'"
             : loss.what.rfind("drops", 0) == 0
                 ? ", or say its name of today: --rename '" + printable(name) + "=NEW'"
                 : "");
}

// The ways from older schemas to the newest one, and what stands against them.
class Ways {
 public:
  Ways(const Schema& newest, const Hints& hints, const std::vector<std::string>& accepted)
      : newest_(newest), hints_(hints), accepted_(accepted) {}

  void add(const Source& source) {
    std::vector<Record> variant{
        make_variant(name_for(source.path), source.imported.desired.schema, newest_, hints_)};
    const std::vector<VariantLoss> found = losses(variant, newest_, hints_);
    for (const VariantLoss& each : found) {
      const std::string name = spell(each.loss.object);
      lost_.push_back(name);
      if (is_accepted(name, accepted_)) continue;
      print_loss(source.path, name, each.loss);
      all_accepted_ = false;
    }
    accept(variant, found, accepted_);
    records_.push_back(std::move(variant.front()));
  }

  bool all_accepted() const { return all_accepted_; }
  // A name that was accepted and is not lost: a typing error would otherwise pass unseen.
  std::string accepted_in_vain() const {
    for (const std::string& name : accepted_) {
      if (name != "*" && !is_accepted(name, lost_)) return name;
    }
    return {};
  }
  std::vector<Record> take() { return std::move(records_); }

 private:
  std::string name_for(const std::string& path) const {
    const std::string base = catalog_of(path);
    std::string name = base;
    const auto is_taken = [&](const Record& record) { return record.message == name; };
    for (int number = 2; std::any_of(records_.begin(), records_.end(), is_taken); ++number) {
      name = base + '_' + std::to_string(number);
    }
    return name;
  }

  const Schema& newest_;
  const Hints& hints_;
  const std::vector<std::string>& accepted_;
  std::vector<Record> records_;
  std::vector<std::string> lost_;
  bool all_accepted_ = true;
};

// Those of the databases that are not like a later one; says which are.
Ways ways_from(const std::vector<Source>& sources, const Hints& hints, const Options& options) {
  Ways ways(sources.back().imported.desired.schema, hints, options.accept_loss);
  for (auto source = sources.begin(); source + 1 != sources.end(); ++source) {
    const auto like = std::find_if(source + 1, sources.end(), [&](const Source& other) {
      return other.imported.fingerprint == source->imported.fingerprint;
    });
    if (like == sources.end()) {
      ways.add(*source);
    } else {
      fmt::print("{} is like {}\n", printable(source->path), printable(like->path));
    }
  }
  return ways;
}

// Seals what the schema file says as the first revision, with the ways to it.
int record(const Options& options, std::vector<Record> variants) {
  Session session(options);
  if (!session.open(Session::Needs::schema, true)) return session.finish(kUsage);
  Project& project = session.project();
  const std::optional<Pending> change = pending(project);
  if (!change) return session.finish(kUsage);
  Folder history = with_draft(project, *change);
  Revision revision = std::move(*history.draft);
  history.draft.reset();
  revision.record.message = options.message.value_or("start");
  revision.variants = std::move(variants);
  seal(revision, history, {});
  const std::string name = revision.stem();
  history.sealed.push_back(std::move(revision));
  return session.write_history(history, "recorded " + name);
}

int write_all(const Options& options, const Desired& desired, std::vector<Record> variants) {
  Beginning beginning(options.schema, options.migrations);
  {
    std::ofstream file(options.schema, std::ios::binary);
    file << write_schema(desired);
    file.close();
    if (!file) return refuse("cannot write " + options.schema);
  }
  if (!reads_back(options.schema, desired, options.color)) {
    return refuse(options.backfills.empty()
                      ? "a bug of Schemake: the schema file does not say what was found; nothing "
                        "is kept; please report it"
                      : "nothing is kept: mend the --backfill");
  }
  fmt::print("wrote {}\n", printable(options.schema));
  const int code = record(options, std::move(variants));
  if (code == kDone) beginning.finish();
  return code;
}

// Why nothing is to be begun here; empty where all is free.
std::string obstacle(const Options& options) {
  std::error_code ignored;
  if (fs::exists(fs::path(options.migrations) / kSumName, ignored)) {
    return "there is a history in " + options.migrations + " already";
  }
  if (!fs::exists(options.schema, ignored)) return {};
  return options.schema + " is there already: name another file with --schema, or remove it";
}

int report_lost(const std::vector<Source>& sources) {
  std::size_t lost = 0;
  for (const Source& source : sources) lost += source.imported.lost.size();
  if (lost == 0) return kDone;
  fmt::print(stderr, "{} cannot be said in a schema file and {} not imported, as named above\n",
             lost == 1 ? "one thing" : fmt::format("{} things", lost), lost == 1 ? "was" : "were");
  return kNo;
}

}  // namespace

int run_import(const Options& options) try {
  Options all = options;
  const std::string& newest = options.databases.back();
  const std::string catalog = options.catalog.empty() ? catalog_of(newest) : options.catalog;
  if (!is_identifier(catalog)) {
    return refuse("--catalog " + catalog + " is no name for a catalog: " + kIdentifierRule);
  }
  if (all.schema.empty()) all.schema = catalog + ".yaml";
  if (all.migrations.empty()) all.migrations = "migrations";
  if (const std::string why = obstacle(all); !why.empty()) return refuse(why, kNo);
  std::vector<Source> sources = read_databases(options.databases);
  Desired& desired = sources.back().imported.desired;
  desired.catalog = catalog;
  if (desired.schema.empty()) return refuse(newest + " holds no table that can be imported");
  Hints hints = desired.hints;
  for (const std::string& rename : options.renames) {
    if (add_rename(rename, desired.schema, hints)) continue;
    return refuse("--rename " + rename +
                  ": write OLD=NEW or TABLE.OLD=NEW, where TABLE and NEW are names in " + newest);
  }
  for (const std::string& backfill : options.backfills) {
    if (add_backfill(backfill, desired.schema, hints)) continue;
    return refuse("--backfill " + backfill +
                  ": write TABLE.COLUMN=SQL, where TABLE and COLUMN are names in " + newest);
  }
  desired.hints.backfills = hints.backfills;
  Ways ways = ways_from(sources, hints, all);
  if (const std::string name = ways.accepted_in_vain(); !name.empty()) {
    return refuse("--accept-loss " + name + ": no older database loses that");
  }
  if (!ways.all_accepted()) return kNo;
  const int code = write_all(all, desired, ways.take());
  return code == kDone ? report_lost(sources) : code;
} catch (const Error& error) {
  return refuse(error.what());
}

}  // namespace schemake::generator
