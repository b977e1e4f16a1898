#ifndef SCHEMAKE_EDGE_V1_HPP
#define SCHEMAKE_EDGE_V1_HPP

// The shape of a migration source, version 1. Generated sources include this header alone, so it is
// plain constant data, names no standard header, and is kept for ever: a source that was reviewed
// and released years ago must still compile. What a later version needs goes into edge_v2.hpp.
//
// All text is NUL-terminated UTF-8 and never null unless said. States are named by 64 hexadecimal
// digits, or "base" for the empty one.

namespace schemake {

class Data;  // what a data step written in C++ receives; see data_step.hpp

namespace edge_v1 {

// Where in an upgrade a step stands: add and relax, then move data, then tighten and drop.
enum class Phase { expand, data, contract };

enum class Verb {
  run,      // sql as it stands: one or more statements
  guard,    // sql is a query; one row or more refuses the edge with `reason`
  rebuild,  // sql is the whole script that builds `object` anew; `was` names the columns it expects
  retext,   // relaxes the table `object` by its text in the schema alone; the step after it, its
            // fallback, does the same in another way and runs where that cannot be
  alone,    // as run, outside of any transaction
  call,     // calls a C++ function
  none,     // nothing to do; `reason` says why
};

struct Step {
  Phase phase;
  Verb verb;
  const char* object;       // the table, view, trigger or index that the step is about; may be ""
  const char* sql;          // "" for call and none
  const char* was;          // rebuild: the columns expected, one a line; retext: see below; else ""
  const char* reason;       // guard, none: in words; a step of data(): "skip", "run"; else ""
  void (*function)(Data&);  // call; else null
};

// Of a retext, `was` holds the column definitions and table constraints that change, as they stand
// between the brackets of CREATE TABLE, separated by commas, and `sql` the same as they are after;
// a constraint of the table that goes is in `was` alone, so `sql` may be "". The two differ in a
// NOT NULL, CHECK or FOREIGN KEY that goes, and in a DEFAULT that comes, goes or changes, and in
// nothing else. They are compared with the table's own text by their tokens, wherever a clause
// stands in it and whatever its constraint is called; the clauses that differ are changed there,
// and the rest of the text stays as it is. It cannot be where the table's text says something else
// than `was`, where the connection may not write the schema, and where a row may still read as a
// DEFAULT that changes, because ALTER TABLE has added its column after the row.

constexpr Step run(Phase phase, const char* object, const char* sql) {
  return Step{phase, Verb::run, object, sql, "", "", nullptr};
}
constexpr Step guard(Phase phase, const char* object, const char* reason, const char* sql) {
  return Step{phase, Verb::guard, object, sql, "", reason, nullptr};
}
constexpr Step rebuild(Phase phase, const char* object, const char* columns, const char* sql) {
  return Step{phase, Verb::rebuild, object, sql, columns, "", nullptr};
}
constexpr Step retext(Phase phase, const char* object, const char* was, const char* sql) {
  return Step{phase, Verb::retext, object, sql, was, "", nullptr};
}
constexpr Step alone(Phase phase, const char* object, const char* sql) {
  return Step{phase, Verb::alone, object, sql, "", "", nullptr};
}
constexpr Step call(Phase phase, const char* object, void (*function)(Data&)) {
  return Step{phase, Verb::call, object, "", "", "", function};
}

// The user's own data step, between expand and contract. A fresh database has no rows to move and
// leaves it out, unless it says Fresh::run: then a fresh database walks revision by revision.
enum class Fresh { skip, run };
constexpr Step data(const char* object, Fresh fresh, const char* sql) {
  return Step{Phase::data, Verb::run, object, sql, "", fresh == Fresh::run ? "run" : "skip",
              nullptr};
}
constexpr Step data(const char* object, Fresh fresh, void (*function)(Data&)) {
  return Step{Phase::data, Verb::call, object, "", "", fresh == Fresh::run ? "run" : "skip",
              function};
}

constexpr Step none(const char* reason) {
  return Step{Phase::expand, Verb::none, "", "", "", reason, nullptr};
}

struct Steps {
  const Step* first;
  unsigned count;  // at least 1: nothing to do is written as none("why")
};

template <unsigned N>
constexpr Steps steps(const Step (&list)[N]) {
  return Steps{list, N};
}

enum class Kind {
  revision,  // a recorded change, from its parent
  head,      // base to head as one plan
  bridge,    // from a superseded draft, or a reopened, rebased or merged-away revision
  squash,    // over many revisions
  adopt,     // from a schema found in the field
  merge,     // a recorded change, from a parent of its revision that is not the first
};

struct Edge {
  Kind kind;
  const char* dialect;  // "sqlite", "postgresql"
  const char* from;
  const char* to;
  const char* name;  // of the revision `to`: "0003_add_email", or "draft"
  bool draft;        // `to` is not sealed yet
  bool breaks;  // a binary built for `from` may fail at `to`: something renamed, dropped, tightened
  unsigned
      engine;  // the oldest engine that can run it, as SQLITE_VERSION_NUMBER or server_version_num
  Steps upgrade;
  Steps downgrade;
  const char* irreversible;  // why it cannot be taken back; "" when it can
};

// What each generated source defines.
struct Edges {
  const Edge* first;
  unsigned count;
};

template <unsigned N>
constexpr Edges edges(const Edge (&list)[N]) {
  return Edges{list, N};
}

}  // namespace edge_v1
}  // namespace schemake

#endif  // SCHEMAKE_EDGE_V1_HPP
