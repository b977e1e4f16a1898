#include "core/fresh_schema.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "core/script.hpp"

namespace schemake {

using edge_v1::Step;
using edge_v1::Verb;

FreshSchema::FreshSchema(Connection& like, const Graph& graph)
    : database_(like.scratch(graph.required())) {
  database_->open_bracket({});
  try {
    database_->begin();
  } catch (...) {
    database_->close_bracket();
    throw;
  }
}

FreshSchema::~FreshSchema() {
  database_->rollback();
  database_->close_bracket();
}

void FreshSchema::walk(const edge_v1::Edge& edge) {
  std::vector<Step> steps;
  std::copy_if(edge.upgrade.first, edge.upgrade.first + edge.upgrade.count,
               std::back_inserter(steps),
               [](const Step& step) { return step.verb != Verb::alone && !moves_data(step); });
  try {
    database_->run({steps.data(), static_cast<unsigned>(steps.size())}, Origin::catalog,
                   [](unsigned) {});
  } catch (const Error& error) {
    throw Error(error.code(),
                std::string(edge.name) + " cannot be built to compare with: " + error.what(),
                edge.name, error.statement());
  }
}

}  // namespace schemake
