#include "states.hpp"

#include <algorithm>

#include "operation/apply.hpp"

namespace schemake::generator {

States::States(const Folder& folder, Diagnostics& diagnostics) : diagnostics_(diagnostics) {
  for (const Revision& revision : folder.sealed) add(revision);
  if (folder.draft) add(*folder.draft);
}

void States::add(const Revision& revision) {
  records_.emplace(revision.record.id, &revision.record);
  for (const Record& self : revision.superseded) records_.emplace(self.id, &self);
  for (const Record& variant : revision.variants) records_.emplace(variant.id, &variant);
}

const Schema* States::schema(const std::string& id) {
  if (const auto known = schemas_.find(id); known != schemas_.end()) return &known->second;
  Schema schema;
  if (id != kBase) {
    const auto record = records_.find(id);
    if (record == records_.end()) return nullptr;
    const Schema* parent = this->schema(record->second->parent());
    if (parent == nullptr) return nullptr;
    schema = *parent;
    if (const auto conflict = generator::apply(schema, record->second->operations)) {
      diagnostics_.error(
          {}, "revision " + id.substr(0, 12) + " does not apply to its parent: " + conflict->what);
      return nullptr;
    }
  }
  return &schemas_.emplace(id, std::move(schema)).first->second;
}

std::vector<const Record*> States::line(const std::string& id) const {
  std::vector<const Record*> records;
  for (auto at = records_.find(id); at != records_.end();
       at = records_.find(at->second->parent())) {
    records.push_back(at->second);
  }
  std::reverse(records.begin(), records.end());
  return records;
}

std::multiset<std::string> States::data(const std::string& id) const {
  std::multiset<std::string> digests;
  std::set<std::string> seen;
  std::vector<std::string> waiting{id};
  while (!waiting.empty()) {
    const std::string next = waiting.back();
    waiting.pop_back();
    const auto record = records_.find(next);
    if (record == records_.end() || !seen.insert(next).second) continue;
    const std::vector<std::string>& data = record->second->data_now();
    digests.insert(data.begin(), data.end());
    waiting.insert(waiting.end(), record->second->parents.begin(), record->second->parents.end());
  }
  return digests;
}

}  // namespace schemake::generator
