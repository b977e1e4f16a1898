#ifndef SCHEMAKE_SQLITE_REBUILD_HPP
#define SCHEMAKE_SQLITE_REBUILD_HPP

#include <sqlite3.h>

#include <functional>
#include <schemake/edge_v1.hpp>

namespace schemake::sqlite {

// Compares the columns of each table that is rebuilt with those that its step expects, where no
// step before that one touches the table: drift is refused before anything has run.
void check_drift(sqlite3* db, const edge_v1::Step* steps, unsigned count);

// Runs neighbouring steps of Verb::rebuild, https://sqlite.org/lang_altertable.html#otheralter. The
// scripts are the plan's; nothing here writes DDL of its own. Around them: the real columns are
// compared with those that each step expects; all that mentions the tables is set aside and put
// back; sequence, statistics and the number of rows are kept. Fails with Code::drifted for an
// unexpected column, and with Code::statement where something put back works no more.
void rebuild(sqlite3* db, const edge_v1::Step* steps, unsigned count,
             const std::function<void(unsigned)>& before);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_REBUILD_HPP
