#include "schema/writer.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "core/sql_text.hpp"
#include "schema/placement.hpp"
#include "schema/yaml/aliases.hpp"
#include "schema/yaml/sql_lines.hpp"
#include "schema/yaml/text.hpp"

namespace schemake::generator {
namespace {

std::string_view spell(OnConflict conflict) {
  static constexpr std::array<std::string_view, 6> kWords = {"",     "rollback", "abort",
                                                             "fail", "ignore",   "replace"};
  return kWords.at(static_cast<std::size_t>(conflict));
}

std::string_view spell(Action action) {
  static constexpr std::array<std::string_view, 5> kWords = {"no action", "restrict", "set null",
                                                             "set default", "cascade"};
  return kWords.at(static_cast<std::size_t>(action));
}

std::string_view spell(Trigger::Timing timing) {
  static constexpr std::array<std::string_view, 3> kWords = {"before", "after", "instead of"};
  return kWords.at(static_cast<std::size_t>(timing));
}

std::string_view spell(Trigger::Event event) {
  static constexpr std::array<std::string_view, 3> kWords = {"insert", "update", "delete"};
  return kWords.at(static_cast<std::size_t>(event));
}

YamlText flag() { return YamlText::text("true").plain(); }

using Lines = std::vector<std::string> (*)(std::string_view);

YamlText one_text(const std::string& text, Lines lines) {
  YamlText node = YamlText::text(text);
  if (lines != nullptr) node.lines = lines(text);
  return node;
}

// One text for every dialect, or a mapping of dialects.
YamlText dialect_text(const DialectText& sql, Lines lines = nullptr) {
  const auto everywhere = sql.texts.find("");
  if (everywhere != sql.texts.end()) return one_text(everywhere->second, lines);
  YamlText node = YamlText::mapping();
  for (const auto& [dialect, text] : sql.texts) node.add(dialect, one_text(text, lines));
  return node;
}

// An expression where a mapping of dialects would be taken for something else.
YamlText expression(const DialectText& sql) {
  const bool everywhere = sql.texts.count("") > 0;
  YamlText text = dialect_text(sql);
  return everywhere ? text : YamlText::mapping().add("sql", std::move(text));
}

// A raw type's default is typed by its look: text is told by its quotes.
YamlText literal(const Literal& value, const Type& type) {
  const bool text = value.kind == Literal::Kind::string || value.kind == Literal::Kind::blob;
  if (!text) return YamlText::text(value.text).plain();
  return type.name == TypeName::raw ? YamlText::in_quotes(value.text) : YamlText::text(value.text);
}

YamlText index_part(const IndexPart& part) {
  const bool simple = !part.column.empty() && !part.descending && part.collation.empty();
  if (simple) return YamlText::text(part.column);
  YamlText node = YamlText::mapping();
  if (part.column.empty()) {
    node.add("sql", dialect_text(part.expression));
  } else {
    node.add("column", YamlText::text(part.column));
  }
  if (part.descending) node.add("order", YamlText::text("desc"));
  if (!part.collation.empty()) node.add("collate", dialect_text(part.collation));
  return node;
}

YamlText index_parts(const std::vector<IndexPart>& parts) {
  std::vector<YamlText> items;
  items.reserve(parts.size());
  for (const IndexPart& part : parts) items.push_back(index_part(part));
  return YamlText::list(std::move(items));
}

YamlText index(const Index& index) {
  if (!index.unique && index.where.empty()) return index_parts(index.parts);
  YamlText node = YamlText::mapping();
  node.add("columns", index_parts(index.parts));
  if (index.unique) node.add("unique", flag());
  if (!index.where.empty()) node.add("where", dialect_text(index.where));
  return node;
}

YamlText key(const Key& key) {
  const bool named = key.primary && !key.name.empty();
  if (!named && key.conflict == OnConflict::unspecified) return index_parts(key.parts);
  YamlText node = YamlText::mapping();
  node.add("columns", index_parts(key.parts));
  if (named) node.add("name", YamlText::text(key.name));
  if (key.conflict != OnConflict::unspecified) {
    node.add("on_conflict", YamlText::text(spell(key.conflict)));
  }
  return node;
}

YamlText target(const ForeignKey& key) {
  const auto dotted = [](const std::string& name) { return name.find('.') != std::string::npos; };
  if (key.parent_columns.empty() && !dotted(key.parent)) return YamlText::text(key.parent);
  const bool one = key.parent_columns.size() == 1;
  if (one && !dotted(key.parent)) {
    return YamlText::text(key.parent + '.' + key.parent_columns.front());
  }
  YamlText node = YamlText::mapping();
  node.add("table", YamlText::text(key.parent));
  if (!key.parent_columns.empty()) node.add("columns", YamlText::list_of(key.parent_columns));
  return node;
}

void add_reference(YamlText& node, const ForeignKey& key) {
  node.add("references", target(key));
  if (key.on_delete != Action::no_action) {
    node.add("on_delete", YamlText::text(spell(key.on_delete)));
  }
  if (key.on_update != Action::no_action) {
    node.add("on_update", YamlText::text(spell(key.on_update)));
  }
  if (key.deferrable != Deferrable::no) {
    const bool deferred = key.deferrable == Deferrable::deferred;
    node.add("deferrable", YamlText::text(deferred ? "deferred" : "immediate"));
  }
  if (key.not_enforced) node.add("enforced", YamlText::text("false").plain());
}

YamlText foreign_key(const ForeignKey& key) {
  YamlText node = YamlText::mapping();
  node.add("columns", YamlText::list_of(key.columns));
  add_reference(node, key);
  return node;
}

YamlText constraint(const PlacedConstraint& placed) {
  if (const auto* unique = std::get_if<Key>(&placed.value)) return key(*unique);
  if (const auto* reference = std::get_if<ForeignKey>(&placed.value)) {
    return foreign_key(*reference);
  }
  return expression(std::get<Check>(placed.value).sql);
}

// In the order that was asked for, where one was.
std::vector<const Column*> ordered_columns(const TableSchema& table) {
  std::vector<const Column*> columns;
  for (const Column& column : table.columns) columns.push_back(&column);
  const std::vector<std::string>& order = table.table.column_order;
  const auto place = [&](const Column* column) {
    return std::find(order.begin(), order.end(), column->name) - order.begin();
  };
  std::stable_sort(columns.begin(), columns.end(),
                   [&](const Column* a, const Column* b) { return place(a) < place(b); });
  return columns;
}

// One table, with what stands at its columns.
class TableWriter {
 public:
  TableWriter(const Desired& desired, const TableSchema& table,
              const std::map<DialectText, std::string>& aliases)
      : desired_(desired), table_(table), aliases_(aliases) {
    std::vector<PlacedConstraint> constraints;
    for (const auto& [name, key] : table.keys) {
      if (!key.primary) constraints.push_back({key, is_named(Kind::key, name), {}});
    }
    for (const auto& [name, key] : table.foreign_keys) {
      constraints.push_back({key, is_named(Kind::foreign_key, name), {}});
    }
    for (const auto& [name, check] : table.checks) {
      constraints.push_back({check, is_named(Kind::check, name), {}});
    }
    std::set<std::string> taken;
    if (const Key* const primary = table.primary_key(); primary != nullptr) {
      taken.insert(sql::lower(primary->name));
    }
    placed_ = place_constraints(std::move(constraints),
                                {table.table.name, table.columns, std::move(taken)});
  }

