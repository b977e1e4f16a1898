#ifndef SCHEMAKE_EMIT_FILES_HPP
#define SCHEMAKE_EMIT_FILES_HPP

#include <filesystem>
#include <map>
#include <set>
#include <string>

namespace schemake::generator {

// What a folder shall hold. Written by commit() in one go: first all is staged beside its place, then
// renamed into it, the sum last; a file whose text is the same is not touched. A failure before the
// first rename leaves everything as it was.
class FileChanges {
 public:
  explicit FileChanges(std::filesystem::path folder) : folder_(std::move(folder)) {}
  void write(const std::string& name, std::string text);
  void remove(const std::string& name);
  // The files that commit() would change.
  std::set<std::string> pending() const;
  // `last` is renamed after all others. Throws std::runtime_error naming the file that cannot be written.
  void commit(const std::string& last);

 private:
  std::filesystem::path folder_;
  std::map<std::string, std::string> written_;
  std::set<std::string> removed_;
};

// Held while a folder is read and written: a second process waits. Released by the destructor.
class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& folder);
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int descriptor_ = -1;
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_EMIT_FILES_HPP
