#ifndef SCHEMAKE_DIALECT_DIALECT_HPP
#define SCHEMAKE_DIALECT_DIALECT_HPP

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/plan.hpp"
#include "operation/operation.hpp"

namespace schemake::generator {

struct PlanOptions {
  unsigned engine = 0;  // the oldest engine to plan for; 0: the dialect's default
  std::set<std::string>
      accepted;  // losses accepted by name: no guard stands before them; "*" is all
};

// How SQL is written for one kind of database.
class Dialect {
 public:
  virtual ~Dialect() = default;
  virtual std::string_view name() const = 0;

  // `operations` lead from `before` to `after`. The downgrade is the plan of their reverse.
  virtual Plan plan(const Schema& before, const Schema& after,
                    const std::vector<Operation>& operations, const PlanOptions& options) const = 0;

  // Where a type, collation or option cannot be said in this dialect: one line each, for the
  // reader's positions to be put to.
  struct Objection {
    ObjectName object;
    std::string what, advice;
  };
  virtual std::vector<Objection> check(const Schema& schema) const = 0;
};

// The dialect of that name, or null. The names of all, in order.
const Dialect* find_dialect(std::string_view name);
std::vector<std::string> dialect_names();

}  // namespace schemake::generator

#endif  // SCHEMAKE_DIALECT_DIALECT_HPP
