#include <algorithm>
#include <set>

#include "lint/findings.hpp"
#include "operation/last_name.hpp"
#include "operation/renamed_constraints.hpp"

namespace schemake::generator {
namespace {

ObjectName table_name(const std::string& name) { return {Kind::table, "", name}; }

class Costs {
 public:
  explicit Costs(Findings& findings) : findings_(findings) {}

  void look(const Plan& plan) {
    for (const Step* step : likely_steps(plan)) look(*step);
    for (const Step& step : plan.downgrade) {
      if (wants_empty_table(step)) without_value(step);
    }
    if (plan.irreversible.empty()) return;
    findings_.add("irreversible", {}, "the change cannot be taken back: " + plan.irreversible,
                  "write the data step's downgrade, if there can be one");
  }

  void look(std::size_t at) {
    const auto object = last_name(findings_.input.operations, at);
    if (!object || findings_.is_rebuilt(object->table)) return;
    if (!findings_.names.has_table(object->table)) return;
    const Operation& operation = findings_.input.operations[at];
    if (const auto* column = std::get_if<Change<Column>>(&operation)) drop(*column, *object);
    if (const auto* index = std::get_if<Change<Index>>(&operation); index && index->after) {
      findings_.add("scan", *object,
                    "index " + object->name + " is built over the rows of " + object->table +
                        ", which are read and sorted while nobody else can write",
                    "on a large table this is felt: see what it takes on a database of real size");
    }
  }

 private:
  // A column that goes and can come back to an empty table alone.
  void without_value(const Step& step) {
    findings_.add("irreversible", step.source,
                  "the change cannot be taken back while " + step.object + " holds rows: " +
                      spell(step.source) + " is NOT NULL, and nothing says what they get",
                  "fill it by the downgrade of a data step, or let it have a default or be NULL in "
                  "a revision before");
  }

  void look(const Step& step) {
    if (step.verb == Verb::rebuild && is_first("rebuild", step)) {
      findings_.add("rebuild", table_name(step.object),
                    step.object +
                        " is built anew: every row is copied while nobody else can write, which "
                        "takes free disk of the table's size",
                    "SQLite's ALTER TABLE cannot do this change; put all such changes of a table "
                    "into one revision, and see what it takes on a database of real size");
    }
    if (step.verb == Verb::guard && reads_rows(step) && is_first("scan", step)) {
      findings_.add("scan", table_name(step.object),
                    "every row of " + step.object +
                        " is read to see that the change is allowed, while nobody else can write",
                    "on a large table this is felt: see what it takes on a database of real size");
    }
    const bool fills = step.phase == Phase::data && step.verb == Verb::run && !is_data_step(step);
    if (fills && is_first("rewrite", step)) rewrite(step.object, "to fill in its new values");
  }

  // One that looks for any row at all stops at the first.
  static bool reads_rows(const Step& step) { return step.sql.find(" WHERE ") != std::string::npos; }

  bool is_first(const char* rule, const Step& step) {
    return told_.emplace(rule, step.object).second;
  }

  void drop(const Change<Column>& change, const ObjectName& object) {
    if (change.after || !change.before) return;
    if (change.before->generated && !change.before->generated->stored) return;
    Step step;
    step.object = object.table;
    if (is_first("rewrite", step)) rewrite(object.table, "without what is dropped");
  }

  void rewrite(const std::string& table, const std::string& why) {
    findings_.add("rewrite", table_name(table),
                  "every row of " + table + " is written " + why + ", while nobody else can write",
                  "on a large table this is felt: see what it takes on a database of real size");
  }

  Findings& findings_;
  std::set<std::pair<std::string, std::string>> told_;  // rule and table
};

// Rules that the rows of a table have not been held to before.
class NewRules {
 public:
  explicit NewRules(Findings& findings) : findings_(findings) {}

  void look(std::size_t at) {
    const auto object = last_name(findings_.input.operations, at);
    if (!object || !findings_.names.has_table(object->table)) return;
    const Operation& operation = findings_.input.operations[at];
    if (is_respelling(operation)) return;
    std::visit(Overloaded{[&](const Change<Key>& change) {
                            if (change.after) key(*change.after, *object);
                          },
                          [&](const Change<Index>& change) {
                            if (change.after) index(change, *object);
                          },
                          [&](const Change<ForeignKey>& change) {
                            if (!change.after || change.after->not_enforced) return;
                            if (!all_null(object->table, change.after->columns)) {
                              add(*object, "foreign key " + object->name, "refer to nothing");
                            }
                          },
                          [&](const Change<Check>& change) {
                            if (change.after) add(*object, "check " + object->name, "break it");
                          },
                          [](const auto&) {}},
               operation);
  }

 private:
  static std::vector<std::string> columns_of(const std::vector<IndexPart>& parts) {
    std::vector<std::string> columns;
    for (const IndexPart& part : parts) columns.push_back(part.column);
    return columns;
  }

  void key(const Key& key, const ObjectName& object) {
    if (all_null(object.table, columns_of(key.parts))) return;
    add(object, key.primary ? "the primary key of " + key.table : "unique key " + key.name,
        "have the same values");
  }

  void index(const Change<Index>& change, const ObjectName& object) {
    if (!change.after->unique || all_null(object.table, columns_of(change.after->parts))) return;
    add(object, "unique index " + object.name, "have the same values");
  }

  // Whether existing rows hold NULL in one of the columns, which binds none of them.
  bool all_null(const std::string& table, const std::vector<std::string>& columns) const {
    const TableSchema* schema = findings_.input.after.table(table);
    return schema != nullptr &&
           std::any_of(columns.begin(), columns.end(), [&](const std::string& name) {
             const Column* column = schema->column(name);
             return column != nullptr && column->nullable && !column->default_value &&
                    !column->generated && !findings_.names.column(table, name) &&
                    !findings_.names.is_backfilled(table, name);
           });
  }

  void add(const ObjectName& object, const std::string& rule, const std::string& how) {
    findings_.add(
        "data-dependent", object,
        rule + " is new to the rows of " + object.table + ": the upgrade stops where some " + how,
        "look for such rows in the field, or let a data step mend them first");
  }

  Findings& findings_;
};

}  // namespace

void find_costs(Findings& findings) {
  Costs costs(findings);
  for (const Plan& plan : findings.input.plans) costs.look(plan);
  NewRules rules(findings);
  const auto renamed = renamed_constraints(findings.input.operations);
  for (std::size_t at = 0; at < findings.input.operations.size(); ++at) {
    costs.look(at);
    if (!renamed.contains(at)) rules.look(at);
  }
}

}  // namespace schemake::generator
