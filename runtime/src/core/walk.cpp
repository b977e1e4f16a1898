#include "core/walk.hpp"

#include <algorithm>
#include <filesystem>
#include <schemake/data_step.hpp>

#include "core/option_names.hpp"
#include "core/precaution.hpp"
#include "core/sql_text.hpp"
#include "core/stored.hpp"

namespace schemake {
namespace {

using edge_v1::Step;
using edge_v1::Steps;
using edge_v1::Verb;
using Clock = std::chrono::steady_clock;

std::chrono::microseconds since(Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin);
}

// The steps that run before the transaction of an edge begins. They are repeated when the program
// is killed in between, so they must lead the edge: nothing of it has been done by then.
unsigned leading_alone(const Edge& edge) {
  const Steps& steps = edge.upgrade;
  unsigned count = 0;
  while (count < steps.count && steps.first[count].verb == Verb::alone) ++count;
  for (unsigned i = count; i < steps.count; ++i) {
    if (steps.first[i].verb == Verb::alone) {
      throw Error(Code::usage, "a step that runs outside of a transaction must lead its edge",
                  edge.name);
    }
  }
  return count;
}

// Adds the revision to an error of one of its steps.
[[noreturn]] void rethrow(const Error& error, const Leg& leg) {
  const std::string what = (leg.back ? "taking back " : "") + leg.name + ": " + error.what();
  throw Error(error.code(), what, leg.name, error.statement());
}

bool is_jump(const Edge& edge) {
  return edge.kind != edge_v1::Kind::revision && edge.kind != edge_v1::Kind::merge;
}

}  // namespace

Walk::Walk(Connection& connection, const Options& options)
    : connection_(connection), options_(options) {
  BracketOptions bracket;
  bracket.allow_unsafe_journal = options.allow_unsafe_journal;
  if (options.progress) bracket.cancelled = [this] { return !ask(progress_); };
  connection_.open_bracket(bracket);
}

Walk::~Walk() {
  // The database is as it was: at each launch that is refused there would be one more.
  std::error_code ignored;
  if (!backup_.empty()) std::filesystem::remove(backup_, ignored);
  connection_.rollback();
  connection_.close_bracket();
}

void Walk::run(const std::vector<Errand>& errands, Report& report) {
  try {
    while (run_transaction(errands, report)) {
    }
  } catch (const Error& error) {
    connection_.rollback();
    if (thrown_) std::rethrow_exception(thrown_);
    throw;
  }
}

// Walks what one transaction shall hold; true while there is more.
bool Walk::run_transaction(const std::vector<Errand>& errands, Report& report) {
  connection_.begin();
  unaccepted_.clear();
  barred_.clear();
  lost_.clear();
  std::vector<Walked> walked;
  const Edge* alone = nullptr;
  bool more = false;
  std::vector<Route> routes;
  for (const Errand& errand : errands) {
    routes.push_back(errand.route(connection_.journal(errand.graph->name())));
    mark_fresh(errand.graph->name(), routes.back());
  }
  prepare(errands, routes, report);
  for (std::size_t i = 0; i < errands.size(); ++i) {
    const Errand& errand = errands[i];
    const Route& route = routes[i];
    // Again, since the catalog before it may have made what this one wants to make.
    if (i > 0) check_unmanaged(connection_, *errand.graph, route);
    progress_.edges = static_cast<unsigned>(report.walked.size() + walked.size() + route.size());
    for (const Leg& leg : route) {
      const bool prepares = !leg.back && !leg.adopts && leading_alone(*leg.edge) > 0;
      if (prepares && prepared_.find(leg.to) == prepared_.end()) alone = leg.edge;
      more = alone != nullptr || (options_.transaction_per_edge && !walked.empty());
      if (more) break;
      progress_.edge = static_cast<unsigned>(report.walked.size() + walked.size() + 1);
      run_leg(*errand.graph, leg);
      walked.push_back({leg.from, leg.to, leg.name, leg.back, leg.adopts, errand.graph->name()});
    }
    if (more) break;
  }
  if (walked.empty()) {
    connection_.rollback();
  } else {
    commit();
    report.walked.insert(report.walked.end(), walked.begin(), walked.end());
    report.lost.insert(report.lost.end(), lost_.begin(), lost_.end());
  }
  if (alone != nullptr) {
    for (unsigned i = 0; i < leading_alone(*alone); ++i)
      connection_.run_alone(alone->upgrade.first[i]);
    prepared_.insert(alone->to);
  }
  return more;
}