  YamlText table() {
    YamlText node = YamlText::mapping();
    node.block = true;
    if (!table_.table.comment.empty()) node.add("comment", YamlText::text(table_.table.comment));
    YamlText columns = YamlText::mapping();
    columns.block = true;
    columns.aligned = true;
    for (const Column* each : ordered_columns(table_)) columns.add(each->name, column(*each));
    node.add("columns", std::move(columns));
    const Key* primary = table_.primary_key();
    if (primary != nullptr && !is_at_column(*primary)) node.add("primary_key", key(*primary));
    add_constraints(node, "unique", Kind::key);
    add_constraints(node, "foreign_keys", Kind::foreign_key);
    add_constraints(node, "checks", Kind::check);
    add_indexes(node);
    if (table_.table.strict) node.add("strict", flag());
    if (table_.table.without_rowid) node.add("without_rowid", flag());
    if (!table_.table.column_order.empty()) node.add("column_order", flag());
    add_options(node);
    add_rows(node);
    return node;
  }

 private:
  void add_rows(YamlText& node) const {
    std::vector<YamlText> rows;
    for (const auto& [key, row] : table_.rows) {
      YamlText item = YamlText::mapping();
      for (const auto& [column, value] : row.values) {
        const auto* constant = std::get_if<Literal>(&value);
        item.add(column, constant != nullptr
                             ? literal(*constant, table_.column(column)->type)
                             : YamlText::mapping().add(
                                   "sql", dialect_text(std::get<Expression>(value).sql)));
      }
      rows.push_back(std::move(item));
    }
    if (!rows.empty()) node.add("rows", YamlText::list(std::move(rows)));
  }

