#ifndef SCHEMAKE_PROVE_SAMPLE_VIRTUAL_ROWS_HPP
#define SCHEMAKE_PROVE_SAMPLE_VIRTUAL_ROWS_HPP

#include <string>
#include <vector>

#include "prove/sample_rows.hpp"
#include "schema/schema.hpp"

struct sqlite3;

namespace schemake::generator {

// The virtual tables of the main database, as declared. Throws schemake::Error.
std::vector<VirtualTable> read_virtual_tables(sqlite3* db);

// Puts rows into the tables of SQLite's own modules for text and R*Trees; an index over another
// table's rows is made anew, when those are there. Throws schemake::Error.
void insert_sample_virtual_rows(sqlite3* db, const SampleOptions& options);

// What the modules find wrong with their own content: an index over text that does not agree with
// the rows. Empty where all is well.
std::string damage_of_virtual_tables(sqlite3* db);

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROVE_SAMPLE_VIRTUAL_ROWS_HPP
