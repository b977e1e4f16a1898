#ifndef SCHEMAKE_DIALECT_SQLITE_OBJECTIONS_HPP
#define SCHEMAKE_DIALECT_SQLITE_OBJECTIONS_HPP

#include <vector>

#include "dialect/dialect.hpp"

namespace schemake::generator::sqlite {

// What SQLite would refuse of a schema, or take and not do.
std::vector<Dialect::Objection> objections(const Schema& schema);

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_OBJECTIONS_HPP
