#include "dialect/sqlite/text_index.hpp"

#include <algorithm>

#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/virtual_tables.hpp"
#include "schema/virtual_shape.hpp"

namespace schemake::generator::sqlite {
namespace {

bool keeps_all(const std::vector<Value>& values) {
  return std::all_of(values.begin(), values.end(), keeps);
}

// Whether the rows of the content change so that the index does not know them any more.
bool is_outdated(const VirtualTable& table, const TextSources::Changed& work) {
  const TableChange& change = *work.change;
  const bool over_it = is_index_over(table, change.after->table.name);
  if (!over_it || change.primary_key) return over_it;
  const std::vector<Value>& values = *work.values;
  if (change.empty() && keeps_all(values)) return false;
  const std::vector<std::string> own = shape(table).columns;
  return own.empty() || !std::all_of(own.begin(), own.end(), [&](const std::string& column) {
           return std::any_of(values.begin(), values.end(), [&](const Value& value) {
             return sql::same_name(value.column->name, column) && keeps(value);
           });
         });
}

// Whether the content, or a column of it that the index knows, was called otherwise: the index has
// the texts of what was called so before.
bool is_over_another(const VirtualTable& table, const TextSources& sources) {
  const Lineage& lineage = sources.lineage;
  const auto content =
      std::find_if(lineage.tables.begin(), lineage.tables.end(),
                   [&](const auto& item) { return is_index_over(table, item.first); });
  if (content == lineage.tables.end()) {  // a new table may have taken the name
    return lineage.virtual_tables.contains(table.name) &&
           std::any_of(sources.created.begin(), sources.created.end(),
                       [&](const TableSchema* created) {
                         return is_index_over(table, created->table.name);
                       });
  }
  if (!sql::same_name(content->second.name, content->first)) return true;
  const std::vector<std::string> own = shape(table).columns;
  const auto is_own = [&](const std::string& column) {
    return own.empty() || std::any_of(own.begin(), own.end(), [&](const std::string& name) {
             return sql::same_name(name, column);
           });
  };
  const auto& columns = content->second.columns;
  return std::any_of(columns.begin(), columns.end(), [&](const auto& column) {
    return is_own(column.first) && !sql::same_name(column.first, column.second);
  });
}

bool brings_rows(const TextSources& sources) {
  return std::any_of(sources.created.begin(), sources.created.end(),
                     [](const TableSchema* table) { return !table->rows.empty(); });
}

// Whether the rows that the schema brings change in the content.
bool is_over_seeds(const VirtualTable& table, const TextSources& sources) {
  const auto is_content = [&](const TableSchema& other) {
    return is_index_over(table, other.table.name);
  };
  return std::any_of(sources.seeds.begin(), sources.seeds.end(),
                     [&](const SeedChange& change) {
                       return !change.empty() && is_content(*change.after);
                     }) ||
         std::any_of(sources.created.begin(), sources.created.end(),
                     [&](const TableSchema* created) {
                       return !created->rows.empty() && is_content(*created);
                     });
}

// Of a view as content: whether it, or rows that it may read, are other ones.
bool is_over_changed_view(const VirtualTable& table, const TextSources& sources) {
  const auto is_content = [&](const std::string& view) { return is_index_over(table, view); };
  if (!is_index_over_view(table, sources.after)) return false;
  const bool rows_change = brings_rows(sources) ||
                           std::any_of(sources.seeds.begin(), sources.seeds.end(),
                                       [](const SeedChange& change) { return !change.empty(); }) ||
                           std::any_of(sources.changed.begin(), sources.changed.end(),
                                       [](const auto& work) { return !keeps_all(*work.values); });
  const auto& created = sources.created_views;
  return rows_change || (!sources.changed.empty() &&
                         std::any_of(created.begin(), created.end(),
                                     [&](const View* view) { return is_content(view->name); }));
}

// Whether a trigger comes that keeps the index in step: nothing did, or not all, while it was away.
// A data step runs without those that its change replaces.
bool lacked_a_trigger(const VirtualTable& table, const TextSources& sources) {
  return sources.lineage.virtual_tables.contains(table.name) &&
         shape(table).content == VirtualShape::Content::external &&
         std::any_of(sources.new_triggers.begin(), sources.new_triggers.end(),
                     [&](const Trigger* trigger) {
                       return sql::mentions(trigger->sql.for_dialect("sqlite"), table.name);
                     });
}

}  // namespace

bool is_stale(const VirtualTable& table, const TextSources& sources) {
  return std::any_of(sources.changed.begin(), sources.changed.end(),
                     [&](const auto& work) { return is_outdated(table, work); }) ||
         is_over_another(table, sources) || is_over_seeds(table, sources) ||
         is_over_changed_view(table, sources) || lacked_a_trigger(table, sources);
}

}  // namespace schemake::generator::sqlite
