#include "sqlite/leftovers.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

namespace schemake::sqlite {
namespace {

namespace fs = std::filesystem;

bool are_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(),
                                      [](unsigned char c) { return c >= '0' && c <= '9'; });
}

// "20261125T231200Z"
bool is_time(std::string_view text) {
  constexpr std::size_t kDate = 8, kSize = 16;
  return text.size() == kSize && are_digits(text.substr(0, kDate)) && text[kDate] == 'T' &&
         are_digits(text.substr(kDate + 1, 6)) && text.back() == 'Z';
}

// Whether a file is the half of a copy of the database "library.db", and not of one that is called
// "library.db.old": "library.db.0003_add_email.20261125T231200Z.backup.part", or with ".2" behind
// the time. A revision's name has no dot there.
bool is_half(std::string_view name, std::string_view database) {
  constexpr std::string_view kEnd = ".backup.part";
  const std::size_t around = database.size() + 1 + kEnd.size();
  if (name.size() <= around || name.substr(0, database.size()) != database) return false;
  if (name[database.size()] != '.' || name.substr(name.size() - kEnd.size()) != kEnd) return false;
  std::string_view rest = name.substr(database.size() + 1, name.size() - around);
  std::vector<std::string_view> words;
  for (std::size_t dot = rest.find('.'); dot != rest.npos; dot = rest.find('.')) {
    words.push_back(rest.substr(0, dot));
    rest.remove_prefix(dot + 1);
  }
  words.push_back(rest);
  const bool numbered = words.size() == 3 && are_digits(words[2]);
  return (words.size() == 2 || numbered) && is_time(words[1]);
}

bool is_left(const fs::path& half) {
  std::error_code error;
  const auto written = fs::last_write_time(half, error);
  return !error && fs::file_time_type::clock::now() - written > std::chrono::hours(24);
}

void remove_half(const fs::path& half, bool ours) {
  std::error_code error;
  if (fs::symlink_status(half, error).type() != fs::file_type::regular) return;
  if (!ours && !is_left(half)) return;
  for (const char* suffix : {"-journal", "-wal", "-shm", ""}) {
    fs::remove(half.string() + suffix, error);
  }
}

void remove_all(const fs::path& database, const fs::path& copy) {
  const fs::path folder = copy.has_parent_path() ? copy.parent_path() : fs::path(".");
  std::error_code error;
  const bool beside =
      fs::equivalent(folder, database.has_parent_path() ? database.parent_path() : ".", error);
  std::vector<fs::path> halves;
  fs::directory_iterator entry(folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (is_half(entry->path().filename().string(), database.filename().string())) {
      halves.push_back(entry->path());
    }
  }
  for (const fs::path& half : halves) remove_half(half, beside);
  remove_half(copy.string() + ".part", false);
}

}  // namespace

void remove_leftovers(const std::string& database, const std::string& copy) noexcept {
  try {
    remove_all(database, copy);
  } catch (const std::exception&) {  // out of memory: the backup itself will say so
    return;
  }
}

}  // namespace schemake::sqlite
