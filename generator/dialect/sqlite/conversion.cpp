#include "dialect/sqlite/conversion.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/sql_text.hpp"
#include "dialect/sql_writer.hpp"

namespace schemake::generator::sqlite {
namespace {

// A storage class but NULL, which every conversion leaves alone.
enum class Class { integer, real, text, blob };
using Classes = std::vector<Class>;

bool holds(const Classes& classes, Class one) {
  return std::find(classes.begin(), classes.end(), one) != classes.end();
}

// As typeof() says it.
std::string_view spelled(Class one) {
  switch (one) {
    case Class::integer:
      return "integer";
    case Class::real:
      return "real";
    case Class::text:
      return "text";
    case Class::blob:
      return "blob";
  }
  return "";
}

Affinity affinity_of(Class one) {
  switch (one) {
    case Class::integer:
      return Affinity::integer;
    case Class::real:
      return Affinity::real;
    case Class::text:
      return Affinity::text;
    case Class::blob:
      break;
  }
  return Affinity::blob;
}

std::string_view cast_name(Affinity affinity) {
  switch (affinity) {
    case Affinity::integer:
      return "INTEGER";
    case Affinity::real:
      return "REAL";
    case Affinity::numeric:
      return "NUMERIC";
    case Affinity::text:
      return "TEXT";
    case Affinity::blob:
      return "BLOB";
  }
  return "";
}

using sqlite::cast;

std::string cast(const std::string& value, Class to) {
  return sqlite::cast(value, affinity_of(to));
}

// Those that a column is for.
Classes own_classes(const Storage& storage) {
  switch (storage.affinity) {
    case Affinity::integer:
      return storage.exact ? Classes{Class::integer} : Classes{Class::integer, Class::real};
    case Affinity::numeric:
      return {Class::integer, Class::real};
    case Affinity::real:
      return {Class::real};
    case Affinity::text:
      return {Class::text};
    case Affinity::blob:
      if (storage.raw && !storage.exact) break;
      return {Class::blob};
  }
  return {Class::integer, Class::real, Class::text, Class::blob};
}

// Those that it may hold.
Classes possible_classes(const Storage& storage) {
  if (storage.exact) return own_classes(storage);
  switch (storage.affinity) {
    case Affinity::real:
      return {Class::real, Class::text, Class::blob};
    case Affinity::text:
      return {Class::text, Class::blob};
    case Affinity::integer:
    case Affinity::numeric:
    case Affinity::blob:
      break;
  }
  return {Class::integer, Class::real, Class::text, Class::blob};
}

// Whether CAST does what affinity does with every value of the class.
bool is_cast_alike(Class one, Affinity to) {
  switch (to) {
    case Affinity::integer:
      return one == Class::integer;
    case Affinity::numeric:
    case Affinity::real:
      return one == Class::integer || one == Class::real;
    case Affinity::text:
      return one != Class::blob;
    case Affinity::blob:
      return one == Class::blob;
  }
  return false;
}

class Conversion {
 public:
  Conversion(const std::string& value, const Storage& from, const Storage& to, bool collated)
      : value_(value),
        old_(collated ? value + " COLLATE BINARY" : value),
        from_(from),
        to_(to),
        own_(own_classes(from)),
        possible_(possible_classes(from)) {
    for (const Class one : possible_) {
      if (is_cast(one)) cast_.push_back(one);
    }
  }

  Converted convert() const {
    Converted result;
    result.expression = result.exactly = with_cast(cast_);
    if (cast_.empty()) result.exactly = stored();
    // A text column's comparisons differ from those of no affinity, where a number's do not.
    const bool plain = cast_.empty() && to_.affinity == Affinity::text;
    result.guarded = plain ? cast(value_, Affinity::text) : result.exactly;
    for (const Class one : possible_) {
      // Nothing makes bytes again of what a column without a type gets back.
      const bool returns = holds(own_, one) && !(from_.raw && one == Class::blob);
      const bool taken = returns || !holds(cast_, one);
      add(result.loses, one, taken ? change_of(one) : "");
      if (!taken) result.loses += (result.loses.empty() ? "" : " OR ") + of_class({one});
    }
    return result;
  }

 private:
  bool is_cast(Class one) const {
    // Such a column makes an error of what its affinity does not make one of its own.
    if (to_.exact) return !is_cast_alike(one, to_.affinity);
    if (to_.raw || !holds(own_, one)) return false;
    const bool may_be_any = to_.affinity == Affinity::text || to_.affinity == Affinity::blob;
    if (from_.raw && may_be_any) return false;
    return !is_cast_alike(one, to_.affinity);
  }

