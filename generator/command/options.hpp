#ifndef SCHEMAKE_COMMAND_OPTIONS_HPP
#define SCHEMAKE_COMMAND_OPTIONS_HPP

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace schemake::generator {

// Exit codes of every command.
inline constexpr int kDone = 0;
inline constexpr int kNo = 1;     // the answer is no
inline constexpr int kUsage = 2;  // usage or bad input

// The command line, parsed. Each command reads what is its own.
struct Options {
  std::string command;
  std::string schema;      // --schema; empty: as the sum says
  std::string migrations;  // --migrations; empty: looked for
  bool json = false;
  bool sql = false;
  bool with_data = false;  // squash
  bool drop_old = false;   // squash
  std::string reason;      // amend
  bool color = false;
  std::optional<std::string> message;
  std::vector<std::string> accept_loss;
  std::string data;                    // revision: --data; data: the language
  std::vector<std::string> data_from;  // merge: --data REVISION=FILE
  std::string at;  // a revision: verify: --at; rebase, merge: the head that moves; lint, review
  std::string format = "text";         // check: text, json or sarif
  std::optional<std::string> base;     // check, review: --base, a commit
  std::vector<std::string> databases;  // import: the oldest first
  std::vector<std::string> renames;    // import: --rename OLD=NEW
  std::vector<std::string> backfills;  // import: --backfill TABLE.COLUMN=SQL
  std::string catalog;                 // import: --catalog; empty: after the file
  std::optional<std::string> from;     // graph: --from, a revision to compare with
  bool html = false;                   // review: --html
  std::string docs;                    // review: --docs, an address; empty: no links
  std::size_t limit = 0;               // review: --limit, in bytes; 0: none
  std::string diagram;                 // graph: --format: mermaid, dot or svg
  std::string output;                  // graph, review: --output, a file; empty: stdout
  std::string name;  // init: the catalog; release: its name; squash: the range; amend, show, graph:
                     // the revision; import, verify: the database
};

// Parses the command line. An exit code is returned where nothing is left to do: --help, --version,
// a usage error (already printed).
struct Parsed {
  Options options;
  std::optional<int> exit;
};
Parsed parse_command_line(int argc, char** argv);

// The commands, one a file. Each prints its result on stdout and diagnostics on stderr.
int run_init(const Options& options);
int run_import(const Options& options);
int run_sync(const Options& options);
int run_data(const Options& options);
int run_diff(const Options& options);
int run_merge(const Options& options);
int run_rebase(const Options& options);
int run_revision(const Options& options);
int run_reopen(const Options& options);
int run_release(const Options& options);
int run_check(const Options& options);
int run_history(const Options& options);
int run_heads(const Options& options);
int run_amend(const Options& options);
int run_squash(const Options& options);
int run_show(const Options& options);
int run_lint(const Options& options);
int run_graph(const Options& options);
int run_review(const Options& options);
int run_verify(const Options& options);

}  // namespace schemake::generator

#endif  // SCHEMAKE_COMMAND_OPTIONS_HPP
