#ifndef SCHEMAKE_REVISION_SUM_HPP
#define SCHEMAKE_REVISION_SUM_HPP

#include <optional>
#include <string>
#include <vector>

#include "schema/desired.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {

// schemake.sum, the manifest of a migrations folder: plain text that CMake alone reads
// (cmake/SchemakeMigrations.cmake), a word and its arguments a line, in exactly this order:
//
//   schemake.sum 1
//   generator 0.1.0                  the oldest generator that may write here
//   catalog library
//   dialects sqlite
//   head <id>                        or: head base
//   requires function soundex        a line for each function, collation, module and tokenizer that
//                                    the application registers, in that order
//   schema <digest> ../library.yaml  a line for each schema file; digest.hpp's schema_digest
//   input <digest> draft.data.sql    the draft's data files: a change means the schema differs
//   file <digest> 0001_start.jsonl   a line for each file of the folder, sorted; text_digest
//   release <id> 1.1                 oldest first
//   retired <id> 1.0                 the last release that walks it
//   end <number of the lines above>
struct Sum {
  struct Entry {
    std::string digest, path;  // relative to the folder, with '/'
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  struct Mark {
    std::string id, release;
    friend bool operator==(const Mark&, const Mark&) = default;
  };
  std::string generator, catalog;
  std::vector<std::string> dialects;
  std::string head = "base";
  Requires requirements;
  std::vector<Entry> schemas, inputs, files;
  std::vector<Mark> releases, retired;
  friend bool operator==(const Sum&, const Sum&) = default;
};

std::string write_sum(const Sum& sum);

// Reports a truncated, edited or conflicted (git's markers) sum, naming what mends it.
std::optional<Sum> read_sum(int file, const Sources& sources, Diagnostics& diagnostics);

// The sum with git's conflict markers in it, as both sides together: the files, inputs, releases
// and retired states of either, the rest of the first. Files that both have with other texts are
// left out where they are derived (head.*, which are written anew), else an error. A sum without
// markers is read as read_sum does.
std::optional<Sum> read_conflicted_sum(int file, Sources& sources, Diagnostics& diagnostics);

}  // namespace schemake::generator

#endif  // SCHEMAKE_REVISION_SUM_HPP
