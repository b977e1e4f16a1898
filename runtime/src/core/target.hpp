#ifndef SCHEMAKE_CORE_TARGET_HPP
#define SCHEMAKE_CORE_TARGET_HPP

#include <optional>
#include <schemake/migrate.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace schemake {

// "+2" -> 2, "-1" -> 1 where `sign` is the first character; nothing for any other text. Zero is
// Code::usage.
std::optional<unsigned> relative(std::string_view target, char sign);

// The one of `revisions` that people mean: its name ("0003_add_email", "draft"), its name without
// the number ("add_email"), its number ("3", "0003"), or at least four digits of its id.
// Code::unknown_target where none fits, or several do, which it lists.
Revision find_revision(const std::vector<Revision>& revisions, std::string_view target);

}  // namespace schemake

#endif  // SCHEMAKE_CORE_TARGET_HPP
