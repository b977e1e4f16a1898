#include "operation/renamed_constraints.hpp"

#include <algorithm>

namespace schemake::generator {
namespace {

// Pairs the drops and adds of one kind.
template <class T>
class Pairing {
 public:
  explicit Pairing(const std::vector<Operation>& operations) : operations_(operations) {}

  void run(std::map<std::size_t, std::size_t>& pairs) {
    for (std::size_t at = 0; at < operations_.size(); ++at) {
      const auto* change = std::get_if<Change<T>>(&operations_[at]);
      if (change == nullptr) continue;
      if (!change->after) {
        dropped_.push_back(at);
      } else if (!change->before) {
        const auto drop = std::find_if(dropped_.begin(), dropped_.end(), [&](std::size_t other) {
          const T& before = *std::get<Change<T>>(operations_[other]).before;
          return equal_besides_name(before, *change->after);
        });
        if (drop == dropped_.end()) continue;
        pairs.emplace(at, *drop);
        dropped_.erase(drop);
      }
    }
  }

 private:
  const std::vector<Operation>& operations_;
  std::vector<std::size_t> dropped_;  // and not paired yet
};

}  // namespace

std::map<std::size_t, std::size_t> renamed_constraints(const std::vector<Operation>& operations) {
  std::map<std::size_t, std::size_t> pairs;
  Pairing<Key>(operations).run(pairs);
  Pairing<ForeignKey>(operations).run(pairs);
  Pairing<Check>(operations).run(pairs);
  return pairs;
}

}  // namespace schemake::generator
