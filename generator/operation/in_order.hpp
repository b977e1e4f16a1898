#ifndef SCHEMAKE_OPERATION_IN_ORDER_HPP
#define SCHEMAKE_OPERATION_IN_ORDER_HPP

#include <cstddef>
#include <set>
#include <utility>
#include <vector>

namespace schemake::generator {

// Each item after the others that it waits for, else as they stand: always the first one that waits
// for none of those left, or where they wait in a circle the first one left. `waits(item, other)`
// is asked once of each two, as there may be thousands.
template <class T, class Waits>
std::vector<T> in_order(std::vector<T> items, Waits waits) {
  std::vector<std::vector<std::size_t>> followers(items.size());
  std::vector<std::size_t> awaited(items.size(), 0);
  std::set<std::size_t> left, ready;
  for (std::size_t item = 0; item < items.size(); ++item) {
    for (std::size_t other = 0; other < items.size(); ++other) {
      if (item == other || !waits(items[item], items[other])) continue;
      followers[other].push_back(item);
      ++awaited[item];
    }
    left.insert(item);
    if (awaited[item] == 0) ready.insert(item);
  }
  std::vector<T> order;
  order.reserve(items.size());
  while (!left.empty()) {
    const std::size_t next = ready.empty() ? *left.begin() : *ready.begin();
    left.erase(next);
    ready.erase(next);
    order.push_back(std::move(items[next]));
    for (const std::size_t follower : followers[next]) {
      if (--awaited[follower] == 0 && left.count(follower) != 0) ready.insert(follower);
    }
  }
  return order;
}

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_IN_ORDER_HPP
