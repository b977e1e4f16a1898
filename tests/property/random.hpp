#ifndef SCHEMAKE_TESTS_PROPERTY_RANDOM_HPP
#define SCHEMAKE_TESTS_PROPERTY_RANDOM_HPP

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace schemake::generator {

// Choices that are the same for a seed on every machine (those of std::uniform_int_distribution are
// not).
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  // 0 to end - 1.
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(engine_() % end); }
  bool chance(unsigned percent) { return below(100) < percent; }

  template <class Container>
  const auto& one_of(const Container& container) {
    auto place = container.begin();
    std::advance(place, static_cast<std::ptrdiff_t>(below(container.size())));
    return *place;
  }

  template <class T>
  void shuffle(std::vector<T>& list) {
    for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_PROPERTY_RANDOM_HPP
