#include "sqlite/watch.hpp"

#include <utility>

namespace schemake::sqlite {

Watch::Watch(sqlite3* db, std::function<bool()> cancelled)
    : db_(db), cancelled_(std::move(cancelled)) {
  constexpr int kInstructions = 100'000;
  sqlite3_progress_handler(
      db_, kInstructions,
      [](void* watch) { return static_cast<Watch*>(watch)->cancelled_() ? 1 : 0; }, this);
  sqlite3_update_hook(
      db_,
      [](void* watch, int, const char*, const char*, sqlite3_int64) {
        ++static_cast<Watch*>(watch)->seen_;
      },
      this);
}

Watch::~Watch() {
  sqlite3_progress_handler(db_, 0, nullptr, nullptr);
  sqlite3_update_hook(db_, nullptr, nullptr);
}

std::uint64_t Watch::changes() {
  const auto total = static_cast<std::uint64_t>(sqlite3_total_changes(db_));
  if (total != total_) {
    total_ = total;
    seen_at_total_ = seen_;
  }
  return total_ + (seen_ - seen_at_total_);
}

}  // namespace schemake::sqlite
