#include "operation/words.hpp"

#include <algorithm>
#include <iterator>

#include "core/sql_text.hpp"

namespace schemake::generator {
namespace {

// Phrases of a value, empty ones left out.
class Phrases {
 public:
  void add(std::string phrase) {
    if (!phrase.empty()) list_.push_back(std::move(phrase));
  }
  void add_if(bool holds, const char* phrase) {
    if (holds) list_.emplace_back(phrase);
  }
  std::string joined() const { return generator::joined(list_); }

 private:
  std::vector<std::string> list_;
};

std::string on_conflict(OnConflict conflict) {
  return conflict == OnConflict::unspecified ? std::string() : "on conflict " + words(conflict);
}

std::string commented(const std::string& comment) {
  return comment.empty() ? std::string() : "comment " + sql::quote_string(comment);
}

std::string bracketed(const std::vector<IndexPart>& parts) {
  std::vector<std::string> list;
  std::transform(parts.begin(), parts.end(), std::back_inserter(list),
                 [](const IndexPart& part) { return words(part); });
  return "(" + joined(list) + ")";
}

std::string bracketed(const std::vector<std::string>& names) { return "(" + joined(names) + ")"; }

const char* word(Trigger::Timing timing) {
  switch (timing) {
    case Trigger::Timing::before:
      return "before";
    case Trigger::Timing::after:
      return "after";
    case Trigger::Timing::instead_of:
      return "instead of";
  }
  return "";
}

const char* word(Trigger::Event event) {
  switch (event) {
    case Trigger::Event::insert:
      return "insert";
    case Trigger::Event::update:
      return "update";
    case Trigger::Event::remove:
      return "delete";
  }
  return "";
}

}  // namespace

std::string joined(const std::vector<std::string>& parts, const char* separator) {
  std::string result;
  for (const std::string& part : parts) {
    if (!result.empty()) result += separator;
    result += part;
  }
  return result;
}

std::string words(const DialectText& text) {
  std::vector<std::string> list;
  for (const auto& [dialect, sql] : text.texts) {
    list.push_back(dialect.empty() ? sql : sql + " on " + dialect);
  }
  return joined(list);
}

std::string words(const Default& value) {
  if (const auto* expression = std::get_if<Expression>(&value)) {
    return "(" + words(expression->sql) + ")";
  }
  const auto& literal = std::get<Literal>(value);
  switch (literal.kind) {
    case Literal::Kind::boolean:
    case Literal::Kind::number:
      return literal.text;
    case Literal::Kind::string:
      return sql::quote_string(literal.text);
    case Literal::Kind::blob:
      return "x'" + literal.text + "'";
  }
  return literal.text;
}

std::string words(const Generated& generated) {
  return std::string(generated.stored ? "stored" : "computed") + " as " + words(generated.sql);
}

std::string words(const IndexPart& part) {
  std::string result = part.column.empty() ? words(part.expression) : part.column;
  if (!part.collation.empty()) result += " collate " + words(part.collation);
  if (part.descending) result += " descending";
  return result;
}

std::string words(Action action) {
  switch (action) {
    case Action::no_action:
      return "no action";
    case Action::restrict:
      return "restrict";
    case Action::set_null:
      return "set null";
    case Action::set_default:
      return "set default";
    case Action::cascade:
      return "cascade";
  }
  return {};
}

std::string words(OnConflict conflict) {
  switch (conflict) {
    case OnConflict::unspecified:
      return "unspecified";
    case OnConflict::rollback:
      return "rollback";
    case OnConflict::abort:
      return "abort";
    case OnConflict::fail:
      return "fail";
    case OnConflict::ignore:
      return "ignore";
    case OnConflict::replace:
      return "replace";
  }
  return {};
}

std::string words(Deferrable deferrable) {
  switch (deferrable) {
    case Deferrable::no:
      return "not deferrable";
    case Deferrable::immediate:
      return "deferrable";
    case Deferrable::deferred:
      return "initially deferred";
  }
  return {};
}

std::string words(const Table& table) {
  Phrases phrases;
  phrases.add_if(table.strict, "strict");
  phrases.add_if(table.without_rowid, "without rowid");
  for (const auto& [option, value] : table.options) phrases.add(option + " " + value);
  if (!table.column_order.empty())
    phrases.add("columns in the order " + joined(table.column_order));
  phrases.add(commented(table.comment));
  return phrases.joined();
}

std::string words(const Column& column) {
  Phrases phrases;
  phrases.add(spell(column.type));
  phrases.add(column.nullable ? "nullable" : "not null");
  phrases.add(on_conflict(column.not_null_conflict));
  if (column.default_value) phrases.add("default " + words(*column.default_value));
  if (column.generated) phrases.add(words(*column.generated));
  phrases.add_if(column.identity, "identity");
  if (!column.collation.empty()) phrases.add("collation " + words(column.collation));
  phrases.add(commented(column.comment));
  return phrases.joined();
}

std::string words(const Key& key) {
  Phrases phrases;
  phrases.add(std::string(key.primary ? "primary key " : "unique ") + bracketed(key.parts));
  phrases.add(on_conflict(key.conflict));
  return phrases.joined();
}

std::string words(const ForeignKey& key) {
  Phrases phrases;
  phrases.add(bracketed(key.columns) + " to " + key.parent +
              (key.parent_columns.empty() ? "" : bracketed(key.parent_columns)));
  if (key.on_delete != Action::no_action) phrases.add("on delete " + words(key.on_delete));
  if (key.on_update != Action::no_action) phrases.add("on update " + words(key.on_update));
  if (key.deferrable != Deferrable::no) phrases.add(words(key.deferrable));
  if (key.not_enforced) phrases.add("not enforced");
  return phrases.joined();
}

std::string words(const Check& check) {
  Phrases phrases;
  phrases.add(words(check.sql));
  phrases.add(on_conflict(check.conflict));
  return phrases.joined();
}

std::string words(const Index& index) {
  std::string result = std::string(index.unique ? "unique on " : "on ") + bracketed(index.parts);
  if (!index.where.empty()) result += " where " + words(index.where);
  return result;
}

std::string words(const View& view) {
  Phrases phrases;
  if (!view.columns.empty()) phrases.add("columns " + bracketed(view.columns));
  phrases.add(words(view.sql));
  phrases.add(commented(view.comment));
  return phrases.joined();
}

std::string words(const Trigger& trigger) {
  std::string result = std::string(word(trigger.timing)) + " " + word(trigger.event);
  if (!trigger.update_of.empty()) result += " of " + joined(trigger.update_of);
  if (!trigger.when.empty()) result += " when " + words(trigger.when);
  return result + ": " + words(trigger.sql);
}

std::string words(const Enum& enumeration) {
  std::vector<std::string> values;
  std::transform(enumeration.values.begin(), enumeration.values.end(), std::back_inserter(values),
                 [](const std::string& value) { return sql::quote_string(value); });
  Phrases phrases;
  phrases.add("of " + joined(values));
  phrases.add(commented(enumeration.comment));
  return phrases.joined();
}

std::string words(const VirtualTable& table) {
  return "using " + table.module + "(" + table.arguments + ")";
}

std::string words(const Row& row) {
  std::vector<std::string> values;
  for (const auto& [column, value] : row.values) values.push_back(column + " " + words(value));
  return joined(values);
}

}  // namespace schemake::generator
