#include "dialect/mutation.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "core/sql_text.hpp"
#include "dialect/library.hpp"
#include "dialect/sql_writer.hpp"
#include "dialect/sqlite/ddl.hpp"
#include "dialect/sqlite/storage.hpp"

namespace schemake::generator {
namespace {

void replace_names(DialectText& text, const NameMap& names) {
  for (auto& item : text.texts) {
    std::string result;
    std::size_t copied = 0;
    for (const sql::Token& token : sql::tokenize(item.second)) {
      for (const auto& [from, to] : names) {
        if (token.kind != sql::Token::Kind::quoted_name || sql::identifier(token) != from) continue;
        result += item.second.substr(copied, token.offset - copied) + quoted_name(to);
        copied = token.offset + token.text.size();
      }
    }
    item.second = result + item.second.substr(copied);
  }
}

// In all text but that of other tables' columns, whose names are their own: no two columns of a
// schema share a name, so a name means one thing wherever it stands.
void replace_everywhere(Schema& schema, const NameMap& names) {
  for (auto& [name, table] : schema.tables) {
    for (auto& item : table.checks) replace_names(item.second.sql, names);
    for (Column& column : table.columns) {
      if (column.generated) replace_names(column.generated->sql, names);
    }
  }
  for (auto& [name, index] : schema.indexes) {
    replace_names(index.where, names);
    for (IndexPart& part : index.parts) replace_names(part.expression, names);
  }
  for (auto& item : schema.views) replace_names(item.second.sql, names);
  for (auto& item : schema.triggers) replace_names(item.second.sql, names);
}

bool mentions(const DialectText& text, const std::string& name) {
  return sql::mentions(text.for_dialect("sqlite"), name);
}

// Views and triggers that mention the name, and what mentions those.
void drop_dependents(Schema& schema, const std::string& name) {
  std::erase_if(schema.triggers, [&](const auto& item) {
    return item.second.table == name || mentions(item.second.sql, name);
  });
  std::vector<std::string> views;
  for (const auto& [view, value] : schema.views) {
    if (mentions(value.sql, name)) views.push_back(view);
  }
  for (const std::string& view : views) {
    if (schema.views.erase(view) > 0) drop_dependents(schema, view);
  }
}

void drop_column_everywhere(Schema& schema, TableSchema& table, const std::string& name) {
  drop_dependents(schema, name);
  std::vector<std::string> readers;
  for (const Column& column : table.columns) {
    if (column.generated && mentions(column.generated->sql, name)) readers.push_back(column.name);
  }
  for (const std::string& reader : readers) drop_column_everywhere(schema, table, reader);
  std::erase_if(table.keys, [&](const auto& item) {
    return std::any_of(item.second.parts.begin(), item.second.parts.end(),
                       [&](const IndexPart& part) { return part.column == name; });
  });
  std::erase_if(table.foreign_keys,
                [&](const auto& item) { return item.second.columns.front() == name; });
  std::erase_if(table.checks, [&](const auto& item) { return mentions(item.second.sql, name); });
  std::erase_if(schema.indexes, [&](const auto& item) {
    return sql::mentions(sqlite::create_index(item.second, ""), name);
  });
  drop_column(schema, table.table.name, name);
}

std::string value_for(const Column& column, const Schema& schema, int row) {
  const std::string number = std::to_string(row);
  if (column.nullable && row == 2) return "NULL";
  switch (column.type.name) {
    case TypeName::boolean:
      return row == 1 ? "1" : "0";
    case TypeName::enumeration:
      return "'" + schema.enums.at(column.type.enumeration).values[row == 3 ? 1 : 0] + "'";
    case TypeName::real:
      return number + ".5";
    case TypeName::bigint:
    case TypeName::integer:
      return number;
    default:
      return "'" + number + "'";
  }
}

}  // namespace

TableSchema& Mutator::any_table(Schema& schema) {
  if (schema.tables.empty()) create_table(schema);
  return std::next(schema.tables.begin(), below(schema.tables.size()))->second;
}

Column* Mutator::any_column(TableSchema& table) {
  if (table.columns.size() < 2) return nullptr;
  return &table.columns[1 + below(table.columns.size() - 1)];
}

// One that stands at the start under this name; `id` where there is none.
std::string Mutator::any_old_column(const TableSchema& table) {
  std::vector<std::string> names{"id"};
  const TableSchema* old = start_.table(table.table.name);
  for (const Column& column : table.columns) {
    if (old != nullptr && old->column(column.name) != nullptr) names.push_back(column.name);
  }
  return names[below(names.size())];
}

Type Mutator::any_type(Schema& schema) {
  static constexpr TypeName kNames[] = {TypeName::text, TypeName::bigint,  TypeName::real,
                                        TypeName::uuid, TypeName::boolean, TypeName::varchar,
                                        TypeName::blob, TypeName::decimal, TypeName::enumeration};
  Type type;
  type.name = kNames[below(std::size(kNames))];
  if (type.name == TypeName::varchar) type.precision = 3 + static_cast<int>(below(5));
  if (type.name == TypeName::decimal) type.precision = 9;
  if (type.name == TypeName::enumeration) {
    type.enumeration = "mood" + std::to_string(below(2));
    schema.enums[type.enumeration] = {type.enumeration, {"good", "bad"}, ""};
  }
  return type;
}

void Mutator::create_table(Schema& schema) {
  const std::string name = fresh_name("t");
  add_table(schema, name);
  column(schema, name, "id").identity = below(2) == 0;
  add_column(schema, name, fresh_name("c"));
}

void Mutator::drop_table(Schema& schema) {
  if (schema.tables.size() < 2) return;
  const std::string name = any_table(schema).table.name;
  drop_dependents(schema, name);
  for (const Column& column : schema.tables.at(name).columns) {
    if (column.name != "id") drop_dependents(schema, column.name);
  }
  for (auto& [other, table] : schema.tables) {
    std::erase_if(table.foreign_keys, [&](const auto& item) { return item.second.parent == name; });
  }
  std::erase_if(schema.indexes, [&](const auto& item) { return item.second.table == name; });
  schema.tables.erase(name);
}

void Mutator::rename_table_of(Schema& schema, Hints& hints) {
  const std::string from = any_table(schema).table.name;
  const std::string to = fresh_name("t");
  rename_table(schema, hints, from, to);
  replace_everywhere(schema, {{from, to}});
}

void Mutator::swap_tables(Schema& schema, Hints& hints) {
  const std::string a = any_table(schema).table.name;
  const std::string b = any_table(schema).table.name;
  if (a == b) return;
  Hints unused;
  rename_table(schema, unused, a, "third");
  rename_table(schema, unused, b, a);
  rename_table(schema, unused, "third", b);
  hints.renamed_from[{Kind::table, "", a}] = b;
  hints.renamed_from[{Kind::table, "", b}] = a;
  replace_everywhere(schema, {{a, b}, {b, a}});
}

void Mutator::add_column_to(Schema& schema, Hints& hints) {
  TableSchema& table = any_table(schema);
  const std::string name = fresh_name("c");
  const Type type = any_type(schema);
  Column* other = any_column(table);
  const std::string source = other == nullptr ? "id" : other->name;
  Column& column = add_column(schema, table.table.name, name);
  switch (below(5)) {
    case 0:
      column.type = type;
      column.nullable = true;
      break;
    case 1:
      column.default_value = constant(Literal::Kind::string, "it's");
      break;
    case 2:
      column.default_value = expression("lower('A')");
      column.nullable = below(2) == 0;
      break;
    case 3:
      column.generated = Generated{DialectText("coalesce(" + quoted_name(source) + ", 'x') || '!'"),
                                   below(2) == 0};
      break;
    default:
      column.nullable = below(2) == 0;
      backfill(hints, table.table.name, name,
               "coalesce(" + quoted_name(any_old_column(table)) + ", 'x') || '?'");
  }
}

void Mutator::drop_column_of(Schema& schema) {
  TableSchema& table = any_table(schema);
  const Column* column = any_column(table);
  if (column == nullptr || table.columns.size() < 3) return;
  drop_column_everywhere(schema, table, std::string(column->name));
}

void Mutator::rename_column_of(Schema& schema, Hints& hints) {
  TableSchema& table = any_table(schema);
  const Column* column = any_column(table);
  if (column == nullptr) return;
  const std::string from = column->name;
  const std::string to = fresh_name("c");
  rename_column(schema, hints, table.table.name, from, to);
  for (auto& [name, key] : table.keys) {
    for (IndexPart& part : key.parts) part.column = part.column == from ? to : part.column;
  }
  for (auto& [name, key] : table.foreign_keys)
    std::replace(key.columns.begin(), key.columns.end(), from, to);
  for (auto& [name, index] : schema.indexes) {
    for (IndexPart& part : index.parts) part.column = part.column == from ? to : part.column;
  }
  replace_everywhere(schema, {{from, to}});
}

void Mutator::change_column(Schema& schema, Hints& hints) {
  TableSchema& table = any_table(schema);
  Column* column = any_column(table);
  if (column == nullptr || column->generated) return;
  switch (below(5)) {
    case 0:
      column->type = any_type(schema);
      column->default_value.reset();
      break;
    case 1:
      column->nullable = !column->nullable;
      break;
    case 2:
      if (column->nullable) backfill(hints, column->table, column->name, "'7'");
      column->nullable = false;
      break;
    case 3:
      column->collation = column->collation.empty() ? DialectText("NOCASE") : DialectText();
      break;
    default:
      if (column->type.name == TypeName::text)
        column->default_value = constant(Literal::Kind::string, "d");
  }
}

void Mutator::toggle_unique(Schema& schema) {
  TableSchema& table = any_table(schema);
  const Column* column = any_column(table);
  if (column == nullptr || column->generated) return;
  const std::string name = table.table.name + "_" + column->name + "_key";
  if (table.keys.erase(name) == 0) add_unique(schema, table.table.name, {column->name});
}

void Mutator::toggle_reference(Schema& schema) {
  TableSchema& table = any_table(schema);
  if (!table.foreign_keys.empty() && below(2) == 0) {
    table.foreign_keys.erase(table.foreign_keys.begin());
    return;
  }
  const std::string parent = any_table(schema).table.name;
  if (schema.tables.at(parent).primary_key() == nullptr) return;
  const std::string name = fresh_name("c");
  add_column(schema, table.table.name, name, TypeName::bigint).nullable = true;
  add_reference(schema, table.table.name, name, parent).on_delete = Action::cascade;
}

void Mutator::toggle_check(Schema& schema) {
  TableSchema& table = any_table(schema);
  const Column* column = any_column(table);
  if (!table.checks.empty() && below(2) == 0) {
    table.checks.erase(table.checks.begin());
  } else if (column != nullptr) {
    const std::string owner = below(2) == 0 ? quoted_name(table.table.name) + "." : "";
    add_check(schema, table.table.name, fresh_name("k"),
              "length(" + owner + quoted_name(column->name) + ") > 0");
  }
}

void Mutator::toggle_index(Schema& schema) {
  if (!schema.indexes.empty() && below(2) == 0) {
    schema.indexes.erase(std::next(schema.indexes.begin(), below(schema.indexes.size())));
    return;
  }
  TableSchema& table = any_table(schema);
  const Column* column = any_column(table);
  if (column == nullptr) return;
  Index& index = add_index(schema, table.table.name, fresh_name("i"), {column->name});
  if (below(2) == 0) index.where = DialectText(quoted_name(column->name) + " <> 'x'");
  if (below(3) == 0) {
    index.parts.front() = {"", DialectText("lower(" + quoted_name(column->name) + ")"), false, {}};
  }
}

void Mutator::toggle_view(Schema& schema) {
  if (!schema.views.empty() && below(3) == 0) {
    const std::string name = std::next(schema.views.begin(), below(schema.views.size()))->first;
    drop_dependents(schema, name);
    schema.views.erase(name);
    return;
  }
  const TableSchema& table = any_table(schema);
  std::string from = table.table.name;
  if (!schema.views.empty() && below(2) == 0) from = schema.views.begin()->first;
  add_view(schema, fresh_name("v"), "SELECT * FROM " + quoted_name(from));
}

void Mutator::toggle_trigger(Schema& schema) {
  if (!schema.triggers.empty() && below(3) == 0) {
    schema.triggers.erase(schema.triggers.begin());
    return;
  }
  TableSchema& table = any_table(schema);
  TableSchema& other = any_table(schema);
  const Column* column = any_column(other);
  const std::string condition = column == nullptr ? "1" : quoted_name(column->name) + " IS NULL";
  Trigger& trigger =
      add_trigger(schema, table.table.name, fresh_name("g"),
                  "DELETE FROM " + quoted_name(other.table.name) + " WHERE " + condition + ";");
  trigger.event = static_cast<Trigger::Event>(below(3));
}

void Mutator::change_options(Schema& schema) {
  TableSchema& table = any_table(schema);
  Column& id = column(schema, table.table.name, "id");
  if (below(2) == 0) {
    id.identity = !id.identity && !table.table.without_rowid;
  } else {
    table.table.without_rowid = !table.table.without_rowid;
    id.identity = false;
  }
}

void Mutator::mutate(Schema& schema, Hints& hints) {
  switch (below(17)) {
    case 0:
      return create_table(schema);
    case 1:
      return drop_table(schema);
    case 2:
      return rename_table_of(schema, hints);
    case 3:
      return swap_tables(schema, hints);
    case 4:
    case 5:
      return add_column_to(schema, hints);
    case 6:
      return drop_column_of(schema);
    case 7:
      return rename_column_of(schema, hints);
    case 8:
    case 9:
      return change_column(schema, hints);
    case 10:
      return toggle_unique(schema);
    case 11:
      return toggle_reference(schema);
    case 12:
      return toggle_check(schema);
    case 13:
      return toggle_index(schema);
    case 14:
      return toggle_view(schema);
    case 15:
      return toggle_trigger(schema);
    default:
      return change_options(schema);
  }
}

std::string rows_for(const Schema& schema) {
  std::string script;
  for (const auto& [name, table] : schema.tables) {
    std::vector<std::string> names;
    for (const Column& column : table.columns) {
      if (!column.generated) names.push_back(column.name);
    }
    for (int row = 1; row <= 3; ++row) {
      std::vector<std::string> values;
      for (const Column& column : table.columns) {
        if (!column.generated) values.push_back(value_for(column, schema, row));
      }
      script += "INSERT OR IGNORE INTO " + quoted_name(name) + " (" + quoted_list(names) +
                ") VALUES (" + join(values, ", ") + ");\n";
    }
  }
  return script;
}

}  // namespace schemake::generator
