#ifndef SCHEMAKE_REVISION_LIFE_HPP
#define SCHEMAKE_REVISION_LIFE_HPP

#include <string>
#include <vector>

#include "revision/folder.hpp"
#include "schema/desired.hpp"
#include "text/diagnostic.hpp"

// The life of a revision, from draft to released, as functions of values: nothing here plans SQL or
// touches a file.

namespace schemake::generator {

// A draft of `operations` on `parent` (an id or "base"), with its id. `data`: digests of its data
// files.
Record make_draft(const std::string& parent, std::vector<Operation> operations,
                  std::vector<std::string> data = {});

// The former selves of `next`, given the draft that stood before it: that one's, and itself; at
// most 16, oldest dropped first, none with the id of `next`.
std::vector<Record> supersede(const Revision& draft, const Record& next);

// Turns a draft into the next sealed revision of `history`: number, slug of its message, accepted
// losses; the id stays.
void seal(Revision& draft, const Folder& history, std::vector<std::string> accepted);

// Adds the release at the only head of `history`. Bridges that an earlier release shipped are
// dropped, and the states that they led from retired with that release's name. False, with a
// diagnostic, where the name is taken or is not printable text without blanks, or where the head is
// released already.
bool release(Folder& history, const std::string& name, Diagnostics& diagnostics);

// Adds to `hints` the renames by which an object of `from` and an object of `to`, that both stem
// from one object of their common parent, are one object (`from` and `to` are operations on that
// parent).
void add_lineage(Hints& hints, const std::vector<Operation>& from,
                 const std::vector<Operation>& to);

// Adds the backfills that `operations` were recorded with, under the names that their columns have
// in the end, where `hints` has none.
void add_backfills(Hints& hints, const std::vector<Operation>& operations);

// Tables and columns that one of `from` and `to`, operations on one schema, drops and makes anew
// under the same name, and the other keeps: not one object, although they are called alike.
std::vector<ObjectName> made_anew(const std::vector<Operation>& from,
                                  const std::vector<Operation>& to);

// Whether generator version `a` ("0.2.0") is newer than `b`.
bool is_newer(const std::string& a, const std::string& b);

}  // namespace schemake::generator

#endif  // SCHEMAKE_REVISION_LIFE_HPP
