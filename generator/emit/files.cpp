#include "emit/files.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

using Contents = std::map<std::string, std::optional<std::string>>;

[[noreturn]] void fail(const std::string& action, const fs::path& path, int error) {
  throw std::runtime_error("cannot " + action + " " + path.string() + ": " +
                           std::generic_category().message(error));
}

// A file descriptor that is closed on every path.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return value_; }
  // Closes now and says whether that went well: a full disk may show only here.
  bool close() {
    const int value = value_;
    value_ = -1;
    return ::close(value) == 0;
  }

 private:
  int value_;
};

// Flushed to the disk. Some file systems cannot: they say so by EINVAL.
bool sync(int descriptor) { return ::fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS; }

// What fails is told of `shown`, the file that this is to become.
void write_file(const fs::path& path, const std::string& text, const fs::path& shown) {
  ::unlink(path.c_str());  // left by a process that was killed; one that is not there is no error
  Descriptor file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666)};
  if (file.get() < 0) fail("write", shown, errno);
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t count = ::write(file.get(), text.data() + done, text.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("write", shown, errno);
    done += static_cast<std::size_t>(count);
  }
  if (!sync(file.get()) || !file.close()) fail("write", shown, errno);
}

void rename_file(const fs::path& from, const fs::path& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) fail("write", to, errno);
}

void remove_file(const fs::path& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail("remove", path, errno);
}

void sync_folder(const fs::path& folder) {
  const Descriptor descriptor{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (descriptor.get() < 0 || !sync(descriptor.get())) fail("flush", folder, errno);
}

// The text of a file; nothing where there is none.
std::optional<std::string> read_file(const fs::path& path) {
  const fs::file_status status = fs::status(path);
  if (!fs::exists(status)) return std::nullopt;
  if (!fs::is_regular_file(status)) {
    throw std::runtime_error("cannot write " + path.string() + ": it is not a file");
  }
  std::ifstream stream(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) fail("read", path, EIO);
  return text;
}

std::string without_returns(std::string text) {
  std::erase(text, '\r');
  return text;
}

fs::path staged(const fs::path& folder, const std::string& name) {
  return folder / ("." + name + ".schemake-new");
}

void remove_staged(const fs::path& folder, const Contents& changes) {
  for (const auto& [name, text] : changes) {
    if (text)
      ::unlink(staged(folder, name).c_str());  // best effort: an error is already on its way
  }
}

void stage(const fs::path& folder, const Contents& changes) {
  try {
    for (const auto& [name, text] : changes) {
      if (text) write_file(staged(folder, name), *text, folder / name);
    }
  } catch (...) {
    remove_staged(folder, changes);
    throw;
  }
}

void put_in_place(const fs::path& folder, const std::string& name, bool written) {
  if (written) {
    rename_file(staged(folder, name), folder / name);
  } else {
    remove_file(folder / name);
  }
}

// Writes `before` back, as far as that is possible, after `done` were changed.
void restore(const fs::path& folder, const Contents& before, const std::vector<std::string>& done) {
  for (const std::string& name : done) {
    try {
      const std::optional<std::string>& text = before.at(name);
      if (text) write_file(staged(folder, name), *text, folder / name);
      put_in_place(folder, name, text.has_value());
    } catch (const std::exception&) {
      // The first error is the one to report; the sum names what is left over.
    }
  }
}

// The order of the renames: writes, then removals, then `last`.
std::vector<std::string> in_order(const Contents& changes, const std::string& last) {
  std::vector<std::string> names;
  for (const auto& [name, text] : changes) names.push_back(name);
  std::stable_sort(names.begin(), names.end(), [&](const std::string& a, const std::string& b) {
    const auto rank = [&](const std::string& name) {
      return name == last ? 2 : changes.at(name) ? 0 : 1;
    };
    return rank(a) < rank(b);
  });
  return names;
}

void commit_in(const fs::path& folder, const Contents& changes, const Contents& before,
               const std::string& last) {
  stage(folder, changes);
  std::vector<std::string> done;
  try {
    for (const std::string& name : in_order(changes, last)) {
      put_in_place(folder, name, changes.at(name).has_value());
      done.push_back(name);
    }
  } catch (...) {
    restore(folder, before, done);
    remove_staged(folder, changes);
    throw;
  }
  sync_folder(folder);
}

// The folders above `folder` that do not exist yet, the innermost first.
std::vector<fs::path> missing_above(const fs::path& folder) {
  std::vector<fs::path> missing;
  for (fs::path path = folder.parent_path(); !path.empty() && !fs::exists(path);
       path = path.parent_path()) {
    missing.push_back(path);
  }
  return missing;
}

// `folder` does not exist: it is made whole beside its place.
void commit_new(const fs::path& folder, const Contents& changes) {
  const std::vector<fs::path> missing = missing_above(folder);
  const fs::path parent = folder.parent_path();
  const fs::path whole = staged(parent, folder.filename().string());
  try {
    fs::create_directories(parent);
    fs::remove_all(whole);
    fs::create_directory(whole);
    for (const auto& [name, text] : changes) write_file(whole / name, *text, folder / name);
    sync_folder(whole);
    rename_file(whole, folder);
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(whole, ignored);
    for (const fs::path& path : missing) fs::remove(path, ignored);
    throw;
  }
  sync_folder(parent);
}

// The folder, or the nearest one above it that exists.
fs::path lockable(const fs::path& folder) {
  fs::path path = fs::absolute(folder).lexically_normal();
  while (!fs::is_directory(path) && path.has_relative_path()) path = path.parent_path();
  return path;
}

}  // namespace

void FileChanges::write(const std::string& name, std::string text) {
  wanted_[name] = std::move(text);
}

void FileChanges::remove(const std::string& name) { wanted_[name] = std::nullopt; }

std::set<std::string> FileChanges::pending() const {
  std::set<std::string> names;
  for (const auto& [name, text] : wanted_) {
    const std::optional<std::string> now = read_file(folder_ / name);
    if (now.has_value() != text.has_value() ||
        (text && without_returns(*now) != without_returns(*text))) {
      names.insert(name);
    }
  }
  return names;
}

void FileChanges::commit(const std::string& last) {
  Contents changes, before;
  for (const std::string& name : pending()) {
    changes[name] = wanted_.at(name);
    before[name] = read_file(folder_ / name);
  }
  if (changes.empty()) return;
  if (fs::is_directory(folder_)) {
    commit_in(folder_, changes, before, last);
  } else {
    const fs::path whole = fs::absolute(folder_).lexically_normal();
    commit_new(whole.has_filename() ? whole : whole.parent_path(), changes);
  }
}

FolderLock::FolderLock(const fs::path& folder) {
  while (true) {
    const fs::path path = lockable(folder);
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor_ < 0) fail("open", path, errno);
    int result = 0;
    do {
      result = ::flock(descriptor_, LOCK_EX);
    } while (result != 0 && errno == EINTR);
    // Whoever held it may have made the folder meanwhile: then that one is to be locked.
    if (lockable(folder) == path) return;
    ::close(descriptor_);
  }
}

FolderLock::~FolderLock() { ::close(descriptor_); }

}  // namespace schemake::generator
