#ifndef SCHEMAKE_EMIT_SOURCE_HPP
#define SCHEMAKE_EMIT_SOURCE_HPP

#include <string>
#include <vector>

#include "dialect/plan.hpp"
#include "emit/literal.hpp"
#include "operation/describe.hpp"

namespace schemake::generator {

// One edge to write as C++ (schemake/edge_v1.hpp says what each member is).
struct EdgeText {
  edge_v1::Kind kind = edge_v1::Kind::revision;
  std::string from, to, name;
  bool draft = false;
  bool breaks = false;
  Plan plan;  // the `sql` of a Verb::call is the name of a function in the catalog's namespace
  // For the comment at the top, which people review:
  std::string message;
  std::vector<Description> changes;
  std::vector<Loss> losses;
  std::vector<std::string> accepted;
};

// The C++ source of one file of the folder; `stem` is its name up to the dialect ("0003_add_email",
// "draft.bridge", "head"). It defines
//   namespace schemake_catalog_<catalog> { extern const schemake::edge_v1::Edges <symbol>; }
// where <symbol> is symbol(stem, dialect). CMake computes the same symbol from the file's name.
// `edges` are at least one, all of one dialect. The text holds printable UTF-8 alone, no comment of
// user text leaves ASCII, and the data is constant: nothing runs before main().
std::string cpp_source(const std::string& catalog, const std::string& stem,
                       const std::vector<EdgeText>& edges);

// "0003_add_email", "sqlite" -> "edges_0003_add_email_sqlite": every character that is not a
// letter, a digit or '_' becomes '_'.
std::string symbol(const std::string& stem, const std::string& dialect);

}  // namespace schemake::generator

#endif  // SCHEMAKE_EMIT_SOURCE_HPP
