#include "imported.hpp"

#include <algorithm>
#include <schemake/error.hpp>
#include <utility>

#include "core/sql_text.hpp"
#include "prove/creatable.hpp"
#include "sqlite/fingerprint.hpp"

namespace schemake::generator {
namespace {

// Whether something was lost of the object that differs, or of the table that it belongs to.
bool is_told(const std::vector<Remark>& lost, const std::string& owner, const std::string& name) {
  return std::any_of(lost.begin(), lost.end(), [&](const Remark& remark) {
    const ObjectName& object = remark.object;
    const bool part = object.kind == Kind::index || object.kind == Kind::trigger;
    const std::string& whole = part || object.table.empty() ? object.name : object.table;
    return sql::same_name(whole, owner) || sql::same_name(whole, name);
  });
}

void compare(const Fingerprint& real, const Fingerprint& created, Imported& result) {
  std::vector<Remark> overlooked;
  for (const schemake::Difference& difference : differences(real, created)) {
    const std::string& owner = difference.kind == "view" ? difference.name : difference.table;
    if (is_told(result.lost, owner, difference.name)) continue;
    overlooked.push_back({{}, difference.what + ", as it is created again"});
  }
  result.lost.insert(result.lost.end(), overlooked.begin(), overlooked.end());
}

}  // namespace

Imported import_schema(sqlite3* db) {
  Introspection found = introspect(db);
  Imported result{{}, std::move(found.lost), std::move(found.notes), {}};
  Desired& desired = result.desired;
  desired.dialects = {"sqlite"};
  desired.schema = std::move(found.schema);
  desired.hints.unnamed = std::move(found.unnamed);
  desired.requirements.collations = std::move(found.collations);
  const Creatable creatable = leave_out_what_fails(desired.schema, desired.requirements);
  for (const LeftOut& each : creatable.left_out) {
    result.lost.push_back({each.object, "is left out: " + each.why});
  }
  result.fingerprint = creatable.fingerprint;
  try {
    compare(sqlite::read_fingerprint(db), creatable.fingerprint, result);
  } catch (const Error& error) {
    result.lost.push_back({{}, error.what()});
  }
  return result;
}

}  // namespace schemake::generator
