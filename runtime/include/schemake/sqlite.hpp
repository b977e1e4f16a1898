#ifndef SCHEMAKE_SQLITE_HPP
#define SCHEMAKE_SQLITE_HPP

#include <memory>
#include <schemake/connection.hpp>
#include <schemake/data_step.hpp>
#include <schemake/migrate.hpp>
#include <string>

struct sqlite3;

namespace schemake::sqlite {

// An SQLite database, opened here or borrowed from the application.
class Connection final : public schemake::Connection {
 public:
  // Opens the file, made with mode 0600 where there is none; ":memory:" is a private database.
  // Opened with SQLITE_DBCONFIG_DEFENSIVE on and trusted_schema off, the latter unless SQLite takes
  // its own JSON functions for unsafe: an application whose CHECKs, indexes or triggers use
  // functions of its own borrows its connection instead. While it migrates with Options::progress
  // its progress handler and update hook are Schemake's. Throws Error.
  explicit Connection(const std::string& path);
  // Borrows an open connection for as long as this object lives. No setting, hook or handler is
  // left on it; one inside a transaction is refused when something is to be done.
  explicit Connection(sqlite3* borrowed);
  ~Connection() override;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  sqlite3* handle() const noexcept;

  // The schema of the main database as it really is, the history's own tables left out.
  Fingerprint fingerprint() override;

  // See schemake::Connection.
  std::string_view dialect() const override;
  unsigned engine() const override;
  std::string engine_name(unsigned version) const override;
  std::string state(const std::string& catalog) override;
  Journal journal(const std::string& catalog) override;
  std::vector<StoredStep> undo_steps(const std::string& catalog, const std::string& state) override;
  std::vector<std::string> present(const std::vector<std::string>& names) override;
  std::vector<std::string> outline() override;
  bool has_rows(const std::string& table) override;
  Storage storage() override;
  std::optional<std::uint64_t> table_size(const std::string& table) override;
  std::vector<Required> lacking(const std::vector<Required>& required) override;
  std::unique_ptr<schemake::Connection> scratch(const std::vector<Required>& required) override;
  void open_bracket(const BracketOptions& options) override;
  void close_bracket() noexcept override;
  void begin() override;
  void back_up(const std::string& file, const std::function<bool()>& cancelled) override;
  void commit() override;
  void rollback() noexcept override;
  void run(edge_v1::Steps steps, Origin origin,
           const std::function<void(unsigned)>& before) override;
  void before_call() override;
  void run_alone(const edge_v1::Step& step) override;
  std::uint64_t changes() override;
  std::vector<std::string> spell_out() override;
  void check_transaction() override;
  void append(const std::string& catalog, const HistoryRow& row) override;
  void remember(const std::string& catalog, const Undo& undo) override;
  void forget(const std::string& catalog, const std::string& state) override;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

// The database that a data step works on.
sqlite3* handle(const Data& data);

// Runs one statement again and again until it changes no row; its parameter, ?1, is how many rows
// to change at a time. Reports after each batch, and returns how many rows were changed. The
// statement must leave out what it has changed already:
//   UPDATE author SET email = lower(email) WHERE rowid IN
//     (SELECT rowid FROM author WHERE email <> lower(email) LIMIT ?1)
// Code::usage where the batches do not come to an end: more rows were changed than the database
// could hold.
std::uint64_t run_in_batches(const Data& data, const std::string& sql, std::uint32_t rows = 1000);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_HPP
