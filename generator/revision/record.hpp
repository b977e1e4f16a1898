#ifndef SCHEMAKE_REVISION_RECORD_HPP
#define SCHEMAKE_REVISION_RECORD_HPP

#include <string>
#include <vector>

#include "operation/operation.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {

inline constexpr std::string_view kBase = "base";

// The edge of a released revision was made anew: why, and what it was.
struct Amendment {
  std::string reason;
  std::vector<std::string> was;   // "<digest> <file>": the files of its edges before
  std::vector<std::string> data;  // digests of its data files from then on, as Record::data

  friend bool operator==(const Amendment&, const Amendment&) = default;
};

// A revision as it is recorded in NNNN_slug.jsonl or draft.jsonl: a header line, then one operation
// a line, each a JSON object with its keys in a fixed order.
struct Record {
  std::string id;                    // SHA-256; see revision_id
  std::vector<std::string> parents;  // ids; empty: base
  std::string message;
  std::vector<std::string> accepted;  // losses accepted by name, sorted
  unsigned engine = 0;            // oldest engine that it was planned for; 0: the dialect's default
  std::vector<std::string> data;  // digests of its data files, sorted by file name
  std::vector<Amendment> amendments;  // oldest first; no part of the id
  // Of a schema found in the field, what the revision that it leads to calls otherwise, `from` as
  // it is called there and the rest as today; no part of the id.
  std::vector<Rename> renames;
  std::vector<Operation> operations;

  // The digests of its data files today.
  const std::vector<std::string>& data_now() const {
    return amendments.empty() ? data : amendments.back().data;
  }
  const std::string parent() const {
    return parents.empty() ? std::string(kBase) : parents.front();
  }
  // Where the edges to it start: its parents, or base.
  std::vector<std::string> starts() const {
    return parents.empty() ? std::vector<std::string>{std::string(kBase)} : parents;
  }
};

// SHA-256 over the parents, the operation lines as written and the digests of data files, all
// length-prefixed. Neither message, accepted losses nor number count: sealing keeps the id.
std::string revision_id(const Record& record);

// One operation as its line, without a newline; and back. A line that is not one is reported at
// `at`.
std::string write_operation(const Operation& operation);

std::string write_record(const Record& record);
// Reports into `diagnostics` and returns what it could; trust it only where no error was added. A
// record whose operations do not have its id is an error.
Record read_record(int file, const Sources& sources, Diagnostics& diagnostics);

// The superseded selves of a draft, newest last, in NNNN_slug.bridge.jsonl, or the schemas found in
// the field, in NNNN_slug.adopt.jsonl: a record a line.
std::string write_superseded(const std::vector<Record>& selves);
std::vector<Record> read_superseded(int file, const Sources& sources, Diagnostics& diagnostics);

}  // namespace schemake::generator

#endif  // SCHEMAKE_REVISION_RECORD_HPP
