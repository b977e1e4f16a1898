#ifndef SCHEMAKE_RENDER_UNIQUE_WORDS_HPP
#define SCHEMAKE_RENDER_UNIQUE_WORDS_HPP

#include <set>
#include <string>

namespace schemake::generator {

// Gives each word that is asked for once; the next time with _2, _3, ... behind it.
class UniqueWords {
 public:
  std::string take(const std::string& word) {
    std::string free = word;
    for (int n = 2; !taken_.insert(free).second; ++n) free = word + "_" + std::to_string(n);
    return free;
  }

 private:
  std::set<std::string> taken_;
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_RENDER_UNIQUE_WORDS_HPP
