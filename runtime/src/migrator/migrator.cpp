#include <sqlite3.h>

#include <filesystem>
#include <iostream>
#include <schemake/migrator.hpp>
#include <schemake/sqlite.hpp>

#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif

#include "core/graph.hpp"
#include "core/target.hpp"
#include "migrator/arguments.hpp"
#include "migrator/listing.hpp"
#include "migrator/printable.hpp"

namespace schemake {
namespace {

using migrator::Arguments;
using migrator::Command;
using Prepare = std::function<void(sqlite::Connection&)>;

bool stderr_is_terminal() {
#if defined(__unix__) || defined(__APPLE__)
  return ::isatty(STDERR_FILENO) == 1;
#else
  return false;
#endif
}

// One line, written over and over; gone with the object.
class ProgressLine {
 public:
  explicit ProgressLine(bool terminal) : terminal_(terminal) {}
  ~ProgressLine() {
    if (shown_) std::cerr << "\r\x1b[K";
  }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void show(const Progress& progress) {
    if (!terminal_) return;
    std::cerr << "\r\x1b[K" << progress.edge << "/" << progress.edges << " "
              << migrator::printable(progress.revision) << ": step " << progress.step << " of "
              << progress.steps << " " << migrator::printable(progress.object);
    if (progress.rows > 0) std::cerr << ", " << progress.rows << " rows";
    std::cerr << std::flush;
    shown_ = true;
  }

