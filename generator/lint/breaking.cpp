#include "lint/findings.hpp"
#include "operation/change_words.hpp"
#include "operation/last_name.hpp"
#include "operation/renaming.hpp"
#include "operation/words.hpp"

namespace schemake::generator {
namespace {

using Operations = std::vector<Operation>;

ObjectName name_before(const Operation& operation) {
  ObjectName object = subject(operation);
  if (const auto* rename = std::get_if<Rename>(&operation)) object.name = rename->from;
  return object;
}

// Walks along the operations since the release, and knows what of it the release had.
class Breaking {
 public:
  explicit Breaking(Findings& findings) : findings_(findings) {}

  void look(std::size_t at) {
    const Operations& operations = findings_.input.operations;
    const auto object = last_name(operations, at);
    const auto* rename = std::get_if<Rename>(&operations[at]);
    if (!object || (rename != nullptr && is_intermediate(rename->to))) return;
    const Operations walked = walked_before(at);
    if (!was_released(walked, operations[at])) return;
    const std::string& group = object->table.empty() ? object->name : object->table;
    findings_.add("breaks-release", *object,
                  group + ": " + words_of(at) + "; binaries " + who() + " may fail on it",
                  advice_on(operations[at]));
  }

 private:
  Operations walked_before(std::size_t at) const {
    const LintInput& input = findings_.input;
    Operations walked = input.since_release;
    walked.insert(walked.end(), input.operations.begin(),
                  input.operations.begin() + static_cast<std::ptrdiff_t>(at));
    return walked;
  }

  bool was_released(const Operations& walked, const Operation& operation) const {
    const NamesThen then(findings_.input.released, walked);
    const ObjectName object = name_before(operation);
    switch (object.kind) {
      case Kind::table:
        return then.has_table(object.name);
      case Kind::virtual_table:
        return then.has_virtual_table(object.name);
      case Kind::column:
        return creates(operation) ? then.has_table(object.table)
                                  : then.column(object.table, object.name).has_value();
      case Kind::view:
      case Kind::enumeration:
        return !is_created(walked, object);
      case Kind::key:
      case Kind::foreign_key:
      case Kind::check:
      case Kind::index:
      case Kind::row:
        return then.has_table(object.table);
      case Kind::trigger:
        return then.has_table(object.table) || is_old_view(walked, object.table);
    }
    return true;
  }

  static bool is_created(const Operations& walked, const ObjectName& object) {
    for (std::size_t i = 0; i < walked.size(); ++i) {
      if (creates(walked[i]) && last_name(walked, i) == object) return true;
    }
    return false;
  }

  bool is_old_view(const Operations& walked, const std::string& name) const {
    const bool stands =
        findings_.input.before.views.contains(name) || findings_.input.after.views.contains(name);
    return stands && !is_created(walked, {Kind::view, "", name});
  }

  // A circle of names is told without the name in its middle.
  std::string words_of(std::size_t at) const {
    Operation operation = findings_.input.operations[at];
    auto* rename = std::get_if<Rename>(&operation);
    if (rename != nullptr && is_intermediate(rename->from)) {
      for (const Operation& other : findings_.input.operations) {
        const auto* aside = std::get_if<Rename>(&other);
        if (aside == nullptr || aside->kind != rename->kind || aside->to != rename->from) continue;
        if (aside->table == rename->table) rename->from = aside->from;
        break;
      }
    }
    return joined(change_words(operation), "; ");
  }

  std::string who() const {
    const std::string& release = findings_.input.release;
    return release.empty() ? "of the revision before" : "of release " + release;
  }

  static std::string advice_on(const Operation& operation) {
    if (std::holds_alternative<Rename>(operation)) {
      return "keep the old name for as long as such a binary may meet an upgraded database";
    }
    if (drops(operation)) {
      return "ship a release that does without it first, and drop it in the one after";
    }
    return "ship a release that keeps to it first, and tighten in the one after";
  }

  Findings& findings_;
};

}  // namespace

void find_breaking(Findings& findings) {
  Breaking rule(findings);
  for (const std::size_t at : breaking(findings.input.operations)) rule.look(at);
}

}  // namespace schemake::generator
