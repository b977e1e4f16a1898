#include "dialect/sqlite/objections.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "core/sql_text.hpp"
#include "dialect/sqlite/storage.hpp"
#include "schema/references.hpp"

namespace schemake::generator::sqlite {
namespace {

// Gathers objections to one schema, object by object.
class Objections {
 public:
  explicit Objections(const Schema& schema) : schema_(schema) {}

  std::vector<Dialect::Objection> find() {
    for (const auto& [name, table] : schema_.tables) check(table);
    for (const auto& [name, index] : schema_.indexes) check(index);
    for (const auto& [name, view] : schema_.views) {
      said({Kind::view, "", name}, view.sql, "SELECT");
    }
    for (const auto& [name, trigger] : schema_.triggers) check(trigger);
    check_names();
    return std::move(found_);
  }

 private:
  void object(ObjectName name, std::string what, std::string advice) {
    found_.push_back({std::move(name), std::move(what), std::move(advice)});
  }

  // A text that is given for other dialects alone.
  void said(const ObjectName& name, const DialectText& text, const std::string& noun) {
    if (text.empty() || text.texts.contains(kDialect) || text.texts.contains("")) return;
    object(name, "has no " + noun + " for sqlite", "add a `sqlite:` entry beside the others");
  }

  void check(const TableSchema& table) {
    const std::string& name = table.table.name;
    const ObjectName self{Kind::table, "", name};
    if (table.table.without_rowid && table.primary_key() == nullptr) {
      object(self, "is WITHOUT ROWID and has no primary key",
             "give it a primary key, or leave without_rowid out");
    }
    if (!table.rows.empty() && table.primary_key() == nullptr) {
      object(self, "brings rows and has no primary key, by which they are known",
             "give it a primary key, or take its rows out");
    }
    if (std::all_of(table.columns.begin(), table.columns.end(),
                    [](const Column& column) { return column.generated.has_value(); })) {
      object(self, "has no column that is not generated", "add one");
    }
    for (const Column& column : table.columns) check(column, table);
    for (const auto& [key, row] : table.rows) {
      for (const auto& [column, value] : row.values) {
        const ObjectName named{Kind::row, name, key};
        check_kept(*table.column(column), value, "value of " + column, named);
      }
    }
    for (const auto& [key_name, key] : table.foreign_keys) {
      if (!key.not_enforced || !why_unenforceable(key, schema_).empty()) continue;
      object({Kind::foreign_key, name, key_name},
             "is not to be enforced, and SQLite enforces it, as what it refers to is there",
             "leave `enforced: false` out");
    }
    for (const auto& [check_name, check] : table.checks) {
      said({Kind::check, name, check_name}, check.sql, "expression");
    }
    check_columns_differ(table);
  }

  void check(const Column& column, const TableSchema& table) {
    const ObjectName self{Kind::column, table.table.name, column.name};
    if (column.type.name == TypeName::raw) said(self, column.type.raw, "type");
    said(self, column.collation, "collation");
    if (column.generated) said(self, column.generated->sql, "expression");
    if (column.default_value && std::holds_alternative<Expression>(*column.default_value)) {
      said(self, std::get<Expression>(*column.default_value).sql, "default");
    }
    if (column.generated && column.default_value) {
      object(self, "is generated and has a default", "leave one of the two out");
    }
    if (column.identity && rowid_alias(table) != &column) {
      object(
          self, "is an identity but not the integer primary key of a table with rowids",
          "SQLite numbers only such a column: make it the whole primary key, of an integer type");
    }
    if (table.table.strict) check_strict(column, self);
    if (column.default_value) check_kept(column, *column.default_value, "default", self);
  }

  void check_kept(const Column& column, const Default& value, const std::string& noun,
                  const ObjectName& self) {
    const auto* literal = std::get_if<Literal>(&value);
    const Affinity stored_as = affinity(declared_type(column.type));
    if (literal == nullptr || keeps(stored_as, *literal)) return;
    object(self, "the " + noun + " is " + literal->text + ", which SQLite stores as another number",
           stored_as == Affinity::text
               ? "put quotes around it: the column holds text"
               : "make it a column of text, or write {sql: ...} if the nearest number will do");
  }

