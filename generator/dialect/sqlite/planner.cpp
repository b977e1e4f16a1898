#include "dialect/sqlite/planner.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "core/sql_text.hpp"
#include "dialect/sqlite/alter.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "dialect/sqlite/dependents.hpp"
#include "dialect/sqlite/guard.hpp"
#include "dialect/sqlite/rebuild.hpp"
#include "dialect/sqlite/relax.hpp"
#include "dialect/sqlite/rename.hpp"
#include "dialect/sqlite/seeds.hpp"
#include "dialect/sqlite/storage.hpp"
#include "dialect/sqlite/text_index.hpp"
#include "dialect/sqlite/values.hpp"
#include "dialect/sqlite/virtual_tables.hpp"
#include "operation/in_order.hpp"

namespace schemake::generator::sqlite {
namespace {

// What happens to one table of both states.
struct TableWork {
  TableChange change;
  std::vector<Value> values;
  // What its text in the schema takes alone, if that saves the rebuild, and where it leads.
  std::unique_ptr<const TableSchema> relaxed;
  TableChange relaxing;
  TableChange altering;  // what ALTER TABLE does, behind that
  bool alters = false;   // these two do it all; else a rebuild, where there is anything to do

  const std::string& name() const { return change.after->table.name; }
  bool rebuilds() const { return !alters && (!change.empty() || converts(values)); }
};

TableWork work_on(const TableSchema& before, const TableSchema& after, const Setting& setting) {
  const States& states = setting.states;
  TableWork work;
  work.change = work.altering = compare(before, after, states);
  work.values = values(work.change, setting);
  work.alters = can_alter(work.change, work.values, states.after);
  if (work.alters) return work;
  auto table = relaxed(work.change, work.values, states);
  if (!table) return work;
  auto relaxed = std::make_unique<const TableSchema>(*std::move(table));
  TableChange rest = compare(*relaxed, after, {states.after, states.after});
  if (!can_alter(rest, work.values, states.after)) return work;
  work.alters = true;
  work.relaxing = compare(before, *relaxed, states);
  work.altering = std::move(rest);
  work.relaxed = std::move(relaxed);
  return work;
}

// Whether a backfill of `work` must run before `other` changes (it reads a column that goes) or
// after (it reads one that comes).
bool reads(const TableWork& work, const TableWork& other) {
  return std::any_of(work.values.begin(), work.values.end(), [&](const Value& value) {
    return value.reads_others && sql::mentions(value.expression, other.name());
  });
}

bool reads_dropped(const TableWork& work, const TableWork& other) {
  return std::any_of(work.values.begin(), work.values.end(), [&](const Value& value) {
    return value.reads_others && std::any_of(other.change.dropped.begin(),
                                             other.change.dropped.end(), [&](const Column* column) {
                                               return sql::mentions(value.expression, column->name);
                                             });
  });
}

bool waits_for(const TableWork& work, const TableWork& other) {
  return (reads(work, other) && !reads_dropped(work, other)) ||
         (reads(other, work) && reads_dropped(other, work));
}

bool refers_to(const TableSchema& table, const TableSchema& parent) {
  return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                     [&](const auto& item) { return item.second.parent == parent.table.name; });
}

std::vector<const TableSchema*> parents_first(std::vector<const TableSchema*> tables) {
  return in_order(std::move(tables), [](const TableSchema* table, const TableSchema* other) {
    return refers_to(*table, *other);
  });
}

Step run_step(Phase phase, ObjectName source, const std::string& object, std::string sql) {
  Step step;
  step.phase = phase;
  step.object = object;
  step.sql = std::move(sql);
  step.source = std::move(source);
  return step;
}

class Planner {
 public:
  Planner(const Schema& before, const Schema& after, const std::vector<Operation>& operations,
          const std::set<std::string>& accepted, bool is_way_back)
      : from_(before),
        lineage_(trace(before, operations)),
        renamed_(renamed(before, after, lineage_)),
        states_{renamed_.schema, after},
        accepted_(accepted),
        setting_{from_, states_, lineage_, accepted_, is_way_back, going_},
        seed_parents_(states_) {}

