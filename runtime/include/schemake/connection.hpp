#ifndef SCHEMAKE_CONNECTION_HPP
#define SCHEMAKE_CONNECTION_HPP

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <schemake/catalog.hpp>
#include <schemake/edge_v1.hpp>
#include <schemake/fingerprint.hpp>
#include <schemake/migrate.hpp>
#include <string>
#include <string_view>
#include <vector>

// What the engine-independent part of the runtime needs from a database. Applications use
// sqlite::Connection and the functions of migrate.hpp; the members here are for those alone. All
// throw schemake::Error unless they are noexcept.

namespace schemake {

// A step that a database remembers: edge_v1::Step as text. `verb` is the enumerator's name, or one
// that only a newer Schemake knows.
struct StoredStep {
  std::string phase, verb, object, sql, was, reason;
};

// How a database gets from `state` back to `leads_to`, written when it reached `state`.
struct Undo {
  std::string state, leads_to;
  std::string name;  // of `state`: "0003_add_email"
  std::string release;
  bool draft = false;
  bool breaks = false;
  std::vector<StoredStep> steps;  // what Connection::undo_steps reads; empty in a Journal
};

// What a database remembers of one catalog.
struct Journal {
  std::vector<HistoryRow> rows;  // oldest first; the last one's `to` is where the database stands
  std::vector<Undo> undos;       // without their steps, in no particular order

  std::string state() const { return rows.empty() ? std::string("base") : rows.back().to; }
};

// Where steps come from: those that the database brings itself may not ATTACH other files.
enum class Origin { catalog, database };

// How a bracket treats the database.
struct BracketOptions {
  bool allow_unsafe_journal = false;
  std::function<bool()> cancelled;  // asked now and then while a statement runs; may be empty
};

// Where a database is kept.
struct Storage {
  std::string file;         // empty for one in memory, or on another machine
  std::uint64_t bytes = 0;  // of the file
};

class Connection {
 public:
  virtual ~Connection() = default;

  virtual std::string_view dialect() const = 0;
  // As edge_v1::Edge::engine counts: SQLITE_VERSION_NUMBER, server_version_num.
  virtual unsigned engine() const = 0;
  // Such a number as people write it: "SQLite 3.35.5".
  virtual std::string engine_name(unsigned version) const = 0;

  // How long a lock of another connection is waited for.
  void set_lock_timeout(std::chrono::milliseconds timeout) { lock_timeout_ = timeout; }
  std::chrono::milliseconds lock_timeout() const { return lock_timeout_; }

  // Reading. Possible at any time; takes no write lock.

  // Where the database stands: one read.
  virtual std::string state(const std::string& catalog) = 0;
  virtual Journal journal(const std::string& catalog) = 0;
  virtual std::vector<StoredStep> undo_steps(const std::string& catalog,
                                             const std::string& state) = 0;
  // Those of `names` that are tables, views, indexes or triggers of the database.
  virtual std::vector<std::string> present(const std::vector<std::string>& names) = 0;
  // The names of all tables, views, indexes and triggers, but for the engine's own and the
  // history's, and those of the tables' columns as "table\ncolumn"; in lower case, sorted. Says
  // less than the fingerprint, in a fraction of the time.
  virtual std::vector<std::string> outline() = 0;
  // Whether a table holds rows of its own, which are lost with it: false for one that is not there,
  // and for an index over the rows of another one.
  virtual bool has_rows(const std::string& table) = 0;
  virtual Storage storage() = 0;
  // Bytes of a table with its indexes; nothing where the engine cannot tell.
  virtual std::optional<std::uint64_t> table_size(const std::string& table) = 0;
  // The schema as it really is, the history's own tables left out.
  virtual Fingerprint fingerprint() = 0;
  // Those of `required` that the application has not registered.
  virtual std::vector<Required> lacking(const std::vector<Required>& required) = 0;
  // An empty private database of the same engine that vanishes with the object. What `required`
  // names and the engine lacks has stand-ins there: enough to create a schema, and no more.
  virtual std::unique_ptr<Connection> scratch(const std::vector<Required>& required) = 0;

  // Writing: open_bracket, then any number of transactions, then close_bracket, which restores
  // every setting that open_bracket changed.

  // Refuses a connection or database that cannot be migrated safely.
  virtual void open_bracket(const BracketOptions& options) = 0;
  virtual void close_bracket() noexcept = 0;

  // Takes the write lock.
  virtual void begin() = 0;
  // Writes a checked copy of the database into a new file, inside a transaction that has changed
  // nothing yet. `cancelled`, which may be empty, is asked now and then.
  virtual void back_up(const std::string& file, const std::function<bool()>& cancelled) = 0;
  // Checks that no row refers to a missing one that did not before, then commits.
  virtual void commit() = 0;
  // Nothing where no transaction is open.
  virtual void rollback() noexcept = 0;

  // Runs the steps in order inside the transaction; `before` is called with the index of each right
  // before it runs. Verb::alone and Verb::call are not among them.
  virtual void run(edge_v1::Steps steps, Origin origin,
                   const std::function<void(unsigned)>& before) = 0;
  // Called before the function of each step of Verb::call, so that commit() sees what it breaks.
  virtual void before_call() = 0;
  // Runs a step of Verb::alone, with no transaction open.
  virtual void run_alone(const edge_v1::Step& step) = 0;
  // Rows changed since the connection was opened, as far as the engine counts them.
  virtual std::uint64_t changes() = 0;
  // Writes what the schema says in a spelling that a later change could give another meaning as it
  // is meant, inside the transaction; returns the names of objects where that cannot be.
  virtual std::vector<std::string> spell_out() = 0;
  // Fails where the transaction that begin() opened is gone: a data step has ended it.
  virtual void check_transaction() = 0;

  // The history, inside the transaction. `order` and `applied_at` of the row are filled in here.
  virtual void append(const std::string& catalog, const HistoryRow& row) = 0;
  virtual void remember(const std::string& catalog, const Undo& undo) = 0;
  virtual void forget(const std::string& catalog, const std::string& state) = 0;

 private:
  std::chrono::milliseconds lock_timeout_{10'000};
};

}  // namespace schemake

#endif  // SCHEMAKE_CONNECTION_HPP
