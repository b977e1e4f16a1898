#include <sqlite3.h>

#include <optional>
#include <schemake/sqlite.hpp>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "core/option_names.hpp"
#include "core/sql_text.hpp"
#include "sqlite/backup.hpp"
#include "sqlite/fingerprint.hpp"
#include "sqlite/foreign_keys.hpp"
#include "sqlite/journal.hpp"
#include "sqlite/object_sql.hpp"
#include "sqlite/open.hpp"
#include "sqlite/patience.hpp"
#include "sqlite/registered.hpp"
#include "sqlite/settings.hpp"
#include "sqlite/spelled_out.hpp"
#include "sqlite/stand_in.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/step.hpp"
#include "sqlite/transaction.hpp"
#include "sqlite/watch.hpp"

namespace schemake::sqlite {
namespace {

// Whether FTS4 or FTS5 index the rows of what `content` names, which stay when the index goes.
// Where it names nothing, the index is all there is.
bool is_over_other_rows(std::string_view arguments) {
  const std::vector<sql::Token> tokens = sql::tokenize(arguments);
  int depth = 0;
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (tokens[i].is("(")) ++depth;
    if (tokens[i].is(")")) --depth;
    const bool begins = depth == 0 && (i == 0 || tokens[i - 1].is(","));
    if (!begins || !tokens[i].is("content") || !tokens[i + 1].is("=")) continue;
    return !sql::identifier(tokens[i + 2]).empty();
  }
  return false;
}

// A virtual table that shows what others hold has no row of its own, and none can be asked for once
// those are gone.
bool shows_others(sqlite3* db, const std::string& table) {
  Statement row(db,
                "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND rootpage = 0 "
                "AND name = ?1 COLLATE NOCASE");
  if (!row.bind(1, table).step()) return false;
  const VirtualTableSql written = parse_virtual_table_sql(row.text(0));
  const auto is = [&](const char* module) { return sql::same_name(written.module, module); };
  if (is("fts5vocab") || is("fts4aux")) return true;
  return (is("fts4") || is("fts5")) && is_over_other_rows(written.arguments);
}

}  // namespace

struct Connection::Implementation {
  sqlite3* db = nullptr;
  bool owned = false;
  std::optional<Settings> settings;  // while a bracket is open
  std::optional<Watch> watch;        // likewise, where it is our own
  std::optional<Transaction> transaction;
  // Before the first step of a transaction that may break references.
  std::optional<References> references;
  std::set<std::string> rebuilt;  // the tables that this transaction builds anew, in lower case
};

Connection::Connection(const std::string& path) : implementation_(new Implementation) {
  implementation_->db = open(path);
  implementation_->owned = true;
}

Connection::Connection(sqlite3* borrowed) : implementation_(new Implementation) {
  check_library();
  if (borrowed == nullptr) throw Error(Code::usage, "the borrowed sqlite3* is null: open it first");
  implementation_->db = borrowed;
}

Connection::~Connection() {
  rollback();  // again, where there was no memory for it
  if (implementation_->owned) sqlite3_close_v2(implementation_->db);
}

sqlite3* Connection::handle() const noexcept { return implementation_->db; }

std::string_view Connection::dialect() const { return "sqlite"; }

