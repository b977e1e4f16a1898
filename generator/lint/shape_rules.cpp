#include <algorithm>
#include <map>
#include <set>

#include "core/sql_text.hpp"
#include "lint/findings.hpp"
#include "operation/last_name.hpp"
#include "operation/renamed_constraints.hpp"
#include "operation/words.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kLongestName = 63;  // PostgreSQL's NAMEDATALEN - 1

// Whether a lookup by all of `columns` finds its rows by these parts: they are the first ones, in
// any order, and compare as the columns do.
bool starts_with(const std::vector<IndexPart>& parts, const std::vector<std::string>& columns) {
  if (parts.size() < columns.size()) return false;
  const auto end = parts.begin() + static_cast<std::ptrdiff_t>(columns.size());
  return std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
    return std::any_of(parts.begin(), end, [&](const IndexPart& part) {
      return part.column == column && part.collation.empty();
    });
  });
}

// A lookup by a value finds no NULL, so an index without them serves it.
bool leaves_out_null_alone(const Index& index, const std::vector<std::string>& columns) {
  const auto is = [](const std::string& text, const std::string& column) {
    return sql::canonical(text) == sql::canonical(sql::quote_name(column) + " IS NOT NULL");
  };
  const auto& texts = index.where.texts;
  return std::all_of(texts.begin(), texts.end(), [&](const auto& entry) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](const std::string& column) { return is(entry.second, column); });
  });
}

bool is_served(const Schema& schema, const ForeignKey& key) {
  const TableSchema& table = *schema.table(key.table);
  const bool by_key = std::any_of(table.keys.begin(), table.keys.end(), [&](const auto& entry) {
    return starts_with(entry.second.parts, key.columns);
  });
  return by_key ||
         std::any_of(schema.indexes.begin(), schema.indexes.end(), [&](const auto& entry) {
           const Index& index = entry.second;
           return index.table == key.table && starts_with(index.parts, key.columns) &&
                  leaves_out_null_alone(index, key.columns);
         });
}

// The foreign keys that are new, changed, or lost the index that served them.
class ForeignKeys {
 public:
  explicit ForeignKeys(Findings& findings) : findings_(findings), input_(findings.input) {}

  void run() {
    const auto renamed = renamed_constraints(input_.operations);
    for (std::size_t at = 0; at < input_.operations.size(); ++at) {
      const auto old = renamed.find(at);
      if (old == renamed.end()) {
        note(at);
      } else if (const auto object = last_name(input_.operations, at)) {
        old_names_[*object] = subject(input_.operations[old->second]).name;
      }
    }
    for (const auto& [name, table] : input_.after.tables) {
      for (const auto& [key_name, key] : table.foreign_keys) {
        if (!key.not_enforced && is_touched(key) && !is_served(input_.after, key)) add(key);
      }
    }
  }

 private:
  void note(std::size_t at) {
    const auto* change = std::get_if<Change<ForeignKey>>(&input_.operations[at]);
    if (change == nullptr || !change->after) return;
    if (const auto object = last_name(input_.operations, at)) changed_.insert(*object);
  }

  bool is_touched(const ForeignKey& key) const {
    if (changed_.contains({Kind::foreign_key, key.table, key.name})) return true;
    const auto old_table = findings_.names.table(key.table);
    const TableSchema* table = old_table ? input_.before.table(old_table->name) : nullptr;
    if (table == nullptr) return true;
    const auto renamed = old_names_.find({Kind::foreign_key, key.table, key.name});
    const auto old =
        table->foreign_keys.find(renamed == old_names_.end() ? key.name : renamed->second);
    return old == table->foreign_keys.end() || is_served(input_.before, old->second);
  }

  void add(const ForeignKey& key) {
    const std::string columns = joined(key.columns);
    findings_.add(
        "unindexed-foreign-key", {Kind::foreign_key, key.table, key.name},
        "no index of " + key.table + " starts with " + columns + ": each row of " + key.parent +
            " that is deleted, or gets another key, has every row of " + key.table + " read",
        "add an index: " + key.table + "_by_" + joined(key.columns, "_") + ": [" + columns + "]");
  }

  Findings& findings_;
  const LintInput& input_;
  std::set<ObjectName> changed_;
  std::map<ObjectName, std::string> old_names_;  // of those that only got another name
};

