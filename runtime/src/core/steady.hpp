#ifndef SCHEMAKE_CORE_STEADY_HPP
#define SCHEMAKE_CORE_STEADY_HPP

#include <schemake/connection.hpp>
#include <string>

namespace schemake {

// Calls `read`, which looks at the database more than once and takes no lock, with the state at
// which it stands; again where another process migrated it meanwhile. So neither an answer nor a
// refusal is ever made of two states. Returns what `read` returns, and throws what it throws.
template <class Read>
auto read_steadily(Connection& connection, const std::string& catalog, Read read) {
  for (std::string state = connection.state(catalog);;) {
    try {
      auto result = read(state);
      const std::string now = connection.state(catalog);
      if (now == state) return result;
      state = now;
    } catch (const Error&) {
      const std::string now = connection.state(catalog);
      if (now == state) throw;
      state = now;
    }
  }
}

}  // namespace schemake

#endif  // SCHEMAKE_CORE_STEADY_HPP
