#include <type_traits>

#include "revision/record_fields.hpp"
#include "revision/record_json.hpp"
#include "text/json.hpp"

namespace schemake::generator {
namespace {

// One JSON object, key by key.
class Writer {
 public:
  template <class T>
  void always(const char* key, const T& value);
  template <class T>
  void differs(const char* key, const T& value) {
    if (!(value == T{})) always(key, value);
  }
  template <class T>
  void differs(const char* key, const std::optional<T>& value) {
    if (value) always(key, *value);
  }
  // `value` is JSON already.
  void put(const std::string& key, const std::string& value) {
    text_ += (text_.empty() ? "" : ",") + json_string(key) + ':' + value;
  }
  std::string object() const { return '{' + text_ + '}'; }

 private:
  std::string text_;
};

template <class T>
std::string object(const T& value) {
  Writer writer;
  fields(writer, value);
  return writer.object();
}

std::string object(const std::map<std::string, std::string>& texts) {
  Writer writer;
  for (const auto& [key, text] : texts) writer.put(key, json_string(text));
  return writer.object();
}

std::string object(const std::string& key, const std::string& value) {
  Writer writer;
  writer.put(key, value);
  return writer.object();
}

std::string json(bool value) { return value ? "true" : "false"; }
std::string json(unsigned value) { return std::to_string(value); }
std::string json(const std::string& value) { return json_string(value); }
std::string json(const std::map<std::string, std::string>& texts) { return object(texts); }
std::string json(const Generated& value) { return object(value); }
std::string json(const Amendment& value) { return object(value); }
std::string json(const Rename& value) { return object(value); }

template <class T>
requires std::is_enum_v<T> std::string json(T value) {
  return json_string(Words<T>::list[static_cast<std::size_t>(value)]);
}

std::string json(const DialectText& value) {
  const bool everywhere = value.texts.size() == 1 && value.texts.begin()->first.empty();
  return everywhere ? json_string(value.texts.begin()->second) : object(value.texts);
}

std::string json(const Type& value) {
  if (value.name == TypeName::enumeration) return object("enum", json_string(value.enumeration));
  if (value.name == TypeName::raw) return object("raw", json(value.raw));
  return json_string(spell(value));
}

// {"string":"x"} or {"sql":"CURRENT_TIMESTAMP"}
std::string json(const Default& value) {
  if (const auto* literal = std::get_if<Literal>(&value)) {
    const auto kind = static_cast<std::size_t>(literal->kind);
    return object(std::string(Words<Literal::Kind>::list[kind]), json_string(literal->text));
  }
  return object("sql", json(std::get<Expression>(value).sql));
}

std::string json(const std::map<std::string, Default>& values) {
  Writer writer;
  for (const auto& [column, value] : values) writer.put(column, json(value));
  return writer.object();
}

// A part that is a column and nothing else is its name.
std::string json(const IndexPart& value) {
  IndexPart plain;
  plain.column = value.column;
  return value == plain && !value.column.empty() ? json_string(value.column) : object(value);
}

template <class T>
std::string json(const std::vector<T>& values) {
  std::string out;
  for (const T& value : values) out += (out.empty() ? "" : ",") + json(value);
  return '[' + out + ']';
}

template <class T>
void Writer::always(const char* key, const T& value) {
  put(key, json(value));
}

std::string change_line(const Rename& rename) {
  Writer writer;
  writer.put("op", json_string("rename"));
  fields(writer, rename);
  return writer.object();
}

template <class T>
std::string change_line(const Change<T>& change) {
  Writer writer;
  writer.always("op", std::string(!change.before ? "create" : !change.after ? "drop" : "alter"));
  writer.always("kind", kKindOf<T>);
  if (change.before) writer.put("before", object(*change.before));
  if (change.after) writer.put("after", object(*change.after));
  if constexpr (std::is_same_v<T, Column>) writer.differs("backfill", change.backfill);
  return writer.object();
}

void put_header(Writer& writer, const Record& record) {
  writer.always("schemake", kRecordFormat);
  writer.always("id", record.id);
  writer.always("parents", record.parents);
  writer.always("message", record.message);
  writer.differs("accepted", record.accepted);
  writer.differs("engine", record.engine);
  writer.differs("data", record.data);
  writer.differs("amended", record.amendments);
  writer.differs("renames", record.renames);
}

}  // namespace

std::string header_line(const Record& record) {
  Writer writer;
  put_header(writer, record);
  return writer.object();
}

std::string record_line(const Record& record) {
  std::string operations;
  for (const Operation& operation : record.operations) {
    operations += (operations.empty() ? "" : ",") + write_operation(operation);
  }
  Writer writer;
  put_header(writer, record);
  writer.put("operations", '[' + operations + ']');
  return writer.object();
}

std::string write_operation(const Operation& operation) {
  return std::visit([](const auto& change) { return change_line(change); }, operation);
}

}  // namespace schemake::generator
