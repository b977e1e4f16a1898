#ifndef SCHEMAKE_DIALECT_SQLITE_SQLITE_HPP
#define SCHEMAKE_DIALECT_SQLITE_SQLITE_HPP

#include "dialect/dialect.hpp"

namespace schemake::generator::sqlite {

// The dialect "sqlite". Its plans hold for SQLite 3.35.5 and later; Plan::engine says where one
// needs more.
const Dialect& dialect();

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_SQLITE_HPP
