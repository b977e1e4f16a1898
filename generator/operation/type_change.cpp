#include "operation/type_change.hpp"

#include <algorithm>
#include <optional>

#include "core/sql_text.hpp"
#include "schema/affinity.hpp"

namespace schemake::generator {
namespace {

using Enums = std::map<std::string, Enum>;

const std::vector<std::string>& values(const Type& type, const Enums& enums) {
  static const std::vector<std::string> kNone;
  const auto found = enums.find(type.enumeration);
  return found == enums.end() ? kNone : found->second.values;
}

// Decimal digits of the widest value of a whole number's type; 0 for other types.
int digits(TypeName name) {
  switch (name) {
    case TypeName::boolean:
      return 1;
    case TypeName::smallint:
      return 5;
    case TypeName::integer:
      return 10;
    case TypeName::bigint:
      return 19;
    default:
      return 0;
  }
}

// Of those that a floating type holds exactly.
int exact_digits(TypeName name) {
  if (name == TypeName::real) return 7;
  return name == TypeName::double_precision ? 15 : 0;
}

bool whole_number_fits(TypeName before, const Type& after) {
  const int needed = digits(before);
  if (after.name == TypeName::boolean) return false;
  return digits(after.name) >= needed || exact_digits(after.name) >= needed ||
         (after.name == TypeName::decimal && after.precision - after.scale >= needed);
}

bool decimal_fits(const Type& before, const Type& after) {
  return after.name == TypeName::decimal && after.scale >= before.scale &&
         after.precision - after.scale >= before.precision - before.scale;
}

bool enum_fits(const Type& before, const Type& after, const Enums& enums_before,
               const Enums& enums_after) {
  const std::vector<std::string>& old_values = values(before, enums_before);
  if (after.name == TypeName::enumeration) {
    const std::vector<std::string>& new_values = values(after, enums_after);
    return std::all_of(old_values.begin(), old_values.end(), [&](const std::string& value) {
      return std::find(new_values.begin(), new_values.end(), value) != new_values.end();
    });
  }
  return after.name == TypeName::varchar &&
         std::all_of(old_values.begin(), old_values.end(), [&](const std::string& value) {
           return value.size() <= static_cast<std::size_t>(after.precision);
         });
}

bool fits_text(TypeName before) {
  switch (before) {
    case TypeName::real:  // prints fewer digits than it holds
    case TypeName::double_precision:
    case TypeName::boolean:  // 1 in one dialect, true in another
    case TypeName::blob:
    case TypeName::raw:
      return false;
    default:
      return true;
  }
}

// What SQLite stores a type as; nothing where it is raw and not known.
std::optional<Affinity> stored_as(const Type& type) {
  switch (type.name) {
    case TypeName::boolean:
    case TypeName::smallint:
    case TypeName::integer:
    case TypeName::bigint:
      return Affinity::integer;
    case TypeName::real:
    case TypeName::double_precision:
      return Affinity::real;
    case TypeName::decimal:
      return Affinity::numeric;
    case TypeName::blob:
      return Affinity::blob;
    case TypeName::raw:
      break;
    default:
      return Affinity::text;
  }
  const auto& texts = type.raw.texts;
  const bool known = texts.size() == 1 && !sql::same_name(texts.begin()->second, "ANY");
  return known ? std::optional(affinity(texts.begin()->second)) : std::nullopt;
}

// Whether the column holds whatever its affinity does.
bool promises_nothing(TypeName name) {
  return name == TypeName::raw || name == TypeName::bigint || name == TypeName::double_precision ||
         name == TypeName::text || name == TypeName::blob;
}

bool raw_fits(const Type& before, const Type& after) {
  const std::optional<Affinity> stored = stored_as(before);
  return stored && stored == stored_as(after) && promises_nothing(after.name);
}

}  // namespace

bool keeps_every_value(const Type& before, const Type& after, const Enums& enums_before,
                       const Enums& enums_after) {
  if (before.name == TypeName::raw || after.name == TypeName::raw) {
    return before == after || raw_fits(before, after);
  }
  if (before.name == TypeName::enumeration && after.name != TypeName::text) {
    return enum_fits(before, after, enums_before, enums_after);
  }
  if (before == after) return true;
  if (after.name == TypeName::text) return fits_text(before.name);
  switch (before.name) {
    case TypeName::boolean:
    case TypeName::smallint:
    case TypeName::integer:
    case TypeName::bigint:
      return whole_number_fits(before.name, after);
    case TypeName::real:
      return after.name == TypeName::double_precision;
    case TypeName::decimal:
      return decimal_fits(before, after);
    case TypeName::varchar:
      return after.name == TypeName::varchar && after.precision >= before.precision;
    case TypeName::character:
      return (after.name == TypeName::varchar || after.name == TypeName::character) &&
             after.precision >= before.precision;
    case TypeName::date:
      return after.name == TypeName::timestamp;
    default:
      return false;
  }
}

}  // namespace schemake::generator
