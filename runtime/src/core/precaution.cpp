#include "core/precaution.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <iterator>
#include <set>

#include "core/managed.hpp"
#include "core/script.hpp"
#include "core/sql_text.hpp"
#include "core/stored.hpp"

namespace schemake {
namespace {

namespace fs = std::filesystem;
using edge_v1::Step;
using edge_v1::Verb;

// Whether a leg throws away values that the database holds now. `made` are the tables that the legs
// before it make.
bool is_lossy(Connection& connection, const Leg& leg, const Names& made) {
  for (const Step& step : steps_of(leg)) {
    for (const Loss& loss : losses(step)) {
      const bool present = !connection.present({loss.table}).empty();
      // A table that is neither there nor made on the way has another name now.
      if (present ? connection.has_rows(loss.table) : !made.has(loss.table)) return true;
    }
  }
  return false;
}

template <class Wanted>
bool any_lossy(Connection& connection, const std::vector<Route>& routes, Wanted wanted) {
  for (const Route& route : routes) {
    const bool fresh = !route.empty() && route.front().from == kBase && !route.front().adopts;
    if (fresh) continue;
    Names made;
    for (const Leg& leg : route) {
      if (wanted(leg) && is_lossy(connection, leg, made)) return true;
      for (const Step& step : steps_of(leg)) made.add(created_names(step.sql));
    }
  }
  return false;
}

// "library.db.0003_add_email.20261125T231200Z": a revision's name comes from the database, and may
// be anything.
std::string copy_name(const std::string& file, const std::string& revision) {
  std::string name;
  constexpr std::size_t kLongest = 60;
  for (const char c : revision.substr(0, kLongest)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '_' || c == '-';
    name += plain ? c : '_';
  }
  const std::time_t now = std::time(nullptr);
  std::array<char, 32> time{};
  if (const std::tm* utc = std::gmtime(&now)) {
    std::strftime(time.data(), time.size(), "%Y%m%dT%H%M%SZ", utc);
  }
  return fs::path(file).filename().string() + "." + name + "." + time.data();
}

fs::path folder_of(const std::string& file) {
  const fs::path folder = fs::path(file).parent_path();
  return folder.empty() ? fs::path(".") : folder;
}

std::optional<std::uint64_t> room(const fs::path& folder, const Options& options) {
  if (options.free_disk) return options.free_disk(folder.string());
  std::error_code error;
  const fs::space_info space = fs::space(folder, error);
  if (error) return std::nullopt;
  return space.available;
}

std::string in_words(std::uint64_t bytes) {
  constexpr std::array<const char*, 4> kUnits = {"kB", "MB", "GB", "TB"};
  std::size_t unit = 0;
  std::uint64_t tenths = bytes / 100;
  while (tenths >= 10'000 && unit + 1 < kUnits.size()) {
    tenths /= 1000;
    ++unit;
  }
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " " + kUnits[unit];
}

void require_room(std::uint64_t needed, const fs::path& folder, const std::string& why,
                  const Options& options) {
  const std::optional<std::uint64_t> available = room(folder, options);
  if (!available || *available >= needed) return;
  throw Error(Code::disk, why + " needs about " + in_words(needed) + " in the folder " +
                              folder.string() + ", where " + in_words(*available) +
                              " are free: make room, then try again. Nothing was changed");
}

// The tables that are built anew beside the old ones, but where a change of the schema's text
// probably does.
std::vector<std::string> rebuilt(const std::vector<Route>& routes) {
  std::set<std::string> names;
  for (const Route& route : routes) {
    for (const Leg& leg : route) {
      Verb before = Verb::none;
      for (const Step& step : steps_of(leg)) {
        const bool builds = step.verb == Verb::rebuild && before != Verb::retext;
        if (builds) names.insert(sql::lower(step.object));
        before = step.verb;
      }
    }
  }
  return {names.begin(), names.end()};
}

}  // namespace

std::vector<Step> steps_of(const Leg& leg) {
  if (leg.adopts) return {};
  if (leg.edge == nullptr) return as_steps(leg.stored);
  const edge_v1::Steps& steps = leg.back ? leg.edge->downgrade : leg.edge->upgrade;
  std::vector<Step> list;
  std::copy_if(
      steps.first, steps.first + steps.count, std::back_inserter(list),
      [&](const Step& step) { return !leg.fresh || !is_data_step(step) || runs_on_fresh(step); });
  return list;
}

std::vector<std::string> tables_with_rows(Connection& connection, const Graph& graph,
                                          const Leg& leg) {
  std::set<std::string> names;
  for (const Step& step : steps_of(leg)) {
    for (const Loss& loss : losses(step)) names.insert(sql::lower(loss.table));
  }
  for (const Edge* edge : graph.edges()) {
    for (unsigned i = 0; i < edge->upgrade.count; ++i) {
      for (const std::string& name : created_tables(edge->upgrade.first[i].sql)) {
        names.insert(sql::lower(name));
      }
    }
  }
  std::vector<std::string> found;
  for (const std::string& name : names) {
    if (connection.has_rows(name)) found.push_back(name);
  }
  return found;
}

bool wants_backup(Connection& connection, const std::vector<Route>& routes,
                  const Options& options) {
  if (options.backup == Backup::never || connection.storage().file.empty()) return false;
  switch (options.backup) {
    case Backup::never:
      return false;
    case Backup::unless_accepted:
      return any_lossy(connection, routes, [](const Leg& leg) {
        return leg.by_policy || (!leg.back && leg.edge != nullptr && leg.edge->draft);
      });
    case Backup::before_loss:
      return any_lossy(connection, routes, [](const Leg&) { return true; });
    case Backup::always:
      break;
  }
  const bool walks =
      std::any_of(routes.begin(), routes.end(), [](const Route& route) { return !route.empty(); });
  return walks && !connection.outline().empty();
}

std::string backup_file(const Storage& storage, const std::string& revision,
                        const Options& options) {
  std::error_code ignored;
  const fs::path wanted =
      options.backup_to.empty() ? folder_of(storage.file) : fs::absolute(options.backup_to);
  if (wanted.has_filename() && !fs::is_directory(wanted, ignored)) return wanted.string();
  const std::string name = (wanted / copy_name(storage.file, revision)).string();
  std::string file = name + ".backup";
  for (int i = 2; fs::exists(fs::symlink_status(file, ignored)); ++i) {
    file = name + "." + std::to_string(i) + ".backup";
  }
  return file;
}

void check_room(Connection& connection, const std::vector<Route>& routes, const std::string& backup,
                const Options& options) {
  const Storage storage = connection.storage();
  if (storage.file.empty()) return;
  const fs::path folder = folder_of(storage.file);
  const std::uint64_t copy = backup.empty() ? 0 : storage.bytes;
  if (copy > 0) require_room(copy, folder_of(backup), "the backup " + backup, options);
  const std::vector<std::string> tables = rebuilt(routes);
  if (tables.empty()) return;
  // The old table, the new one and the journal. How large a table is takes time to find out, and
  // hardly ever matters.
  constexpr std::uint64_t kTimes = 3;
  const bool shared = copy > 0 && folder == folder_of(backup);
  const std::uint64_t beside = shared ? copy : 0;
  const std::optional<std::uint64_t> available = room(folder, options);
  if (!available || *available >= kTimes * storage.bytes + beside) return;
  std::uint64_t needed = beside;
  std::string names;
  for (const std::string& table : tables) {
    const std::optional<std::uint64_t> size = connection.table_size(table);
    if (!size) return;
    needed += kTimes * *size;
    names += (names.empty() ? "" : ", ") + table;
  }
  require_room(needed, folder,
               "the migration, which builds " + names + " anew beside the old" +
                   (shared ? " and makes a backup," : ","),
               options);
}

}  // namespace schemake
