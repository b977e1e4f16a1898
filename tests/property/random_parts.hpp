#ifndef SCHEMAKE_TESTS_PROPERTY_RANDOM_PARTS_HPP
#define SCHEMAKE_TESTS_PROPERTY_RANDOM_PARTS_HPP

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "property/random.hpp"
#include "schema/schema.hpp"

// The single objects of random schemas, for random_schema() and random_evolution().

namespace schemake::generator {

// Nearly always fresh under the names that `taken` knows, in any case.
std::string random_name(Random& random, const std::function<bool(const std::string&)>& taken);
std::string free_name(const Schema& schema, Random& random);  // of a table, view, index, trigger
std::string free_name(const TableSchema& table, Random& random);  // of a column
template <class T>
std::string free_name(const std::map<std::string, T>& map, Random& random) {
  return random_name(random, [&](const std::string& name) { return map.contains(name); });
}

// `name` as SQL may write it: bare where it can be, or in one of the three kinds of quotes.
std::string spelled(Random& random, const std::string& name);

// A STRICT table takes neither NUMERIC nor most that a raw type may say.
bool suits_strict(const Type& type);
Type random_type(Random& random, const Schema& schema, bool strict);
std::optional<Default> random_default(Random& random, const Type& type, const Schema& schema);
// Plain, of the table's name and kind; not an identity.
Column random_column(Random& random, const Schema& schema, const TableSchema& table);
Generated random_generated(Random& random, const TableSchema& table);

// A condition over one or two columns of the table that holds for nearly every value.
DialectText random_condition(Random& random, const TableSchema& table, bool qualified);

std::vector<std::string> plain_columns(const TableSchema& table);  // those not generated
std::vector<IndexPart> random_parts(Random& random, const TableSchema& table, bool expressions);

// Nothing where the table has a key on the columns picked.
std::optional<Key> random_unique(Random& random, const TableSchema& table);
void give_primary_key(Random& random, TableSchema& table);
Check random_check(Random& random, const TableSchema& table);
// To a table of the schema, itself as well; nothing where no table has a key that one can refer to.
// It adds the columns to `table` where it has none that suit.
std::optional<ForeignKey> random_foreign_key(Random& random, const Schema& schema,
                                             TableSchema& table);
Index random_index(Random& random, const Schema& schema, const TableSchema& table);

View random_view(Random& random, const Schema& schema);
// The SELECT of a view over a table, or over another view.
DialectText random_select(Random& random, const TableSchema& table);
DialectText select_all(const std::string& view);
// On a table, or on a view as INSTEAD OF.
Trigger random_trigger(Random& random, const Schema& schema, const std::string& on);

Enum random_enum(Random& random, const Schema& schema);
// The arguments of a virtual table called `name`, an index over the text of one of the tables;
// nothing where the table picked has no rowids, or no column that could be one of the index.
std::optional<std::string> random_index_of_text(Random& random, const Schema& schema,
                                                const std::string& name);
VirtualTable random_virtual_table(Random& random, const Schema& schema);
TableSchema random_table(Random& random, const Schema& schema);

OnConflict random_conflict(Random& random);
std::string random_comment(Random& random);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROPERTY_RANDOM_PARTS_HPP
