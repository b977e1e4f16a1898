#ifndef SCHEMAKE_REVISION_SQUASH_HPP
#define SCHEMAKE_REVISION_SQUASH_HPP

#include <optional>
#include <string>
#include <vector>

#include "revision/folder.hpp"
#include "text/diagnostic.hpp"

// One edge over many revisions, as functions of values: nothing here plans SQL or touches a file.

namespace schemake::generator {

// The revisions behind the state `from`, up to and with `to`.
struct Range {
  std::string from;                  // an id, or "base"
  std::string to;                    // the id of a sealed revision
  std::vector<std::string> covered;  // parents before children, `to` last; at least two
};

// "0003_email..0010_web", as git writes a range: what leads from the state 0003_email to the state
// 0010_web. Nothing before the dots is base, nothing behind them the head. Reported where it is no
// range, or holds less than two revisions.
std::optional<Range> find_range(const Folder& folder, const std::string& text,
                                Diagnostics& diagnostics);

// Lets the revision at the range's end be reached by a squash. False, with a diagnostic, where data
// steps lie in between and are not to be carried.
bool squash(Folder& history, const Range& range, bool with_data, Diagnostics& diagnostics);

// Drops the sources of the revisions in the range, whose states are retired with the last release
// that walks them; the records stay. False, with diagnostics, where a revision of the range was not
// released, or something outside follows from within it.
bool drop_old(Folder& history, const Range& range, Diagnostics& diagnostics);

}  // namespace schemake::generator

#endif  // SCHEMAKE_REVISION_SQUASH_HPP