// What begins with the same parts, in words; empty where nothing does.
std::string covers(const LintInput& input, const Index& index) {
  const auto begins = [&](const std::vector<IndexPart>& parts) {
    return parts.size() >= index.parts.size() &&
           std::equal(index.parts.begin(), index.parts.end(), parts.begin());
  };
  for (const auto& [name, key] : input.after.table(index.table)->keys) {
    if (begins(key.parts)) return key.primary ? "the primary key" : "unique key " + key.name;
  }
  for (const auto& [name, other] : input.after.indexes) {
    if (other.table != index.table || name == index.name || !other.where.empty()) continue;
    const bool same = other.parts.size() == index.parts.size();
    // Of two that are equal, one is worth to be kept.
    if (begins(other.parts) && (!same || other.unique || name < index.name)) return "index " + name;
  }
  return {};
}

class NewObjects {
 public:
  explicit NewObjects(Findings& findings) : findings_(findings), input_(findings.input) {}

  void look(std::size_t at) {
    const Operation& operation = input_.operations[at];
    const auto object = last_name(input_.operations, at);
    if (!object) return;
    const bool renames = std::holds_alternative<Rename>(operation);
    const bool creates =
        std::visit(Overloaded{[](const Rename&) { return false; },
                              [](const auto& change) { return !change.before && change.after; }},
                   operation);
    if (creates || renames) name(*object);
    if (creates && object->kind == Kind::table) primary_key(*object);
    const auto* index = std::get_if<Change<Index>>(&operation);
    if (index != nullptr && index->after) redundancy(*object);
  }

 private:
  void name(const ObjectName& object) {
    const bool names_itself = object.kind != Kind::key && object.kind != Kind::foreign_key &&
                              object.kind != Kind::check && object.kind != Kind::row;
    if (!names_itself || !told_.insert(object).second) return;
    const std::string what = "the name of " + std::string(spell(object.kind)) + " " + spell(object);
    if (object.name.size() > kLongestName) {
      findings_.add("unportable-name", object,
                    what + " has more than 63 bytes, and PostgreSQL cuts it there",
                    "choose a shorter one");
    } else if (sql::lower(object.name) != object.name) {
      findings_.add("unportable-name", object,
                    what + " has capitals: PostgreSQL makes them small where SQL does not quote it",
                    "write it in small letters");
    }
  }

  void primary_key(const ObjectName& object) {
    const TableSchema* table = input_.after.table(object.name);
    const Key* key = table == nullptr ? nullptr : table->primary_key();
    if (table == nullptr) return;
    if (key == nullptr) {
      findings_.add("no-primary-key", object,
                    object.name + " has no primary key: nothing says which row is which",
                    "give it one, as `id: {type: bigint, primary_key: true}`");
      return;
    }
    for (const IndexPart& part : key->parts) {
      const Column* column = table->column(part.column);
      if (column == nullptr || !column->nullable || table->table.without_rowid) continue;
      findings_.add("nullable-primary-key", {Kind::column, object.name, column->name},
                    spell(ObjectName{Kind::column, object.name, column->name}) +
                        " is of the primary key and may be NULL, in SQLite alone and in any number "
                        "of rows",
                    "leave the `?` or `nullable` out");
    }
  }

  void redundancy(const ObjectName& object) {
    const auto found = input_.after.indexes.find(object.name);
    if (found == input_.after.indexes.end()) return;
    const Index& index = found->second;
    if (index.unique || !index.where.empty() || input_.after.table(index.table) == nullptr) return;
    const std::string other = covers(input_, index);
    if (other.empty()) return;
    findings_.add("redundant-index", object,
                  "index " + object.name + " has the columns with which " + other +
                      " begins, which serves as well: each write keeps both",
                  "leave the shorter one out");
  }

  Findings& findings_;
  const LintInput& input_;
  std::set<ObjectName> told_;
};

}  // namespace

void find_bad_shapes(Findings& findings) {
  for (const auto& [object, old] : findings.input.spent_names) {
    findings.add("stale-renamed-from", object,
                 spell(object) + ": the rename from " + old + " is recorded, and says no more",
                 "remove the line `renamed_from: " + old + "`");
  }
  for (const auto& [object, old] : findings.input.idle_names) {
    findings.add("stale-renamed-from", object,
                 spell(object) + ": it was recorded under this name, and never as " + old,
                 "remove the line `renamed_from: " + old + "`");
  }
  ForeignKeys(findings).run();
  NewObjects objects(findings);
  for (std::size_t at = 0; at < findings.input.operations.size(); ++at) objects.look(at);
}

}  // namespace schemake::generator
