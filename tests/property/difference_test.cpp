#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "operation/apply.hpp"
#include "operation/describe.hpp"
#include "operation/diff.hpp"
#include "property/random_schema.hpp"

// What holds of every two schemas (docs/design.md, what is always true, 1).

namespace schemake::generator {
namespace {

struct Pair {
  Schema from, to;
  Hints hints;
};

// Seeds are not shrunk, but the number of tables and of edits are.
Pair pair() {
  const auto seed = *rc::gen::noShrink(rc::gen::arbitrary<std::uint64_t>());
  const auto tables = *rc::gen::inRange<std::size_t>(0, 6);
  const auto edits = *rc::gen::inRange<std::size_t>(0, 12);
  RC_LOG() << "random_schema(" << seed << ", " << tables << "), random_evolution(..., " << seed
           << ", " << edits << ")";
  Pair result;
  result.from = random_schema(seed, tables);
  Evolution evolution = random_evolution(result.from, seed, edits);
  result.to = std::move(evolution.after);
  result.hints = std::move(evolution.hints);
  return result;
}

// Applies each operation alone.
Schema applied(Schema schema, const std::vector<Operation>& operations) {
  for (const Operation& operation : operations) {
    if (const auto conflict = generator::apply(schema, operation)) RC_FAIL(conflict->what);
  }
  return schema;
}

RC_GTEST_PROP(Difference, LeadsThereAndBack, ()) {
  const Pair p = pair();
  const Difference difference = generator::difference(p.from, p.to, p.hints);
  RC_ASSERT(applied(p.from, difference.operations) == difference.settled);
  RC_ASSERT(applied(difference.settled, reverse(difference.operations)) == p.from);
}

RC_GTEST_PROP(Difference, OfASchemaWithItselfIsEmpty, ()) {
  const Pair p = pair();
  RC_ASSERT(diff(p.from, p.from).empty());
  RC_ASSERT(diff(p.to, p.to).empty());
}

RC_GTEST_PROP(Difference, IsEmptyOnceItIsApplied, ()) {
  const Pair p = pair();
  const Difference difference = generator::difference(p.from, p.to, p.hints);
  const Hints left = unspent(p.hints, difference.operations);
  RC_ASSERT(diff(difference.settled, p.to, left).empty());
}

// Schemas that have nothing to do with each other.
RC_GTEST_PROP(Difference, LeadsFromAnySchemaToAnyOther, ()) {
  const Schema from = pair().from;
  const Schema to = pair().to;
  const Difference difference = generator::difference(from, to);
  RC_ASSERT(difference.settled == to);
  RC_ASSERT(applied(from, difference.operations) == to);
  RC_ASSERT(applied(to, reverse(difference.operations)) == from);
}

// An unnamed constraint of `to` is there under some name.
RC_GTEST_PROP(Difference, SettlesNamesAlone, ()) {
  Pair p = pair();
  const Schema settled = generator::difference(p.from, p.to, p.hints).settled;
  RC_ASSERT(settled.indexes == p.to.indexes);
  RC_ASSERT(settled.views == p.to.views);
  for (const auto& [name, table] : p.to.tables) {
    const TableSchema& other = settled.tables.at(name);
    RC_ASSERT(other.table == table.table);
    RC_ASSERT(other.keys.size() == table.keys.size());
    RC_ASSERT(other.foreign_keys.size() == table.foreign_keys.size());
    RC_ASSERT(other.checks.size() == table.checks.size());
    for (const auto& [key_name, key] : table.keys) {
      if (!p.hints.unnamed.contains({Kind::key, name, key_name})) {
        RC_ASSERT(other.keys.at(key_name) == key);
      }
    }
  }
}

// A binary of a state keeps running where nothing but creations lead from it.
RC_GTEST_PROP(Difference, OnlyCreatesTheFirstSchema, ()) {
  const Schema to = pair().to;
  const std::vector<Operation> operations = diff({}, to);
  RC_ASSERT(!breaks({}, operations));
  RC_ASSERT(losses({}, operations).empty());
}

}  // namespace
}  // namespace schemake::generator
