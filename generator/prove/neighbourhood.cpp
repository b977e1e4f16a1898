#include "prove/neighbourhood.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/sql_text.hpp"

namespace schemake::generator {
namespace {

using Names = std::set<std::string>;  // in lower case

bool meet(const Names& a, const Names& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const std::string& name) { return b.count(name) > 0; });
}

// Every word of a text that may be a name.
Names words(std::string_view text) {
  Names names;
  for (const sql::Token& token : sql::tokenize(text)) {
    using Kind = sql::Token::Kind;
    const bool name =
        token.kind == Kind::word || token.kind == Kind::quoted_name || token.kind == Kind::string;
    if (name) names.insert(sql::lower(sql::identifier(token)));
  }
  return names;
}

// The tables, views and virtual tables of one state, and which refers to which.
class Web {
 public:
  explicit Web(const Schema& schema) {
    for (const auto& [name, table] : schema.tables) {
      Names& parents = needs_[sql::lower(name)];
      for (const auto& [key_name, key] : table.foreign_keys) parents.insert(sql::lower(key.parent));
    }
    for (const auto& [name, table] : schema.virtual_tables) {
      add_reader(name, words(table.arguments));
    }
    for (const auto& [name, view] : schema.views) {
      add_reader(name, words(view.sql.for_dialect("sqlite")));
    }
    for (const auto& [name, trigger] : schema.triggers) {
      triggers_.emplace_back(
          sql::lower(trigger.table),
          words(trigger.sql.for_dialect("sqlite") + " " + trigger.when.for_dialect("sqlite")));
    }
  }

  // `touched` with what depends on it, and `handled`, with what all those need; a trigger fires
  // other triggers.
  Names around(const Names& touched, const Names& handled) const {
    Names names = with_dependants(touched);
    add_known(handled, names);
    for (std::size_t size = 0; size != names.size();) {
      size = names.size();
      for (const auto& [table, mentioned] : triggers_) {
        if (names.count(table) > 0) add_known(mentioned, names);
      }
    }
    add_needs(names);
    return names;
  }

  // Whether a trigger can be there when these alone are.
  bool can_stand(const Trigger& trigger, const Names& present) const {
    const Names mentioned = words(trigger.sql.for_dialect("sqlite"));
    return present.count(sql::lower(trigger.table)) > 0 &&
           std::all_of(mentioned.begin(), mentioned.end(), [&](const std::string& name) {
             return needs_.count(name) == 0 || present.count(name) > 0;
           });
  }

 private:
  void add_reader(const std::string& name, Names mentioned) {
    needs_[sql::lower(name)] = mentioned;
    readers_[sql::lower(name)] = std::move(mentioned);
  }

  Names with_dependants(const Names& touched) const {
    Names names = touched;
    for (const auto& [name, parents] : needs_) {
      if (meet(parents, touched)) names.insert(name);
    }
    for (std::size_t size = 0; size != names.size();) {
      size = names.size();
      for (const auto& [name, mentioned] : readers_) {
        if (meet(mentioned, names)) names.insert(name);
      }
    }
    Names with_triggers = names;
    for (const auto& [table, mentioned] : triggers_) {
      if (meet(mentioned, names)) with_triggers.insert(table);
    }
    return with_triggers;
  }

  void add_known(const Names& mentioned, Names& names) const {
    for (const std::string& name : mentioned) {
      if (needs_.count(name) > 0) names.insert(name);
    }
  }

  void add_needs(Names& names) const {
    for (std::size_t size = 0; size != names.size();) {
      size = names.size();
      for (const std::string& name : Names(names)) {
        const auto needed = needs_.find(name);
        if (needed != needs_.end()) add_known(needed->second, names);
      }
    }
  }

  std::map<std::string, Names> needs_;  // parents of a table, what a view or virtual table mentions
  std::map<std::string, Names> readers_;                 // the views and virtual tables among them
  std::vector<std::pair<std::string, Names>> triggers_;  // by their table: what they mention
};

// What the operations name, by every name that it has on the way.
class Touched {
 public:
  Touched(const Schema& before, const Schema& after) : schemas_{&before, &after} {}

