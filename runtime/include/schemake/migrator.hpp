#ifndef SCHEMAKE_MIGRATOR_HPP
#define SCHEMAKE_MIGRATOR_HPP

#include <functional>
#include <schemake/catalog.hpp>

namespace schemake {

namespace sqlite {
class Connection;
}

// The whole of a migrator: an executable that migrates a database from the command line, with the
// catalog that is compiled into it. `--help` says how. Returns the exit code: 0 done, 1 the answer
// is no or the database cannot be migrated, 2 wrong use or bad input.
// `prepare` is called with each database that is opened, before anything is read: it registers what
// the schema `requires`. With it SQLITE_DBCONFIG_TRUSTED_SCHEMA is on, since the schema uses these.
int migrator_main(int argc, char** argv, const Catalog& catalog,
                  const std::function<void(sqlite::Connection&)>& prepare = nullptr);

// The test of a catalog that schemake_add_migrations() adds to CTest: on databases in memory, every
// revision up from base, its end compared with a database that is created at head, then every
// revision back, each schema compared with that of the way up. The steps that are C++ run as well.
// Prints what differs and returns 1; 0 where all holds; 77, skipped, where this build may not walk
// the catalog's draft, or the engine lacks what the catalog needs.
int walk_catalog_main(const Catalog& catalog);

}  // namespace schemake

#endif  // SCHEMAKE_MIGRATOR_HPP