// A database that was fresh when this began stays so over all transactions of it.
void Walk::mark_fresh(const std::string& catalog, Route& route) {
  if (!route.empty() && route.front().fresh) fresh_.insert(catalog);
  if (fresh_.count(catalog) == 0) return;
  for (Leg& leg : route) leg.fresh = !leg.back;
}

// All that can be refused before anything is changed, then the backup.
void Walk::prepare(const std::vector<Errand>& errands, const std::vector<Route>& routes,
                   Report& report) {
  for (std::size_t i = 0; i < errands.size(); ++i) {
    check_unmanaged(connection_, *errands[i].graph, routes[i]);
    check_engine(routes[i]);
    check_registered(*errands[i].graph, routes[i]);
  }
  std::string file;
  if (!backed_up_ && wants_backup(connection_, routes, options_)) {
    const auto first = std::find_if(routes.begin(), routes.end(),
                                    [](const Route& route) { return !route.empty(); });
    const Graph& graph = *errands[static_cast<std::size_t>(first - routes.begin())].graph;
    const Journal journal = connection_.journal(graph.name());
    const std::string name = revision_of(graph, journal, journal.state()).name;
    file = backup_file(connection_.storage(), name.empty() ? graph.name() : name, options_);
  }
  check_room(connection_, routes, file, options_);
  if (file.empty()) return;
  log("writing the backup " + file);
  progress_.object = file;
  if (!ask(progress_)) refuse_cancelled();
  connection_.back_up(
      file, options_.progress ? [this] { return !ask(progress_); } : std::function<bool()>());
  backed_up_ = true;
  report.backup = backup_ = file;
}

void Walk::check_engine(const Route& route) const {
  for (const Leg& leg : route) {
    if (leg.edge == nullptr || leg.edge->engine <= connection_.engine()) continue;
    throw Error(Code::engine,
                leg.name + " needs " + connection_.engine_name(leg.edge->engine) +
                    " or newer, and " + connection_.engine_name(connection_.engine()) +
                    " is linked: link a newer one",
                leg.name);
  }
}

void Walk::check_registered(const Graph& graph, const Route& route) const {
  if (route.empty()) return;
  const std::vector<Required> lacking = connection_.lacking(graph.required());
  if (lacking.empty()) return;
  std::string names;
  for (const Required& one : lacking) names += (names.empty() ? "" : ", ") + describe(one);
  throw Error(Code::unregistered,
              "catalog " + graph.name() + " requires what this connection does not know: " + names +
                  ". Register it on the application's own connection, and give that connection to "
                  "Schemake to borrow",
              route.front().name);
}

void Walk::commit() {
  check_losses();
  std::string kept;
  kept.swap(backup_);
  try {
    connection_.commit();
  } catch (const Error& error) {
    // After another failure it is not known how the commit has ended.
    const bool undone = error.code() == Code::violated || error.code() == Code::locked;
    if (undone) kept.swap(backup_);
    throw;
  }
}

void Walk::run_leg(const Graph& graph, const Leg& leg) {
  if (leg.adopts) return adopt(graph, leg);
  note_rows(graph, leg);
  const Clock::time_point begin = Clock::now();
  changes_ = connection_.changes();
  log((leg.back ? "taking back " : "applying ") + leg.name);
  try {
    const std::vector<Step> steps = steps_of(leg);
    run_steps(leg, {steps.data(), static_cast<unsigned>(steps.size())});
    record(graph, leg, since(begin));
  } catch (const Error& error) {
    rethrow(error, leg);
  }
}

