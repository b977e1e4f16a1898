#include "prove/prove.hpp"

#include <algorithm>
#include <map>
#include <schemake/error.hpp>
#include <schemake/sqlite.hpp>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include "core/sql_text.hpp"
#include "dialect/fallback.hpp"
#include "dialect/lineage.hpp"
#include "operation/describe.hpp"
#include "prove/compiled_edge.hpp"
#include "prove/fresh_state.hpp"
#include "prove/kept_values.hpp"
#include "prove/memory_database.hpp"
#include "prove/neighbourhood.hpp"
#include "prove/registered.hpp"
#include "prove/sample_rows.hpp"
#include "prove/sample_virtual_rows.hpp"
#include "prove/seeded_rows.hpp"
#include "prove/tables.hpp"
#include "prove/walk.hpp"
#include "sqlite/damage.hpp"
#include "sqlite/fingerprint.hpp"
#include "sqlite/statement.hpp"
#include "sqlite/step.hpp"

namespace schemake::generator {
namespace {

// A state's id has 64 hexadecimal digits.
const std::string kBefore(64, 'b');
const std::string kAfter(64, 'a');
// SQLite of a value in a STRICT table.
constexpr std::string_view kCannotStore = "cannot store ";
constexpr const char* kReadsTheOldRow =
    "a backfill reads the row as it was before the change: write out what that column gets, or add "
    "it in a revision before (no squash may lead over both)";
constexpr unsigned kPlainRows = 3;
constexpr unsigned kEdgeRows = 8;

// Which rows a run of the edge there and back starts with, and where they are put in.
struct Round {
  SampleKind kind;
  Side side;
};

// A run was refused for its rows alone: by a guard, or because a backfill gave what a constraint
// does not admit. The edge is right to do so.
struct Unfit {
  Refusal refusal;
};

using Outcome = std::variant<std::monostate, Failure, Unfit>;

Failure bug(std::string what, std::string statement = {}, ObjectName object = {}) {
  return Failure{true, std::move(object), std::move(what), std::move(statement), {}};
}

// Whether it refuses rows for a NULL that a column would not take.
bool refuses_null(const Step& step) {
  return step.verb == Verb::guard && step.source.kind == Kind::column &&
         step.sql.ends_with(" IS NULL LIMIT 1");
}

// What SQLite finds wrong with the database's content: values against NOT NULL, CHECK or STRICT,
// indexes that lack rows.
std::string damage_of(sqlite3* db) {
  return sqlite::damage(db, "PRAGMA main.integrity_check(10000)");
}

class Proof {
 public:
  Proof(const Claim& claim, std::vector<std::string>* notes)
      : claim_(claim),
        notes_(notes),
        part_(neighbourhood(*claim.before, *claim.after, *claim.operations, *claim.plan)),
        lineage_(trace(part_.before, *claim.operations)),
        from_(claim.before->empty() ? "base" : kBefore),
        requirements_(claim.requirements) {}

  std::optional<Failure> run() {
    if (auto failure = create_fresh(part_.after, claim_.requirements, &after_)) return failure;
    requirements_ = joined(requirements_, named_in(part_.before));
    if (auto failure = create_fresh(part_.before, requirements_, &before_)) return failure;
    kept_ = kept_tables(part_.before, part_.after, *claim_.operations, before_.fingerprint,
                        after_.fingerprint, lost());
    if (!has_fallbacks(*claim_.plan)) return prove_plan(*claim_.plan);
    if (auto failure = prove_plan(without_fallbacks(*claim_.plan))) return failure;
    return prove_plan(fallbacks_alone(*claim_.plan));
  }

 private:
  std::set<ObjectName> lost() const {
    std::set<ObjectName> objects;
    for (const Loss& loss : losses(part_.before, *claim_.operations)) objects.insert(loss.object);
    return objects;
  }

  std::optional<Failure> prove_plan(Plan plan) {
    plan_ = std::move(plan);
    if (auto failure = prove_seeds()) return failure;
    for (const SampleKind kind : {SampleKind::plain, SampleKind::edge}) {
      for (const Side side : {Side::before, Side::after}) {
        if (auto failure = prove_round({kind, side})) return failure;
      }
    }
    return std::nullopt;
  }

  CompiledCatalog compiled() const {
    std::vector<CompiledEdge> edges;
    if (from_ != "base") {
      edges.emplace_back(edge_v1::Kind::revision, "base", from_, "before", before_.plan);
    }
    edges.emplace_back(edge_v1::Kind::revision, from_, kAfter, "proof", plan_);
    return CompiledCatalog("proof", std::move(edges));
  }

