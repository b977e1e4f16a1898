#include "property/shrink.hpp"

#include <stdexcept>
#include <vector>

#include "operation/work.hpp"
#include "property/text_validity.hpp"

namespace schemake::generator {
namespace {

std::vector<ObjectName> objects_of(const Schema& schema) {
  std::vector<ObjectName> objects;
  for (const auto& entry : schema.tables) objects.push_back({Kind::table, "", entry.first});
  for (const auto& entry : schema.virtual_tables) {
    objects.push_back({Kind::virtual_table, "", entry.first});
  }
  for (const auto& entry : schema.views) objects.push_back({Kind::view, "", entry.first});
  for (const auto& [name, trigger] : schema.triggers) {
    objects.push_back({Kind::trigger, trigger.table, name});
  }
  for (const auto& [name, index] : schema.indexes) {
    objects.push_back({Kind::index, index.table, name});
  }
  for (const auto& [name, table] : schema.tables) {
    for (const auto& entry : table.foreign_keys) {
      objects.push_back({Kind::foreign_key, name, entry.first});
    }
    for (const auto& entry : table.checks) objects.push_back({Kind::check, name, entry.first});
    for (const auto& entry : table.keys) objects.push_back({Kind::key, name, entry.first});
    for (const auto& entry : table.rows) objects.push_back({Kind::row, name, entry.first});
    for (const Column& column : table.columns) objects.push_back({Kind::column, name, column.name});
  }
  for (const auto& entry : schema.enums) objects.push_back({Kind::enumeration, "", entry.first});
  return objects;
}

// With what refers to it, views and triggers whose text does included.
void take_out(Schema& schema, const ObjectName& object) {
  Work work(schema);
  work.take_away(object);
  for (bool again = true; again;) {
    again = false;
    for (const auto& [name, view] : work.schema().views) {
      if (is_valid(work.schema(), view)) continue;
      work.take_away({Kind::view, "", std::string(name)});
      again = true;
      break;
    }
  }
  for (bool again = true; again;) {
    again = false;
    for (const auto& [name, trigger] : work.schema().triggers) {
      if (is_valid(work.schema(), trigger)) continue;
      work.take_away({Kind::trigger, std::string(trigger.table), std::string(name)});
      again = true;
      break;
    }
  }
  schema = work.schema();
}

// An object of the state before by the name that it has there.
ObjectName before(const Pair& pair, ObjectName object) {
  const auto table = pair.hints.renamed_from.find({Kind::table, "", object.table});
  const auto own = pair.hints.renamed_from.find(object);
  if (own != pair.hints.renamed_from.end()) object.name = own->second;
  if (table != pair.hints.renamed_from.end()) object.table = table->second;
  return object;
}

using Cut = std::function<void(Pair&)>;

// A column of the state after as it was, but for its name.
void make_equal(Pair& pair, const ObjectName& object) {
  const ObjectName old = before(pair, object);
  const TableSchema* const table = pair.before.table(old.table);
  const Column* const column = table == nullptr ? nullptr : table->column(old.name);
  if (column == nullptr) return;
  for (Column& other : pair.after.tables.at(object.table).columns) {
    if (other.name != object.name) continue;
    const Column wanted = other;
    other = *column;
    other.table = wanted.table;
    other.name = wanted.name;
  }
}

std::vector<Cut> cuts(const Pair& pair) {
  std::vector<Cut> list;
  for (const ObjectName& object : objects_of(pair.after)) {
    list.push_back([object](Pair& cut) {
      take_out(cut.before, before(cut, object));
      take_out(cut.after, object);
    });
  }
  for (const ObjectName& object : objects_of(pair.before)) {
    list.push_back([object](Pair& cut) { take_out(cut.before, object); });
  }
  for (const ObjectName& object : objects_of(pair.after)) {
    list.push_back([object](Pair& cut) { take_out(cut.after, object); });
    if (object.kind == Kind::column)
      list.push_back([object](Pair& cut) { make_equal(cut, object); });
  }
  for (const auto& entry : pair.hints.renamed_from) {
    list.push_back([object = entry.first](Pair& cut) { cut.hints.renamed_from.erase(object); });
  }
  for (const auto& entry : pair.hints.backfills) {
    list.push_back([object = entry.first](Pair& cut) { cut.hints.backfills.erase(object); });
  }
  for (const ObjectName& object : pair.hints.unnamed) {
    list.push_back([object](Pair& cut) { cut.hints.unnamed.erase(object); });
  }
  list.push_back([](Pair& cut) { cut.accepted.clear(); });
  return list;
}

bool is_same(const Pair& a, const Pair& b) {
  return a.before == b.before && a.after == b.after && a.accepted == b.accepted &&
         a.hints.renamed_from == b.hints.renamed_from && a.hints.unnamed == b.hints.unnamed &&
         a.hints.backfills == b.hints.backfills;
}

}  // namespace

Pair shrink(Pair pair, const std::function<bool(const Pair&)>& fails) {
  for (bool smaller = true; smaller;) {
    smaller = false;
    for (const Cut& cut : cuts(pair)) {
      Pair attempt = pair;
      try {
        cut(attempt);
      } catch (const std::logic_error&) {
        continue;  // what is cut is gone already, or something still stands on it
      }
      if (is_same(attempt, pair) || !fails(attempt)) continue;
      pair = std::move(attempt);
      smaller = true;
    }
  }
  return pair;
}

}  // namespace schemake::generator