 private:
  bool terminal_;
  bool shown_ = false;
};

Revision head_of(const Catalog& catalog) { return Graph(catalog, "sqlite").revision(catalog.head); }

Report walk(sqlite::Connection& connection, const Catalog& catalog, const Arguments& arguments) {
  ProgressLine line(stderr_is_terminal());
  Options options;
  options.lock_timeout = arguments.lock_timeout;
  options.accept_loss = arguments.accept_loss;
  if (arguments.take_back) options.ahead = Ahead::take_back;
  options.backup = arguments.no_backup        ? Backup::never
                   : arguments.backup.empty() ? Backup::before_loss
                                              : Backup::always;
  options.backup_to = arguments.backup;
  options.backup_suffices = false;
  options.progress = [&line](const Progress& progress) {
    line.show(progress);
    return true;
  };
  if (arguments.command == Command::downgrade) {
    return downgrade(connection, catalog, arguments.target, options);
  }
  if (arguments.command == Command::adopt) return adopt(connection, catalog, options);
  if (arguments.command == Command::stamp)
    return stamp(connection, catalog, arguments.target, options);
  return arguments.target == "head" ? upgrade(connection, catalog, options)
                                    : upgrade_to(connection, catalog, arguments.target, options);
}

// A slip in the target must not make a database where there is none.
void check_target(const Catalog& catalog, const std::string& target) {
  if (target == "head" || relative(target, '+')) return;
  const Graph graph(catalog, "sqlite");
  std::vector<Revision> revisions;
  for (const std::string& state : graph.states()) revisions.push_back(graph.revision(state));
  find_revision(revisions, target);
}

// Nor must reading.
void check_database(const Catalog& catalog, const Arguments& arguments) {
  if (arguments.database.empty()) {
    throw Error(Code::usage, "which database? Give --database PATH; --help lists all words");
  }
  if (arguments.database == ":memory:" || arguments.database.rfind("file:", 0) == 0) {
    throw Error(Code::usage,
                "--database takes the path of a file, neither an address nor a "
                "database in memory: a file that is called so is ./" +
                    arguments.database);
  }
  std::error_code error;
  if (std::filesystem::is_directory(arguments.database, error)) {
    throw Error(Code::usage, arguments.database + " is a folder: name the database's file");
  }
  if (std::filesystem::exists(arguments.database, error)) return;
  if (arguments.command != Command::upgrade) {
    throw Error(Code::usage, "there is no file " + arguments.database +
                                 ": check --database; only upgrade makes a new one");
  }
  check_target(catalog, arguments.target);
}

int run_on_database(const Catalog& catalog, const Arguments& arguments, const Prepare& prepare) {
  check_database(catalog, arguments);
  sqlite::Connection connection(arguments.database);
  if (prepare) {
    sqlite3_db_config(connection.handle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, nullptr);
    prepare(connection);
  }
  connection.set_lock_timeout(arguments.lock_timeout);
  const bool json = arguments.json;
  switch (arguments.command) {
    case Command::upgrade:
    case Command::downgrade:
    case Command::adopt:
      std::cout << migrator::text(walk(connection, catalog, arguments));
      return 0;
    case Command::stamp: {
      const Report report = walk(connection, catalog, arguments);
      const Revision stamped = Graph(catalog, connection.dialect()).revision(report.to);
      std::cout << "stamped " << migrator::text(stamped);
      return 0;
    }
    case Command::sql:
      std::cout << migrator::text(plan(connection, catalog, arguments.target));
      return 0;
    case Command::verify: {
      const std::vector<Difference> found = verify(connection, catalog);
      std::cout << (json ? migrator::json(found) : migrator::text(found));
      if (!found.empty() && connection.state(catalog.name) == "base") {
        std::cerr << "the database has no history of catalog " << catalog.name
                  << ", so it was compared with nothing: adopt takes over one that is like a "
                     "revision\n";
      }
      return found.empty() ? 0 : 1;
    }
    default:
      break;
  }
  const Status now = status(connection, catalog);
  if (arguments.command == Command::current) {
    std::cout << (json ? migrator::json(now.current) : migrator::text(now.current));
  } else if (arguments.command == Command::history) {
    std::cout << (json ? migrator::json(now.history) : migrator::text(now.history));
  } else if (arguments.command == Command::pending) {
    std::cout << (json ? migrator::json(now.pending) : migrator::text(now.pending));
  } else {
    std::cout << (json ? migrator::json(catalog.name, now) : migrator::text(now));
  }
  return 0;
}

int run(const std::string& program, const Catalog& catalog, const Arguments& arguments,
        const Prepare& prepare) {
  switch (arguments.command) {
    case Command::help:
      std::cout << migrator::help(program, catalog.name);
      return 0;
    case Command::version:
      std::cout << program << ": catalog " << catalog.name << " at "
                << migrator::text(head_of(catalog)) << "Schemake " << SCHEMAKE_VERSION
                << ", SQLite " << sqlite3_libversion() << "\n";
      return 0;
    case Command::heads: {
      const std::vector<Revision> heads{head_of(catalog)};
      std::cout << (arguments.json ? migrator::json(heads) : migrator::text(heads));
      return 0;
    }
    default:
      return run_on_database(catalog, arguments, prepare);
  }
}

bool is_bad_input(Code code) {
  return code == Code::usage || code == Code::unknown_target || code == Code::not_a_database;
}

}  // namespace

int migrator_main(int argc, char** argv, const Catalog& catalog, const Prepare& prepare) {
  const std::string program =
      argc > 0 ? std::filesystem::path(argv[0]).filename().string() : std::string("migrate");
  const std::string prefix = migrator::printable(program) + ": error: ";
  try {
    const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
    const int code = run(program, catalog, migrator::parse_arguments(words), prepare);
    std::cout.flush();
    if (std::cout) return code;
    std::cerr << prefix << "the output cannot be written\n";
    return 1;
  } catch (const Error& error) {
    std::cerr << prefix << migrator::printable(migrator::in_own_words(error.what())) << "\n";
    if (!error.statement().empty() && error.code() != Code::not_a_database) {
      std::cerr << "in the statement:\n" << migrator::printable(error.statement(), true) << "\n";
    }
    return is_bad_input(error.code()) ? 2 : 1;
  } catch (const std::exception& error) {
    std::cerr << prefix << migrator::printable(error.what()) << "\n";
    return 1;
  }
}

}  // namespace schemake
