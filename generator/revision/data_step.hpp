#ifndef SCHEMAKE_REVISION_DATA_STEP_HPP
#define SCHEMAKE_REVISION_DATA_STEP_HPP

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/diagnostic.hpp"

namespace schemake::generator {

// A data step is the one thing of a revision that people write: SQL in NNNN_slug.data.sql, C++ in
// NNNN_slug.data.cpp, `draft.` in front while it is drafted. What Schemake reads of it are lines
// that start with `-- schemake:` (`// schemake:` in C++):
//
//   upgrade               what follows is run by an upgrade (SQL)
//   downgrade             what follows undoes it (SQL)
//   nothing to undo       instead of a downgrade: what the upgrade did may stay
//   irreversible REASON   instead of a downgrade: it cannot be undone
//   fresh run             run it in a fresh database too, which then goes revision by revision
//   fresh skip            never there, although it would write rows
//   compatible            a binary of the revision before works with what it writes
//
// In C++ the step is the functions upgrade(schemake::Data&) and downgrade(schemake::Data&) of a
// namespace of its own, schemake_catalog_<catalog>::data_<digits>.

enum class DataLanguage { sql, cpp };

// "sql", "cpp"; nothing for another word.
std::optional<DataLanguage> find_data_language(std::string_view name);
std::string_view spell(DataLanguage language);

// A data file of a revision, as it stands in the folder.
struct DataFile {
  DataLanguage language = DataLanguage::sql;
  std::string text;
  int source = -1;  // in the project's Sources; -1 for one that is not on the disk yet
  // Of a merge: the parent whose databases run this, instead of the other line's steps. Empty for
  // all other revisions.
  std::string from;

  // text_digest
  std::string digest() const;
};

// What the file is called beside the record of the revision that has the stem:
// "0003_add_email.data.sql", "0006_merge.from_1f2e3d4c.data.sql".
std::string data_file(const std::string& stem, const DataFile& file);

// SQL before C++: so they run. Their digests, as a record has them, by file name.
std::vector<std::string> digests(const std::vector<DataFile>& files);

struct DataStep {
  enum class Fresh { unsaid, skip, run };
  // What stands between two marks of an SQL file.
  struct Section {
    std::string sql;         // without blank lines around it; empty where there is no statement
    std::size_t offset = 0;  // of it in the file
  };

  DataLanguage language = DataLanguage::sql;
  int source = -1;
  Section upgrade, downgrade;
  std::string name_space;  // C++: "data_1f2e3d4c"
  bool nothing_to_undo = false;
  std::string irreversible;  // why; empty where it can be undone
  bool compatible = false;
  Fresh fresh = Fresh::unsaid;
  std::string unfinished;  // what is still to be written before it can be sealed; else empty
  std::string advice;      // how
};

// Reads a data file of `catalog`. What cannot be meant, an unknown mark or a statement that a step
// may not hold (one of transactions, or one that changes the schema), is an error at its line; what
// is not written yet is `unfinished`.
DataStep read_data_step(const DataFile& file, const std::string& catalog, const Sources& sources,
                        Diagnostics& diagnostics);

// What `schemake data` puts down for people to fill in. `key`: hexadecimal digits that no other
// data step of the catalog has.
std::string data_template(DataLanguage language, const std::string& catalog,
                          const std::string& key);

}  // namespace schemake::generator

#endif  // SCHEMAKE_REVISION_DATA_STEP_HPP
