#include <algorithm>
#include <map>
#include <schemake/fingerprint.hpp>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/sql_text.hpp"

namespace schemake {
namespace {

using Properties = std::map<std::string, std::string>;

struct Object {
  std::string kind, table, name;
  friend bool operator<(const Object& a, const Object& b) {
    return std::tie(a.kind, a.table, a.name) < std::tie(b.kind, b.table, b.name);
  }
};

using Objects = std::map<Object, Properties>;

// Rows that two constraints of one definition share are one property.
Objects grouped(const Fingerprint& rows) {
  Objects objects;
  for (const FingerprintRow& row : rows) {
    std::string& value = objects[{row.kind, row.table, row.name}][row.property];
    if (!value.empty()) value += " and ";
    value += row.value;
  }
  return objects;
}

bool is_table(const Object& object) {
  return object.kind == "table" || object.kind == "virtual table";
}

std::string spell(const Object& object) {
  if (object.kind == "column") return "column " + object.table + "." + object.name;
  const bool constraint =
      object.kind == "key" || object.kind == "foreign key" || object.kind == "check";
  if (!constraint) return object.kind + " " + object.name;
  if (object.kind == "check") return "table " + object.table + ": check (" + object.name + ")";
  if (object.kind == "key") return "table " + object.table + ": " + object.name;
  return "table " + object.table + ": foreign key " + object.name;
}

// "type is TEXT, expected INTEGER; nullable is yes, expected no".
std::string changes(const Properties& expected, const Properties& found) {
  std::set<std::string> names;
  for (const auto& property : expected) names.insert(property.first);
  for (const auto& property : found) names.insert(property.first);
  const auto value = [](const Properties& properties, const std::string& name) {
    const auto at = properties.find(name);
    return at == properties.end() || at->second.empty() ? std::string("none") : at->second;
  };
  std::string text;
  for (const std::string& name : names) {
    const std::string is = value(found, name);
    const std::string wanted = value(expected, name);
    if (is == wanted) continue;
    if (!text.empty()) text += "; ";
    text += name + " is " + is + ", expected " + wanted;
  }
  return text;
}

// By table, each before its parts; views last.
bool stands_before(const Difference& a, const Difference& b) {
  const auto place = [](const Difference& difference) {
    return std::make_tuple(difference.table.empty(), std::string_view(difference.table),
                           difference.kind != "table", difference.kind != "column");
  };
  return place(a) < place(b);
}

class Comparison {
 public:
  Comparison(const Objects& expected, const Objects& found) : expected_(expected), found_(found) {}

  std::vector<Difference> differences() {
    for (const auto& [object, properties] : expected_) {
      const auto other = found_.find(object);
      if (other != found_.end()) {
        const std::string text = changes(properties, other->second);
        if (!text.empty()) add(object, text);
      } else if (!is_part_of(object, found_)) {
        // Its table is named already.
      } else if (const std::string name = in_other_case(object, found_); !name.empty()) {
        add(object, "is named " + name);
      } else {
        add(object, "missing");
      }
    }
    for (const auto& [object, properties] : found_) {
      const bool known = expected_.count(object) > 0 || !in_other_case(object, expected_).empty();
      if (!known && is_part_of(object, expected_)) add(object, "not expected");
    }
    std::stable_sort(differences_.begin(), differences_.end(), stands_before);
    return std::move(differences_);
  }

 private:
  // Whether `objects` has the table that the object is a part of; true for what is no part.
  static bool is_part_of(const Object& object, const Objects& objects) {
    if (is_table(object) || object.table.empty()) return true;
    return objects.count({"table", object.table, object.table}) > 0 ||
           objects.count({"view", "", object.table}) > 0;
  }

  static std::string in_other_case(const Object& object, const Objects& objects) {
    const std::string folded = sql::lower(object.name);
    const std::string table = sql::lower(object.table);
    for (const auto& [other, properties] : objects) {
      if (other.kind == object.kind && sql::lower(other.name) == folded &&
          sql::lower(other.table) == table && other.name != object.name) {
        return other.name;
      }
    }
    return {};
  }

  void add(const Object& object, const std::string& what) {
    differences_.push_back({object.kind, object.table, object.name, spell(object) + ": " + what});
  }

  const Objects& expected_;
  const Objects& found_;
  std::vector<Difference> differences_;
};

}  // namespace

std::vector<Difference> differences(const Fingerprint& expected, const Fingerprint& found) {
  return Comparison(grouped(expected), grouped(found)).differences();
}

}  // namespace schemake
