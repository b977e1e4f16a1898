#ifndef SCHEMAKE_SQLITE_PRIVATE_FILE_HPP
#define SCHEMAKE_SQLITE_PRIVATE_FILE_HPP

#include <string>

namespace schemake::sqlite {

// Makes an empty file that its owner alone may read, and follows no link. False where it cannot, or
// where something of that name is there; errno says why.
bool create_private(const std::string& path);

// A new file that gets its name when it is complete. Until then it is called so with ".part"
// behind, and vanishes with the object. No SQLite connection of this process may have it open when
// a member is called.
class NewFile {
 public:
  // Throws Error, also where something of either name is there.
  explicit NewFile(std::string path);
  ~NewFile();
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  const std::string& part() const { return part_; }
  // On the disk, and under its name, when it returns.
  void keep();

 private:
  std::string path_, part_;
  bool kept_ = false;
};

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_PRIVATE_FILE_HPP