// The engine gets the longest runs of steps that are its own, so that it sees which are neighbours.
void Walk::run_steps(const Leg& leg, Steps steps) {
  const Origin origin = leg.edge == nullptr ? Origin::database : Origin::catalog;
  unsigned begin = 0;
  Data data(connection_, [this] {
    if (!ask(progress_)) refuse_cancelled();
  });
  const auto flush = [&](unsigned end) {
    if (end == begin) return;
    const unsigned first = begin;
    connection_.run({steps.first + first, end - first}, origin,
                    [&](unsigned index) { before_step(leg, steps, first + index); });
  };
  for (unsigned i = 0; i < steps.count; ++i) {
    const Step& step = steps.first[i];
    if (step.verb != Verb::call && step.verb != Verb::alone) continue;
    flush(i);
    begin = i + 1;
    if (step.verb == Verb::alone) continue;  // has run before the transaction
    before_step(leg, steps, i);
    connection_.before_call();
    step.function(data);
    connection_.check_transaction();
  }
  flush(steps.count);
}

void Walk::before_step(const Leg& leg, Steps steps, unsigned index) {
  const Step& step = steps.first[index];
  progress_.revision = leg.name;
  progress_.step = index + 1;
  progress_.steps = steps.count;
  progress_.object = step.object;
  if (!ask(progress_)) refuse_cancelled();
  if (!leg.back) return;
  for (const Loss& loss : losses(step)) note_loss(leg, loss);
}

void Walk::refuse_cancelled() const {
  throw Error(Code::cancelled,
              "it was cancelled, and the database is as it was: start it again when it may go on");
}

bool Walk::ask(const Progress& progress) {
  if (!options_.progress) return true;
  Progress now = progress;
  try {
    now.rows = connection_.changes() - changes_;
    return options_.progress(now);
  } catch (...) {
    // The engine's C code may stand between here and who can catch it.
    thrown_ = std::current_exception();
    return false;
  }
}

bool Walk::is_accepted(const Loss& loss) const {
  const std::vector<std::string>& accepted = options_.accept_loss;
  return std::any_of(accepted.begin(), accepted.end(), [&](const std::string& name) {
    return name == "*" || name == loss.table || name == loss.name();
  });
}

// An adopted database had its rows before Schemake knew it.
void Walk::note_rows(const Graph& graph, const Leg& leg) {
  if (leg.bar != Leg::Bar::adopted || options_.rows_may_go) return;
  for (const std::string& table : tables_with_rows(connection_, graph, leg)) bar(leg, table);
}

void Walk::bar(const Leg& leg, const std::string& table) {
  if (barred_.empty()) bar_ = leg.bar;
  const bool noted = std::any_of(barred_.begin(), barred_.end(), [&](const std::string& other) {
    return sql::same_name(other, table);
  });
  if (!noted) barred_.push_back(table);
}

void Walk::note_loss(const Leg& leg, const Loss& loss) {
  if (!connection_.has_rows(loss.table)) return;
  if (leg.bar == Leg::Bar::base && loss.column.empty() && !options_.rows_may_go) {
    bar(leg, loss.table);
  }
  log("taking back " + leg.name + " loses the values of " + loss.name());
  lost_.push_back(loss.name());
  const bool kept = leg.by_policy && backed_up_ && options_.backup_suffices;
  if (!leg.may_lose && !kept && !is_accepted(loss)) unaccepted_.push_back(loss.name());
}

void Walk::check_losses() const {
  std::string names;
  for (const std::string& name : barred_) names += (names.empty() ? "" : ", ") + name;
  if (!names.empty()) {
    const std::string what = bar_ == Leg::Bar::base
                                 ? "this would go back to base, where there is no table"
                                 : "this would go back beyond where the database was adopted";
    throw Error(Code::loss, what + ", and there are rows in " + names +
                                ": these are never thrown away so. Delete them first, or keep the "
                                "database where it is");
  }
  if (unaccepted_.empty()) return;
  for (const std::string& name : unaccepted_) names += (names.empty() ? "" : ", ") + name;
  throw Error(Code::loss, "this would lose the values of " + names + ": accept that by name (" +
                              option_names::kAcceptLoss + "), or keep the database where it is");
}

