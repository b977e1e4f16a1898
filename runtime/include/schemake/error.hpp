#ifndef SCHEMAKE_ERROR_HPP
#define SCHEMAKE_ERROR_HPP

#include <stdexcept>
#include <string>

namespace schemake {

enum class Code {
  ahead,            // the database stands at a state that the catalog lacks
  retired,          // at a state that only an older release still walks
  pending,          // policy `check`: revisions are pending
  draft,            // the catalog holds a draft that this build may not walk
  no_path,          // no edge leads from where the database stands to the target
  unknown_target,   // no revision has that name, number or id, or several do
  irreversible,     // a downgrade would pass a step that cannot be taken back
  loss,             // going on would lose values that nobody gave up by name
  unmanaged,        // the database has objects of the catalog's names but no history
  drifted,          // the real schema is not what the history says
  guarded,          // a guard found rows
  violated,         // the migration would leave broken foreign keys
  locked,           // another connection held the database longer than the timeout
  not_a_database,   // the file is not a database, or damaged
  read_only,        // the database cannot be written
  busy_connection,  // a borrowed connection is inside a transaction
  unsafe,           // journal_mode or synchronous would not survive a crash
  engine,           // the linked engine is too old
  unregistered,     // the connection lacks a function, collation, module or tokenizer of `requires`
  format,           // the history was written by a newer Schemake
  cancelled,        // the progress callback asked to stop
  disk,             // out of space, or an I/O error
  memory,           // SQLite got no memory
  statement,        // a statement of a step failed
  usage,            // a wrong argument
  backup,           // the copy that is to be made before could not be made
};

// The one exception that the runtime throws, besides std::bad_alloc where C++ itself gets no
// memory. The database stands where it stood before the call, or, with one transaction for each
// edge, at the last edge that was committed. what() is a full sentence that says what to do.
class Error : public std::runtime_error {
 public:
  Error(Code code, const std::string& what, std::string revision = {}, std::string statement = {})
      : std::runtime_error(what),
        code_(code),
        revision_(std::move(revision)),
        statement_(std::move(statement)) {}

  Code code() const noexcept { return code_; }
  // The name of the edge that failed, as "0003_add_email"; empty outside of an edge.
  const std::string& revision() const noexcept { return revision_; }
  // The SQL that failed; empty where none did.
  const std::string& statement() const noexcept { return statement_; }

 private:
  Code code_;
  std::string revision_;
  std::string statement_;
};

}  // namespace schemake

#endif  // SCHEMAKE_ERROR_HPP
