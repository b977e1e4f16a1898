#include "dialect/sqlite/virtual_tables.hpp"

#include <algorithm>

#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "schema/virtual_shape.hpp"

namespace schemake::generator::sqlite {
namespace {

using Family = VirtualShape::Family;
using Content = VirtualShape::Content;

bool is_external(const VirtualTable& table) { return shape(table).content == Content::external; }

// Whether what it indexes may hold rows when the plan begins: a table that was there, under
// whatever name, or a view over any.
bool has_old_content(const VirtualTable& table, const Schema& after, const Lineage& lineage) {
  const auto is_content = [&](const auto& item) { return is_index_over(table, item.first); };
  return std::any_of(lineage.tables.begin(), lineage.tables.end(), is_content) ||
         (!lineage.tables.empty() && is_index_over_view(table, after));
}

Step step_about(Phase phase, const VirtualTable& table, std::string sql) {
  Step step;
  step.phase = phase;
  step.object = table.name;
  step.sql = std::move(sql);
  step.source = {Kind::virtual_table, "", table.name};
  return step;
}

void add_changed(VirtualWork& work, const VirtualTable& before, const VirtualTable& after) {
  switch (change_of(before, after)) {
    case VirtualChange::none:
      return;
    case VirtualChange::copy:
      work.copied.push_back({&before, &after});
      return;
    case VirtualChange::refill:
      work.dropped.push_back(&before);
      (is_external(after) ? work.refilled : work.created).push_back(&after);
      return;
    case VirtualChange::lose:
      work.dropped.push_back(&before);
      work.lost.push_back(&before);
      work.created.push_back(&after);
      return;
  }
}

// A query that gives a row where the table holds one.
std::string any_row(const VirtualTable& table) {
  if (shape(table).content != Content::none) {
    return "SELECT 1 FROM " + in_main(table.name) + " LIMIT 1";
  }
  // An index alone need not know its rows, but it has entries where it has rows.
  const bool fts5 = sql::same_name(table.module, "fts5");
  return "SELECT 1 FROM " + in_main(table.name + (fts5 ? "_idx" : "_segdir")) + " LIMIT 1";
}

}  // namespace

VirtualWork virtual_work(const Schema& before, const Schema& after, const Lineage& lineage) {
  VirtualWork work;
  std::set<std::string> kept;
  for (const auto& [name, table] : after.virtual_tables) {
    const auto origin = lineage.virtual_tables.find(name);
    if (origin != lineage.virtual_tables.end()) {
      kept.insert(origin->second);
      add_changed(work, before.virtual_tables.at(origin->second), table);
    } else if (has_old_content(table, after, lineage)) {
      work.refilled.push_back(&table);
    } else {
      (is_index_over_view(table, after) ? work.created_over_views : work.created).push_back(&table);
    }
  }
  for (const auto& [name, table] : before.virtual_tables) {
    if (!kept.contains(name)) work.dropped.push_back(&table);
  }
  return work;
}

Step copy_step(const VirtualWork::Copy& copy) {
  const VirtualShape old = shape(*copy.before);
  const VirtualShape now = shape(*copy.after);
  const std::string& name = copy.after->name;
  VirtualTable beside = *copy.after;
  beside.name = "schemake_new_" + name;
  std::vector<std::string> into, from;
  if (now.family == Family::text) {
    into.emplace_back("rowid");
    from.emplace_back("rowid");
  } else if (!sql::same_name(copy.after->module, "geopoly")) {
    into.push_back(quoted_name(now.columns.front()));  // of an R*Tree: the row's number
    from.push_back(quoted_name(old.columns.front()));
  }
  for (const std::string& column : now.columns) {
    const auto same = std::find_if(old.columns.begin(), old.columns.end(), [&](const auto& other) {
      return sql::same_name(other, column);
    });
    const std::string quoted = quoted_name(column);
    if (same == old.columns.end() || std::find(into.begin(), into.end(), quoted) != into.end()) {
      continue;
    }
    into.push_back(quoted);
    from.push_back(quoted_name(*same));
  }
  Step step = step_about(Phase::expand, *copy.after, create_virtual_table(beside));
  step.verb = Verb::rebuild;
  step.was = join(old.columns, "\n");
  step.sql += "\nINSERT INTO " + in_main(beside.name) + " (" + join(into, ", ") + ")\nSELECT " +
              join(from, ", ") + "\nFROM " + in_main(name) + ";\n" + drop("TABLE", name) +
              "\nALTER TABLE " + in_main(beside.name) + " RENAME TO " + quoted_name(name) + ";";
  return step;
}

Step refill_step(Phase phase, const VirtualTable& table) {
  return step_about(phase, table,
                    "INSERT INTO " + in_main(table.name) + " (" + quoted_name(table.name) +
                        ") VALUES ('rebuild');");
}

bool is_index_over(const VirtualTable& table, const std::string& content) {
  const VirtualShape own = shape(table);
  return own.content == Content::external && sql::same_name(own.content_table, content);
}

bool is_index_over_view(const VirtualTable& table, const Schema& schema) {
  return std::any_of(schema.views.begin(), schema.views.end(),
                     [&](const auto& item) { return is_index_over(table, item.first); });
}

Step content_guard(const VirtualTable& table, bool is_way_back) {
  Step step = step_about(Phase::expand, table, any_row(table));
  step.verb = Verb::guard;
  step.reason = table.name + " is made anew and would lose its content: empty it first";
  if (!is_way_back) step.reason += ", or accept the loss of " + table.name;
  return step;
}

}  // namespace schemake::generator::sqlite
