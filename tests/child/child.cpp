#include "child/child.hpp"

#include <sys/wait.h>

#include <boost/process.hpp>
#include <iterator>

namespace schemake::testing {

ChildResult run_child(const std::vector<std::string>& words, const std::string& folder) {
  namespace bp = boost::process;
  bp::ipstream said;
  // env looks the program up: Boost's own search needs a library beside its headers.
  bp::child child(bp::exe = "/usr/bin/env", bp::args = words,
                  bp::start_dir = folder.empty() ? "." : folder, (bp::std_out & bp::std_err) > said,
                  bp::std_in < bp::null);
  ChildResult result;
  result.said.assign(std::istreambuf_iterator<char>(said), {});
  child.wait();
  const int status = child.native_exit_code();
  result.code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return result;
}

}  // namespace schemake::testing
