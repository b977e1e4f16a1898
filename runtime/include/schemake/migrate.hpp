#ifndef SCHEMAKE_MIGRATE_HPP
#define SCHEMAKE_MIGRATE_HPP

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <schemake/catalog.hpp>
#include <schemake/error.hpp>
#include <schemake/fingerprint.hpp>
#include <string>
#include <string_view>
#include <vector>

// What an application does with its catalog. Only upgrade, adopt, downgrade and stamp write; each
// leaves the database at one state or the next, never between, whatever happens. All throw
// schemake::Error.

namespace schemake {

class Connection;  // a database; sqlite::Connection in <schemake/sqlite.hpp>

// What upgrade does when revisions are pending.
enum class Launch {
  apply,   // walk to head
  check,   // refuse with Code::pending
  ignore,  // change nothing
};

// What upgrade does when the database stands at a state that the catalog lacks: a newer binary or
// another branch was here.
enum class Ahead {
  refuse,     // Code::ahead, naming the states and the release that wrote them
  run_on,     // go on without a change where no edge beyond what the catalog knows breaks it
  take_back,  // undo them by the steps that the database remembers, then walk to head
};

// What upgrade does when the database has objects of the catalog's names but no history: another
// program made it, or an older version of this one.
enum class Unmanaged {
  refuse,  // Code::unmanaged
  adopt,   // stamp it at the state that it is exactly like, as the function adopt does
};

// When a migration writes a copy of a database file first. Where that fails nothing is migrated. A
// database in memory has none.
enum class Backup {
  unless_accepted,  // before values are lost that nobody gave up by name: by the policy
                    // Ahead::take_back, or by a draft, whose losses are accepted when it is sealed
  never,
  before_loss,  // before any migration, up or down, that throws away values
  always,       // before any migration of a database that is not empty
};

struct Progress {
  std::string revision;          // the edge being walked
  unsigned edge = 0, edges = 0;  // the first is 1
  unsigned step = 0, steps = 0;  // of this edge
  std::string object;            // the table that the step is about
  std::uint64_t rows = 0;        // copied or changed so far by this edge
};

struct Options {
  Launch launch = Launch::apply;
  Ahead ahead = Ahead::refuse;
  Unmanaged unmanaged = Unmanaged::refuse;
  bool transaction_per_edge = false;  // default: all pending edges are one transaction
  std::chrono::milliseconds lock_timeout{10'000};
  bool allow_unsafe_journal = false;  // migrate under journal_mode MEMORY or OFF, synchronous OFF
  // Values that taking back may lose: "author.email", "author", or "*".
  std::vector<std::string> accept_loss;
  // For tests: go back to base, or beyond an adoption, though there are rows. Else Code::loss.
  bool rows_may_go = false;
  Backup backup = Backup::unless_accepted;
  // A folder, or a file that is not there yet. Empty: beside the database, named after it, the
  // revision where it stands, and the time.
  std::string backup_to;
  bool backup_suffices =
      true;  // what Ahead::take_back loses need not be accepted if it is backed up
  // How many bytes are free in a folder, where the file system does not know it: a quota. Nothing:
  // not known, and so not checked.
  std::function<std::optional<std::uint64_t>(const std::string& folder)> free_disk;
  std::function<void(std::string_view)> log;  // a line in words, no newline
  // False cancels and rolls back. Called before each step and, on a connection that Schemake has
  // opened, now and then while a statement runs. On a borrowed one, where no handler is installed,
  // the application may call sqlite3_interrupt() from another thread: Code::cancelled too.
  std::function<bool(const Progress&)> progress;
};

struct Walked {
  std::string from, to;  // states
  std::string name;      // of the edge: "0003_add_email", "head"
  bool back = false;     // a downgrade
  bool adopted = false;  // stamped there, because the database is exactly like it
  std::string catalog;
};

struct Report {
  std::string from, to;  // of the first catalog; equal when nothing was to be done
  std::vector<Walked> walked;
  std::string backup;             // the file that was written first; empty where none was
  std::vector<std::string> lost;  // what taking back has thrown away: "author.email", "loan"
  std::chrono::microseconds duration{0};
};

// One row of the append-only log in the database.
struct HistoryRow {
  std::int64_t order = 0;      // 1 is the first
  std::string action;          // "upgrade", "downgrade", "stamp", "adopt"
  std::string from, to, name;  // name: of the revision reached or, by a downgrade, undone
  bool breaks = false, draft = false;
  std::string release;     // the release whose binary wrote it; may be empty
  std::string applied_at;  // UTC, ISO 8601
  std::chrono::microseconds duration{0};
};

// A state that a database or a catalog names.
struct Revision {
  std::string id, name, release;
  bool draft = false;
  bool known = false;  // the catalog has it
};

struct Status {
  Revision current;  // id "base" when nothing was applied
  Revision head;
  std::vector<Revision> applied;  // base's successor first
  std::vector<Revision> pending;  // what upgrade would walk, in order
  bool ahead = false;
  std::vector<HistoryRow> history;  // oldest first
};

// One step as it would run, for a dry run.
struct PlannedStep {
  std::string revision, object, sql, reason;
  edge_v1::Verb verb;
};

// To the catalog's head.
Report upgrade(Connection&, const Catalog&, const Options& = {});
// Several catalogs of one database, in this order, in one transaction.
Report upgrade(Connection&, const std::vector<const Catalog*>&, const Options& = {});
// To "head", "+N", or a revision by name, number, or at least four digits of its id.
Report upgrade_to(Connection&, const Catalog&, std::string_view target, const Options& = {});
// To "-N", "base" or a revision. Values that it would lose must be in Options::accept_loss once the
// tables that lose them hold rows. Base, and what lies before an adoption, is reached without rows
// alone.
Report downgrade(Connection&, const Catalog&, std::string_view target, const Options& = {});
// For a database that has objects of the catalog's names but no history: finds the state whose
// schema it has, which may be one found in the field that the catalog carries, writes that into the
// history, and upgrades to head, all in one transaction. Objects that the catalog does not name are
// no obstacle. Among states of one schema the oldest is taken, so that no data step is passed over.
// Where none fits: Code::unmanaged, with what differs from the nearest. A database that has a
// history is upgraded.
Report adopt(Connection&, const Catalog&, const Options& = {});

// Writes into the history that the database stands at `target`, changing nothing else.
Report stamp(Connection&, const Catalog&, std::string_view target, const Options& = {});

Status status(Connection&, const Catalog&);
// What upgrade_to (or, for "-N", "base" and an older revision, downgrade) would run.
std::vector<PlannedStep> plan(Connection&, const Catalog&, std::string_view target = "head");
// Compares the real schema with what the history says; empty when they agree. Objects that the
// catalog does not name are not differences.
std::vector<Difference> verify(Connection&, const Catalog&);
// For tests: brings an empty database to `target` revision by revision or, for head, in one edge.
Report create(Connection&, const Catalog&, std::string_view target = "head");

}  // namespace schemake

#endif  // SCHEMAKE_MIGRATE_HPP