  // https://sqlite.org/stricttables.html
  void check_strict(const Column& column, const ObjectName& self) {
    static constexpr std::array<std::string_view, 6> kTypes{"INT",  "INTEGER", "REAL",
                                                            "TEXT", "BLOB",    "ANY"};
    const std::string type = declared_type(column.type);
    const auto same = [&](std::string_view legal) { return sql::same_name(legal, type); };
    if (std::none_of(kTypes.begin(), kTypes.end(), same)) {
      object(self,
             spell(column.type) + " is stored as " + (type.empty() ? "no type" : type) +
                 ", which a STRICT table does not take",
             "store it as text, or as an integer of the smallest unit, or leave strict out");
      return;
    }
    if (!column.default_value || sql::same_name(type, "ANY")) return;
    const auto* value = std::get_if<Literal>(&*column.default_value);
    if (value != nullptr && !suits(*value, affinity(type))) {
      object(self, "the default " + value->text + " is no " + type + ", which a STRICT table wants",
             "write a default of the column's type");
    }
  }

  void check(const Index& index) {
    const ObjectName self{Kind::index, index.table, index.name};
    said(self, index.where, "condition");
    for (const IndexPart& part : index.parts) {
      said(self, part.expression, "expression");
      said(self, part.collation, "collation");
    }
  }

  void check(const Trigger& trigger) {
    const ObjectName self{Kind::trigger, trigger.table, trigger.name};
    said(self, trigger.sql, "statements");
    said(self, trigger.when, "condition");
    const bool instead = trigger.timing == Trigger::Timing::instead_of;
    if (instead != schema_.views.contains(trigger.table)) {
      object(self, instead ? "is INSTEAD OF, which only a view can have" : "is on a view",
             instead ? "say before or after" : "say instead of");
    }
  }

  // Tables, views and indexes share one name space, in which case does not count.
  void check_names() {
    std::map<std::string, ObjectName> standing;
    const auto enter = [&](const ObjectName& self) {
      const auto [other, is_new] = standing.emplace(sql::lower(self.name), self);
      if (!is_new) {
        object(
            self,
            "has the name of " + std::string(spell(other->second.kind)) + " " + other->second.name,
            "SQLite's tables, views and indexes share their names, whatever their case: rename "
            "one");
      }
      if (sql::lower(self.name).rfind("schemake_", 0) == 0) {
        object(self, "has a name that Schemake keeps for itself", "choose one without schemake_");
      }
    };
    for (const auto& [name, table] : schema_.tables) enter({Kind::table, "", name});
    for (const auto& [name, table] : schema_.virtual_tables) enter({Kind::virtual_table, "", name});
    for (const auto& [name, view] : schema_.views) enter({Kind::view, "", name});
    for (const auto& [name, index] : schema_.indexes) enter({Kind::index, index.table, name});
    std::set<std::string> triggers;
    for (const auto& [name, trigger] : schema_.triggers) {
      if (!triggers.insert(sql::lower(name)).second) {
        object({Kind::trigger, trigger.table, name}, "has the name of another trigger but for case",
               "rename one");
      }
    }
  }

  void check_columns_differ(const TableSchema& table) {
    std::set<std::string> names;
    for (const Column& column : table.columns) {
      if (!names.insert(sql::lower(column.name)).second) {
        object({Kind::column, table.table.name, column.name},
               "has the name of another column but for case", "rename one");
      }
    }
  }

  const Schema& schema_;
  std::vector<Dialect::Objection> found_;
};

}  // namespace

std::vector<Dialect::Objection> objections(const Schema& schema) {
  return Objections(schema).find();
}

}  // namespace schemake::generator::sqlite