  OneWay plan() {
    find_work();
    dependents_ = dependents(from_, states_, lineage_, touched());
    guard();
    clear_the_way();
    expand();
    fill();
    contract();
    seed();
    restore_dependents();
    refill();
    if (result_.steps.empty()) {
      Step nothing;
      nothing.verb = Verb::none;
      nothing.reason = "SQLite stores nothing of what changed";
      result_.steps.push_back(std::move(nothing));
    }
    return std::move(result_);
  }

 private:
  void find_work() {
    for (const auto& [name, table] : states_.after.tables) {
      const TableSchema* old = states_.before.table(name);
      if (old == nullptr) {
        created_.push_back(&table);
        continue;
      }
      work_.push_back(work_on(*old, table, setting_));
      seeds_.push_back(seed_change(old, table, work_.back().values));
      find_going(work_.back(), seeds_.back());
    }
    for (const auto& [name, table] : states_.before.tables) {
      if (states_.after.table(name) == nullptr) dropped_.push_back(&table);
    }
    virtual_ = virtual_work(from_, states_.after, lineage_);
    created_ = parents_first(std::move(created_));
    dropped_ = parents_first(std::move(dropped_));
    std::reverse(dropped_.begin(), dropped_.end());
    work_ = in_order(std::move(work_), waits_for);
  }

  // On the way back a guard would refuse them that the revision itself has brought. On the way
  // up a backfill may read them.
  void find_going(const TableWork& work, SeedChange& change) {
    if (setting_.is_way_back && !work.change.empty()) change.removes_early = true;
    if (!change.removes_early) return;
    for (const Row* row : change.removed) going_[work.name()].push_back(row->name);
  }

  Touched touched() const {
    Touched touched;
    for (const std::string& name : renamed_.dropped_first) touched.names.insert(name);
    for (const TableSchema* table : dropped_) touched.names.insert(table->table.name);
    for (const VirtualTable* table : virtual_.dropped) touched.names.insert(table->name);
    for (const Rename& rename : renamed_.renames) {
      if (rename.kind == Kind::column) {
        touched.names.insert({rename.table, lineage_.origin(rename.table)->name});
      } else {
        touched.names.insert({rename.from, rename.to});
      }
    }
    for (const SeedChange& change : seeds_) {  // none fires on a new database either
      if (!change.empty()) touched.updated.insert(lineage_.origin(change.after->table.name)->name);
    }
    for (const TableWork& work : work_) {
      const std::string& origin = lineage_.origin(work.name())->name;
      if (work.rebuilds()) touched.rebuilt.insert(work.name());
      if (!work.alters) continue;
      if (!work.change.dropped.empty()) touched.names.insert({work.name(), origin});
      const bool updates =
          std::any_of(work.values.begin(), work.values.end(),
                      [](const Value& value) { return value.old == nullptr && value.backfilled; });
      if (updates) touched.updated.insert(origin);
    }
    return touched;
  }

  void guard() {
    const std::size_t before = result_.steps.size();
    for (const TableWork& work : work_) {
      add(guards(work.change, work.values, setting_));
      for (const auto& [name, index] : states_.after.indexes) {
        if (index.table != work.name() || !index.unique) continue;
        add(guards(index, !is_kept(index), work.change, work.values, setting_));
      }
    }
    for (std::size_t i = before; i < result_.steps.size(); ++i) {
      if (result_.steps[i].sql.find(" WHERE ") == std::string::npos) continue;  // one row will do
      cost("scans " + result_.steps[i].object + " to see that its rows allow the change");
    }
    for (const VirtualTable* table : virtual_.lost) {
      if (!accepted_.contains(table->name) && !accepted_.contains("*"))
        add({content_guard(*table, setting_.is_way_back)});
    }
  }

