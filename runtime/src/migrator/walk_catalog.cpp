#include <iostream>
#include <map>
#include <schemake/migrator.hpp>
#include <schemake/sqlite.hpp>
#include <string>

#include "migrator/listing.hpp"
#include "migrator/printable.hpp"

namespace schemake {
namespace {

constexpr int kHeld = 0;
constexpr int kFailed = 1;
constexpr int kSkipped = 77;  // CTest's SKIP_RETURN_CODE, as schemake_add_migrations() sets it

class CatalogWalk {
 public:
  explicit CatalogWalk(const Catalog& catalog) : catalog_(catalog), database_(":memory:") {}

  int run() {
    note();
    while (state() != catalog_.head) {
      upgrade_to(database_, catalog_, "+1");
      note();
    }
    sqlite::Connection fresh(":memory:");
    upgrade(fresh, catalog_);
    compare(fresh.fingerprint(), "walked revision by revision, head");
    try {
      walk_back();
    } catch (const Error& error) {
      if (error.code() != Code::irreversible) throw;
      std::cout << migrator::printable(error.what()) << "\n";
    }
    return held_ ? kHeld : kFailed;
  }

 private:
  std::string state() { return database_.state(catalog_.name); }
  void note() { seen_[state()] = database_.fingerprint(); }

  void walk_back() {
    Options options;
    options.accept_loss = {"*"};
    options.rows_may_go = true;
    while (state() != "base") {
      const Report report = downgrade(database_, catalog_, "-1", options);
      compare(seen_[state()], "taking back " + report.walked.back().name);
    }
  }

  void compare(const Fingerprint& expected, const std::string& what) {
    const auto found = differences(expected, database_.fingerprint());
    if (found.empty()) return;
    held_ = false;
    std::cout << migrator::printable(what) << " is not the same schema:\n" << migrator::text(found);
  }

  const Catalog& catalog_;
  sqlite::Connection database_;
  std::map<std::string, Fingerprint> seen_;  // by state, on the way up
  bool held_ = true;
};

// What keeps a catalog from being walked here, without being wrong.
bool is_reason_to_skip(Code code) { return code == Code::draft || code == Code::engine; }

}  // namespace

int walk_catalog_main(const Catalog& catalog) try {
  return CatalogWalk(catalog).run();
} catch (const Error& error) {
  std::cout << migrator::printable(error.what()) << "\n";
  if (is_reason_to_skip(error.code())) return kSkipped;
  if (!error.statement().empty()) std::cout << migrator::printable(error.statement(), true) << "\n";
  return kFailed;
}

}  // namespace schemake
