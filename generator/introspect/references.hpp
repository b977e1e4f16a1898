#ifndef SCHEMAKE_INTROSPECT_REFERENCES_HPP
#define SCHEMAKE_INTROSPECT_REFERENCES_HPP

#include <map>
#include <string>

#include "introspect/introspect.hpp"
#include "introspect/table_reader.hpp"

namespace schemake::generator {

// Finds what each foreign key refers to, as it was declared, and fills in the primary key where no
// columns are named. One that SQLite itself cannot follow is not enforced, which a note tells.
// Unique indexes count, so that `schema` has them already.
void settle_references(std::map<std::string, ReadTable>& tables, const Schema& schema,
                       Introspection& result);

}  // namespace schemake::generator

#endif  // SCHEMAKE_INTROSPECT_REFERENCES_HPP
