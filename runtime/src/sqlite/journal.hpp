#ifndef SCHEMAKE_SQLITE_JOURNAL_HPP
#define SCHEMAKE_SQLITE_JOURNAL_HPP

#include <sqlite3.h>

#include <schemake/connection.hpp>

// The two tables in which a database remembers, shared by all its catalogs.
//   schemake_history: a row for each edge walked, never changed. The last one says where it stands.
//   schemake_step: a row for each step that undoes a revision between there and base.

namespace schemake::sqlite::journal {

// Rows of a later format are refused with Code::format: an older binary must not guess.
inline constexpr int kFormat = 1;

inline constexpr const char* kHistoryTable = "schemake_history";
inline constexpr const char* kStepTable = "schemake_step";

std::string state(sqlite3* db, const std::string& catalog);
Journal read(sqlite3* db, const std::string& catalog);
std::vector<StoredStep> undo_steps(sqlite3* db, const std::string& catalog,
                                   const std::string& state);

// These make the tables where they are missing, and so need a transaction.
void append(sqlite3* db, const std::string& catalog, const HistoryRow& row);
void remember(sqlite3* db, const std::string& catalog, const Undo& undo);
void forget(sqlite3* db, const std::string& catalog, const std::string& state);

}  // namespace schemake::sqlite::journal

#endif  // SCHEMAKE_SQLITE_JOURNAL_HPP
