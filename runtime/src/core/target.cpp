#include "core/target.hpp"

#include <algorithm>

#include "core/graph.hpp"

namespace schemake {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}
bool is_hexadecimal(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

std::string_view without_zeros(std::string_view number) {
  const std::size_t first = number.find_first_not_of('0');
  return number.substr(std::min(first, number.size()));
}

bool fits(const Revision& revision, std::string_view target) {
  const std::string_view name = revision.name;
  const std::size_t split = name.find('_');
  const bool numbered = split != std::string_view::npos && is_number(name.substr(0, split));
  if (!name.empty() && target == name) return true;
  if (numbered && target == name.substr(split + 1)) return true;
  if (numbered && is_number(target) &&
      without_zeros(target) == without_zeros(name.substr(0, split))) {
    return true;
  }
  return target.size() >= 4 && is_hexadecimal(target) &&
         std::string_view(revision.id).substr(0, target.size()) == target;
}

}  // namespace

std::optional<unsigned> relative(std::string_view target, char sign) {
  if (target.empty() || target.front() != sign) return std::nullopt;
  const std::string_view digits = target.substr(1);
  constexpr std::size_t kLongest = 6;
  if (!is_number(digits) || digits.size() > kLongest || without_zeros(digits).empty()) {
    throw Error(Code::usage, "\"" + std::string(target) + "\" is no number of revisions: write " +
                                 std::string(1, sign) + "1, " + std::string(1, sign) +
                                 "2 and so on");
  }
  return static_cast<unsigned>(std::stoul(std::string(digits)));
}

Revision find_revision(const std::vector<Revision>& revisions, std::string_view target) {
  std::vector<const Revision*> found;
  for (const Revision& revision : revisions) {
    if (fits(revision, target)) found.push_back(&revision);
  }
  if (found.size() == 1) return *found.front();
  if (found.empty()) {
    throw Error(Code::unknown_target,
                "no revision is called \"" + std::string(target) +
                    "\": give a name as 0003_add_email, a number, or four or more digits of an id");
  }
  std::string list;
  for (const Revision* revision : found) list += (list.empty() ? "" : ", ") + describe(*revision);
  throw Error(Code::unknown_target,
              "\"" + std::string(target) + "\" may be " + list + ": give more digits of the id");
}

}  // namespace schemake
