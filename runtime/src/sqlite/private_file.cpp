#include "sqlite/private_file.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <schemake/error.hpp>
#include <system_error>

#if defined(__unix__) || defined(__APPLE__)
#include <fcntl.h>
#include <unistd.h>
#define SCHEMAKE_POSIX_FILES 1
#endif

namespace schemake::sqlite {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, const std::string& why) {
  throw Error(Code::disk, "cannot write " + path + ": " + why);
}

// Waits until what is written is on the disk.
void sync(const std::string& path, bool folder) {
#ifdef SCHEMAKE_POSIX_FILES
  const int file = ::open(path.c_str(), (folder ? O_DIRECTORY : O_NOFOLLOW) | O_RDONLY | O_CLOEXEC);
  if (file < 0) fail(path, std::generic_category().message(errno));
  const int result = ::fsync(file);
  const int error = errno;
  ::close(file);
  // Some file systems cannot do it for a folder, and say so.
  if (result != 0 && !(folder && error == EINVAL)) {
    fail(path, std::generic_category().message(error));
  }
#else
  static_cast<void>(path);
  static_cast<void>(folder);
#endif
}

}  // namespace

bool create_private(const std::string& path) {
#ifdef SCHEMAKE_POSIX_FILES
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0) return false;
  ::close(file);
  return true;
#else
  std::error_code error;
  if (fs::exists(fs::symlink_status(path, error))) {
    errno = EEXIST;
    return false;
  }
  return static_cast<bool>(std::ofstream(path));
#endif
}

NewFile::NewFile(std::string path) : path_(std::move(path)), part_(path_ + ".part") {
  std::error_code error;
  if (fs::exists(fs::symlink_status(path_, error))) fail(path_, "it is there already");
  if (create_private(part_)) return;
  if (errno != EEXIST) fail(part_, std::generic_category().message(errno));
  fail(part_,
       "it is there already. Another process writes it, or was killed while it did: remove it if "
       "none does");
}

NewFile::~NewFile() {
  if (kept_) return;
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) {
    std::error_code ignored;
    fs::remove(part_ + suffix, ignored);
  }
}

void NewFile::keep() {
  sync(part_, false);
  std::error_code error;
  fs::rename(part_, path_, error);
  if (error) fail(path_, error.message());
  kept_ = true;
  const fs::path folder = fs::path(path_).parent_path();
  sync(folder.empty() ? "." : folder.string(), true);
}

}  // namespace schemake::sqlite
