#include "sqlite/aside.hpp"

#include <algorithm>
#include <optional>
#include <schemake/error.hpp>

#include "core/sql_text.hpp"
#include "sqlite/settings.hpp"

namespace schemake::sqlite {
namespace {

bool holds(const std::vector<SchemaObject>& objects, const SchemaObject& object) {
  return std::any_of(objects.begin(), objects.end(),
                     [&](const SchemaObject& other) { return other.is(object); });
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& other) { return sql::same_name(name, other); });
}

bool hangs_on(const SchemaObject& object, const std::vector<std::string>& names) {
  if (object.type == "index") return !object.temporary && contains(names, object.table);
  return contains(names, object.table) ||
         std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return sql::mentions(object.sql, name); });
}

// The names that DROP INDEX, DROP VIEW and DROP TRIGGER in a script name.
void add_dropped_names(std::string_view script, std::vector<std::string>& names) {
  const std::vector<sql::Token> tokens = sql::tokenize(script);
  for (std::size_t i = 0; i + 2 < tokens.size(); ++i) {
    if (!tokens[i].is("DROP")) continue;
    const sql::Token& kind = tokens[i + 1];
    if (!kind.is("INDEX") && !kind.is("VIEW") && !kind.is("TRIGGER")) continue;
    std::size_t name = i + 2;
    if (tokens[name].is("IF")) name += 2;
    if (name + 2 < tokens.size() && tokens[name + 1].is(".")) name += 2;
    if (name < tokens.size()) names.push_back(sql::identifier(tokens[name]));
  }
}

}  // namespace

Aside::Aside(sqlite3* db, const std::vector<std::string>& tables) : db_(db) {
  const std::vector<SchemaObject> all = schema_objects(db_);
  if (all.empty()) return;
  std::vector<SchemaObject> taken = dependents(all, tables, {});
  if (taken.size() < all.size()) {
    // What is left may block the scripts' ALTER TABLE.
    if (const auto blocking = blocking_objects(db_); !blocking.empty()) {
      taken = dependents(all, tables, blocking);
    }
  }
  take(taken);
}

std::vector<SchemaObject> Aside::dependents(const std::vector<SchemaObject>& all,
                                            std::vector<std::string> names,
                                            const std::vector<SchemaObject>& always) {
  std::vector<bool> taken(all.size(), false);
  for (bool grown = true; grown;) {
    grown = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (taken[i] || !(hangs_on(all[i], names) || holds(always, all[i]))) continue;
      taken[i] = grown = true;
      if (all[i].type == "view") names.push_back(all[i].name);
    }
  }
  std::vector<SchemaObject> result;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (taken[i]) result.push_back(all[i]);
  }
  return result;
}

// Drops triggers first: those of a view go with it, and each is judged while all else stands.
void Aside::take(const std::vector<SchemaObject>& objects) {
  for (auto object = objects.rbegin(); object != objects.rend(); ++object) {
    Object one;
    one.object = *object;
    one.worked = compiles(db_, *object);
    one.quotes_strings = object->type == "index" && quotes_strings(db_, *object);
    drop(db_, *object);
    objects_.push_back(std::move(one));
  }
  std::reverse(objects_.begin(), objects_.end());
}

void Aside::put_back(const std::vector<std::string_view>& scripts) {
  std::vector<std::string> dropped;
  for (const std::string_view script : scripts) add_dropped_names(script, dropped);
  const std::vector<SchemaObject> present = schema_objects(db_);
  std::vector<const Object*> back;
  for (const Object& one : objects_) {
    if (!contains(dropped, one.object.name) && !holds(present, one.object)) back.push_back(&one);
  }
  for (const Object* one : back) {
    put_back(*one);
    // A trigger is judged before the next one can take the blame for it.
    std::string problem;
    const bool judged = one->worked && one->object.type == "trigger";
    if (judged && !compiles(db_, one->object, &problem)) refuse_broken(one->object, problem);
  }
  for (const Object* one : back) {
    std::string problem;
    if (one->worked && !compiles(db_, one->object, &problem)) refuse_broken(one->object, problem);
  }
}

void Aside::put_back(const Object& one) const {
  try {
    std::optional<StrictQuotes> strict;
    // Else an index over a column that is gone would become one over a text.
    if (one.object.type == "index" && !one.quotes_strings) strict.emplace(db_);
    create(db_, one.object);
  } catch (const Error& error) {
    if (error.code() != Code::statement) throw;
    refuse_broken(one.object, error.what());
  }
}

}  // namespace schemake::sqlite
