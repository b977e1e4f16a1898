#ifndef SCHEMAKE_TESTS_DIALECT_PLANS_HPP
#define SCHEMAKE_TESTS_DIALECT_PLANS_HPP

#include <functional>
#include <schemake/fingerprint.hpp>
#include <set>
#include <string>
#include <vector>

#include "dialect/plan.hpp"
#include "schema/desired.hpp"

namespace schemake::generator {

// SQLite's plan of the difference.
Plan plan(const Schema& before, const Schema& after, const Hints& hints = {},
          const std::set<std::string>& accepted = {});
// Of a database that is created at `schema`.
Fingerprint fresh(const Schema& schema);
std::vector<std::string> what_differs(const Fingerprint& expected, const Fingerprint& found);
// "search: drops its columns body", a line for each.
std::vector<std::string> loss_words(const Schema& before, const Schema& after,
                                    const Hints& hints = {});
// For a test's trace.
std::string listing(const Plan& plan);

enum class How { alter, retext, rebuild, neither };

// One kind of change to library().
struct Case {
  const char* name;
  How how;                              // what becomes of tables on the way up; the dearest counts
  std::function<void(Schema&)> before;  // makes the state before of library()
  std::function<void(Schema&, Hints&)> change;  // makes the state after of it
  const char* query;                            // run at the state after
  std::vector<std::string> rows;                // what it gives
  std::string stays = "";                       // why the rows cannot go back, where they cannot
};

// Walks the plan with kLibraryRows on a real engine, up and down: the schema that stands then is
// the one that a fresh create gives, and the rows are there. Where a step has a fallback, once
// without and once with it.
void up_and_down(const Case& change);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_DIALECT_PLANS_HPP
