#ifndef SCHEMAKE_TESTS_EVOLUTION_RECORDED_HISTORY_HPP
#define SCHEMAKE_TESTS_EVOLUTION_RECORDED_HISTORY_HPP

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "operation/operation.hpp"
#include "prove/compiled_edge.hpp"

namespace schemake::generator {

// The histories of this folder: one folder each, in it v1.yaml, v2.yaml, ...: the schema as it
// stood when each revision was recorded. Comments in the first lines of a version say what a user
// would type or be told:
//   # accept: note.color, note.pinned        --accept-loss of the revision
//   # may refuse                             rows of a sample may violate what is new
// rows.sql fills a database that stands at the first version; head.txt holds lines `query => rows`,
// the values of a row joined by `|` and the rows by ` ; `, that hold of it at the last one.
std::vector<std::string> history_names();
std::filesystem::path history_folder(const std::string& name);

// A history that was recorded by the pipeline as `schemake revision` does it, one revision a
// version.
struct RecordedHistory {
  struct State {
    std::string id;  // "base" for the first
    Schema schema;
    std::vector<Operation> operations;  // that lead here from the one before
    bool accepts_losses = false;
    bool may_refuse = false;
  };
  std::vector<State> states;                 // the empty one first
  std::unique_ptr<CompiledCatalog> catalog;  // all edges, and base to head as one
};

// Records it in `scratch`. Throws std::runtime_error with what the pipeline says: an error; a
// warning; a loss that the version does not accept, or one that it accepts and that is none.
RecordedHistory record(const std::string& name, const std::filesystem::path& scratch);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_EVOLUTION_RECORDED_HISTORY_HPP
