#ifndef SCHEMAKE_COMMAND_WRONG_USE_HPP
#define SCHEMAKE_COMMAND_WRONG_USE_HPP

#include <optional>
#include <string>
#include <vector>

namespace schemake::generator {

// Says on stderr what is wrong with the command line, what may have been meant, and where all that
// can be said is listed. `command` may be empty.
void print_wrong_use(const std::string& command, const std::string& what,
                     const std::string& near = {});

// The same of a word that the command, or schemake itself where it is empty, does not take;
// `options` are those that it has.
void print_unexpected(const std::string& command, const std::string& word,
                      const std::vector<std::string>& options);

// The words of a command line, where `help COMMAND` is `COMMAND --help`. Nothing, with what is
// wrong said, where the first word is none of `commands`.
std::optional<std::vector<std::string>> read_words(std::vector<std::string> words,
                                                   std::vector<std::string> commands);

// Whether text that people are to write says nothing.
bool is_blank(const std::string& text);

}  // namespace schemake::generator

#endif  // SCHEMAKE_COMMAND_WRONG_USE_HPP
