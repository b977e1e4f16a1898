#ifndef SCHEMAKE_COMMAND_MOVING_HEAD_HPP
#define SCHEMAKE_COMMAND_MOVING_HEAD_HPP

#include <optional>
#include <string>

#include "revision/folder.hpp"

namespace schemake::generator {

// Which of two unreleased heads is one's own, and so moves, as git tells.
struct MovingHead {
  std::string id;
  std::string other;  // where the head that stays is known from: "origin's default branch"
};

// The head that stays is the one that the default branch of origin has; else the one that is being
// merged in; else, in the midst of `git rebase`, the one that this is put on top of. Nothing where
// none of these has just one of the two, and outside of a repository.
std::optional<MovingHead> find_moving_head(const Folder& folder);

}  // namespace schemake::generator

#endif  // SCHEMAKE_COMMAND_MOVING_HEAD_HPP
