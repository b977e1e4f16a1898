#ifndef SCHEMAKE_RENDER_FINDING_HPP
#define SCHEMAKE_RENDER_FINDING_HPP

#include <string>
#include <string_view>
#include <vector>

namespace schemake::generator {

// What `check` reports. The ids are kept: people filter and suppress by them.
enum class Rule {
  unrecorded,        // the schema has a change that no revision records
  draft,             // a draft is left
  two_heads,         // the history forks, here or when it is merged
  changed_revision,  // a revision that others have is another one here
  removed_revision,  // it is gone
  reverted,          // it is gone, and nothing else is there
  removed_release,   // a release that others have is gone
  bad_input,         // a file, or what was asked, cannot be used: nothing more was looked at
};

// "changed-revision"
std::string_view spell(Rule rule);

struct Finding {
  Rule rule = Rule::unrecorded;
  std::string message;
  std::string advice;  // what to do, in one or more lines; may be empty
  std::string file;    // with '/', relative to the top of the repository; may be empty
  int line = 0;        // from 1; 0: not known
};

// For a terminal: a message a line, and indented below it the advice, once for all findings in a
// row that share it. Control characters are escaped.
std::string findings_text(const std::vector<Finding>& findings);

// A JSON array with an object for each finding, indented, ending in a newline.
std::string findings_json(const std::vector<Finding>& findings);

// A SARIF 2.1.0 log of one run. `completed`: false where bad input kept it from looking at all.
std::string findings_sarif(const std::vector<Finding>& findings, std::string_view version,
                           bool completed);

}  // namespace schemake::generator

#endif  // SCHEMAKE_RENDER_FINDING_HPP
