#include "prove/compiled_edge.hpp"

#include <utility>

namespace schemake::generator {
namespace {

// Points into `steps`.
std::vector<edge_v1::Step> compiled(const std::vector<Step>& steps) {
  std::vector<edge_v1::Step> result;
  for (const Step& step : steps) {
    if (step.verb == Verb::call) {
      result.push_back(edge_v1::none("a step in C++ runs in the application alone"));
      continue;
    }
    result.push_back({step.phase, step.verb, step.object.c_str(), step.sql.c_str(),
                      step.was.c_str(), step.reason.c_str(), nullptr});
  }
  return result;
}

edge_v1::Steps list(const std::vector<edge_v1::Step>& steps) {
  return {steps.data(), static_cast<unsigned>(steps.size())};
}

}  // namespace

CompiledEdge::CompiledEdge(edge_v1::Kind kind, std::string from, std::string to, std::string name,
                           Plan plan) {
  auto data = std::make_unique<Data>();
  data->from = std::move(from);
  data->to = std::move(to);
  data->name = std::move(name);
  data->plan = std::move(plan);
  data->upgrade = compiled(data->plan.upgrade);
  data->downgrade = compiled(data->plan.downgrade);
  data->edge = {kind,
                data->plan.dialect.c_str(),
                data->from.c_str(),
                data->to.c_str(),
                data->name.c_str(),
                false,
                false,
                data->plan.engine,
                list(data->upgrade),
                list(data->downgrade),
                data->plan.irreversible.c_str()};
  data_ = std::move(data);
}

CompiledCatalog::CompiledCatalog(std::string name, std::vector<CompiledEdge> edges)
    : name_(std::move(name)), owners_(std::move(edges)) {
  for (const CompiledEdge& owner : owners_) edges_.push_back(owner.edge());
  source_ = {edges_.data(), static_cast<unsigned>(edges_.size())};
  sources_[0] = &source_;
  const char* const head = edges_.empty() ? "base" : edges_.back().to;
  catalog_ = {name_.c_str(), head, sources_, 1, nullptr, 0, nullptr, 0, true};
}

}  // namespace schemake::generator
