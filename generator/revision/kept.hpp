#ifndef SCHEMAKE_REVISION_KEPT_HPP
#define SCHEMAKE_REVISION_KEPT_HPP

#include <map>
#include <string>
#include <vector>

#include "revision/folder.hpp"

namespace schemake::generator {

// The files of a migrations folder at another commit: texts by name.
using FolderFiles = std::map<std::string, std::string>;

// A sealed revision, or a release, of the other commit that the folder does not keep as it was.
struct NotKept {
  enum class How {
    edited,      // the same id, and files with other bytes or names
    recorded,    // reopened, changed and recorded anew (or drafted): `here` is what it is now
    removed,     // gone, and the folder has others that the other commit lacks
    reverted,    // gone, and the folder has nothing that the other commit lacks
    unreleased,  // the release is gone, or names another state
  };
  How how = How::edited;
  std::string name;  // "0002_add_email" or the release
  std::string here;  // recorded: "0002_add_mail", "draft"
  std::string file;  // the file of this folder to look at; schemake.sum where it is gone
  int line = 1;      // the first that differs
};

// What it takes to have the other commit's history back, as names of files.
struct Restoration {
  std::vector<std::string> restore;  // that differ here or are gone
  std::vector<std::string> remove;   // generated files that the other commit lacks
  std::vector<std::string> data;     // data steps that the other commit lacks
};

struct Kept {
  std::vector<NotKept> broken;      // revisions by number, then releases
  std::vector<std::string> unread;  // files of the other commit that are no good there either
  std::vector<std::string> own;     // the sealed revisions that the other commit lacks
  Restoration cure;
};

// Whether `here` keeps every sealed revision of `base`: the id, and the bytes of its files without
// CRs. Not wanted: bridges that a release has retired since, and a revision that is reopened as the
// draft unchanged. `sources` holds the texts of `here`.
Kept compare_with_base(const FolderFiles& base, const Folder& here, const Sources& sources);

}  // namespace schemake::generator

#endif  // SCHEMAKE_REVISION_KEPT_HPP