  // A database that stands where the edge starts.
  std::optional<Failure> start(sqlite::Connection& connection,
                               const CompiledCatalog& catalog) const {
    if (from_ == "base") return std::nullopt;
    const auto refusal = walk_up(connection, catalog.catalog(), from_, before_.plan.upgrade);
    if (!refusal) return std::nullopt;
    return bug("the state before cannot be created: " + refusal->what(),
               refusal->error.statement());
  }

  bool brings_rows() const {
    const auto has_rows = [](const auto& item) { return !item.second.rows.empty(); };
    const auto& before = part_.before.tables;
    const auto& after = part_.after.tables;
    return std::any_of(before.begin(), before.end(), has_rows) ||
           std::any_of(after.begin(), after.end(), has_rows);
  }

  // The rows that the schema brings, where nobody has put in others.
  std::optional<Failure> prove_seeds() const {
    if (!brings_rows()) return std::nullopt;
    const CompiledCatalog catalog = compiled();
    const MemoryDatabase database(requirements_);
    sqlite::Connection connection(database.get());
    if (auto failure = start(connection, catalog)) return failure;
    const auto refusal = walk_up(connection, catalog.catalog(), kAfter, plan_.upgrade);
    if (refusal && refusal->error.code() == Code::guarded) {
      const ObjectName object = refusal->step == nullptr ? ObjectName{} : refusal->step->source;
      return Failure{false, object, "rows that the schema brings stop it: " + refusal->what(), {}};
    }
    if (refusal) return refused_seed(*refusal);
    if (const auto row = wrong_row(database.get(), part_.after)) return wrong_seed(*row);
    if (!plan_.irreversible.empty()) return std::nullopt;
    const auto back = walk_down(connection, catalog.catalog(), from_, plan_.downgrade);
    if (back && back->error.code() == Code::guarded) return std::nullopt;  // as it may be
    if (back) return refused_seed(*back);
    if (const auto row = wrong_row(database.get(), part_.before)) return wrong_seed(*row);
    return std::nullopt;
  }

  // What is refused for another reason than a row is left to the rounds.
  static std::optional<Failure> refused_seed(const Refusal& refusal) {
    const bool seed = refusal.step != nullptr && refusal.step->source.kind == Kind::row;
    if (!seed) return std::nullopt;
    return Failure{false, refusal.step->source, refusal.what(), refusal.error.statement(), {}};
  }

  static Failure wrong_seed(const ObjectName& row) {
    return Failure{false,
                   row,
                   "it does not become what is declared, as it would need a value that another row "
                   "still has, or hangs on a column that goes",
                   {},
                   "change the rows in two revisions, one after the other"};
  }

  std::optional<Failure> prove_round(const Round& round) {
    std::set<std::string> left_empty;
    const Schema& schema = round.side == Side::before ? part_.before : part_.after;
    for (;;) {
      Outcome outcome = attempt(round, left_empty);
      if (auto* failure = std::get_if<Failure>(&outcome)) return std::move(*failure);
      const auto* unfit = std::get_if<Unfit>(&outcome);
      if (unfit == nullptr) return std::nullopt;
      if (auto failure = needless_guard(round, left_empty, unfit->refusal)) return failure;
      const std::size_t size = left_empty.size();
      if (unfit->refusal.step != nullptr) leave_empty(unfit->refusal.step->object, left_empty);
      if (left_empty.size() > size) continue;
      for (const auto& [name, table] : schema.tables) left_empty.insert(sql::lower(name));
      for (const auto& [name, table] : schema.virtual_tables) left_empty.insert(sql::lower(name));
      if (left_empty.size() > size) continue;
      if (brings_rows()) return std::nullopt;  // which cannot be left out
      return bug("it is refused although there is no row: " + unfit->refusal.what(),
                 unfit->refusal.error.statement());
    }
  }

  // A guard that sees a NULL where SQLite finds none would refuse such rows everywhere.
  std::optional<Failure> needless_guard(const Round& round, const std::set<std::string>& left_empty,
                                        const Refusal& refusal) {
    if (refusal.step == nullptr || !refuses_null(*refusal.step)) return std::nullopt;
    const Step guard = *refusal.step;
    const Plan whole = plan_;
    std::erase(plan_.upgrade, guard);
    std::erase(plan_.downgrade, guard);
    const Outcome outcome = attempt(round, left_empty);
    plan_ = whole;
    if (!std::holds_alternative<std::monostate>(outcome)) return std::nullopt;
    return bug("a guard refuses rows that are as they must be: " + guard.reason, guard.sql,
               guard.source);
  }

