#include "property/pair.hpp"

#include <exception>

#include "dialect/dialect.hpp"
#include "operation/diff.hpp"
#include "property/random.hpp"
#include "property/random_schema.hpp"
#include "revision/record.hpp"

namespace schemake::generator {
namespace {

std::string ddl(const Schema& schema) {
  std::string text;
  const Schema nothing;
  for (const Step& step :
       find_dialect("sqlite")->plan(nothing, schema, diff(nothing, schema), {}).upgrade) {
    text += step.sql + "\n";
  }
  return text;
}

std::string spell(const Hints& hints) {
  std::string text;
  for (const auto& [object, from] : hints.renamed_from) {
    text += std::string(spell(object.kind)) + " " + spell(object) + " renamed_from " + from + "\n";
  }
  for (const auto& [object, sql] : hints.backfills) {
    text += spell(object) + " backfill " + sql.for_dialect("sqlite") + "\n";
  }
  for (const ObjectName& object : hints.unnamed) text += spell(object) + " is unnamed\n";
  return text;
}

std::string spell(const std::vector<Step>& steps) {
  std::string text;
  for (const Step& step : steps) {
    text += step.sql + (step.reason.empty() ? "" : "\n  -- else: " + step.reason) + "\n";
  }
  return text;
}

}  // namespace

Pair random_pair(std::uint64_t seed) {
  Random random(seed);
  const std::size_t tables = 1 + random.below(5);
  const std::size_t edits = 1 + random.below(10);
  Pair pair;
  pair.seed = seed;
  pair.before = random.chance(4) ? Schema{} : random_schema(seed, tables);
  if (random.chance(10)) {
    pair.after = random_schema(seed + 1, tables);
  } else {
    Evolution evolution = random_evolution(pair.before, seed, edits);
    pair.after = std::move(evolution.after);
    pair.hints = std::move(evolution.hints);
  }
  if (random.chance(25)) pair.accepted.insert("*");
  return pair;
}

std::string spell(const Pair& pair) {
  std::string text = "-- before\n" + ddl(pair.before) + "-- after\n" + ddl(pair.after);
  text += "-- said beside it\n" + spell(pair.hints);
  if (!pair.accepted.empty()) text += "all losses are accepted\n";
  const Difference difference = generator::difference(pair.before, pair.after, pair.hints);
  text += "-- operations\n";
  for (const Operation& operation : difference.operations)
    text += write_operation(operation) + "\n";
  const Plan plan = find_dialect("sqlite")->plan(pair.before, difference.settled,
                                                 difference.operations, {0, pair.accepted});
  return text + "-- up\n" + spell(plan.upgrade) + "-- down\n" + spell(plan.downgrade);
}

}  // namespace schemake::generator
