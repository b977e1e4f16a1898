#include <fmt/format.h>

#include "command/session.hpp"

namespace schemake::generator {

int run_diff(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::schema, false)) return session.finish(kUsage);
  const std::optional<Pending> change = pending(session.project());
  if (!change) return session.finish(kUsage);
  if (change->empty() && !options.json) {
    fmt::print("no change: the schema is what the history says\n");
    return session.finish(kDone);
  }
  if (!check(session.project(), *change)) return session.finish(kUsage);
  const StateChange found = state_change(session.project(), *change);
  fmt::print("{}", options.json ? state_change_json(found) : state_change_text(found, options.sql));
  return session.finish(kDone);
}

}  // namespace schemake::generator
