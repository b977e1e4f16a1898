#ifndef SCHEMAKE_RENDER_VERIFICATION_HPP
#define SCHEMAKE_RENDER_VERIFICATION_HPP

#include <schemake/fingerprint.hpp>
#include <string>
#include <vector>

namespace schemake::generator {

// A live database beside a state of the history.
struct Verification {
  std::string database;      // its path, as given
  std::string revision;      // the name of the state that it was compared with
  std::string state;         // its id
  bool has_history = false;  // the state is where the database's own history says that it stands
  std::vector<schemake::Difference> differences;
};

// A line a difference, each table before its parts, and what was compared; control characters are
// escaped.
std::string verification_text(const Verification& verification);
std::string verification_json(const Verification& verification);

}  // namespace schemake::generator

#endif  // SCHEMAKE_RENDER_VERIFICATION_HPP
