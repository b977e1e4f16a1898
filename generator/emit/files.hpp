#ifndef SCHEMAKE_EMIT_FILES_HPP
#define SCHEMAKE_EMIT_FILES_HPP

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace schemake::generator {

// What a folder shall hold. Written by commit() in one go: first all is staged beside its place
// under a hidden name, then renamed into it, `last` last. A file whose text is the same but for
// carriage returns is not touched, so a folder where nothing changes may be read-only. A folder
// that does not exist is staged whole beside its place and appears in one rename. A failure leaves
// everything as it was.
//
// A process that is killed between two renames leaves a folder that its sum does not agree with,
// which the next run finds and names.
class FileChanges {
 public:
  explicit FileChanges(std::filesystem::path folder) : folder_(std::move(folder)) {}
  // `name` is a plain file name. The last word on a name counts.
  void write(const std::string& name, std::string text);
  void remove(const std::string& name);
  // The files that commit() would change.
  std::set<std::string> pending() const;
  // `last` is renamed after all others, and after the removals. Throws std::runtime_error naming
  // the file that cannot be written.
  void commit(const std::string& last);

 private:
  std::filesystem::path folder_;
  std::map<std::string, std::optional<std::string>> wanted_;  // no text: removed
};

// Held while a folder is read and written: a second process waits. Released by the destructor, or
// by the system when the process dies. What is locked is the folder itself (or, while it does not
// exist, the nearest one above it), so no lock file is left and a read-only folder can be locked. A
// file system that knows no such locks is used without one.
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
