#include "schema/schema.hpp"

namespace schemake::generator {
namespace {

std::string with_length(const char* word, int length) {
  return std::string(word) + '(' + std::to_string(length) + ')';
}

}  // namespace

std::string spell(const Type& type) {
  switch (type.name) {
    case TypeName::smallint:
      return "smallint";
    case TypeName::integer:
      return "integer";
    case TypeName::bigint:
      return "bigint";
    case TypeName::real:
      return "real";
    case TypeName::double_precision:
      return "double";
    case TypeName::decimal:
      return "decimal(" + std::to_string(type.precision) + ',' + std::to_string(type.scale) + ')';
    case TypeName::text:
      return "text";
    case TypeName::varchar:
      return with_length("varchar", type.precision);
    case TypeName::character:
      return with_length("char", type.precision);
    case TypeName::blob:
      return "blob";
    case TypeName::boolean:
      return "boolean";
    case TypeName::date:
      return "date";
    case TypeName::time:
      return "time";
    case TypeName::timestamp:
      return "timestamp";
    case TypeName::timestamptz:
      return "timestamptz";
    case TypeName::uuid:
      return "uuid";
    case TypeName::json:
      return "json";
    case TypeName::enumeration:
      return type.enumeration;
    case TypeName::raw:
      return type.raw.empty() ? std::string() : type.raw.texts.begin()->second;
  }
  return {};
}

std::string_view spell(Kind kind) {
  switch (kind) {
    case Kind::table:
      return "table";
    case Kind::column:
      return "column";
    case Kind::key:
      return "key";
    case Kind::foreign_key:
      return "foreign key";
    case Kind::check:
      return "check";
    case Kind::index:
      return "index";
    case Kind::view:
      return "view";
    case Kind::trigger:
      return "trigger";
    case Kind::enumeration:
      return "enum";
    case Kind::virtual_table:
      return "virtual table";
    case Kind::row:
      return "row";
  }
  return {};
}

std::string spell(const ObjectName& object) {
  if (object.table.empty()) return object.name;
  if (object.name.empty()) return object.table;
  return object.table + '.' + object.name;
}

}  // namespace schemake::generator
