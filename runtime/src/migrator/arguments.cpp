#include "migrator/arguments.hpp"

#include <algorithm>
#include <optional>
#include <schemake/error.hpp>
#include <utility>

#include "core/option_names.hpp"

namespace schemake::migrator {
namespace {

struct CommandRow {
  const char* word;
  Command command;
  const char* target;  // the default; null: takes none; "": one must be given
  bool json;
};

constexpr CommandRow kCommands[] = {
    {"current", Command::current, nullptr, true},
    {"history", Command::history, nullptr, true},
    {"heads", Command::heads, nullptr, true},
    {"pending", Command::pending, nullptr, true},
    {"status", Command::status, nullptr, true},
    {"upgrade", Command::upgrade, "head", false},
    {"downgrade", Command::downgrade, "", false},
    {"adopt", Command::adopt, nullptr, false},
    {"stamp", Command::stamp, "", false},
    {"sql", Command::sql, "head", false},
    {"verify", Command::verify, nullptr, true},
    {"--help", Command::help, nullptr, false},
    {"-h", Command::help, nullptr, false},
    {"help", Command::help, nullptr, false},
    {"--version", Command::version, nullptr, false},
};

[[noreturn]] void refuse(const std::string& what) {
  throw Error(Code::usage, what + "; --help lists all words");
}

// "-1" is a target, "-x" is not.
bool is_option(const std::string& word) {
  if (word.size() < 2 || word[0] != '-') return false;
  return !std::all_of(word.begin() + 1, word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::chrono::milliseconds parse_seconds(const std::string& text) {
  constexpr std::size_t kLongest = 6;
  const bool digits =
      !text.empty() && text.size() <= kLongest &&
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) refuse("--lock-timeout takes a whole number of seconds, not \"" + text + "\"");
  return std::chrono::seconds(std::stol(text));
}

class Parser {
 public:
  explicit Parser(const std::vector<std::string>& words) : words_(words) {}

  Arguments parse() {
    for (; next_ < words_.size(); ++next_) {
      const std::string& word = words_[next_];
      const bool command = is_command(word);
      if (is_option(word) && !command) {
        option(word);
      } else if (row_ == nullptr && command) {
        row_ = find(word);
      } else if (row_ == nullptr) {
        refuse("there is no command \"" + word + "\"");
      } else if (!target_) {
        target_ = word;
      } else {
        refuse("\"" + word + "\" is one word too many");
      }
    }
    return finish();
  }

 private:
  static const CommandRow* find(const std::string& word) {
    for (const CommandRow& row : kCommands) {
      if (word == row.word) return &row;
    }
    return nullptr;
  }
  static bool is_command(const std::string& word) { return find(word) != nullptr; }

  void option(const std::string& word) {
    const std::size_t equals = word.find('=');
    const std::string name = word.substr(0, equals);
    const auto value = [&] {
      if (equals != std::string::npos) return word.substr(equals + 1);
      const bool last = next_ + 1 == words_.size();
      if (last || is_option(words_[next_ + 1])) refuse(name + " needs a value behind it");
      return words_[++next_];
    };
    if (name == "--database") {
      arguments_.database = value();
    } else if (name == "--accept-loss") {
      arguments_.accept_loss.push_back(value());
    } else if (name == "--backup") {
      arguments_.backup = value();
      if (arguments_.backup.empty()) refuse("--backup needs a folder or a file behind it");
    } else if (word == "--no-backup") {
      arguments_.no_backup = true;
    } else if (name == "--lock-timeout") {
      arguments_.lock_timeout = parse_seconds(value());
    } else if (word == "--take-back") {
      arguments_.take_back = true;
    } else if (word == "--json") {
      arguments_.json = true;
    } else {
      refuse("there is no option \"" + word + "\"");
    }
  }

  Arguments finish() {
    if (row_ == nullptr) refuse("no command was given");
    const std::string word = row_->word;
    arguments_.command = row_->command;
    if (target_ && row_->target == nullptr) refuse(word + " takes no \"" + *target_ + "\"");
    if (!target_ && row_->target != nullptr && *row_->target == '\0') {
      refuse(word + " needs a revision: " +
             (word == "stamp" ? "head, base or an id" : "-1, base or an id"));
    }
    if (arguments_.json && !row_->json) refuse(word + " has no --json");
    const bool walks = row_->command == Command::upgrade || row_->command == Command::downgrade;
    if (arguments_.take_back && !walks) refuse(word + " has no --take-back");
    if (!arguments_.accept_loss.empty() && !walks) refuse(word + " has no --accept-loss");
    const bool copies = walks || row_->command == Command::adopt;
    if (!arguments_.backup.empty() && !copies) refuse(word + " has no --backup");
    if (arguments_.no_backup && !copies) refuse(word + " has no --no-backup");
    if (arguments_.no_backup && !arguments_.backup.empty()) {
      refuse("--backup and --no-backup are opposites");
    }
    if (row_->target != nullptr) arguments_.target = target_.value_or(row_->target);
    return arguments_;
  }

  const std::vector<std::string>& words_;
  std::size_t next_ = 0;
  const CommandRow* row_ = nullptr;
  std::optional<std::string> target_;
  Arguments arguments_;
};

}  // namespace

Arguments parse_arguments(const std::vector<std::string>& words) { return Parser(words).parse(); }

std::string in_own_words(std::string message) {
  constexpr std::pair<const char*, const char*> kWords[] = {
      {option_names::kAcceptLoss, "--accept-loss NAME"}, {option_names::kAdopt, "the word adopt"},
      {option_names::kBackupTo, "--backup PATH"},        {option_names::kNoBackup, "--no-backup"},
      {option_names::kTakeBack, "--take-back"},
  };
  for (const auto& [name, word] : kWords) {
    const std::string in_brackets = "(" + std::string(name) + ")";
    const std::size_t at = message.rfind(in_brackets);
    if (at != std::string::npos) message.replace(at + 1, in_brackets.size() - 2, word);
  }
  return message;
}

std::string help(const std::string& program, const std::string& catalog) {
  return "Migrates a database to and fro through the revisions of \"" + catalog +
         "\".\n\nusage: " + program +
         " COMMAND [REVISION] --database PATH [OPTION...]\n"
         "\n"
         "  current               the revision that the database stands at\n"
         "  history               what was done to the database, oldest first\n"
         "  heads                 the newest revision of this program; needs no database\n"
         "  pending               what an upgrade would walk\n"
         "  status                all of this at once\n"
         "  upgrade [REVISION]    to head, +N, or a revision\n"
         "  downgrade REVISION    to -N, base, or a revision\n"
         "  adopt                 takes over a database that has no history: finds the revision "
         "that it is\n"
         "                        exactly like, writes that down, and upgrades to head\n"
         "  stamp REVISION        writes that the database stands there, and changes nothing else\n"
         "  sql [REVISION]        prints what an upgrade or downgrade would run\n"
         "  verify                compares the database's schema with its revision; exit code 1 if "
         "it\n"
         "                        differs\n"
         "\n"
         "A REVISION is a name (0003_add_email or add_email), a number (3), or four or more digits "
         "of\n"
         "an id.\n"
         "\n"
         "  --database PATH       the database's file; only upgrade makes one\n"
         "  --accept-loss NAME    a table or column (author.email) whose values a downgrade may "
         "lose, or\n"
         "                        '*'; may be given again\n"
         "  --take-back           undo what this program does not know by the steps that the "
         "database\n"
         "                        keeps\n"
         "  --backup PATH         copies the database to a folder, or a file that is not there "
         "yet, "
         "before\n"
         "                        anything is changed; without it a copy is made beside the "
         "database, "
         "but\n"
         "                        only before values are lost\n"
         "  --no-backup           makes no copy\n"
         "  --lock-timeout N      seconds to wait for another connection; default 10\n"
         "  --json                for current, history, heads, pending, status and verify\n"
         "  --help, --version     help is a word as well\n"
         "\n"
         "Exit code: 0 done; 1 the answer is no, or the database cannot be migrated; 2 wrong use "
         "or bad\n"
         "input.\n";
}

}  // namespace schemake::migrator
