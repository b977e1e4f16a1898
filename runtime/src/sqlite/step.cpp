#include "sqlite/step.hpp"

#include <algorithm>
#include <schemake/error.hpp>
#include <string>

#include "core/sql_text.hpp"
#include "sqlite/aside.hpp"
#include "sqlite/double_quoted.hpp"
#include "sqlite/rebuild.hpp"
#include "sqlite/retext.hpp"
#include "sqlite/statement.hpp"

namespace schemake::sqlite {
namespace {

using edge_v1::Step;
using edge_v1::Verb;

// Statements that a step may not hold: they end the transaction, or cannot run in one.
bool is_forbidden(const sql::Token& first) {
  static constexpr const char* kWords[] = {"BEGIN",   "COMMIT", "END",    "ROLLBACK", "SAVEPOINT",
                                           "RELEASE", "ATTACH", "DETACH", "VACUUM"};
  return std::any_of(std::begin(kWords), std::end(kWords),
                     [&](const char* word) { return first.is(word); });
}

void run_guard(sqlite3* db, const Step& step) {
  require_transaction(db);
  Statement query(db, step.sql);
  if (query.exists() && query.step()) throw Error(Code::guarded, step.reason, {}, step.sql);
}

// Before an ALTER TABLE that reads all indexes, or would give a name in one another meaning.
void write_out_strings(sqlite3* db, const Step* steps, unsigned count) {
  const auto alters = [](const Step& step) {
    if (step.verb != Verb::run) return false;
    const std::vector<sql::Token> tokens = sql::tokenize(step.sql);
    return std::any_of(tokens.begin(), tokens.end(),
                       [](const auto& token) { return token.is("ALTER"); });
  };
  if (std::any_of(steps, steps + count, alters)) {
    write_out_strings(db, Quoted::all);
  } else if (std::any_of(steps, steps + count,
                         [](const Step& step) { return step.verb == Verb::rebuild; })) {
    write_out_strings(db, Quoted::part_alone);
  }
}

// Whether the script holds one of the forms of ALTER TABLE that compile all views and triggers.
bool alters_names(const Step& step) {
  const std::vector<sql::Token> tokens = sql::tokenize(step.sql);
  bool alter = false;
  for (const sql::Token& token : tokens) {
    alter = alter || token.is("ALTER");
    if (alter && (token.is("RENAME") || token.is("DROP"))) return true;
  }
  return false;
}

// Any broken view or trigger, of anybody, stops such an ALTER TABLE. It is set aside meanwhile.
void run_beside_broken(sqlite3* db, const Step& step) {
  execute(db, "SAVEPOINT schemake_step");
  try {
    run_script(db, step.sql);
  } catch (const Error& error) {
    const bool compiled =
        std::string_view(error.what()).find("error in ") != std::string_view::npos;
    if (error.code() != Code::statement || !compiled) throw;
    execute(db, "ROLLBACK TO schemake_step");
    Aside aside(db, {});
    if (aside.empty()) throw;
    run_script(db, step.sql);
    aside.put_back({step.sql});
  }
  execute(db, "RELEASE schemake_step");
}

// SQLite refuses to drop a column that a view names, but takes "x" in double quotes for a text
// then.
void run_alter(sqlite3* db, const Step& step) {
  std::vector<SchemaObject> working = schema_objects(db);
  working.erase(std::remove_if(working.begin(), working.end(),
                               [&](const SchemaObject& object) { return !compiles(db, object); }),
                working.end());
  run_beside_broken(db, step);
  const std::vector<SchemaObject> present = schema_objects(db);
  for (const SchemaObject& object : working) {
    const auto now = std::find_if(present.begin(), present.end(),
                                  [&](const SchemaObject& other) { return other.is(object); });
    std::string problem;
    if (now != present.end() && !compiles(db, *now, &problem)) refuse_broken(*now, problem);
  }
}

}  // namespace

void require_transaction(sqlite3* db) {
  if (sqlite3_get_autocommit(db) == 0) return;
  throw Error(
      Code::disk,
      "the transaction of the migration has ended before its time, after an error of the disk "
      "or because a data step ended it: check the disk and the data steps, then try again");
}

void run_script(sqlite3* db, std::string_view script, const Instead& instead) {
  std::string_view rest = script;
  while (!rest.empty()) {
    require_transaction(db);
    const std::string_view text = rest;
    Statement statement(db, text, &rest);
    if (!statement.exists()) continue;
    const std::string_view own = text.substr(0, text.size() - rest.size());
    const std::vector<sql::Token> tokens = sql::tokenize(own);
    if (!tokens.empty() && is_forbidden(tokens.front())) {
      throw Error(Code::statement,
                  "a step may not hold " + std::string(tokens.front().text) +
                      ": the whole migration is one transaction",
                  {}, std::string(own));
    }
    const std::string other = instead ? instead(own) : std::string();
    if (other.empty()) {
      statement.run();
    } else {
      execute(db, other);
    }
  }
  require_transaction(db);
}

void run_steps(sqlite3* db, const Step* steps, unsigned count,
               const std::function<void(unsigned)>& before) {
  check_drift(db, steps, count);
  write_out_strings(db, steps, count);
  for (unsigned i = 0; i < count; ++i) {
    const Step& step = steps[i];
    if (step.verb == Verb::rebuild) {
      // Neighbours share the bracket, so that what mentions several of them is set aside once.
      unsigned end = i;
      while (end < count && steps[end].verb == Verb::rebuild) ++end;
      rebuild(db, steps + i, end - i, [&](unsigned offset) { before(i + offset); });
      i = end - 1;
      continue;
    }
    before(i);
    switch (step.verb) {
      case Verb::run:
        if (alters_names(step)) {
          run_alter(db, step);
        } else {
          run_script(db, step.sql);
        }
        break;
      case Verb::guard:
        run_guard(db, step);
        break;
      case Verb::none:
        break;
      case Verb::retext:
        if (i + 1 == count)
          throw Error(Code::usage, "a step of verb retext has no fallback behind it");
        if (retext(db, step)) ++i;
        break;
      case Verb::rebuild:
      case Verb::alone:
      case Verb::call:
        throw Error(Code::usage, "a step has a verb that cannot run here");
    }
  }
}

}  // namespace schemake::sqlite
