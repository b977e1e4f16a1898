#include "property/edge_check.hpp"

#include <algorithm>
#include <exception>
#include <schemake/sqlite.hpp>

#include "dialect/dialect.hpp"
#include "operation/apply.hpp"
#include "operation/describe.hpp"
#include "operation/diff.hpp"
#include "property/content.hpp"
#include "property/kept_rows.hpp"
#include "property/random_rows.hpp"
#include "property/random_seeds.hpp"
#include "prove/compiled_edge.hpp"
#include "prove/fresh_state.hpp"
#include "prove/memory_database.hpp"
#include "prove/prove.hpp"
#include "prove/walk.hpp"
#include "revision/life.hpp"
#include "sqlite/fingerprint.hpp"

namespace schemake::generator {
namespace {

const std::string kBefore(64, 'b');
const std::string kAfter(64, 'a');

// The lines of a failure are those of a test's report.
class Found {
 public:
  Found(std::string kind, std::string what) : finding{std::move(kind), std::move(what)} {}
  Flaw finding;
};

void fail(const std::string& kind, const std::string& what) { throw Found(kind, what); }

// Values that no guard can know beforehand: of a backfill or a generated column.
bool computes_values(const std::vector<Operation>& operations) {
  return std::any_of(operations.begin(), operations.end(), [](const Operation& operation) {
    const auto* const change = std::get_if<Change<Column>>(&operation);
    return change != nullptr &&
           ((change->before && change->before->generated) ||
            (change->after && change->after->generated) || !change->backfill.empty());
  });
}

class PairCheck {
 public:
  PairCheck(const Pair& pair, Tally& tally) : pair_(pair), tally_(tally) {}

  void run() {
    look_at_operations();
    look_at_records();
    // Before the plan, which only has to serve what nobody objects to; a cut may not be so.
    object_to(pair_.before, "before");
    object_to(after_, "after");
    plan_ = find_dialect("sqlite")->plan(pair_.before, after_, operations_, {0, accepted()});
    create(pair_.before, before_state_, "before");
    create(after_, after_state_, "after");
    walk(true);
    walk(false);
    if (pair_.seed % 16 == 0 || brings_rows(pair_.before) || brings_rows(after_)) prove_it();
    ++tally_.pairs;
  }

 private:
  // By their names, as a record has them.
  std::set<std::string> accepted() const {
    std::set<std::string> names;
    if (pair_.accepted.empty()) return names;
    for (const Loss& loss : losses(pair_.before, operations_)) names.insert(spell(loss.object));
    return names;
  }

  void look_at_operations() {
    Difference difference = generator::difference(pair_.before, pair_.after, pair_.hints);
    operations_ = std::move(difference.operations);
    after_ = std::move(difference.settled);
    Schema there = pair_.before;
    if (const auto conflict = generator::apply(there, operations_)) fail("apply", conflict->what);
    if (there != after_) fail("apply", "the operations do not lead to the schema that is wanted");
    if (const auto conflict = generator::apply(there, reverse(operations_))) {
      fail("reverse", conflict->what);
    }
    if (there != pair_.before) fail("reverse", "the operations do not lead back");
    const auto second = diff(after_, pair_.after, unspent(pair_.hints, operations_));
    if (!second.empty()) fail("second diff", write_operation(second.front()));
  }

  void look_at_records() {
    const Record record = make_draft(kBefore, operations_);
    Sources sources;
    Diagnostics diagnostics;
    const int file = sources.add("draft.jsonl", write_record(record));
    const Record read = read_record(file, sources, diagnostics);
    for (const Diagnostic& diagnostic : diagnostics.all()) fail("record", diagnostic.message);
    if (read.operations != operations_ || read.id != record.id) {
      fail("record", "what is read back is not what was written");
    }
  }

  void object_to(const Schema& schema, const std::string& name) {
    for (const auto& objection : find_dialect("sqlite")->check(schema)) {
      fail("objection", name + ": " + spell(objection.object) + ": " + objection.what);
    }
  }

  void create(const Schema& schema, FreshState& state, const std::string& name) {
    if (const auto failure = create_fresh(schema, {}, &state)) {
      fail("fresh create",
           name + ": " + spell(failure->object) + ": " + failure->what + "\n" + failure->statement);
    }
  }

