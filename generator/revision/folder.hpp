#ifndef SCHEMAKE_REVISION_FOLDER_HPP
#define SCHEMAKE_REVISION_FOLDER_HPP

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "revision/data_step.hpp"
#include "revision/record.hpp"
#include "revision/sum.hpp"
#include "schema/schema.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {

// A sealed or draft revision in the folder.
struct Revision {
  Record record;
  int number = 0;    // of its file name; 0 for the draft
  std::string slug;  // "add_email"; empty for the draft
  bool draft = false;
  std::string release;             // the first that holds it; empty where none does
  std::vector<DataFile> data;      // SQL before C++; of the draft, as it was when it was written
  std::vector<Record> superseded;  // its former selves, newest last: bridges lead from them to it
  // Schemas found in the field, each as what makes it from nothing, with the losses accepted on the
  // way to this revision; the message is the name.
  std::vector<Record> variants;

  std::vector<std::string> squashes;  // states from where one edge leads here; ids, or "base"
  bool compiled = true;  // its source stands in the folder; not where it was squashed and dropped

  bool released() const { return !release.empty(); }
  std::string stem() const;  // "0003_add_email", "draft": the name that people see
  // Of the source of its edge from one of the states where they start.
  std::string stem_from(const std::string& start) const;
};

// A migrations folder, read whole and checked: every file that the sum names is there and
// unchanged, none of the folder's patterns is unnamed, parents are known, the ids are those of the
// records.
struct Folder {
  std::filesystem::path path;
  std::optional<Sum> sum;        // none: the folder is new
  std::vector<Revision> sealed;  // parents before children
  std::optional<Revision> draft;
  std::vector<DataFile> draft_data;  // draft.data.* as they are on the disk now, draft or none

  // The sealed revisions that no other names as its parent; more than one is a fork.
  std::vector<const Revision*> heads() const;
  const Revision* find(const std::string& id) const;
  // What people call the state: a stem, else the first digits of the id, or "base".
  std::string name_of(const std::string& id) const;
  // By "head", "draft", stem, slug, number, or at least four digits of an id. Null, and a
  // diagnostic that lists the candidates, where none or several answer to it.
  const Revision* resolve(const std::string& name, Diagnostics& diagnostics) const;
  // The revision and all before it, by all of their parents: ids; none for "base".
  std::set<std::string> ancestors(const std::string& id) const;
  // The revisions that lead to `to` and not to `from` (ids, or "base"), parents before children.
  std::vector<const Revision*> between(const std::string& from, const std::string& to) const;
  // Notes in each revision the release that the sum says.
  void note_releases();
};

// What a folder may have that no folder in order has.
enum class Tolerance {
  none,
  conflicts,    // git could not bring two branches together: both are read (see
                // read_conflicted_sum), and the derived files are not
  edited_data,  // data files of sealed revisions have another text than the sum says
};

std::optional<Folder> read_folder(const std::filesystem::path& path, Sources& sources,
                                  Diagnostics& diagnostics, Tolerance tolerance = Tolerance::none);

// The schema at a revision: the fold of the records from base along first parents. A record that
// does not apply is reported.
std::optional<Schema> fold(const Folder& folder, const std::string& id, Diagnostics& diagnostics);

// "add email to author" -> "add_email_to_author": at most 40 of a-z, 0-9 and _.
std::string slug(const std::string& message);

}  // namespace schemake::generator

#endif  // SCHEMAKE_REVISION_FOLDER_HPP
