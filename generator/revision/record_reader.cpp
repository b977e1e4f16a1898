#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "revision/record_fields.hpp"
#include "revision/record_json.hpp"

namespace schemake::generator {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse(const std::string& key, const std::string& expected) {
  throw BadLine("\"" + key + "\" shall be " + expected);
}

void get(const std::string& key, const Json& json, bool& value) {
  if (!json.is_boolean()) refuse(key, "true or false");
  value = json.get<bool>();
}

void get(const std::string& key, const Json& json, unsigned& value) {
  if (!json.is_number_unsigned() ||
      json.get<std::uint64_t>() > std::numeric_limits<unsigned>::max()) {
    refuse(key, "a number from 0 to 4294967295");
  }
  value = json.get<unsigned>();
}

void get(const std::string& key, const Json& json, std::string& value) {
  if (!json.is_string()) refuse(key, "a text");
  value = json.get<std::string>();
}

void get(const std::string& key, const Json& json, std::map<std::string, std::string>& value) {
  if (!json.is_object()) refuse(key, "an object of texts");
  for (const auto& [name, text] : json.items()) get(key, text, value[name]);
}

void get(const std::string& key, const Json& json, DialectText& value) {
  if (json.is_string()) {
    value = DialectText(json.get<std::string>());
  } else {
    get(key, json, value.texts);
  }
}

template <class T>
requires std::is_enum_v<T>
void get(const std::string& key, const Json& json, T& value) {
  std::string word;
  get(key, json, word);
  std::size_t index = 0;
  for (std::string_view known : Words<T>::list) {
    if (known == word) {
      value = static_cast<T>(index);
      return;
    }
    ++index;
  }
  throw BadLine("\"" + key + "\" is \"" + word + "\", which this version does not know");
}

// The only key of an object that has one.
std::string only_key(const std::string& key, const Json& json) {
  if (!json.is_object() || json.size() != 1) refuse(key, "an object with one key");
  return json.begin().key();
}

// "decimal(10,2)": the word, and the numbers into `type`.
std::string split_type(const std::string& spelled, Type& type) {
  const std::size_t bracket = spelled.find('(');
  int* numbers[] = {&type.precision, &type.scale};
  std::size_t at = bracket;
  for (int* number : numbers) {
    if (at == std::string::npos) break;
    const std::size_t end = spelled.find_first_not_of("0123456789", at + 1);
    if (end == std::string::npos || end - at > 9) throw BadLine("no type: \"" + spelled + "\"");
    for (std::size_t i = at + 1; i < end; ++i) *number = *number * 10 + (spelled[i] - '0');
    at = spelled[end] == ',' ? end : std::string::npos;
  }
  return spelled.substr(0, bracket);
}

void get_named_type(const std::string& spelled, Type& value) {
  Type numbers;
  const std::string word = split_type(spelled, numbers);
  for (int i = 0; i < static_cast<int>(TypeName::enumeration); ++i) {
    Type type = numbers;
    type.name = static_cast<TypeName>(i);
    if (spell(type) == spelled) {
      value = type;
      return;
    }
  }
  throw BadLine("\"type\" is \"" + word + "\", which this version does not know");
}

void get(const std::string& key, const Json& json, Type& value) {
  if (json.is_string()) return get_named_type(json.get<std::string>(), value);
  const std::string kind = only_key(key, json);
  if (kind == "enum") {
    value.name = TypeName::enumeration;
    get(kind, json[kind], value.enumeration);
  } else if (kind == "raw") {
    value.name = TypeName::raw;
    get(kind, json[kind], value.raw);
  } else {
    throw BadLine("\"type\" has \"" + kind + "\", which this version does not know");
  }
}

void get(const std::string& key, const Json& json, Default& value) {
  const std::string kind = only_key(key, json);
  if (kind == "sql") {
    Expression expression;
    get(kind, json[kind], expression.sql);
    value = expression;
  } else {
    Literal literal;
    get(key, Json(kind), literal.kind);
    get(kind, json[kind], literal.text);
    value = literal;
  }
}

void get(const std::string& key, const Json& json, std::optional<Default>& value) {
  get(key, json, value.emplace());
}

void get(const std::string& key, const Json& json, std::map<std::string, Default>& values) {
  if (!json.is_object()) refuse(key, "an object of values");
  for (const auto& [name, value] : json.items()) get(key, value, values[name]);
}

template <class T>
void read(const std::string& what, const Json& json, T& value);

void get(const std::string& key, const Json& json, std::optional<Generated>& value) {
  read(key, json, value.emplace());
}

void get(const std::string& key, const Json& json, Amendment& value) { read(key, json, value); }

void get(const std::string& key, const Json& json, Rename& value) { read(key, json, value); }

void get(const std::string& key, const Json& json, IndexPart& value) {
  if (json.is_string()) return get(key, json, value.column);
  read(key, json, value);
}

void get(const std::string& key, const Json& json, Operation& value);

template <class T>
void get(const std::string& key, const Json& json, std::vector<T>& values) {
  if (!json.is_array()) refuse(key, "a list");
  for (const Json& item : json) get(key, item, values.emplace_back());
}

// Takes the members of an object one by one and knows in the end which it did not.
class Reader {
 public:
  Reader(const std::string& what, const Json& json) : what_(what), json_(json) {
    if (!json.is_object()) throw BadLine(what + " is no object");
  }
  template <class T>
  void always(const char* key, T& value) {
    if (!json_.contains(key)) throw BadLine(what_ + " has no \"" + key + "\"");
    differs(key, value);
  }
  template <class T>
  void differs(const char* key, T& value) {
    known_.insert(key);
    const auto found = json_.find(key);
    if (found != json_.end()) get(key, *found, value);
  }
  // A member that is read elsewhere.
  void ignore(const char* key) { known_.insert(key); }
  void finish() const {
    for (const auto& [key, value] : json_.items()) {
      if (!known_.contains(key)) {
        throw BadLine(what_ + " has the key \"" + key + "\", which this version does not know");
      }
    }
  }

