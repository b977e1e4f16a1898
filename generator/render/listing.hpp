#ifndef SCHEMAKE_RENDER_LISTING_HPP
#define SCHEMAKE_RENDER_LISTING_HPP

#include <string>
#include <vector>

namespace schemake::generator {

// A revision as `history` and `heads` list it.
struct ListedRevision {
  std::string id, name, message;
  std::vector<std::string> parents;  // ids; empty: base
  std::string release;               // the first release that holds it; may be empty
  bool draft = false;
  bool head = false;
};

// A line a revision, in the order given; control characters are escaped.
std::string listing_text(const std::vector<ListedRevision>& revisions);
// A JSON array, indented, ending in a newline.
std::string listing_json(const std::vector<ListedRevision>& revisions);

}  // namespace schemake::generator

#endif  // SCHEMAKE_RENDER_LISTING_HPP
