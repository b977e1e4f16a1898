#include <cstdio>
#include <exception>
#include <string_view>
#include <utility>

#include "command/options.hpp"
#include "text/diagnostic.hpp"

namespace {

using namespace schemake::generator;

constexpr std::pair<std::string_view, int (*)(const Options&)> kCommands[] = {
    {"init", run_init},     {"import", run_import},   {"sync", run_sync},
    {"data", run_data},     {"diff", run_diff},       {"revision", run_revision},
    {"reopen", run_reopen}, {"rebase", run_rebase},   {"merge", run_merge},
    {"squash", run_squash}, {"amend", run_amend},     {"release", run_release},
    {"check", run_check},   {"history", run_history}, {"heads", run_heads},
    {"show", run_show},     {"lint", run_lint},       {"graph", run_graph},
    {"review", run_review}, {"verify", run_verify},
};

}  // namespace

int main(int argc, char** argv) try {
  const Parsed parsed = parse_command_line(argc, argv);
  if (parsed.exit) return *parsed.exit;
  for (const auto& [name, run] : kCommands) {
    if (name == parsed.options.command) return run(parsed.options);
  }
  return kUsage;
} catch (const std::exception& error) {
  std::fprintf(stderr, "schemake: error: %s\n", printable(error.what()).c_str());
  return kUsage;
}
