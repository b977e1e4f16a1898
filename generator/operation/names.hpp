#ifndef SCHEMAKE_OPERATION_NAMES_HPP
#define SCHEMAKE_OPERATION_NAMES_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/schema.hpp"

// Who holds a name, and who refers to an object by its name. Names clash in any case of their
// letters; a reference is spelled exactly as the name that it refers to.

namespace schemake::generator {

// Tables, virtual tables, views, indexes and triggers share one name space.
std::optional<ObjectName> holder(const Schema& schema, std::string_view name);

const Column* column_named(const TableSchema& table, std::string_view name);  // in any case

// The keys, foreign keys (of other tables too), indexes and triggers that name the column.
std::vector<ObjectName> users_of_column(const Schema& schema, const std::string& table,
                                        const std::string& column);
// The indexes and triggers on the table, and the foreign keys of others that lead to it.
std::vector<ObjectName> users_of_table(const Schema& schema, const std::string& table);
// The triggers on a view.
std::vector<ObjectName> users_of_view(const Schema& schema, const std::string& view);
// The columns of an enum's type.
std::vector<ObjectName> users_of_enum(const Schema& schema, const std::string& enumeration);

bool names_column(const std::vector<IndexPart>& parts, std::string_view column);
bool names_column(const std::vector<std::string>& columns, std::string_view column);

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_NAMES_HPP
