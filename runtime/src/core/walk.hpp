#ifndef SCHEMAKE_CORE_WALK_HPP
#define SCHEMAKE_CORE_WALK_HPP

#include <exception>
#include <functional>
#include <schemake/connection.hpp>
#include <set>
#include <string>
#include <vector>

#include "core/route.hpp"
#include "core/script.hpp"

namespace schemake {

// What is to be walked in one catalog: asked for inside the transaction, whenever one is begun, and
// so always right about where the database stands by then.
struct Errand {
  const Graph* graph;
  std::function<Route(const Journal&)> route;
};

// Walks edges, with one bracket of the connection around all. Whatever is thrown, no transaction
// and no setting is left behind.
class Walk {
 public:
  Walk(Connection& connection, const Options& options);
  ~Walk();
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;

  // Runs the errands in order; the report's `from` and `to` are left to the caller.
  void run(const std::vector<Errand>& errands, Report& report);
  // Writes that the database stands at `target`, and what leads back from there.
  void stamp(const Graph& graph, const std::function<std::string(const Journal&)>& target,
             Report& report);

 private:
  bool run_transaction(const std::vector<Errand>& errands, Report& report);
  void prepare(const std::vector<Errand>& errands, const std::vector<Route>& routes,
               Report& report);
  void mark_fresh(const std::string& catalog, Route& route);
  void run_leg(const Graph& graph, const Leg& leg);
  void run_steps(const Leg& leg, edge_v1::Steps steps);
  void before_step(const Leg& leg, edge_v1::Steps steps, unsigned index);
  void adopt(const Graph& graph, const Leg& leg);
  void record(const Graph& graph, const Leg& leg, std::chrono::microseconds duration);
  void record_undos(const Graph& graph, const Edge& edge);
  void restart_chain(const Graph& graph, const Journal& journal, const std::string& to);
  void replace_chain(const Graph& graph, const Journal& journal, const std::string& from,
                     const std::string& to);
  void note_rows(const Graph& graph, const Leg& leg);
  void bar(const Leg& leg, const std::string& table);
  void note_loss(const Leg& leg, const Loss& loss);
  void check_losses() const;
  void refuse_cancelled() const;
  bool is_accepted(const Loss& loss) const;
  bool ask(const Progress& progress);
  void log(const std::string& line) const;
  void check_engine(const Route& route) const;
  void check_registered(const Graph& graph, const Route& route) const;
  void commit();

  Connection& connection_;
  const Options& options_;
  std::set<std::string> fresh_;     // catalogs that were at base when their first edge was walked
  std::set<std::string> prepared_;  // states whose edge has run its steps outside of a transaction
  std::vector<std::string> unaccepted_;  // losses, in this transaction
  std::vector<std::string> barred_;      // tables whose rows nobody can accept to lose, likewise
  Leg::Bar bar_ = Leg::Bar::none;        // why
  std::vector<std::string> lost_;        // all of them
  bool backed_up_ = false;
  std::string backup_;  // the file, as long as nothing is committed that it is needed for
  Progress progress_;
  std::uint64_t changes_ = 0;  // of the connection when the edge began
  std::exception_ptr thrown_;  // by the progress callback where it was called from the engine
};

}  // namespace schemake

#endif  // SCHEMAKE_CORE_WALK_HPP
