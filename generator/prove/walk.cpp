#include "prove/walk.hpp"

#include <schemake/migrate.hpp>

namespace schemake::generator {
namespace {

template <class Walk>
std::optional<Refusal> walked(const std::vector<Step>& steps, Walk walk) {
  unsigned current = 0;
  Options options;
  options.accept_loss = {"*"};
  options.rows_may_go = true;
  options.progress = [&](const Progress& progress) {
    current = progress.step;
    return true;
  };
  try {
    walk(options);
    return std::nullopt;
  } catch (const Error& error) {
    const bool known = current > 0 && current <= steps.size() && error.code() != Code::violated;
    return Refusal{error, known ? &steps[current - 1] : nullptr};
  }
}

}  // namespace

std::string Refusal::what() const {
  const std::string text = error.what();
  const std::string mark = error.revision() + ": ";
  const std::size_t at = error.revision().empty() ? std::string::npos : text.find(mark);
  return at == std::string::npos ? text : text.substr(at + mark.size());
}

std::optional<Refusal> walk_up(sqlite::Connection& connection, const Catalog& catalog,
                               const std::string& target, const std::vector<Step>& steps) {
  return walked(steps,
                [&](const Options& options) { upgrade_to(connection, catalog, target, options); });
}

std::optional<Refusal> walk_down(sqlite::Connection& connection, const Catalog& catalog,
                                 const std::string& target, const std::vector<Step>& steps) {
  return walked(steps,
                [&](const Options& options) { downgrade(connection, catalog, target, options); });
}

}  // namespace schemake::generator
