#include <set>
#include <utility>

#include "core/sql_text.hpp"
#include "schema/yaml/sql.hpp"
#include "schema/yaml/tables.hpp"

namespace schemake::generator {
namespace {

// A list of names, none twice.
std::vector<std::string> read_names(Reading& reading, const YamlNode* node, std::string_view what) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const YamlNode* item : read_list(reading, node, what)) {
    if (!check_name(reading, Kind::column, item->text, item->at)) continue;
    if (!seen.insert(sql::lower(item->text)).second) {
      reading.error(item->at, "the column " + in_quotes(item->text) + " stands here twice");
    } else {
      names.push_back(item->text);
    }
  }
  return names;
}

View read_view(Reading& reading, const YamlNode& node, const ObjectName& object) {
  View view;
  view.name = object.name;
  if (!node.is_mapping()) {
    view.sql = read_sql(reading, &node, SqlUse::query);
    return view;
  }
  const Fields fields(reading, node, "a view", {"sql", "columns", "comment", "renamed_from"});
  view.sql = read_sql(reading, fields.require("sql"), SqlUse::query);
  view.columns = read_names(reading, fields.find("columns"), "\"columns\"");
  view.comment = read_text(reading, fields.find("comment"), "a comment");
  read_renamed_from(reading, fields, object);
  return view;
}

// What a trigger stands on: a table, a view, or nothing that is known, which is reported.
void check_trigger_target(Reading& reading, const Fields& fields, const Trigger& trigger) {
  const Schema& schema = reading.desired.schema;
  const YamlNode* target = fields.find("table");
  if (target == nullptr || !target->is_scalar()) return;
  const bool on_view = schema.views.count(trigger.table) > 0;
  const TableSchema* table = schema.table(trigger.table);
  const bool instead = trigger.timing == Trigger::Timing::instead_of;
  const YamlNode* timing = fields.find("timing");
  const Position timing_at = timing != nullptr ? timing->at : target->at;
  if (on_view && !instead) {
    reading.error(timing_at, "a trigger on a view is \"instead of\" what it is for");
  } else if (table != nullptr && instead) {
    reading.error(timing_at, "only a trigger on a view is \"instead of\"", "write before or after");
  } else if (!on_view && table == nullptr) {
    std::vector<std::string> known;
    for (const auto& [name, value] : schema.tables) known.push_back(name);
    for (const auto& [name, value] : schema.views) known.push_back(name);
    reading.error(target->at, "there is no table or view " + in_quotes(trigger.table),
                  suggestion(trigger.table, known));
  }
  if (table == nullptr) return;
  for (const YamlNode* column : read_list(reading, fields.find("update_of"), "\"update_of\"")) {
    if (table->column(column->text) != nullptr) continue;
    std::vector<std::string> known;
    for (const Column& other : table->columns) known.push_back(other.name);
    reading.error(
        column->at,
        "the table " + in_quotes(trigger.table) + " has no column " + in_quotes(column->text),
        suggestion(column->text, known));
  }
}

void read_trigger(Reading& reading, const YamlEntry& entry) {
  const Fields fields(reading, entry.value, "a trigger",
                      {"table", "timing", "event", "update_of", "when", "sql"});
  Trigger trigger;
  trigger.name = entry.key;
  trigger.table = read_text(reading, fields.require("table"), "the name of a table");
  trigger.timing = read_word<Trigger::Timing>(reading, fields.require("timing"), "the timing",
                                              {{"before", Trigger::Timing::before},
                                               {"after", Trigger::Timing::after},
                                               {"instead of", Trigger::Timing::instead_of}},
                                              Trigger::Timing::after);
  trigger.event = read_word<Trigger::Event>(reading, fields.require("event"), "the event",
                                            {{"insert", Trigger::Event::insert},
                                             {"update", Trigger::Event::update},
                                             {"delete", Trigger::Event::remove}},
                                            Trigger::Event::insert);
  const YamlNode* update_of = fields.find("update_of");
  if (update_of != nullptr && trigger.event != Trigger::Event::update) {
    reading.error(update_of->at, "\"update_of\" belongs to the event \"update\"");
  }
  trigger.update_of = read_names(reading, update_of, "\"update_of\"");
  trigger.when = read_sql(reading, fields.find("when"), SqlUse::expression);
  trigger.sql = read_sql(reading, fields.require("sql"), SqlUse::statements);
  check_trigger_target(reading, fields, trigger);
  if (declare(reading, {Kind::trigger, trigger.table, entry.key}, entry.at)) {
    reading.desired.schema.triggers.emplace(entry.key, std::move(trigger));
  }
}

}  // namespace

void read_views(Reading& reading, const YamlNode* node) {
  if (node == nullptr) return;
  if (!node->is_mapping()) {
    reading.error(node->at, "\"views\" is a mapping of names to queries");
    return;
  }
  for (const YamlEntry& entry : node->entries) {
    const ObjectName object{Kind::view, "", entry.key};
    const bool good = declare(reading, object, entry.at);
    View view = read_view(reading, entry.value, object);
    if (good) reading.desired.schema.views.emplace(entry.key, std::move(view));
  }
}

void read_triggers(Reading& reading, const YamlNode* node) {
  if (node == nullptr) return;
  if (!node->is_mapping()) {
    reading.error(node->at, "\"triggers\" is a mapping of names to triggers");
    return;
  }
  for (const YamlEntry& entry : node->entries) read_trigger(reading, entry);
}

}  // namespace schemake::generator