 private:
  std::string what_;
  const Json& json_;
  std::set<std::string, std::less<>> known_;
};

template <class T>
void read(const std::string& what, const Json& json, T& value) {
  Reader reader(what, json);
  fields(reader, value);
  reader.finish();
}

template <class T>
Change<T> read_change(const Json& json, const std::string& op) {
  Change<T> change;
  const auto side = [&](const char* key, std::optional<T>& value) {
    if (json.contains(key)) read(key, json[key], value.emplace());
  };
  side("before", change.before);
  side("after", change.after);
  const bool before = op != "create", after = op != "drop";
  if (change.before.has_value() != before || change.after.has_value() != after) {
    throw BadLine("\"" + op + "\" without what it needs of \"before\" and \"after\"");
  }
  return change;
}

// The Change of the value type whose kind it is.
template <class... T>
Operation read_change_of(Kind kind, const Json& json, const std::string& op) {
  std::optional<Operation> out;
  ((kind == kKindOf<T> ? void(out = read_change<T>(json, op)) : void()), ...);
  if (!out) throw BadLine("no kind of object");
  return *out;
}

void get(const std::string&, const Json& json, Operation& value) {
  Reader reader("the operation", json);
  std::string op;
  reader.always("op", op);
  if (op == "rename") {
    Rename rename;
    fields(reader, rename);
    value = rename;
    return reader.finish();
  }
  if (op != "create" && op != "alter" && op != "drop") {
    throw BadLine("the operation \"" + op + "\", which this version does not know");
  }
  Kind kind = Kind::table;
  DialectText backfill;
  reader.always("kind", kind);
  reader.ignore("before");
  reader.ignore("after");
  if (kind == Kind::column) reader.differs("backfill", backfill);
  reader.finish();
  value = read_change_of<Table, Column, Key, ForeignKey, Check, Index, View, Trigger, Enum,
                         VirtualTable, Row>(kind, json, op);
  if (auto* column = std::get_if<Change<Column>>(&value)) column->backfill = backfill;
}

Json parse(std::string_view line) {
  try {
    return Json::parse(line);
  } catch (const Json::parse_error& error) {
    const std::string what = error.what();  // "[json...] parse error at line 1, column 5: why"
    const std::size_t why = what.find(": ");
    throw BadLine("no JSON: " + (why == std::string::npos ? what : what.substr(why + 2)),
                  error.byte);
  }
}

// A newer format may have other keys, so its number comes first.
void check_format(const Json& json) {
  unsigned format = 0;
  if (!json.is_object() || !json.contains("schemake")) throw BadLine("no record of Schemake");
  get("schemake", json["schemake"], format);
  if (format != kRecordFormat) {
    throw BadLine("the record has format " + std::to_string(format) + ", this version knows " +
                  std::to_string(kRecordFormat));
  }
}

Record read_header(Reader& reader, const Json& json) {
  check_format(json);
  Record record;
  reader.ignore("schemake");
  reader.always("id", record.id);
  reader.always("parents", record.parents);
  reader.always("message", record.message);
  reader.differs("accepted", record.accepted);
  reader.differs("engine", record.engine);
  reader.differs("data", record.data);
  reader.differs("amended", record.amendments);
  reader.differs("renames", record.renames);
  return record;
}

// The same value in another spelling would have the same id and other bytes.
void check_spelling(std::string_view line, const std::string& canonical) {
  if (line != canonical) throw BadLine("not spelled as Schemake writes it");
}

}  // namespace

Record parse_header_line(std::string_view line) {
  const Json json = parse(line);
  Reader reader("the record", json);
  Record record = read_header(reader, json);
  reader.finish();
  check_spelling(line, header_line(record));
  return record;
}

Record parse_record_line(std::string_view line) {
  const Json json = parse(line);
  Reader reader("the record", json);
  Record record = read_header(reader, json);
  reader.always("operations", record.operations);
  reader.finish();
  check_spelling(line, record_line(record));
  return record;
}

Operation parse_operation_line(std::string_view line) {
  Operation operation;
  get("operation", parse(line), operation);
  check_spelling(line, write_operation(operation));
  return operation;
}

}  // namespace schemake::generator
