#ifndef SCHEMAKE_SQLITE_LEFTOVERS_HPP
#define SCHEMAKE_SQLITE_LEFTOVERS_HPP

#include <string>

namespace schemake::sqlite {

// Removes the halves of backups that processes left behind which were killed while they wrote them
// where `copy`, the next one, will stand. The caller holds the write lock of `database`, so beside
// the database nobody else writes one of its copies. A folder that was named may serve others too,
// who cannot be asked: there a half goes once nobody has written to it for a day, and so does that
// of `copy` itself. Links are left alone. Throws nothing: what stays is in nobody's way but
// for `copy` itself, of which its maker complains.
void remove_leftovers(const std::string& database, const std::string& copy) noexcept;

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_LEFTOVERS_HPP
