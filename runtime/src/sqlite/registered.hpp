#ifndef SCHEMAKE_SQLITE_REGISTERED_HPP
#define SCHEMAKE_SQLITE_REGISTERED_HPP

#include <sqlite3.h>

#include <schemake/catalog.hpp>
#include <vector>

namespace schemake::sqlite {

// Those of `required` that the connection does not know. Asked of the engine as a statement would,
// so that what a collation_needed callback registers counts. Tokenizers are those of FTS5.
std::vector<Required> lacking(sqlite3* db, const std::vector<Required>& required);

// Where FTS5 keeps its tokenizers (https://sqlite.org/fts5.html#extending_fts5); null where the
// engine has no FTS5.
fts5_api* fts5(sqlite3* db);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_REGISTERED_HPP
