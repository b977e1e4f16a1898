#include "schema/validation.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "core/sql_text.hpp"
#include "schema/references.hpp"

namespace schemake::generator {
namespace {

std::string in_quotes(const std::string& text) { return '"' + text + '"'; }

class Validation {
 public:
  Validation(Desired& desired, const std::map<ObjectName, Position>& references,
             Diagnostics& diagnostics)
      : desired_(desired), references_(references), diagnostics_(diagnostics) {}

  void run() {
    for (auto& [name, table] : desired_.schema.tables) {
      check_primary_key(table);
      check_identity(table);
      if (table.table.strict) check_strict(table);
      for (auto& [key_name, key] : table.foreign_keys) check_foreign_key(table, key);
    }
  }

 private:
  Position at(Kind kind, const std::string& table, const std::string& name) const {
    const auto found = desired_.positions.find({kind, table, name});
    return found == desired_.positions.end() ? Position{} : found->second;
  }
  Position at(const Column& column) const { return at(Kind::column, column.table, column.name); }

  void check_primary_key(const TableSchema& table) {
    const Key* key = table.primary_key();
    if (key == nullptr) {
      if (table.table.without_rowid) {
        diagnostics_.error(at(Kind::table, {}, table.table.name),
                           "a WITHOUT ROWID table needs a primary key");
      }
      return;
    }
    for (const IndexPart& part : key->parts) {
      const Column* column = table.column(part.column);
      if (column == nullptr) continue;
      if (column->nullable && !may_be_null(table, *key, *column)) {
        diagnostics_.error(at(*column), "a column of the primary key cannot be nullable",
                           "remove the '?', or \"nullable\"");
      }
      if (column->generated) {
        diagnostics_.error(at(*column), "a generated column cannot be in the primary key");
      }
    }
  }

  // SQLite takes NULL in a primary key that is neither the rowid nor that of a STRICT or WITHOUT
  // ROWID table, https://sqlite.org/quirks.html#primary_keys_can_sometimes_contain_nulls
  bool may_be_null(const TableSchema& table, const Key& key, const Column& column) const {
    const bool rowid = key.parts.size() == 1 && !key.parts[0].descending && is_integer(column.type);
    return desired_.dialects == std::vector<std::string>{"sqlite"} && !rowid &&
           !table.table.strict && !table.table.without_rowid;
  }

  static bool is_integer(const Type& type) {
    if (type.name == TypeName::raw)
      return sql::same_name(type.raw.for_dialect("sqlite"), "INTEGER");
    return type.name == TypeName::smallint || type.name == TypeName::integer ||
           type.name == TypeName::bigint;
  }

  void check_identity(const TableSchema& table) {
    const Key* key = table.primary_key();
    for (const Column& column : table.columns) {
      if (!column.identity) continue;
      const bool alone =
          key != nullptr && key->parts.size() == 1 && key->parts[0].column == column.name;
      if (!alone) {
        diagnostics_.error(at(column), "only a primary key of one column is an identity",
                           "write primary_key: true, or remove \"identity\"");
      } else if (key->parts[0].descending) {
        diagnostics_.error(at(column), "an identity is no descending key");
      } else if (!is_integer(column.type)) {
        diagnostics_.error(at(column), "an identity is a smallint, integer or bigint");
      } else if (table.table.without_rowid) {
        diagnostics_.error(at(column), "a WITHOUT ROWID table has no identity",
                           "remove \"identity\" or \"without_rowid\"");
      }
    }
  }

  // https://sqlite.org/stricttables.html
  void check_strict(const TableSchema& table) {
    static const std::set<std::string> kTypes = {"int", "integer", "real", "text", "blob", "any"};
    for (const Column& column : table.columns) {
      if (column.type.name == TypeName::decimal) {
        diagnostics_.error(at(column), "a STRICT table of SQLite has no decimal",
                           "store a whole number of the smallest unit as bigint, or the text");
      } else if (column.type.name == TypeName::raw) {
        check_strict_raw(column, kTypes);
      }
    }
  }