  // An index that is the same before may have held the rows to the same rule.
  bool is_kept(const Index& index) const {
    const auto found = states_.before.indexes.find(index.name);
    return found != states_.before.indexes.end() && same(found->second, index);
  }

  void clear_the_way() {
    for (const Trigger* trigger : dependents_.dropped_triggers) {
      run(Phase::expand, {Kind::trigger, trigger->table, trigger->name}, trigger->name,
          drop("TRIGGER", trigger->name));
    }
    drop_virtual_tables(true);
    for (const View* view : dependents_.dropped_views) {
      run(Phase::expand, {Kind::view, "", view->name}, view->name, drop("VIEW", view->name));
    }
    for (const Index* index : dependents_.dropped_indexes) {
      run(Phase::expand, {Kind::index, index->table, index->name}, index->name,
          drop("INDEX", index->name));
    }
    for (const VirtualTable* table : virtual_.lost) {
      cost("makes " + table->name + " anew: its content is lost");
    }
    drop_virtual_tables(false);
    for (const std::string& name : renamed_.dropped_first) drop_table(Phase::expand, name);
    add(rename_steps(renamed_));
  }

  // Those over views, which go before these, or the others.
  void drop_virtual_tables(bool over_views) {
    for (const VirtualTable* table : virtual_.dropped) {
      if (is_index_over_view(*table, from_) != over_views) continue;
      run(Phase::expand, {Kind::virtual_table, "", table->name}, table->name,
          drop("TABLE", table->name));
    }
  }

  void expand() {
    for (const TableSchema* table : created_) {
      const std::string& name = table->table.name;
      run(Phase::expand, {Kind::table, "", name}, name, create_table(*table, states_.after, name));
      for (const auto& [index_name, index] : states_.after.indexes) {
        if (index.table == name) create(Phase::expand, index);
      }
    }
    // What the plan fills in may look for them.
    for (const TableSchema* table : created_)
      new_seeds_.push_back(seed_change(nullptr, *table, {}));
    for (const SeedChange* change : all_seeds()) {  // so that all turns are known
      for (const Row* row : change->added) seed_parents_.of(*row);
      for (const SeedChange::Pair& pair : change->changed) seed_parents_.of(*pair.after);
    }
    for (const TableWork& work : work_) {
      if (!work.rebuilds() && work.change.empty()) insert_looked_up(Phase::expand, work);
    }
    add_seeds(Phase::expand, false);
    for (const VirtualTable* table : virtual_.created) create(Phase::expand, *table);
    for (const VirtualWork::Copy& copy : virtual_.copied) {
      cost("makes " + copy.after->name + " anew: copies every row");
      add({copy_step(copy)});
    }
    for (const TableWork& work : work_) {
      if (!work.alters) continue;
      if (work.relaxed) relax(work);
      const PhasedSteps steps = alter_steps(work.altering, work.values, states_);
      add(steps.expand);
      if (steps.data.empty() && steps.contract.empty()) insert_looked_up(Phase::expand, work);
    }
    rebuild(Phase::expand);
    for (const Index* index : dependents_.created_indexes) {
      if (!index->unique) create_over_rows(Phase::expand, *index);
    }
  }

  void fill() {
    for (const TableWork& work : work_) {
      if (!work.alters) continue;
      const std::vector<Step> steps = alter_steps(work.altering, work.values, states_).data;
      if (!steps.empty()) cost("writes every row of " + work.name());
      add(steps);
    }
  }

  void contract() {
    rebuild(Phase::contract);
    for (const TableWork& work : work_) {
      if (!work.alters || work.change.dropped.empty()) continue;
      remove_seeds_early(Phase::contract, work.name());
      cost("writes every row of " + work.name() + " without the columns that are dropped");
      add(alter_steps(work.altering, work.values, states_).contract);
    }
    for (const TableSchema* table : dropped_) add(emptying_steps(Phase::contract, *table));
    for (const TableSchema* table : dropped_) drop_table(Phase::contract, table->table.name);
    for (const Index* index : dependents_.created_indexes) {
      if (index->unique) create_over_rows(Phase::contract, *index);
    }
  }