std::string Connection::engine_name(unsigned version) const {
  return "SQLite " + std::to_string(version / 1'000'000) + "." +
         std::to_string(version / 1'000 % 1'000) + "." + std::to_string(version % 1'000);
}

unsigned Connection::engine() const { return static_cast<unsigned>(sqlite3_libversion_number()); }

Fingerprint Connection::fingerprint() {
  return retry_while_locked(lock_timeout(), [&] { return read_fingerprint(handle()); });
}

std::string Connection::state(const std::string& catalog) {
  return retry_while_locked(lock_timeout(), [&] { return journal::state(handle(), catalog); });
}

Journal Connection::journal(const std::string& catalog) {
  return retry_while_locked(lock_timeout(), [&] { return journal::read(handle(), catalog); });
}

std::vector<StoredStep> Connection::undo_steps(const std::string& catalog,
                                               const std::string& state) {
  return retry_while_locked(lock_timeout(),
                            [&] { return journal::undo_steps(handle(), catalog, state); });
}

std::vector<std::string> Connection::present(const std::vector<std::string>& names) {
  return retry_while_locked(lock_timeout(), [&] {
    std::vector<std::string> found;
    for (const std::string& name : names) {
      Statement row(handle(), "SELECT name FROM main.sqlite_schema WHERE name = ?1 COLLATE NOCASE");
      if (row.bind(1, name).step()) found.push_back(row.text(0));
    }
    return found;
  });
}

std::vector<std::string> Connection::outline() {
  return retry_while_locked(lock_timeout(), [&] { return read_outline(handle()); });
}

bool Connection::has_rows(const std::string& table) {
  if (present({table}).empty()) return false;
  return retry_while_locked(lock_timeout(), [&] {
    if (shows_others(handle(), table)) return false;
    return query_number(handle(), "SELECT 1 FROM main." + sql::quote_name(table) + " LIMIT 1") != 0;
  });
}

Storage Connection::storage() {
  const char* const file = sqlite3_db_filename(handle(), "main");
  if (file == nullptr || *file == '\0') return {};
  return retry_while_locked(lock_timeout(), [&] {
    const std::int64_t bytes = query_number(handle(), "PRAGMA main.page_count") *
                               query_number(handle(), "PRAGMA main.page_size");
    return Storage{file, static_cast<std::uint64_t>(bytes)};
  });
}

std::optional<std::uint64_t> Connection::table_size(const std::string& table) {
  return retry_while_locked(lock_timeout(), [&]() -> std::optional<std::uint64_t> {
    // https://sqlite.org/dbstat.html, which not every SQLite is built with.
    if (query_number(handle(), "SELECT count(*) FROM pragma_module_list WHERE name = 'dbstat'") ==
        0)
      return std::nullopt;
    Statement sum(handle(),
                  "SELECT sum(d.pgsize) FROM main.sqlite_schema AS s JOIN dbstat AS d "
                  "ON d.name = s.name WHERE s.tbl_name = ?1 COLLATE NOCASE "
                  "AND d.schema = 'main' AND d.aggregate = 1");
    sum.bind(1, table).step();
    return static_cast<std::uint64_t>(sum.number(0));
  });
}

std::vector<Required> Connection::lacking(const std::vector<Required>& required) {
  return retry_while_locked(lock_timeout(), [&] { return sqlite::lacking(handle(), required); });
}

std::unique_ptr<schemake::Connection> Connection::scratch(const std::vector<Required>& required) {
  auto connection = std::make_unique<Connection>(":memory:");
  for (const Required& lacking : connection->lacking(required)) {
    stand_in(connection->handle(), lacking);
  }
  return connection;
}

void Connection::open_bracket(const BracketOptions& options) {
  rollback();
  retry_while_locked(lock_timeout(),
                     [&] { check_writable(handle(), options.allow_unsafe_journal); });
  implementation_->settings.emplace(handle());
  if (implementation_->owned && options.cancelled) {
    implementation_->watch.emplace(handle(), options.cancelled);
  }
}

void Connection::close_bracket() noexcept {
  implementation_->watch.reset();
  implementation_->settings.reset();
}

void Connection::begin() {
  implementation_->references.reset();
  implementation_->rebuilt.clear();
  implementation_->transaction.emplace(handle(), lock_timeout());
}

void Connection::back_up(const std::string& file, const std::function<bool()>& cancelled) {
  require_transaction(handle());
  try {
    sqlite::back_up(handle(), file, lock_timeout(), cancelled);
  } catch (const Error& error) {
    if (error.code() == Code::cancelled) throw;
    throw Error(Code::backup, "the backup " + file +
                                  " could not be made, so nothing was migrated: " + error.what() +
                                  ". Name another place for it (" + option_names::kBackupTo +
                                  "), or make one by other means and go without (" +
                                  option_names::kNoBackup + ")");
  }
}

void Connection::commit() {
  require_transaction(handle());
  if (implementation_->references) {
    const std::vector<Violation> broken = new_violations(
        *implementation_->references, read_references(handle()), implementation_->rebuilt);
    if (!broken.empty()) {
      throw Error(Code::violated,
                  "the migration would leave broken foreign keys: " + describe(broken) +
                      ". Mend or remove these rows, then try again");
    }
  }
  implementation_->transaction->commit(lock_timeout());
  implementation_->transaction.reset();
}

void Connection::rollback() noexcept {
  std::optional<Transaction>& transaction = implementation_->transaction;
  if (transaction && transaction->rollback()) transaction.reset();
}

void Connection::run(edge_v1::Steps steps, Origin origin,
                     const std::function<void(unsigned)>& before) {
  require_transaction(handle());
  std::optional<NoAttach> no_attach;
  std::optional<ConfigFlag> defensive;
  if (origin == Origin::database) {
    no_attach.emplace(handle());
    defensive.emplace(handle(), SQLITE_DBCONFIG_DEFENSIVE, true);
  } else if (implementation_->owned) {
    defensive.emplace(handle(), SQLITE_DBCONFIG_DEFENSIVE, false);  // for Verb::retext
  }
  run_steps(handle(), steps.first, steps.count, [&](unsigned index) {
    const edge_v1::Step& step = steps.first[index];
    if (may_break_references(step) || drops_a_parent_view(handle(), step)) before_call();
    if (step.verb == edge_v1::Verb::rebuild) {
      implementation_->rebuilt.insert(sql::lower(step.object));
    }
    before(index);
  });
}

void Connection::before_call() {
  if (!implementation_->references) implementation_->references = read_references(handle());
}

std::uint64_t Connection::changes() {
  if (implementation_->watch) return implementation_->watch->changes();
  return static_cast<std::uint64_t>(sqlite3_total_changes(handle()));
}

void Connection::run_alone(const edge_v1::Step& step) {
  rollback();  // again, where there was no memory for it
  if (implementation_->transaction) fail(handle(), SQLITE_NOMEM);
  retry_while_locked(lock_timeout(), [&] { execute(handle(), step.sql); });
}

void Connection::check_transaction() { require_transaction(handle()); }

std::vector<std::string> Connection::spell_out() {
  std::optional<ConfigFlag> defensive;
  if (implementation_->owned) {
    defensive.emplace(handle(), SQLITE_DBCONFIG_DEFENSIVE, false);  // to write the schema
  }
  return spell_out_strings(handle());
}

void Connection::append(const std::string& catalog, const HistoryRow& row) {
  journal::append(handle(), catalog, row);
}

void Connection::remember(const std::string& catalog, const Undo& undo) {
  journal::remember(handle(), catalog, undo);
}

void Connection::forget(const std::string& catalog, const std::string& state) {
  journal::forget(handle(), catalog, state);
}

sqlite3* handle(const Data& data) {
  const auto* connection = dynamic_cast<const Connection*>(&data.connection());
  if (connection == nullptr) throw Error(Code::usage, "this data step runs on another database");
  return connection->handle();
}

}  // namespace schemake::sqlite