  bool is_named(Kind kind, const std::string& name) const {
    return desired_.hints.unnamed.count({kind, table_.table.name, name}) == 0;
  }

  static bool is_at_column(const Key& key) {
    const IndexPart& part = key.parts.front();
    return key.parts.size() == 1 && key.name.empty() && !part.descending &&
           part.collation.empty() && key.conflict == OnConflict::unspecified;
  }

  YamlText type(const Column& column, bool question_mark) const {
    const auto alias = aliases_.find(column.type.raw);
    const bool raw = column.type.name == TypeName::raw;
    const std::string word = raw && alias != aliases_.end() ? alias->second : spell(column.type);
    return YamlText::text(word + (question_mark ? "?" : ""));
  }

  YamlText column(const Column& column) const {
    YamlText node = YamlText::mapping();
    node.add("type", type(column, false));
    if (column.nullable) node.add("nullable", flag());
    const Key* primary = table_.primary_key();
    const bool is_key = primary != nullptr && is_at_column(*primary) &&
                        primary->parts.front().column == column.name;
    if (is_key) node.add("primary_key", flag());
    if (column.identity) node.add("identity", flag());
    add_placed(node, column.name);
    add_value(node, column);
    const auto backfill =
        desired_.hints.backfills.find({Kind::column, table_.table.name, column.name});
    if (backfill != desired_.hints.backfills.end()) {
      node.add("backfill", YamlText::mapping().add("sql", dialect_text(backfill->second)));
    }
    if (!column.collation.empty()) node.add("collate", dialect_text(column.collation));
    if (column.not_null_conflict != OnConflict::unspecified) {
      node.add("on_conflict", YamlText::text(spell(column.not_null_conflict)));
    }
    if (!column.comment.empty()) node.add("comment", YamlText::text(column.comment));
    const std::size_t said = column.nullable ? 2 : 1;
    return node.entries.size() == said ? type(column, column.nullable) : node;
  }

  void add_placed(YamlText& node, const std::string& column) const {
    for (const PlacedConstraint& placed : placed_) {
      if (placed.column != column) continue;
      switch (kind_of(placed)) {
        case Kind::key:
          node.add("unique", flag());
          break;
        case Kind::foreign_key:
          add_reference(node, std::get<ForeignKey>(placed.value));
          break;
        default:
          node.add("check", expression(std::get<Check>(placed.value).sql));
          break;
      }
    }
  }

  static void add_value(YamlText& node, const Column& column) {
    if (column.default_value) {
      const Default& value = *column.default_value;
      if (const auto* constant = std::get_if<Literal>(&value)) {
        node.add("default", literal(*constant, column.type));
      } else {
        const DialectText& sql = std::get<Expression>(value).sql;
        node.add("default", YamlText::mapping().add("sql", dialect_text(sql)));
      }
    }
    if (!column.generated) return;
    const Generated& generated = *column.generated;
    if (!generated.stored) {
      node.add("generated", expression(generated.sql));
      return;
    }
    YamlText value = YamlText::mapping();
    value.add("sql", dialect_text(generated.sql)).add("stored", flag());
    node.add("generated", std::move(value));
  }

  void add_constraints(YamlText& node, const char* name, Kind kind) {
    YamlText list = YamlText::list({});
    YamlText named = YamlText::mapping();
    for (PlacedConstraint& placed : placed_) {
      if (kind_of(placed) != kind || !placed.column.empty()) continue;
      if (placed.named) {
        named.add(name_of(placed), constraint(placed));
      } else {
        list.items.push_back(constraint(placed));
      }
    }
    if (!list.items.empty()) node.add(name, std::move(list));
    if (!named.entries.empty()) {
      named.block = true;
      std::sort(named.entries.begin(), named.entries.end(),
                [](const auto& a, const auto& b) { return a.key < b.key; });
      node.add(name, std::move(named));
    }
  }

  void add_indexes(YamlText& node) const {
    YamlText indexes = YamlText::mapping();
    indexes.block = true;
    for (const auto& [name, each] : desired_.schema.indexes) {
      if (each.table == table_.table.name) indexes.add(name, index(each));
    }
    if (!indexes.entries.empty()) node.add("indexes", std::move(indexes));
  }