  void seed() {
    const Phase last = last_phase();
    for (const SeedChange& change : seeds_) {
      remove_seeds_early(last, change.after->table.name);  // no step changed the table
      add(seed_steps(last, change, seed_parents_, {0, true}));
      if (inserted_.contains(&change)) continue;
      add(insert_steps(last, change, seed_parents_, {0, true}));
    }
    add_seeds(last, true);
    for (const SeedChange& change : seeds_) add(removal_guards(last, change, states_.after));
  }

  std::vector<const SeedChange*> all_seeds() const {
    std::vector<const SeedChange*> changes;
    for (const SeedChange& change : seeds_) changes.push_back(&change);
    for (const SeedChange& change : new_seeds_) changes.push_back(&change);
    return changes;
  }

  // Rows that wait for others, turn by turn; of the late ones, the first has been.
  void add_seeds(Phase phase, bool late) {
    for (std::size_t turn = late ? 1 : 0; turn <= seed_parents_.last_turn(); ++turn) {
      for (const SeedChange* change : all_seeds()) {
        add(seed_steps(phase, *change, seed_parents_, {turn, late}));
        add(insert_steps(phase, *change, seed_parents_, {turn, late}));
      }
    }
  }

  // Rows that a backfill of another table may look for come as soon as their table is ready. Those
  // that may wait for a unique value which another row still has do not.
  void insert_looked_up(Phase phase, const TableWork& work) {
    const bool looked_up = std::any_of(work_.begin(), work_.end(), [&](const TableWork& other) {
      return &other != &work && reads(other, work) && !reads_dropped(other, work);
    });
    if (!looked_up) return;
    for (const SeedChange& change : seeds_) {
      if (change.after != work.change.after) continue;
      const bool keeps = change.removed.empty() && change.changed.empty();
      if (!keeps && seed_parents_.has_unique_values(*change.after)) continue;
      if (!inserted_.insert(&change).second) continue;
      add(insert_steps(phase, change, seed_parents_, {0, true}));
    }
  }

  void remove_seeds_early(Phase phase, const std::string& table) {
    if (!removed_early_.insert(table).second) return;
    for (const SeedChange& change : seeds_) {
      if (change.after->table.name == table) add(early_removal_steps(phase, change));
    }
  }

  // The phase that the plan ends with; not data, which databases without rows leave out.
  Phase last_phase() const {
    if (result_.steps.empty()) return Phase::expand;
    const Phase last = result_.steps.back().phase;
    return last == Phase::data ? Phase::contract : last;
  }

  // Indexes of text over other tables' rows, when those are what they will be.
  void refill() {
    const Phase last = last_phase();
    for (const VirtualTable* table : virtual_.created_over_views) create(last, *table);
    for (const VirtualTable* table : virtual_.refilled) create(last, *table);
    TextSources sources{lineage_, states_.after, created_, {}, seeds_, dependents_.created_views,
                        {}};
    for (const Trigger* trigger : dependents_.created_triggers) {
      if (!from_.triggers.contains(trigger->name)) sources.new_triggers.push_back(trigger);
    }
    for (const TableWork& work : work_) sources.changed.push_back({&work.change, &work.values});
    for (const auto& [name, table] : states_.after.virtual_tables) {
      const auto& anew = virtual_.refilled;
      const bool is_new = std::find(anew.begin(), anew.end(), &table) != anew.end();
      if (!is_new && !is_stale(table, sources)) continue;
      cost("indexes the text of every row for " + name + " anew");
      add({refill_step(last, table)});
    }
  }

  // Views and triggers come late.
  void restore_dependents() {
    const Phase last = last_phase();
    for (const View* view : dependents_.created_views) {
      run(last, {Kind::view, "", view->name}, view->name, create_view(*view));
    }
    for (const Trigger* trigger : dependents_.created_triggers) {
      run(last, {Kind::trigger, trigger->table, trigger->name}, trigger->name,
          create_trigger(*trigger));
    }
  }

