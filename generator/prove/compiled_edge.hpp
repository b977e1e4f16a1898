#ifndef SCHEMAKE_PROVE_COMPILED_EDGE_HPP
#define SCHEMAKE_PROVE_COMPILED_EDGE_HPP

#include <memory>
#include <schemake/catalog.hpp>
#include <schemake/edge_v1.hpp>
#include <string>
#include <vector>

#include "dialect/plan.hpp"

namespace schemake::generator {

// A plan as the constant data that the compiler makes of its C++ source, so that the runtime walks
// it without one. A step that calls a C++ function becomes one of Verb::none: here is no function.
class CompiledEdge {
 public:
  CompiledEdge(edge_v1::Kind kind, std::string from, std::string to, std::string name, Plan plan);
  // Its text stands where it stands, wherever this moves to.
  const edge_v1::Edge& edge() const { return data_->edge; }

 private:
  struct Data {
    std::string from, to, name;
    Plan plan;
    std::vector<edge_v1::Step> upgrade, downgrade;
    edge_v1::Edge edge;
  };
  std::unique_ptr<const Data> data_;
};

// A catalog of such edges, whose head is where the last one leads.
class CompiledCatalog {
 public:
  CompiledCatalog(std::string name, std::vector<CompiledEdge> edges);
  CompiledCatalog(const CompiledCatalog&) = delete;
  CompiledCatalog& operator=(const CompiledCatalog&) = delete;
  const Catalog& catalog() const { return catalog_; }

 private:
  std::string name_;
  std::vector<CompiledEdge> owners_;
  std::vector<edge_v1::Edge> edges_;
  edge_v1::Edges source_;
  const edge_v1::Edges* sources_[1];
  Catalog catalog_;
};

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROVE_COMPILED_EDGE_HPP