  void check_strict_raw(const Column& column, const std::set<std::string>& types) {
    const std::string type = sql::lower(column.type.raw.for_dialect("sqlite"));
    if (!type.empty() && types.count(type) == 0) {
      diagnostics_.error(at(column), "a STRICT table of SQLite has no type " + in_quotes(type),
                         "write one of: INTEGER, REAL, TEXT, BLOB, ANY");
      return;
    }
    const auto* literal =
        column.default_value ? std::get_if<Literal>(&*column.default_value) : nullptr;
    if (literal == nullptr || type == "any") return;
    const bool whole = literal->text.find_first_of(".eE") == std::string::npos;
    const bool number = literal->kind == Literal::Kind::number;
    const bool fits = type == "text"   ? literal->kind == Literal::Kind::string
                      : type == "real" ? number
                      : type == "blob"
                          ? literal->kind == Literal::Kind::blob
                          : (number && whole) || literal->kind == Literal::Kind::boolean;
    if (!fits) {
      diagnostics_.error(at(column), "the default is no " + type + ", and the table is STRICT",
                         "SQLite would take it and then find the table corrupt");
    }
  }

  void check_foreign_key(const TableSchema& table, ForeignKey& key) {
    const ObjectName object{Kind::foreign_key, key.table, key.name};
    const auto known = references_.find(object);
    const Position target_at = known != references_.end() ? known->second : Position{};
    if (key.not_enforced) {
      if (!why_unenforceable(key, desired_.schema).empty()) return;
      diagnostics_.error(target_at,
                         "rows are held to this foreign key, as what it refers to is there",
                         "leave \"enforced: false\" out");
      return;
    }
    const TableSchema* parent = desired_.schema.table(key.parent);
    if (parent == nullptr) {
      refuse_parent(key, target_at);
      return;
    }
    if (key.parent_columns.empty()) {
      const Key* primary = parent->primary_key();
      if (primary == nullptr) {
        diagnostics_.error(target_at, "the table " + in_quotes(key.parent) + " has no primary key",
                           "name the column that is meant: " + key.parent + ".column");
        return;
      }
      for (const IndexPart& part : primary->parts) key.parent_columns.push_back(part.column);
    }
    if (check_parent_columns(key, *parent, target_at)) warn_of_actions(table, key);
  }

  void refuse_parent(const ForeignKey& key, Position target_at) {
    const Schema& schema = desired_.schema;
    if (schema.views.count(key.parent) > 0 || schema.virtual_tables.count(key.parent) > 0) {
      diagnostics_.error(target_at, in_quotes(key.parent) + " is no table that can be referred to");
      return;
    }
    std::vector<std::string> names;
    for (const auto& [name, table] : schema.tables) names.push_back(name);
    const std::string meant = nearest(key.parent, names);
    diagnostics_.error(target_at, "there is no table " + in_quotes(key.parent),
                       meant.empty() ? "" : "did you mean " + in_quotes(meant) + '?');
  }

  bool check_parent_columns(const ForeignKey& key, const TableSchema& parent, Position target_at) {
    for (const std::string& column : key.parent_columns) {
      if (parent.column(column) != nullptr) continue;
      std::vector<std::string> names;
      for (const Column& other : parent.columns) names.push_back(other.name);
      const std::string meant = nearest(column, names);
      diagnostics_.error(
          target_at, "the table " + in_quotes(key.parent) + " has no column " + in_quotes(column),
          meant.empty() ? "" : "did you mean " + in_quotes(meant) + '?');
      return false;
    }
    if (key.columns.size() != key.parent_columns.size()) {
      diagnostics_.error(target_at, "the foreign key has " + std::to_string(key.columns.size()) +
                                        " columns and refers to " +
                                        std::to_string(key.parent_columns.size()));
      return false;
    }
    if (!can_be_referred_to(parent, key.parent_columns, desired_.schema)) {
      diagnostics_.error(target_at,
                         "what a foreign key refers to is a primary key or unique, and this is not",
                         "make it unique in the table " + in_quotes(key.parent));
      return false;
    }
    return true;
  }

  void warn_of_actions(const TableSchema& table, const ForeignKey& key) {
    for (const std::string& name : key.columns) {
      const Column* column = table.column(name);
      if (column == nullptr || column->nullable) continue;
      for (const Action action : {key.on_delete, key.on_update}) {
        const bool sets_null =
            action == Action::set_null || (action == Action::set_default && !column->default_value);
        if (!sets_null) continue;
        diagnostics_.warning(at(Kind::foreign_key, key.table, key.name),
                             "this action sets " + in_quotes(name) +
                                 " to NULL, which it cannot be: the "
                                 "change of the parent row will fail",
                             "make the column nullable, or choose another action");
        return;
      }
    }
  }

  Desired& desired_;
  const std::map<ObjectName, Position>& references_;
  Diagnostics& diagnostics_;
};

}  // namespace

void validate(Desired& desired, const std::map<ObjectName, Position>& references,
              Diagnostics& diagnostics) {
  Validation(desired, references, diagnostics).run();
}

}  // namespace schemake::generator
