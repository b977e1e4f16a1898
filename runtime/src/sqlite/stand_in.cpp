#include "sqlite/stand_in.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

#include "core/sql_text.hpp"
#include "sqlite/registered.hpp"
#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

void return_first(sqlite3_context* context, int count, sqlite3_value** arguments) {
  if (count > 0) {
    sqlite3_result_value(context, arguments[0]);
  } else {
    sqlite3_result_null(context);
  }
}

int compare_bytes(void*, int a_size, const void* a, int b_size, const void* b) {
  const int common = std::memcmp(a, b, static_cast<std::size_t>(std::min(a_size, b_size)));
  return common != 0 ? common : a_size - b_size;
}

// The columns of a table of an unknown module, as FTS and R*Tree write theirs.
std::string declaration(int count, const char* const* arguments) {
  constexpr int kFirst = 3;  // after the module's, the database's and the table's names
  std::string columns;
  for (int i = kFirst; i < count; ++i) {
    const std::vector<sql::Token> tokens = sql::tokenize(arguments[i]);
    const bool is_option = std::any_of(tokens.begin(), tokens.end(),
                                       [](const sql::Token& token) { return token.is("="); });
    if (tokens.empty() || is_option) continue;
    columns += (columns.empty() ? "" : ", ") + sql::quote_name(sql::identifier(tokens.front()));
  }
  return "CREATE TABLE stand_in(" + (columns.empty() ? std::string("value") : columns) + ")";
}

int connect(sqlite3* db, void*, int count, const char* const* arguments, sqlite3_vtab** table,
            char** message) {
  sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
  const int declared = sqlite3_declare_vtab(db, declaration(count, arguments).c_str());
  if (declared != SQLITE_OK) {
    *message = sqlite3_mprintf("%s", sqlite3_errmsg(db));
    return declared;
  }
  *table = static_cast<sqlite3_vtab*>(sqlite3_malloc(sizeof(sqlite3_vtab)));
  if (*table == nullptr) return SQLITE_NOMEM;
  **table = sqlite3_vtab{};
  return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
  sqlite3_free(table);
  return SQLITE_OK;
}

int open(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
  *cursor = static_cast<sqlite3_vtab_cursor*>(sqlite3_malloc(sizeof(sqlite3_vtab_cursor)));
  if (*cursor == nullptr) return SQLITE_NOMEM;
  **cursor = sqlite3_vtab_cursor{};
  return SQLITE_OK;
}

int close(sqlite3_vtab_cursor* cursor) {
  sqlite3_free(cursor);
  return SQLITE_OK;
}

int update(sqlite3_vtab*, int, sqlite3_value**, sqlite3_int64* rowid) {
  *rowid = 1;
  return SQLITE_OK;
}

const sqlite3_module& module() {
  static const sqlite3_module instance = [] {
    sqlite3_module module{};
    module.iVersion = 1;
    module.xCreate = module.xConnect = connect;
    module.xDisconnect = module.xDestroy = disconnect;
    module.xBestIndex = [](sqlite3_vtab*, sqlite3_index_info*) { return SQLITE_OK; };
    module.xOpen = open;
    module.xClose = close;
    module.xFilter = [](sqlite3_vtab_cursor*, int, const char*, int, sqlite3_value**) {
      return SQLITE_OK;
    };
    module.xNext = [](sqlite3_vtab_cursor*) { return SQLITE_OK; };
    module.xEof = [](sqlite3_vtab_cursor*) { return 1; };
    module.xColumn = [](sqlite3_vtab_cursor*, sqlite3_context*, int) { return SQLITE_OK; };
    module.xRowid = [](sqlite3_vtab_cursor*, sqlite3_int64*) { return SQLITE_OK; };
    module.xUpdate = update;
    module.xRename = [](sqlite3_vtab*, const char*) { return SQLITE_OK; };
    return module;
  }();
  return instance;
}

constexpr const char* kTokenizer = "unicode61";

// `context` is FTS5's own interface. It is asked anew each time: the stand-in has no state.
int create_tokenizer(void* context, const char**, int, Fts5Tokenizer** result) {
  auto* const api = static_cast<fts5_api*>(context);
  void* own_context = nullptr;
  fts5_tokenizer own{};
  const int found = api->xFindTokenizer(api, kTokenizer, &own_context, &own);
  return found == SQLITE_OK ? own.xCreate(own_context, nullptr, 0, result) : found;
}

int register_tokenizer(sqlite3* db, const char* name) {
  fts5_api* const api = fts5(db);
  if (api == nullptr) return SQLITE_ERROR;
  void* context = nullptr;
  fts5_tokenizer tokenizer{};
  const int found = api->xFindTokenizer(api, kTokenizer, &context, &tokenizer);
  if (found != SQLITE_OK) return found;
  tokenizer.xCreate = create_tokenizer;
  return api->xCreateTokenizer(api, name, api, &tokenizer, nullptr);
}

int register_on(sqlite3* db, const Required& required) {
  switch (required.kind) {
    case Required::Kind::function:
      return sqlite3_create_function(db, required.name, -1,
                                     SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, nullptr,
                                     return_first, nullptr, nullptr);
    case Required::Kind::collation:
      return sqlite3_create_collation(db, required.name, SQLITE_UTF8, nullptr, compare_bytes);
    case Required::Kind::module:
      return sqlite3_create_module(db, required.name, &module(), nullptr);
    case Required::Kind::tokenizer:
      return register_tokenizer(db, required.name);
  }
  return SQLITE_ERROR;
}

}  // namespace

void stand_in(sqlite3* db, const Required& required) {
  const int result = register_on(db, required);
  if (result != SQLITE_OK) fail(db, result);
}

}  // namespace schemake::sqlite
