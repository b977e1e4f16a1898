#include "command/wrong_use.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/diagnostic.hpp"

namespace schemake::generator {

void print_wrong_use(const std::string& command, const std::string& what, const std::string& near) {
  fmt::print(stderr, "error: {}\n    {}schemake {}--help lists all\n", printable(what),
             near.empty() ? "" : "did you mean \"" + near + "\"? ",
             command.empty() ? "" : command + " ");
}

void print_unexpected(const std::string& command, const std::string& word,
                      const std::vector<std::string>& options) {
  if (word.rfind('-', 0) != 0) {
    print_wrong_use(command, command + " takes no \"" + word + "\"");
    return;
  }
  const std::string option = word.substr(0, word.find('='));
  print_wrong_use(command,
                  (command.empty() ? "there is no option " : command + " has no option ") + option,
                  nearest(option, options));
}

std::optional<std::vector<std::string>> read_words(std::vector<std::string> words,
                                                   std::vector<std::string> commands) {
  if (!words.empty() && words.front() == "help") {
    words.erase(words.begin());
    words.emplace_back("--help");
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--color") ++i;
    if (word.rfind('-', 0) == 0) continue;
    if (std::find(commands.begin(), commands.end(), word) != commands.end()) break;
    commands.emplace_back("help");
    print_wrong_use({}, "there is no command \"" + word + "\"", nearest(word, commands));
    return std::nullopt;
  }
  return words;
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\n") == std::string::npos;
}

}  // namespace schemake::generator