  void add_options(YamlText& node) const {
    YamlText options = YamlText::mapping();
    for (const auto& [name, value] : table_.table.options) {
      options.add(name.substr(name.find('.') + 1), YamlText::text(value));
    }
    if (options.entries.empty()) return;
    node.add("options", YamlText::mapping().add("postgresql", std::move(options)));
  }

  const Desired& desired_;
  const TableSchema& table_;
  const std::map<DialectText, std::string>& aliases_;
  std::vector<PlacedConstraint> placed_;
};

YamlText view(const View& view) {
  if (view.columns.empty() && view.comment.empty() && view.sql.texts.count("") > 0) {
    return dialect_text(view.sql, query_lines);
  }
  YamlText node = YamlText::mapping();
  if (!view.columns.empty()) node.add("columns", YamlText::list_of(view.columns));
  node.add("sql", dialect_text(view.sql, query_lines));
  if (!view.comment.empty()) node.add("comment", YamlText::text(view.comment));
  return node;
}

YamlText trigger(const Trigger& trigger) {
  YamlText node = YamlText::mapping();
  node.block = true;
  node.add("table", YamlText::text(trigger.table));
  node.add("timing", YamlText::text(spell(trigger.timing)));
  node.add("event", YamlText::text(spell(trigger.event)));
  if (!trigger.update_of.empty()) node.add("update_of", YamlText::list_of(trigger.update_of));
  if (!trigger.when.empty()) node.add("when", dialect_text(trigger.when));
  node.add("sql", dialect_text(trigger.sql, statement_lines_of));
  return node;
}

YamlText virtual_table(const VirtualTable& table) {
  YamlText node = YamlText::mapping();
  node.add("module", YamlText::text(table.module));
  if (!table.arguments.empty()) node.add("arguments", YamlText::text(table.arguments));
  return node;
}

YamlText enumeration(const Enum& value) {
  YamlText values = YamlText::list_of(value.values);
  if (value.comment.empty()) return values;
  YamlText node = YamlText::mapping();
  node.add("values", std::move(values));
  node.add("comment", YamlText::text(value.comment));
  return node;
}

YamlText requirements(const Requires& required) {
  YamlText node = YamlText::mapping();
  node.block = true;
  if (!required.functions.empty()) node.add("functions", YamlText::list_of(required.functions));
  if (!required.collations.empty()) node.add("collations", YamlText::list_of(required.collations));
  if (!required.modules.empty()) node.add("modules", YamlText::list_of(required.modules));
  if (!required.tokenizers.empty()) node.add("tokenizers", YamlText::list_of(required.tokenizers));
  return node;
}

void add_section(YamlText& root, const char* name, YamlText section) {
  if (section.entries.empty()) return;
  section.block = true;
  root.add(name, std::move(section));
}

template <class Object, class Write>
YamlText section(const std::map<std::string, Object>& objects, Write write) {
  YamlText node = YamlText::mapping();
  for (const auto& [name, object] : objects) node.add(name, write(object));
  return node;
}

}  // namespace

std::string write_schema(const Desired& desired) {
  const Schema& schema = desired.schema;
  YamlText root = YamlText::mapping();
  root.add("schemake", YamlText::text("1"));
  root.add("catalog", YamlText::text(desired.catalog));
  if (desired.dialects.size() > 1) root.add("dialects", YamlText::list_of(desired.dialects));
  const std::map<DialectText, std::string> aliases = raw_type_aliases(schema);
  std::map<std::string, DialectText> types;
  for (const auto& [raw, name] : aliases) types.emplace(name, raw);
  add_section(root, "types", section(types, [](const DialectText& raw) {
                YamlText node = YamlText::mapping();
                for (const auto& [dialect, text] : raw.texts) {
                  node.add(dialect.empty() ? "sqlite" : dialect, YamlText::text(text));
                }
                return node;
              }));
  add_section(root, "enums", section(schema.enums, enumeration));
  add_section(root, "tables", section(schema.tables, [&](const TableSchema& table) {
                return TableWriter(desired, table, aliases).table();
              }));
  add_section(root, "virtual_tables", section(schema.virtual_tables, virtual_table));
  add_section(root, "views", section(schema.views, view));
  add_section(root, "triggers", section(schema.triggers, trigger));
  add_section(root, "requires", requirements(desired.requirements));
  return write_yaml(root);
}

}  // namespace schemake::generator
