#include <gtest/gtest.h>

#include "dialect/lineage.hpp"
#include "operation/diff.hpp"
#include "property/kept_rows.hpp"
#include "property/random_rows.hpp"
#include "property/random_schema.hpp"
#include "property/random_seeds.hpp"
#include "property/walked_database.hpp"
#include "revision/life.hpp"

// A draft that is edited five times: a database at any of its former selves follows by a bridge.

namespace schemake::generator {
namespace {

constexpr unsigned kEdits = 5;
constexpr unsigned kHead = 1;  // the sealed state; the selves follow

// A self of the draft, and the hints that stand in the YAML with it.
struct Self {
  Schema schema;
  Record record;
  Hints hints;
};

// What a user writes as `renamed_from`: the name at head, or for what the draft itself added the
// name that it had last.
Hints written(const Hints& evolved, const Schema& after, const Lineage& before) {
  Hints hints = evolved;
  for (const auto& [name, table] : after.tables) {
    const auto renamed = evolved.renamed_from.find({Kind::table, "", name});
    const std::string old = renamed == evolved.renamed_from.end() ? name : renamed->second;
    const Lineage::Origin* const origin = before.origin(old);
    if (origin == nullptr) continue;
    hints.renamed_from.erase({Kind::table, "", name});
    if (origin->name != name) hints.renamed_from[{Kind::table, "", name}] = origin->name;
    for (const Column& column : table.columns) {
      const ObjectName object{Kind::column, name, column.name};
      const auto hint = evolved.renamed_from.find(object);
      const auto stem =
          origin->columns.find(hint == evolved.renamed_from.end() ? column.name : hint->second);
      if (stem == origin->columns.end()) continue;
      hints.renamed_from.erase(object);
      if (stem->second != column.name) hints.renamed_from[object] = stem->second;
    }
  }
  return hints;
}

std::vector<Self> edited(const Schema& head, std::uint64_t seed) {
  std::vector<Self> selves;
  for (unsigned i = 0; selves.size() < kEdits && i < 10 * kEdits; ++i) {
    const Schema& last = selves.empty() ? head : selves.back().schema;
    Evolution evolution = random_evolution(last, seed + i, 2);
    Self self;
    self.hints = selves.empty() ? evolution.hints
                                : written(evolution.hints, evolution.after,
                                          trace(head, selves.back().record.operations));
    Difference difference = generator::difference(head, evolution.after, self.hints);
    if (!goes_through(head, difference.settled, difference.operations)) continue;
    self.record = make_draft(state_id(kHead), std::move(difference.operations));
    self.schema = std::move(difference.settled);
    selves.push_back(std::move(self));
  }
  return selves;
}

// The operations of a bridge, as the pipeline finds them.
std::vector<Operation> bridge(const Self& from, const Self& to) {
  Hints hints = unspent(to.hints, from.record.operations);
  add_lineage(hints, from.record.operations, to.record.operations);
  return diff(from.schema, to.schema, hints);
}

// A column of head that both selves have is one column to the bridge.
void expect_kept(const Schema& head, const Self& from, const Self& to,
                 const std::vector<Operation>& operations) {
  const Lineage a = trace(head, from.record.operations), b = trace(head, to.record.operations);
  const Lineage way = trace(from.schema, operations);
  for (const auto& [name, origin] : b.tables) {
    for (const auto& [old_name, old_origin] : a.tables) {
      if (old_origin.name != origin.name) continue;
      ASSERT_NE(way.origin(name), nullptr) << name;
      EXPECT_EQ(way.origin(name)->name, old_name);
      for (const auto& [column, stem] : origin.columns) {
        for (const auto& [old_column, old_stem] : old_origin.columns) {
          if (stem != old_stem) continue;
          const auto found = way.origin(name)->columns.find(column);
          ASSERT_NE(found, way.origin(name)->columns.end()) << name << "." << column;
          EXPECT_EQ(found->second, old_column);
        }
      }
    }
  }
}

class Bridges : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(Bridges, LeadFromEachFormerSelf) {
  const Schema nothing, head = random_schema(GetParam());
  const std::vector<Self> selves = edited(head, GetParam());
  ASSERT_EQ(selves.size(), kEdits);
  const Self& now = selves.back();
  for (unsigned i = 0; i + 1 < kEdits; ++i) {
    SCOPED_TRACE("from self " + std::to_string(i));
    const Self& self = selves[i];
    const std::vector<Operation> operations = bridge(self, now);
    ASSERT_NO_FATAL_FAILURE(expect_kept(head, self, now, operations));
    std::vector<CompiledEdge> edges;
    edges.emplace_back(edge_v1::Kind::revision, "base", state_id(kHead), "head",
                       plan_of(nothing, head, diff(nothing, head)));
    edges.emplace_back(edge_v1::Kind::revision, state_id(kHead), state_id(2), "self",
                       plan_of(head, self.schema, self.record.operations));
    edges.emplace_back(edge_v1::Kind::revision, state_id(kHead), state_id(3), "draft",
                       plan_of(head, now.schema, now.record.operations));
    edges.emplace_back(edge_v1::Kind::bridge, state_id(2), state_id(3), "draft",
                       plan_of(self.schema, now.schema, operations));
    const CompiledCatalog catalog("bridge", std::move(edges));
    WalkedDatabase database(catalog);
    ASSERT_NO_THROW(database.go(0, 2));
    insert_random_rows(database.get(), GetParam());
    const KeptRows kept(database.get(), self.schema, now.schema, operations, false);
    bool went = false;
    ASSERT_NO_THROW(went = database.go(2, 3));
    EXPECT_EQ(database.differs(fresh_fingerprint(now.schema)), "");
    if (went) {
      EXPECT_EQ(kept.difference(database.get()).value_or(""), "");
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Bridges, ::testing::Range<std::uint64_t>(0, 40));

}  // namespace
}  // namespace schemake::generator