void Walk::adopt(const Graph& graph, const Leg& leg) {
  log("adopting the database at " + leg.name);
  for (const std::string& name : connection_.spell_out()) {
    log("the connection may not write the schema: a \"text\" in " + name +
        " stays, and becomes a column's name where one is called so");
  }
  HistoryRow row;
  row.action = "adopt";
  row.from = leg.from;
  row.to = leg.to;
  row.name = leg.name;
  row.draft = graph.is_draft(leg.to);
  row.release = binary_release(graph.catalog());
  restart_chain(graph, connection_.journal(graph.name()), leg.to);
  connection_.append(graph.name(), row);
}

void Walk::record(const Graph& graph, const Leg& leg, std::chrono::microseconds duration) {
  HistoryRow row;
  const bool adopts = !leg.back && leg.edge->kind == edge_v1::Kind::adopt;
  row.action = leg.back ? "downgrade" : adopts ? "adopt" : "upgrade";
  row.from = leg.from;
  row.to = leg.to;
  row.name = leg.name;
  row.breaks = !leg.back && leg.edge->breaks;
  row.draft = !leg.back && leg.edge->draft;
  row.release = binary_release(graph.catalog());
  row.duration = duration;
  if (leg.back) {
    connection_.forget(graph.name(), leg.from);
  } else {
    record_undos(graph, *leg.edge);
  }
  connection_.append(graph.name(), row);
}

void Walk::record_undos(const Graph& graph, const Edge& edge) {
  if (is_jump(edge)) {
    replace_chain(graph, connection_.journal(graph.name()), edge.from, edge.to);
    return;
  }
  connection_.forget(graph.name(), edge.to);
  connection_.remember(graph.name(), undo_of(graph, edge));
}

void Walk::restart_chain(const Graph& graph, const Journal& journal, const std::string& to) {
  for (const Undo& undo : journal.undos) connection_.forget(graph.name(), undo.state);
  replace_chain(graph, Journal{}, std::string(kBase), to);
}

// An edge that jumps leads off the chain that the database keeps: what is left of it ends where the
// parents of `to` meet it.
void Walk::replace_chain(const Graph& graph, const Journal& journal, const std::string& from,
                         const std::string& to) {
  const std::vector<Undo> kept = chain_to_base(graph, journal, from);
  std::set<std::string> standing{std::string(kBase)};
  for (const Undo& undo : kept) standing.insert(undo.state);
  std::vector<const Edge*> wanted;
  std::string meeting = to;
  while (standing.find(meeting) == standing.end()) {
    const Edge* edge = graph.recorded(meeting);
    if (edge == nullptr) break;
    wanted.push_back(edge);
    meeting = edge->from;
  }
  for (const Undo& undo : kept) {
    if (undo.state == meeting) break;
    connection_.forget(graph.name(), undo.state);
  }
  for (const Edge* edge : wanted) {
    connection_.forget(graph.name(), edge->to);
    connection_.remember(graph.name(), undo_of(graph, *edge));
  }
}

void Walk::stamp(const Graph& graph, const std::function<std::string(const Journal&)>& target,
                 Report& report) {
  connection_.begin();
  const Journal journal = connection_.journal(graph.name());
  const std::string to = target(journal);
  check_draft(graph, to);
  HistoryRow row;
  row.action = "stamp";
  row.from = report.from = journal.state();
  row.to = report.to = to;
  row.name = to == kBase ? std::string(kBase) : graph.revision(to).name;
  row.draft = graph.is_draft(to);
  row.release = binary_release(graph.catalog());
  restart_chain(graph, journal, to);
  connection_.append(graph.name(), row);
  connection_.commit();
}

void Walk::log(const std::string& line) const {
  if (options_.log) options_.log(line);
}

}  // namespace schemake
