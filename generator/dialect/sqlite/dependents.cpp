#include "dialect/sqlite/dependents.hpp"

#include <algorithm>

#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "dialect/sqlite/storage.hpp"

namespace schemake::generator::sqlite {
namespace {

using Names = std::set<std::string>;

bool mentions_any(const std::string& text, const Names& names) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return sql::mentions(text, name); });
}

bool mentions_any(const Trigger& trigger, const Names& names) {
  return mentions_any(quoted_name(trigger.table), names) ||
         mentions_any(trigger.when.for_dialect(kDialect), names) ||
         mentions_any(trigger.sql.for_dialect(kDialect), names);
}

template <class T>
bool stays(const std::map<std::string, T>& after, const std::string& name, const T& before) {
  const auto found = after.find(name);
  return found != after.end() && same(before, found->second);
}

// The views to drop: what the state after lacks or changes, what mentions a touched name, and what
// stands on such a view.
Names dropped_views(const Schema& from, const Schema& after, const Names& touched) {
  Names dropped;
  for (const auto& [name, view] : from.views) {
    if (!stays(after.views, name, view) || mentions_any(view.sql.for_dialect(kDialect), touched)) {
      dropped.insert(name);
    }
  }
  for (bool more = true; more;) {
    more = false;
    for (const auto& [name, view] : from.views) {
      if (dropped.contains(name) || !mentions_any(view.sql.for_dialect(kDialect), dropped))
        continue;
      more = dropped.insert(name).second;
    }
  }
  return dropped;
}

// Each view after those of the set that it reads.
std::vector<const View*> in_order(const Schema& schema, Names names) {
  std::vector<const View*> order;
  while (!names.empty()) {
    auto next = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
      return std::none_of(names.begin(), names.end(), [&](const std::string& other) {
        return other != name &&
               sql::mentions(schema.views.at(name).sql.for_dialect(kDialect), other);
      });
    });
    if (next == names.end()) next = names.begin();
    order.push_back(&schema.views.at(*next));
    names.erase(next);
  }
  return order;
}

void find_views_and_triggers(const Schema& from, const Schema& after, const Touched& touched,
                             Dependents& result) {
  const Names gone = dropped_views(from, after, touched.names);
  Names created, mentioned = touched.names;
  for (const auto& [name, view] : after.views) {
    if (gone.contains(name) || !from.views.contains(name)) created.insert(name);
  }
  mentioned.insert(gone.begin(), gone.end());
  result.dropped_views = in_order(from, gone);
  std::reverse(result.dropped_views.begin(), result.dropped_views.end());
  result.created_views = in_order(after, std::move(created));

  Names dropped;
  for (const auto& [name, trigger] : from.triggers) {
    if (stays(after.triggers, name, trigger) && !touched.updated.contains(trigger.table) &&
        !mentions_any(trigger, mentioned)) {
      continue;
    }
    dropped.insert(name);
    result.dropped_triggers.push_back(&trigger);
  }
  for (const auto& [name, trigger] : after.triggers) {
    if (dropped.contains(name) || !from.triggers.contains(name)) {
      result.created_triggers.push_back(&trigger);
    }
  }
}

// Tables, views and indexes share one name space.
bool is_name_of(const Schema& schema, const std::string& name) {
  const auto has = [&](const auto& objects) {
    return std::any_of(objects.begin(), objects.end(),
                       [&](const auto& item) { return sql::same_name(item.first, name); });
  };
  return has(schema.tables) || has(schema.virtual_tables) || has(schema.views) ||
         has(schema.indexes);
}

bool is_dropped(const std::string& table, const Lineage& lineage) {
  return std::none_of(lineage.tables.begin(), lineage.tables.end(),
                      [&](const auto& item) { return item.second.name == table; });
}

void find_indexes(const Schema& from, const States& states, const Lineage& lineage,
                  const Touched& touched, Dependents& result) {
  const auto is_kept = [&](const std::string& name) {
    const auto old = states.before.indexes.find(name);
    return old != states.before.indexes.end() && stays(states.after.indexes, name, old->second);
  };
  for (const auto& [name, index] : from.indexes) {
    const bool goes_with_table =
        is_dropped(index.table, lineage) && !is_name_of(states.after, name);
    if (!goes_with_table && !is_kept(name)) result.dropped_indexes.push_back(&index);
  }
  for (const auto& [name, index] : states.after.indexes) {
    const bool own =
        touched.rebuilt.contains(index.table) || !states.before.tables.contains(index.table);
    if (!own && !is_kept(name)) result.created_indexes.push_back(&index);
  }
}

}  // namespace

Dependents dependents(const Schema& from, const States& states, const Lineage& lineage,
                      const Touched& touched) {
  Dependents result;
  find_views_and_triggers(from, states.after, touched, result);
  find_indexes(from, states, lineage, touched, result);
  return result;
}

}  // namespace schemake::generator::sqlite
