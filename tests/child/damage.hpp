#ifndef SCHEMAKE_TESTS_CHILD_DAMAGE_HPP
#define SCHEMAKE_TESTS_CHILD_DAMAGE_HPP

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "child/project_folder.hpp"

namespace schemake::testing {

// What may happen to a migrations folder in which 0001_start is sealed.
struct Damage {
  const char* name;
  const char* file;        // which every report must name
  const char* cmake_says;  // as well
  std::function<void(const ProjectFolder&)> inflict;

  friend std::ostream& operator<<(std::ostream& out, const Damage& damage) {
    return out << damage.name;
  }
};

const std::vector<Damage>& damages();

}  // namespace schemake::testing

#endif  // SCHEMAKE_TESTS_CHILD_DAMAGE_HPP
