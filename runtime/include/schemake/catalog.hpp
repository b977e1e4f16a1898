#ifndef SCHEMAKE_CATALOG_HPP
#define SCHEMAKE_CATALOG_HPP

#include <schemake/edge_v1.hpp>

// What is compiled into an application: the graph of edges of one schema. The source that defines
// one is written into the build tree by schemake_add_migrations(); it is constant data.

namespace schemake {

struct Release {
  const char* name;   // "1.1"
  const char* state;  // the revision that was head when it was made
};

// A state that edges once led from, before a squash or a release removed them.
struct Retired {
  const char* state;
  const char* release;  // the last release whose catalog still walks it
};

// What the application registers on its connections before it migrates: the YAML's `requires`.
struct Required {
  enum class Kind { function, collation, module, tokenizer };
  Kind kind;
  const char* name;
};

struct Catalog {
  const char* name;  // identifies the history in a database
  const char* head;  // a state; "base" while nothing is recorded
  const edge_v1::Edges* const* sources;
  unsigned source_count;
  const Release* releases;  // oldest first; null when there are none
  unsigned release_count;
  const Retired* retired;  // null when there are none
  unsigned retired_count;
  bool walks_drafts;  // built with MODE GENERATE: drafts may be applied and taken back
  const Required* required = nullptr;  // looked for before anything runs; null when there are none
  unsigned required_count = 0;
};

}  // namespace schemake

#endif  // SCHEMAKE_CATALOG_HPP
