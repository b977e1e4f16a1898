#ifndef SCHEMAKE_SQLITE_FINGERPRINT_HPP
#define SCHEMAKE_SQLITE_FINGERPRINT_HPP

#include <schemake/fingerprint.hpp>
#include <string>
#include <vector>

struct sqlite3;

namespace schemake::sqlite {

// The schema of the main database. Left out are SQLite's own objects, the history's tables and the
// shadow tables of virtual ones. Spellings that SQLite takes for the same give the same rows;
// neither the order of columns nor the names of constraints count. Beside the contract's kinds
// there is "virtual table".
//
// Throws Error: with Code::engine where a text of the schema is none that this version knows, with
// the engine's own failure where the schema cannot be read.
Fingerprint read_fingerprint(sqlite3* db);

// See Connection::outline. The shadow tables of virtual ones are not left out.
std::vector<std::string> read_outline(sqlite3* db);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_FINGERPRINT_HPP