  // There and back with rows that are put in at the start or, after an upgrade of nothing, behind
  // it.
  void walk(bool rows_at_start) {
    std::vector<CompiledEdge> edges;
    const bool from_base = pair_.before.empty();
    if (!from_base) {
      edges.emplace_back(edge_v1::Kind::revision, "base", kBefore, "before", before_state_.plan);
    }
    const std::string from = from_base ? "base" : kBefore;
    edges.emplace_back(edge_v1::Kind::revision, from, kAfter, "edge", plan_);
    const CompiledCatalog catalog("pair", std::move(edges));
    const MemoryDatabase database{Requires{}};
    db_ = database.get();
    ::schemake::sqlite::Connection connection(db_);
    if (!from_base) {
      if (const auto no =
              walk_up(connection, catalog.catalog(), from, before_state_.plan.upgrade)) {
        fail("create", no->what() + "\n" + no->error.statement());
      }
    }
    if (rows_at_start) fill(pair_.seed);
    go("upgrade", operations_, pair_.before, after_, after_state_, !pair_.accepted.empty(),
       [&] { return walk_up(connection, catalog.catalog(), kAfter, plan_.upgrade); });
    if (!rows_at_start) fill(pair_.seed + 1);
    go("downgrade", reverse(operations_), after_, pair_.before, before_state_, false,
       [&] { return walk_down(connection, catalog.catalog(), from, plan_.downgrade); });
  }

  // SQLite lets ON CONFLICT REPLACE leave rows that refer to nothing; what was broken before says
  // nothing of the edge.
  void fill(std::uint64_t seed) {
    insert_random_rows(db_, seed);
    if (!damage(db_).empty()) delete_all_rows(db_);
  }

  template <class Walk>
  void go(const std::string& way, const std::vector<Operation>& operations, const Schema& start,
          const Schema& end, const FreshState& wanted, bool accepts_losses, Walk walk) {
    KeptRows kept(db_, start, end, operations, accepts_losses);
    const std::string content = all_content(db_);
    auto refusal = walk();
    if (refusal) {
      if (all_content(db_) != content) fail(way + " refused halfway", refusal->what());
      if (!may_refuse(*refusal)) {
        fail(way, refusal->what() + "\n" + refusal->error.statement());
      }
      ++tally_.refused;
      delete_all_rows(db_);
      kept = KeptRows(db_, start, end, operations, accepts_losses);
      refusal = walk();
    }
    if (refusal) {
      fail(way + " without rows", refusal->what() + "\n" + refusal->error.statement());
    }
    std::string list;
    for (const auto& difference :
         differences(wanted.fingerprint, ::schemake::sqlite::read_fingerprint(db_))) {
      list += difference.what + "\n";
    }
    if (!list.empty()) fail(way + " leads elsewhere", list);
    const std::string wrong = damage(db_);
    if (!wrong.empty()) fail(way + " damages", wrong);
    if (const auto lost = kept.difference(db_)) fail(way + " loses", *lost);
    tally_.values += kept.values();
  }

  bool may_refuse(const Refusal& refusal) const {
    if (refusal.error.code() == Code::guarded || refusal.error.code() == Code::violated)
      return true;
    return computes_values(operations_) &&
           refusal.what().find("constraint failed") != std::string::npos;
  }

  void prove_it() {
    ++tally_.proofs;
    const Claim claim{&pair_.before, &after_, &operations_, &plan_, {}};
    const auto failure = prove(claim);
    if (failure && is_about_seeds(*failure)) return;
    if (failure) {
      fail("proof", failure->what + "\n" + failure->statement);
    }
  }

  const Pair& pair_;
  Tally& tally_;
  std::vector<Operation> operations_;
  Schema after_;
  Plan plan_;
  FreshState before_state_, after_state_;
  sqlite3* db_ = nullptr;
};

}  // namespace

bool is_about_seeds(const Failure& failure) {
  return !failure.ours && (failure.object.kind == Kind::row ||
                           failure.what.find("rows that the schema brings") == 0);
}

std::optional<Flaw> check(const Pair& pair, Tally* tally) {
  Tally unused;
  try {
    PairCheck(pair, tally != nullptr ? *tally : unused).run();
    return std::nullopt;
  } catch (const Found& found) {
    return found.finding;
  } catch (const std::exception& error) {
    return Flaw{"exception", error.what()};
  }
}

}  // namespace schemake::generator
