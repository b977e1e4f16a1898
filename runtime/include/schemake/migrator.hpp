#ifndef SCHEMAKE_MIGRATOR_HPP
#define SCHEMAKE_MIGRATOR_HPP

#include <schemake/catalog.hpp>

namespace schemake {

// The whole of a migrator: an executable that migrates a database from the command line, with the
// catalog that is compiled into it. `--help` says how. Returns the exit code: 0 done, 1 the answer
// is no or the database cannot be migrated, 2 wrong use or bad input.
int migrator_main(int argc, char** argv, const Catalog& catalog);

}  // namespace schemake

#endif  // SCHEMAKE_MIGRATOR_HPP
