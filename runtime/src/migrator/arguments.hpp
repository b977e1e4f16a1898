#ifndef SCHEMAKE_MIGRATOR_ARGUMENTS_HPP
#define SCHEMAKE_MIGRATOR_ARGUMENTS_HPP

#include <chrono>
#include <string>
#include <vector>

namespace schemake::migrator {

enum class Command {
  current,
  history,
  heads,
  pending,
  status,
  upgrade,
  downgrade,
  adopt,
  stamp,
  sql,
  verify,
  help,
  version,
};

struct Arguments {
  Command command = Command::help;
  std::string target;  // with the command's default filled in
  std::string database;
  bool json = false;
  bool take_back = false;
  std::string backup;  // where to; empty: beside the database, before a loss alone
  bool no_backup = false;
  std::vector<std::string> accept_loss;
  std::chrono::milliseconds lock_timeout{10'000};
};

// `words` without the program's name. Throws Error with Code::usage.
Arguments parse_arguments(const std::vector<std::string>& words);

// An error's message, where it calls an option as C++ does, with the word for it here.
std::string in_own_words(std::string message);

// What --help prints.
std::string help(const std::string& program, const std::string& catalog);

}  // namespace schemake::migrator

#endif  // SCHEMAKE_MIGRATOR_ARGUMENTS_HPP