  void operator()(const Rename& rename) {
    switch (rename.kind) {
      case Kind::table:
      case Kind::view:
      case Kind::virtual_table:
        add(rename.from);
        add(rename.to);
        break;
      case Kind::index:
      case Kind::trigger:
        add_owner(rename.kind, rename.from);
        add_owner(rename.kind, rename.to);
        break;
      case Kind::enumeration:
        add_users(rename.from);
        add_users(rename.to);
        break;
      case Kind::column:
      case Kind::key:
      case Kind::foreign_key:
      case Kind::check:
      case Kind::row:
        add(rename.table);
        break;
    }
  }
  void operator()(const Change<Enum>& change) {
    each(change, [&](const Enum& e) { add_users(e.name); });
  }
  void operator()(const Change<Table>& change) { add_by_name(change); }
  void operator()(const Change<View>& change) { add_by_name(change); }
  void operator()(const Change<VirtualTable>& change) { add_by_name(change); }
  template <class T>
  void operator()(const Change<T>& change) {
    each(change, [&](const T& part) { add(part.table); });
  }

  const Names& names() const { return names_; }

 private:
  template <class T, class Visit>
  static void each(const Change<T>& change, Visit visit) {
    if (change.before) visit(*change.before);
    if (change.after) visit(*change.after);
  }
  template <class T>
  void add_by_name(const Change<T>& change) {
    each(change, [&](const T& object) { add(object.name); });
  }
  void add(const std::string& name) { names_.insert(sql::lower(name)); }

  void add_owner(Kind kind, const std::string& name) {
    for (const Schema* schema : schemas_) {
      const auto index = schema->indexes.find(name);
      const auto trigger = schema->triggers.find(name);
      if (kind == Kind::index && index != schema->indexes.end()) add(index->second.table);
      if (kind == Kind::trigger && trigger != schema->triggers.end()) add(trigger->second.table);
    }
  }

  void add_users(const std::string& enumeration) {
    const auto uses = [&](const Column& column) { return column.type.enumeration == enumeration; };
    for (const Schema* schema : schemas_) {
      for (const auto& [name, table] : schema->tables) {
        if (std::any_of(table.columns.begin(), table.columns.end(), uses)) add(name);
      }
    }
  }

  const Schema* schemas_[2];
  Names names_;
};

// The tables and views that the steps are about, themselves or by an index or trigger.
Names handled_by(const Plan& plan, const std::vector<const Schema*>& schemas) {
  Names objects;
  for (const Step& step : plan.upgrade) objects.insert(step.object);
  for (const Step& step : plan.downgrade) objects.insert(step.object);
  Names names;
  for (const std::string& object : objects) {
    names.insert(sql::lower(object));
    for (const Schema* schema : schemas) {
      const auto index = schema->indexes.find(object);
      const auto trigger = schema->triggers.find(object);
      if (index != schema->indexes.end()) names.insert(sql::lower(index->second.table));
      if (trigger != schema->triggers.end()) names.insert(sql::lower(trigger->second.table));
    }
  }
  return names;
}

Schema part_of(const Schema& schema, const Names& names) {
  const auto has = [&](const std::string& name) { return names.count(sql::lower(name)) > 0; };
  const Web web(schema);
  Schema part;
  part.enums = schema.enums;
  for (const auto& [name, table] : schema.tables) {
    if (has(name)) part.tables.emplace(name, table);
  }
  for (const auto& [name, table] : schema.virtual_tables) {
    if (has(name)) part.virtual_tables.emplace(name, table);
  }
  for (const auto& [name, view] : schema.views) {
    if (has(name)) part.views.emplace(name, view);
  }
  for (const auto& [name, index] : schema.indexes) {
    if (has(index.table)) part.indexes.emplace(name, index);
  }
  for (const auto& [name, trigger] : schema.triggers) {
    if (web.can_stand(trigger, names)) part.triggers.emplace(name, trigger);
  }
  return part;
}

}  // namespace

Neighbourhood neighbourhood(const Schema& before, const Schema& after,
                            const std::vector<Operation>& operations, const Plan& plan) {
  Touched touched(before, after);
  for (const Operation& operation : operations) std::visit(touched, operation);
  const Names handled = handled_by(plan, {&before, &after});
  Names names = Web(before).around(touched.names(), handled);
  names.merge(Web(after).around(touched.names(), handled));
  return {part_of(before, names), part_of(after, names)};
}

}  // namespace schemake::generator
