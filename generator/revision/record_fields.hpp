#ifndef SCHEMAKE_REVISION_RECORD_FIELDS_HPP
#define SCHEMAKE_REVISION_RECORD_FIELDS_HPP

#include <concepts>
#include <string_view>
#include <type_traits>

#include "operation/operation.hpp"
#include "revision/record.hpp"

// Which members of a value are recorded, under which keys and in which order: one list a type, for
// the writer and the reader alike. A visitor has two functions: always(key, member) for what
// identifies a value, and differs(key, member) for what is left out while it is the default. The
// keys are part of ids that are kept for ever: a list may grow at its end, nothing else.

namespace schemake::generator {

template <class T, class Value>
concept Of = std::same_as<std::remove_const_t<T>, Value>;

template <class Visitor, Of<Amendment> T>
void fields(Visitor& visit, T& value) {
  visit.always("reason", value.reason);
  visit.always("was", value.was);
  visit.differs("data", value.data);
}

template <class Visitor, Of<Generated> T>
void fields(Visitor& visit, T& value) {
  visit.always("sql", value.sql);
  visit.differs("stored", value.stored);
}

template <class Visitor, Of<Column> T>
void fields(Visitor& visit, T& value) {
  visit.always("table", value.table);
  visit.always("name", value.name);
  visit.always("type", value.type);
  visit.differs("nullable", value.nullable);
  visit.differs("default", value.default_value);
  visit.differs("generated", value.generated);
  visit.differs("identity", value.identity);
  visit.differs("collation", value.collation);
  visit.differs("not_null_conflict", value.not_null_conflict);
  visit.differs("comment", value.comment);
}

template <class Visitor, Of<IndexPart> T>
void fields(Visitor& visit, T& value) {
  visit.differs("column", value.column);
  visit.differs("expression", value.expression);
  visit.differs("descending", value.descending);
  visit.differs("collation", value.collation);
}

template <class Visitor, Of<Key> T>
void fields(Visitor& visit, T& value) {
  visit.always("table", value.table);
  visit.differs("name", value.name);
  visit.differs("primary", value.primary);
  visit.always("parts", value.parts);
  visit.differs("conflict", value.conflict);
}

template <class Visitor, Of<ForeignKey> T>
void fields(Visitor& visit, T& value) {
  visit.always("table", value.table);
  visit.always("name", value.name);
  visit.always("columns", value.columns);
  visit.always("parent", value.parent);
  visit.always("parent_columns", value.parent_columns);
  visit.differs("on_delete", value.on_delete);
  visit.differs("on_update", value.on_update);
  visit.differs("deferrable", value.deferrable);
  visit.differs("not_enforced", value.not_enforced);
}

template <class Visitor, Of<Check> T>
void fields(Visitor& visit, T& value) {
  visit.always("table", value.table);
  visit.always("name", value.name);
  visit.always("sql", value.sql);
  visit.differs("conflict", value.conflict);
}

template <class Visitor, Of<Index> T>
void fields(Visitor& visit, T& value) {
  visit.always("table", value.table);
  visit.always("name", value.name);
  visit.differs("unique", value.unique);
  visit.always("parts", value.parts);
  visit.differs("where", value.where);
}

template <class Visitor, Of<View> T>
void fields(Visitor& visit, T& value) {
  visit.always("name", value.name);
  visit.differs("columns", value.columns);
  visit.always("sql", value.sql);
  visit.differs("comment", value.comment);
}

template <class Visitor, Of<Trigger> T>
void fields(Visitor& visit, T& value) {
  visit.always("table", value.table);
  visit.always("name", value.name);
  visit.always("timing", value.timing);
  visit.always("event", value.event);
  visit.differs("update_of", value.update_of);
  visit.differs("when", value.when);
  visit.always("sql", value.sql);
}

template <class Visitor, Of<Enum> T>
void fields(Visitor& visit, T& value) {
  visit.always("name", value.name);
  visit.always("values", value.values);
  visit.differs("comment", value.comment);
}

template <class Visitor, Of<VirtualTable> T>
void fields(Visitor& visit, T& value) {
  visit.always("name", value.name);
  visit.always("module", value.module);
  visit.differs("arguments", value.arguments);
}

template <class Visitor, Of<Row> T>
void fields(Visitor& visit, T& value) {
  visit.always("table", value.table);
  visit.always("key", value.name);
  visit.always("values", value.values);
}

template <class Visitor, Of<Table> T>
void fields(Visitor& visit, T& value) {
  visit.always("name", value.name);
  visit.differs("strict", value.strict);
  visit.differs("without_rowid", value.without_rowid);
  visit.differs("options", value.options);
  visit.differs("column_order", value.column_order);
  visit.differs("comment", value.comment);
}

template <class Visitor, Of<Rename> T>
void fields(Visitor& visit, T& value) {
  visit.always("kind", value.kind);
  visit.differs("table", value.table);
  visit.always("from", value.from);
  visit.always("to", value.to);
}

// The words of an enumeration, in the order of its values.
template <class T>
struct Words;

template <>
struct Words<Kind> {
  static constexpr std::string_view list[] = {"table", "column",        "key",  "foreign_key",
                                              "check", "index",         "view", "trigger",
                                              "enum",  "virtual_table", "row"};
};
template <>
struct Words<OnConflict> {
  static constexpr std::string_view list[] = {"unspecified", "rollback", "abort",
                                              "fail",        "ignore",   "replace"};
};
template <>
struct Words<Action> {
  static constexpr std::string_view list[] = {"no_action", "restrict", "set_null", "set_default",
                                              "cascade"};
};
template <>
struct Words<Deferrable> {
  static constexpr std::string_view list[] = {"no", "immediate", "deferred"};
};
template <>
struct Words<Trigger::Timing> {
  static constexpr std::string_view list[] = {"before", "after", "instead_of"};
};
template <>
struct Words<Trigger::Event> {
  static constexpr std::string_view list[] = {"insert", "update", "delete"};
};
template <>
struct Words<Literal::Kind> {
  static constexpr std::string_view list[] = {"boolean", "number", "string", "blob"};
};

// The kind of the objects that a value type stands for.
template <class T>
inline constexpr Kind kKindOf = Kind::table;
template <>
inline constexpr Kind kKindOf<Column> = Kind::column;
template <>
inline constexpr Kind kKindOf<Key> = Kind::key;
template <>
inline constexpr Kind kKindOf<ForeignKey> = Kind::foreign_key;
template <>
inline constexpr Kind kKindOf<Check> = Kind::check;
template <>
inline constexpr Kind kKindOf<Index> = Kind::index;
template <>
inline constexpr Kind kKindOf<View> = Kind::view;
template <>
inline constexpr Kind kKindOf<Trigger> = Kind::trigger;
template <>
inline constexpr Kind kKindOf<Enum> = Kind::enumeration;
template <>
inline constexpr Kind kKindOf<VirtualTable> = Kind::virtual_table;
template <>
inline constexpr Kind kKindOf<Row> = Kind::row;

}  // namespace schemake::generator

#endif  // SCHEMAKE_REVISION_RECORD_FIELDS_HPP
