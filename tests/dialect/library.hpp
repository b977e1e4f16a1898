#ifndef SCHEMAKE_TESTS_DIALECT_LIBRARY_HPP
#define SCHEMAKE_TESTS_DIALECT_LIBRARY_HPP

#include <string>
#include <vector>

#include "schema/desired.hpp"

// Schemas built by hand, and a small one that most tests start from.

namespace schemake::generator {

// A table with nothing but `id`, an identity.
void add_table(Schema& schema, const std::string& name);
// Last in the table; the reference holds until the next one is added.
Column& add_column(Schema& schema, const std::string& table, const std::string& name,
                   TypeName type = TypeName::text);
Column& column(Schema& schema, const std::string& table, const std::string& name);
void drop_column(Schema& schema, const std::string& table, const std::string& name);
Key& add_unique(Schema& schema, const std::string& table, const std::vector<std::string>& columns);
void set_primary_key(Schema& schema, const std::string& table,
                     const std::vector<std::string>& columns);
ForeignKey& add_reference(Schema& schema, const std::string& table, const std::string& column,
                          const std::string& parent);
void add_check(Schema& schema, const std::string& table, const std::string& name,
               const std::string& sql);
Index& add_index(Schema& schema, const std::string& table, const std::string& name,
                 const std::vector<std::string>& columns);
void add_view(Schema& schema, const std::string& name, const std::string& sql);
void set_virtual(Schema& schema, const std::string& name, const std::string& module,
                 const std::string& arguments);
Trigger& add_trigger(Schema& schema, const std::string& table, const std::string& name,
                     const std::string& sql);
// Renames in the schema, and says so in the hints; expressions are left as they are.
void rename_column(Schema& schema, Hints& hints, const std::string& table, const std::string& from,
                   const std::string& to);
void rename_table(Schema& schema, Hints& hints, const std::string& from, const std::string& to);
void backfill(Hints& hints, const std::string& table, const std::string& column,
              const std::string& sql);
Default constant(Literal::Kind kind, const std::string& text);
Default expression(const std::string& sql);

// author (id, name, born?) and book (id, author -> author.id, title).
Schema library();
// Rows for it: Ann and Bob, and a book of each.
extern const char* const kLibraryRows;

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_DIALECT_LIBRARY_HPP
