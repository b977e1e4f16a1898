#ifndef SCHEMAKE_SCHEMA_REFERENCES_HPP
#define SCHEMAKE_SCHEMA_REFERENCES_HPP

#include <string>
#include <vector>

#include "schema/schema.hpp"

namespace schemake::generator {

// Whether a foreign key can refer to these columns of `parent`: they are its primary key or a
// unique one, in any order, or have a unique index that is not partial and whose collations are
// their own. https://sqlite.org/foreignkeys.html, "Required and Suggested Database Indexes"
bool can_be_referred_to(const TableSchema& parent, const std::vector<std::string>& columns,
                        const Schema& schema);

// Why no engine could hold rows to the key; empty where one does.
std::string why_unenforceable(const ForeignKey& key, const Schema& schema);

}  // namespace schemake::generator

#endif  // SCHEMAKE_SCHEMA_REFERENCES_HPP