  // A table by each of its names.
  void leave_empty(const std::string& name, std::set<std::string>& left_empty) const {
    for (const auto& [table, origin] : lineage_.tables) {
      if (!sql::same_name(table, name) && !sql::same_name(origin.name, name)) continue;
      left_empty.insert(sql::lower(table));
      left_empty.insert(sql::lower(origin.name));
    }
    for (const Schema* schema : {&part_.before, &part_.after}) {
      const bool known = schema->table(name) != nullptr || schema->virtual_tables.count(name) > 0;
      if (known) left_empty.insert(sql::lower(name));
    }
    for (const auto& [table, origin] : lineage_.virtual_tables) {
      if (!sql::same_name(table, name) && !sql::same_name(origin, name)) continue;
      left_empty.insert(sql::lower(table));
      left_empty.insert(sql::lower(origin));
    }
  }

  Outcome attempt(const Round& round, const std::set<std::string>& left_empty) {
    const CompiledCatalog catalog = compiled();
    const MemoryDatabase database(requirements_);
    sqlite3* const db = database.get();
    sqlite::Connection connection(db);
    if (auto failure = start(connection, catalog)) return *failure;
    if (round.side == Side::before) fill(db, round.kind, left_empty);
    // Rows that the schema brings are there on the other side, too.
    std::vector<KeptTable> kept = without_filled(kept_, db, Side::before);
    const KeptValues at_start(db, kept, Side::before);

    if (auto refusal = walk_up(connection, catalog.catalog(), kAfter, plan_.upgrade)) {
      return refused(std::move(*refusal), "the upgrade fails: ");
    }
    if (auto failure = compare(db, after_.fingerprint, "the upgrade")) return *failure;
    if (const auto difference = at_start.difference(KeptValues(db, kept, Side::after))) {
      return bug("the upgrade does not keep what it must: " + *difference);
    }
    if (!plan_.irreversible.empty()) return {};

    if (round.side == Side::after) {
      fill(db, round.kind, left_empty);
      kept = without_filled(kept_, db, Side::after);
    }
    const KeptValues in_between(db, kept, Side::after);
    if (auto refusal = walk_down(connection, catalog.catalog(), from_, plan_.downgrade)) {
      return refused(std::move(*refusal), "the downgrade fails: ");
    }
    if (auto failure = compare(db, before_.fingerprint, "the downgrade")) return *failure;
    if (const auto difference = in_between.difference(KeptValues(db, kept, Side::before))) {
      return bug("the downgrade does not keep what it must: " + *difference);
    }
    return {};
  }

  void fill(sqlite3* db, SampleKind kind, const std::set<std::string>& left_empty) {
    SampleOptions options;
    options.kind = kind;
    options.rows = kind == SampleKind::plain ? kPlainRows : kEdgeRows;
    options.left_empty = left_empty;
    const std::vector<SampleNote> found = insert_sample_rows(db, options);
    insert_sample_virtual_rows(db, options);
    for (const SampleNote& note : found) {
      if (notes_ != nullptr) notes_->push_back(note.table + ": " + note.what);
    }
  }

  // Whether rows get values that no guard can know beforehand: of a backfill or a generated column.
  bool computes_values() const {
    const auto is_computed = [](const Operation& operation) {
      const auto* const change = std::get_if<Change<Column>>(&operation);
      if (change == nullptr) return false;
      const bool generated = (change->before && change->before->generated) ||
                             (change->after && change->after->generated);
      return generated || !change->backfill.empty();
    };
    return std::any_of(claim_.operations->begin(), claim_.operations->end(), is_computed);
  }

  // The first backfill that SQLite understands neither over the old rows, in their new names, nor
  // over the new ones; or only over the new ones, where that is what the edge failed of. It may
  // read both old columns and new tables, so this is asked only once the edge has failed.
  std::optional<Failure> wrong_backfill(const Refusal& refusal) const {
    for (const auto& [table, columns] : lineage_.backfills) {
      for (const auto& [column, backfill] : columns) {
        const std::string& expression = backfill.for_dialect("sqlite");
        const std::string old_rows = rows_before(table);
        if (old_rows.empty() || expression.empty()) continue;
        const auto error = compile_error(before_.plan, expression, old_rows);
        if (!error) continue;
        const bool early = !compile_error(after_.plan, expression, sql::quote_name(table));
        if (early && (refusal.what().find(*error) == std::string::npos ||
                      refusal.error.statement().find(expression) == std::string::npos)) {
          continue;
        }
        Failure failure{false,
                        {Kind::column, table, column},
                        "its backfill does not work: " + *error,
                        expression,
                        early ? kReadsTheOldRow : ""};
        advise_of_requires(failure, part_.after);
        return failure;
      }
    }
    return std::nullopt;
  }

