#include "sqlite/registered.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "core/sql_text.hpp"

namespace schemake::sqlite {
namespace {

class Prepared {
 public:
  Prepared(sqlite3* db, const std::string& sql)
      : result_(sqlite3_prepare_v2(db, sql.c_str(), -1, &statement_, nullptr)) {}
  ~Prepared() { sqlite3_finalize(statement_); }
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;

  int result() const { return result_; }
  sqlite3_stmt* get() const { return statement_; }

 private:
  sqlite3_stmt* statement_ = nullptr;
  int result_;
};

// SQLite has no call that asks for a function of any number of arguments, nor for a collation; but
// it says which of them it does not find before it looks at anything else.
bool is_refused(sqlite3* db, const std::string& sql, const std::string& message) {
  const Prepared statement(db, sql);
  return statement.result() != SQLITE_OK && std::string(sqlite3_errmsg(db)).rfind(message, 0) == 0;
}

// An engine built without its introspection PRAGMAs cannot tell: the first statement will.
bool lacks_module(sqlite3* db, const char* name) {
  const Prepared query(db, "SELECT 1 FROM pragma_module_list WHERE name = ?1 COLLATE NOCASE");
  if (query.result() != SQLITE_OK) return false;
  sqlite3_bind_text(query.get(), 1, name, -1, SQLITE_TRANSIENT);
  return sqlite3_step(query.get()) == SQLITE_DONE;
}

bool lacks_tokenizer(sqlite3* db, const char* name) {
  fts5_api* const api = fts5(db);
  void* context = nullptr;
  fts5_tokenizer tokenizer{};
  return api == nullptr || api->xFindTokenizer(api, name, &context, &tokenizer) != SQLITE_OK;
}

bool is_lacking(sqlite3* db, const Required& required) {
  const std::string name = sql::quote_name(required.name);
  switch (required.kind) {
    case Required::Kind::function:
      return is_refused(db, "SELECT " + name + "()", "no such function");
    case Required::Kind::collation:
      return is_refused(db, "SELECT 'a' = 'b' COLLATE " + name, "no such collation sequence");
    case Required::Kind::module:
      return lacks_module(db, required.name);
    case Required::Kind::tokenizer:
      return lacks_tokenizer(db, required.name);
  }
  return false;
}

}  // namespace

std::vector<Required> lacking(sqlite3* db, const std::vector<Required>& required) {
  std::vector<Required> result;
  std::copy_if(required.begin(), required.end(), std::back_inserter(result),
               [&](const Required& one) { return is_lacking(db, one); });
  return result;
}

fts5_api* fts5(sqlite3* db) {
  fts5_api* api = nullptr;
  const Prepared query(db, "SELECT fts5(?1)");
  if (query.result() != SQLITE_OK) return nullptr;
  sqlite3_bind_pointer(query.get(), 1, &api, "fts5_api_ptr", nullptr);
  sqlite3_step(query.get());
  return api;
}

}  // namespace schemake::sqlite
