#ifndef SCHEMAKE_RENDER_REVIEW_HPP
#define SCHEMAKE_RENDER_REVIEW_HPP

#include <string>
#include <vector>

#include "render/diagram.hpp"
#include "render/document.hpp"
#include "render/finding.hpp"
#include "render/linted.hpp"
#include "render/state_change.hpp"

namespace schemake::generator {

// A data step, as people wrote it.
struct WrittenData {
  std::string file, language;  // "0003_add_email.data.sql", "sql"
  std::string text;
};

// What a merge does to databases that come from one of its parents.
struct ReviewedWay {
  std::string from;  // "0002_email"
  std::vector<Description> changes;
  std::vector<Plan> plans;  // one a dialect
};

// One change of a review, and all that its reader has to know.
struct ReviewedChange {
  StateChange change;
  std::string parent;               // the name of the revision that it follows
  std::vector<ReviewedWay> others;  // of a merge: from the parents but the first
  bool draft = false;               // else it is recorded or, where it has no name, only pending
  Linted linted;
  std::vector<WrittenData> data;
  // Sources that the application compiles, and that are not what this generator writes for the
  // record: what the review says is not what they say.
  std::vector<std::string> other_sources;
  std::vector<std::string> unshown;  // sources of bridges, squashes and adoptions
};

struct Review {
  std::string base;                     // a commit, as people call it; empty: of one change alone
  std::vector<Finding> broken;          // what `check --base` finds
  std::vector<ReviewedChange> changes;  // oldest first
  std::vector<std::string> other_sources;  // as above, of no one change: head.*
  Diagram diagram;                         // of all of them together; empty: none
  std::string svg;                         // of the diagram; may be empty
  std::string docs;  // the address of Schemake's docs/, for links from rules; empty: no links

  bool empty() const { return changes.empty() && broken.empty() && other_sources.empty(); }
};

// How much of it is told. A short one says in its place which command prints what is left out.
struct ReviewExtent {
  bool sql = true;
  bool diagram = true;
  bool data = true;
};

Section review_document(const Review& review, const ReviewExtent& extent = {});

// In Markdown, with as much as fits into `limit` bytes (0: all): what is left out first is the SQL,
// then the diagram, then the text of data steps. What must be told stays, however long it is.
std::string review_markdown(const Review& review, std::size_t limit = 0);

}  // namespace schemake::generator

#endif  // SCHEMAKE_RENDER_REVIEW_HPP
