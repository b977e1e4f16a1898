#include "revision/merge.hpp"

#include <gtest/gtest.h>

#include "edges.hpp"
#include "operation/diff.hpp"
#include "property/kept_rows.hpp"
#include "property/random_rows.hpp"
#include "property/random_schema.hpp"
#include "property/walked_database.hpp"
#include "revision/life.hpp"

// Two lines that leave one state, joined by a merge: databases of either end alike.

namespace schemake::generator {
namespace {

constexpr int kForks = 40;

// A history of one revision, and two lines of two revisions each on top of it.
struct RandomFork {
  Folder folder;
  Diagnostics diagnostics;

  explicit RandomFork(std::uint64_t seed) {
    const Schema nothing, start = random_schema(seed);
    const std::string root = add(nothing, {start, {}}, std::string(kBase));
    for (const std::uint64_t side : {1U, 2U}) {
      Schema at = start;
      std::string parent = root;
      for (std::uint64_t i = 0; i < 2; ++i) {
        const Evolution evolution = random_evolution(at, seed * 100 + side * 10 + i, 1);
        parent = add(at, evolution, parent);
        at = fold(folder, parent, diagnostics).value();
      }
    }
  }

 private:
  std::string add(const Schema& before, const Evolution& evolution, const std::string& parent) {
    Revision revision;
    Difference difference = generator::difference(before, evolution.after, evolution.hints);
    revision.record = make_draft(parent, std::move(difference.operations));
    revision.record.message = "r" + std::to_string(folder.sealed.size());
    if (folder.find(revision.record.id) != nullptr) return revision.record.id;  // the same edit
    seal(revision, folder, {});
    folder.sealed.push_back(revision);
    return revision.record.id;
  }
};

// From `tip` to the merge, with rows: as a fresh create, and back.
void walk(const CompiledCatalog& catalog, const Schema& tip, const Schema& merged,
          const std::vector<Operation>& operations, std::uint64_t seed) {
  WalkedDatabase database(catalog);
  ASSERT_NO_THROW(database.go(0, 1));
  insert_random_rows(database.get(), seed);
  const KeptRows kept(database.get(), tip, merged, operations, false);
  bool went = false;
  ASSERT_NO_THROW(went = database.go(1, 2));
  EXPECT_EQ(database.differs(fresh_fingerprint(merged)), "");
  if (went) {
    EXPECT_EQ(kept.difference(database.get()).value_or(""), "");
  }
  ASSERT_NO_THROW(database.go(2, 1));
  EXPECT_EQ(database.differs(fresh_fingerprint(tip)), "");
}

// True where the two sides could be joined.
bool join(std::uint64_t seed) {
  RandomFork random(seed);
  Project project;
  const auto fork = find_merge(random.folder, "", project.diagnostics);
  if (!fork) return false;  // both sides made the same
  project.folder = random.folder;
  if (!merge(project.folder, *fork, "", {}, project.diagnostics)) {
    EXPECT_TRUE(project.diagnostics.has_errors());
    return false;
  }
  const Revision& merged = project.folder.sealed.back();
  States states(project.folder, project.diagnostics);
  const Schema& after = *states.schema(merged.record.id);
  for (const std::string& parent : merged.record.parents) {
    SCOPED_TRACE(parent == merged.record.parent() ? "from the first" : "from the second");
    const Schema& tip = *states.schema(parent);
    const auto edge = plan_shortcut(project, project.folder, states, edge_v1::Kind::merge, "sqlite",
                                    parent, merged, {}, merged.record.accepted);
    if (!edge) {
      ADD_FAILURE() << "no way";
      return false;
    }
    if (const auto failure = prove(project, *edge)) {
      // Both are valid, and not together: a trigger of one names what the other has dropped.
      EXPECT_FALSE(failure->ours) << failure->what;
      return false;
    }
    std::vector<CompiledEdge> edges;
    edges.emplace_back(edge_v1::Kind::revision, "base", state_id(1), "tip",
                       plan_of({}, tip, diff({}, tip)));
    edges.emplace_back(edge_v1::Kind::revision, state_id(1), state_id(2), "merged",
                       edge->text.plan);
    walk(CompiledCatalog("merge", std::move(edges)), tip, after, edge->operations, seed);
  }
  return true;
}

TEST(Merges, OfRandomForksEndAlikeFromBothSides) {
  int joined = 0;
  for (std::uint64_t seed = 1; seed <= kForks; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    joined += join(seed) ? 1 : 0;
    if (::testing::Test::HasFatalFailure()) return;
  }
  RecordProperty("joined", joined);
  EXPECT_GT(joined, kForks / 4);
}

}  // namespace
}  // namespace schemake::generator