  void rebuild(Phase phase) {
    for (const TableWork& work : work_) {
      if (!work.rebuilds()) continue;
      Step step = rebuild_step(work.change, work.values, indexes_of(work.name(), false), states_);
      if (step.phase != phase) continue;
      remove_seeds_early(phase, work.name());
      cost("rebuilds " + work.name() + ": copies every row and builds its indexes");
      result_.steps.push_back(std::move(step));
      insert_looked_up(phase, work);
    }
  }

  // The fallback leaves the indexes as they are at that time.
  void relax(const TableWork& work) {
    const auto& changed = work.relaxing.changed;
    const bool defaults = std::any_of(changed.begin(), changed.end(), [](const auto& pair) {
      return pair.before->default_value != pair.after->default_value;
    });
    cost("changes the schema text of " + work.name() + " and no row" +
         (defaults ? ", but may read every row" : "") +
         "; where a database has another text, rebuilds " + work.name());
    result_.steps.push_back(retext_step(work.relaxing, states_));
    result_.steps.push_back(rebuild_step(work.relaxing, kept_values(work.relaxing),
                                         indexes_of(work.name(), true), states_));
  }

  std::vector<const Index*> indexes_of(const std::string& table, bool kept_alone) const {
    std::vector<const Index*> indexes;
    for (const auto& [name, index] : states_.after.indexes) {
      if (index.table == table && (!kept_alone || is_kept(index))) indexes.push_back(&index);
    }
    return indexes;
  }

  void create_over_rows(Phase phase, const Index& index) {
    cost("sorts the rows of " + index.table + " for index " + index.name);
    create(phase, index);
  }

  void create(Phase phase, const Index& index) {
    run(phase, {Kind::index, index.table, index.name}, index.name,
        create_index(index, index.table));
  }

  void create(Phase phase, const VirtualTable& table) {
    run(phase, {Kind::virtual_table, "", table.name}, table.name, create_virtual_table(table));
  }

  void drop_table(Phase phase, const std::string& name) {
    run(phase, {Kind::table, "", name}, name, drop("TABLE", name));
  }

  void run(Phase phase, ObjectName source, const std::string& object, std::string sql) {
    result_.steps.push_back(run_step(phase, std::move(source), object, std::move(sql)));
  }

  void add(const std::vector<Step>& steps) {
    result_.steps.insert(result_.steps.end(), steps.begin(), steps.end());
  }

  void cost(std::string text) {
    auto& costs = result_.costs;
    if (std::find(costs.begin(), costs.end(), text) == costs.end())
      costs.push_back(std::move(text));
  }

  const Schema& from_;
  const Lineage lineage_;
  const Renamed renamed_;
  const States states_;
  const std::set<std::string>& accepted_;
  std::map<std::string, std::vector<std::string>> going_;  // see Setting
  const Setting setting_;
  std::vector<TableWork> work_;
  std::vector<const TableSchema*> created_, dropped_;
  VirtualWork virtual_;
  std::vector<SeedChange> seeds_, new_seeds_;  // of tables that stand, and of those that come
  SeedParents seed_parents_;
  std::set<const SeedChange*> inserted_;
  std::set<std::string> removed_early_;  // names of tables
  Dependents dependents_;
  OneWay result_;
};

}  // namespace

OneWay plan_upgrade(const Schema& before, const Schema& after,
                    const std::vector<Operation>& operations,
                    const std::set<std::string>& accepted) {
  return Planner(before, after, operations, accepted, false).plan();
}

OneWay plan_downgrade(const Schema& after, const Schema& before,
                      const std::vector<Operation>& operations) {
  const std::set<std::string> none;
  return Planner(after, before, operations, none, true).plan();
}

}  // namespace schemake::generator::sqlite
