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

}  // namespace schemake

#endif  // SCHEMAKE_MIGRATOR_HPP