  // "typeof(x) = 'real'"; only classes that are possible.
  std::string of_class(const Classes& classes) const {
    std::vector<std::string> names;
    for (const Class one : classes) names.push_back(sql::quote_string(spelled(one)));
    const std::string type = "typeof(" + value_ + ")";
    return names.size() == 1 ? type + " = " + names.front()
                             : type + " IN (" + join(names, ", ") + ")";
  }

  std::string with_cast(const Classes& classes) const {
    if (classes.empty()) return value_;
    const bool all = std::all_of(possible_.begin(), possible_.end(), [&](Class one) {
      return holds(classes, one) || is_cast_alike(one, to_.affinity);
    });
    const std::string converted = cast(value_, to_.affinity);
    if (all) return converted;
    return "CASE WHEN " + of_class(classes) + " THEN " + converted + " ELSE " + value_ + " END";
  }

  // Numbers in a column for numbers are numbers already.
  bool may_look_like_numbers() const {
    return from_.affinity == Affinity::text || from_.affinity == Affinity::blob;
  }

  // Comparing with a number makes a number of the text that is spelled like one, as a column does.
  std::string looks_like_number() const { return cast(value_, Affinity::numeric) + " = " + value_; }

  // What affinity makes of the value as it is.
  std::string stored() const {
    if (to_.affinity == Affinity::blob) return value_;
    if (to_.affinity == Affinity::text) {
      const std::string text = cast(value_, Affinity::text);
      if (!holds(possible_, Class::blob)) return text;
      return "CASE WHEN " + of_class({Class::blob}) + " THEN " + value_ + " ELSE " + text + " END";
    }
    const bool integers = to_.affinity == Affinity::real && holds(possible_, Class::integer);
    if (!may_look_like_numbers()) return integers ? with_cast({Class::integer}) : value_;
    return "CASE WHEN " + (integers ? of_class({Class::integer}) + " OR " : "") +
           of_class({Class::text}) + " AND " + looks_like_number() + " THEN " +
           cast(value_, to_.affinity) + " ELSE " + value_ + " END";
  }

  // When a value of the class is another one, once it was converted and turned back.
  std::string change_of(Class one) const {
    const std::string there = cast(value_, to_.affinity);
    if (holds(cast_, one)) {
      // Not turned back: the largest integer stands for any number beyond it.
      const bool is_cut = one == Class::real && to_.affinity == Affinity::integer;
      return (is_cut ? there : cast(there, one)) + " IS NOT " + old_;
    }
    if (to_.affinity == Affinity::blob || one == Class::blob) return "";
    if (to_.affinity == Affinity::text) {
      return one == Class::real ? cast(there, one) + " IS NOT " + old_ : "";
    }
    if (one == Class::integer && to_.affinity == Affinity::real) return there + " IS NOT " + old_;
    if (one != Class::text || !may_look_like_numbers()) return "";
    const std::string number =
        to_.affinity == Affinity::real ? there : cast(value_, Affinity::numeric);
    return looks_like_number() + " AND " + cast(number, one) + " IS NOT " + old_;
  }

  void add(std::string& condition, Class one, const std::string& change) const {
    if (change.empty()) return;
    if (!condition.empty()) condition += " OR ";
    if (possible_.size() > 1) condition += of_class({one}) + " AND ";
    condition += change;
  }

  const std::string value_, old_;
  const Storage from_, to_;
  const Classes own_, possible_;
  Classes cast_;  // those that affinity does not do
};

}  // namespace

std::string cast(const std::string& value, Affinity to) {
  return "CAST(" + value + " AS " + std::string(cast_name(to)) + ")";
}

Storage storage(const Column& column, const TableSchema& table) {
  const std::string type = declared_type(column.type);
  Storage result;
  result.raw = column.type.name == TypeName::raw;
  result.exact = table.table.strict || rowid_alias(table) == &column;
  result.affinity = affinity(type);
  if (table.table.strict && sql::same_name(type, "ANY")) {  // as a column without a type
    result.affinity = Affinity::blob;
    result.exact = false;
  }
  return result;
}

Converted convert(const std::string& value, const Storage& from, const Storage& to, bool collated) {
  return Conversion(value, from, to, collated).convert();
}

}  // namespace schemake::generator::sqlite
