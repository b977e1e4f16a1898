#ifndef SCHEMAKE_STATES_HPP
#define SCHEMAKE_STATES_HPP

#include <map>
#include <set>
#include <string>
#include <vector>

#include "revision/folder.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {

// The states that a folder's records name: revisions, their superseded selves, and the schemas
// found in the field. The folder must outlive it.
class States {
 public:
  States(const Folder& folder, Diagnostics& diagnostics);

  // Null, and a diagnostic where it is not told yet, where a record on the way does not apply; null
  // where there is none.
  const Schema* schema(const std::string& id);

  // The records from base to `id` along first parents, base's successor first.
  std::vector<const Record*> line(const std::string& id) const;

  // The digests of all data steps that a database at `id` has run, whichever way it came; one that
  // two revisions have counts twice.
  std::multiset<std::string> data(const std::string& id) const;

 private:
  void add(const Revision& revision);

  Diagnostics& diagnostics_;
  std::map<std::string, const Record*> records_;
  std::map<std::string, Schema> schemas_;
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_STATES_HPP