  // A backfill that gives every row what the column of a STRICT table does not take, which SQLite
  // says in these words: cannot store TEXT value in BLOB column schemake_new_author.photo
  std::optional<Failure> strict_backfill(const std::string& error) const {
    for (const auto& [table, columns] : lineage_.backfills) {
      for (const auto& [column, backfill] : columns) {
        const std::string& expression = backfill.for_dialect("sqlite");
        const bool is_it = !expression.empty() && error.ends_with(table + "." + column);
        if (!is_it || compile_error(before_.plan, expression, "(SELECT 1)")) continue;
        return Failure{false,
                       {Kind::column, table, column},
                       "its backfill gives what the STRICT table does not take: " +
                           error.substr(error.find(kCannotStore)),
                       expression};
      }
    }
    return std::nullopt;
  }

  // A table as it was, its columns by the names that they have after.
  std::string rows_before(const std::string& table) const {
    const Lineage::Origin* const origin = lineage_.origin(table);
    const TableSchema* const old = origin == nullptr ? nullptr : part_.before.table(origin->name);
    if (old == nullptr) return {};
    std::map<std::string, std::string> names;
    for (const auto& [after, before] : origin->columns) names[before] = after;
    std::string list;
    for (const Column& column : old->columns) {
      const auto renamed = names.find(column.name);
      const std::string& name = renamed == names.end() ? column.name : renamed->second;
      list += (list.empty() ? "" : ", ") + sql::quote_name(column.name) + " AS " +
              sql::quote_name(name);
    }
    return "(SELECT " + list + " FROM " + sql::quote_name(old->table.name) + ") AS " +
           sql::quote_name(table);
  }

  // What SQLite says of an expression over rows of a state; nothing where it understands it.
  std::optional<std::string> compile_error(const Plan& state, const std::string& expression,
                                           const std::string& rows) const {
    const MemoryDatabase database(requirements_);
    try {
      sqlite::execute(database.get(), "BEGIN");
      for (const Step& step : state.upgrade) sqlite::run_script(database.get(), step.sql);
      const sqlite::Statement compiled(database.get(), "SELECT (" + expression + ") FROM " + rows);
      return std::nullopt;
    } catch (const Error& error) {
      return error.what();
    }
  }

  Outcome refused(Refusal refusal, const std::string& prefix) const {
    const Code code = refusal.error.code();
    const std::string what = refusal.what();
    if (refusal.step != nullptr && refusal.step->reason == kTextMissed) {
      return bug(prefix + what, {}, refusal.step->source);
    }
    const bool strict = what.find(kCannotStore) != std::string::npos;
    const bool constraint = strict || what.find("constraint failed") != std::string::npos;
    if (strict) {
      if (auto failure = strict_backfill(what)) return *failure;
    }
    if (code == Code::guarded || code == Code::violated || (constraint && computes_values())) {
      return Unfit{std::move(refusal)};
    }
    if (auto failure = wrong_backfill(refusal)) return *failure;
    const ObjectName object = refusal.step == nullptr ? ObjectName{} : refusal.step->source;
    return bug(prefix + what, refusal.error.statement(), object);
  }

  static std::optional<Failure> compare(sqlite3* db, const Fingerprint& expected,
                                        const std::string& what) {
    const auto differences = schemake::differences(expected, sqlite::read_fingerprint(db));
    if (!differences.empty()) {
      std::string list;
      for (const auto& difference : differences) list += "\n  " + difference.what;
      return bug(what + " leads to another schema than a fresh create:" + list);
    }
    std::string damage = damage_of(db);
    if (damage.empty()) damage = damage_of_virtual_tables(db);
    if (!damage.empty()) return bug(what + " leaves a damaged database: " + damage);
    return std::nullopt;
  }

  const Claim& claim_;
  std::vector<std::string>* notes_;
  Neighbourhood part_;
  Lineage lineage_;
  std::string from_;
  Requires requirements_;  // and what the state before names, once the state after is proven
  Plan plan_;              // the claim's, or one of its ways (dialect/fallback.hpp)
  FreshState before_, after_;
  std::vector<KeptTable> kept_;
};

}  // namespace

std::optional<Failure> prove(const Claim& claim, std::vector<std::string>* notes) {
  return Proof(claim, notes).run();
}

}  // namespace schemake::generator
