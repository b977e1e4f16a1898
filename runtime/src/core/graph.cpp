#include "core/graph.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <tuple>

#include "core/script.hpp"

namespace schemake {
namespace {

using edge_v1::Kind;

// Among edges between the same states the recorded one is preferred.
int rank(Kind kind) {
  switch (kind) {
    case Kind::revision:
      return 0;
    case Kind::merge:
      return 1;
    case Kind::squash:
      return 2;
    case Kind::bridge:
      return 3;
    case Kind::adopt:
      return 4;
    case Kind::head:
      return 5;
  }
  return 6;
}

bool preferred(const Edge* a, const Edge* b) {
  const auto key = [](const Edge* edge) {
    return std::tuple(rank(edge->kind), std::string_view(edge->from), std::string_view(edge->to),
                      std::string_view(edge->name));
  };
  return key(a) < key(b);
}

}  // namespace

Graph::Graph(const Catalog& catalog, std::string_view dialect) : catalog_(&catalog) {
  for (unsigned i = 0; i < catalog.source_count; ++i) {
    const edge_v1::Edges& source = *catalog.sources[i];
    for (unsigned j = 0; j < source.count; ++j) {
      const Edge& edge = source.first[j];
      if (dialect != edge.dialect) continue;
      if (edge.kind == Kind::adopt && edge.from == kBase) {
        variants_.push_back(&edge);
        continue;
      }
      out_[edge.from].push_back(&edge);
      in_[edge.to].push_back(&edge);
    }
  }
  for (auto* edges : {&out_, &in_}) {
    for (auto& [state, list] : *edges) std::sort(list.begin(), list.end(), preferred);
  }
}

bool Graph::knows(std::string_view state) const {
  return state == kBase || out_.find(state) != out_.end() || in_.find(state) != in_.end();
}

bool Graph::is_draft(std::string_view state) const {
  const auto edges = in_.find(state);
  return edges != in_.end() && std::any_of(edges->second.begin(), edges->second.end(),
                                           [](const Edge* edge) { return edge->draft; });
}

Revision Graph::revision(std::string_view state) const {
  Revision revision;
  revision.id = state;
  revision.known = knows(state);
  if (const auto edges = in_.find(state); edges != in_.end()) {
    revision.name = edges->second.front()->name;
    revision.draft = is_draft(state);
  }
  for (const Edge* variant : variants_) {
    if (state != variant->to) continue;
    revision.name = variant->name;
    revision.known = true;
  }
  for (unsigned i = 0; i < catalog_->release_count; ++i) {
    if (state == catalog_->releases[i].state) revision.release = catalog_->releases[i].name;
  }
  return revision;
}

std::vector<Required> Graph::required() const {
  if (catalog_->required_count == 0) return {};
  return {catalog_->required, catalog_->required + catalog_->required_count};
}

const char* Graph::retired_with(std::string_view state) const {
  for (unsigned i = 0; i < catalog_->retired_count; ++i) {
    if (state == catalog_->retired[i].state) return catalog_->retired[i].release;
  }
  return nullptr;
}

std::optional<std::vector<const Edge*>> Graph::path(std::string_view from,
                                                    std::string_view to) const {
  if (from == kBase) {
    if (auto revisions = revisions_that_move(to)) return revisions;
  }
  return shortest(from, to);
}

// All revisions up to `to`; nothing where none has a data step for fresh databases.
std::optional<std::vector<const Edge*>> Graph::revisions_that_move(std::string_view to) const {
  std::vector<const Edge*> revisions;
  bool moves = false;
  for (std::string_view state = to; state != kBase; state = revisions.back()->from) {
    const Edge* const edge = recorded(state);
    if (edge == nullptr) return std::nullopt;
    revisions.push_back(edge);
    const edge_v1::Steps& steps = edge->upgrade;
    moves = moves || std::any_of(steps.first, steps.first + steps.count, runs_on_fresh);
  }
  if (!moves) return std::nullopt;
  std::reverse(revisions.begin(), revisions.end());
  return revisions;
}

std::optional<std::vector<const Edge*>> Graph::shortest(std::string_view from,
                                                        std::string_view to) const {
  std::map<std::string_view, const Edge*> reached;  // by which edge each state was reached first
  std::deque<std::string_view> waiting{from};
  reached.emplace(from, nullptr);
  while (!waiting.empty() && reached.find(to) == reached.end()) {
    const std::string_view state = waiting.front();
    waiting.pop_front();
    const auto edges = out_.find(state);
    if (edges == out_.end()) continue;
    for (const Edge* edge : edges->second) {
      if (reached.emplace(edge->to, edge).second) waiting.push_back(edge->to);
    }
  }
  if (reached.find(to) == reached.end()) return std::nullopt;
  std::vector<const Edge*> edges;
  for (std::string_view state = to; state != from; state = edges.back()->from) {
    edges.push_back(reached.at(state));
  }
  std::reverse(edges.begin(), edges.end());
  return edges;
}

const Edge* Graph::recorded(std::string_view state) const {
  const auto edges = in_.find(state);
  if (edges == in_.end()) return nullptr;
  // A bridge or an adoption is no parent, and a merge's other edges lead from its later ones.
  for (const Kind kind : {Kind::revision, Kind::squash, Kind::head}) {
    for (const Edge* edge : edges->second) {
      if (edge->kind == kind) return edge;
    }
  }
  return nullptr;
}

const Edge* Graph::between(std::string_view from, std::string_view to) const {
  const auto edges = in_.find(to);
  if (edges == in_.end()) return nullptr;
  for (const Edge* edge : edges->second) {
    if (from == edge->from) return edge;
  }
  return nullptr;
}

std::vector<const Edge*> Graph::edges() const {
  std::vector<const Edge*> all = variants_;
  for (const auto& [state, list] : out_) all.insert(all.end(), list.begin(), list.end());
  return all;
}

std::vector<std::string> Graph::states() const {
  std::vector<std::string> states;
  std::deque<std::string> waiting{std::string(kBase)};
  std::map<std::string, bool> seen;
  while (!waiting.empty()) {
    const std::string state = waiting.front();
    waiting.pop_front();
    if (!seen.emplace(state, true).second) continue;
    if (recorded(state) != nullptr) states.push_back(state);
    const auto edges = out_.find(state);
    if (edges == out_.end()) continue;
    for (const Edge* edge : edges->second) {
      if (edge->kind == Kind::revision || edge->kind == Kind::merge || edge->kind == Kind::squash ||
          edge->kind == Kind::head) {
        waiting.emplace_back(edge->to);
      }
    }
  }
  return states;
}

std::string describe(const Revision& revision) {
  if (revision.id == kBase) return revision.id;
  const std::string short_id = revision.id.substr(0, 8);
  return revision.name.empty() ? revision.id : revision.name + " (" + short_id + ")";
}

std::string describe(const Required& required) {
  const auto kind = [&] {
    switch (required.kind) {
      case Required::Kind::function:
        return "the function ";
      case Required::Kind::collation:
        return "the collation ";
      case Required::Kind::module:
        return "the module ";
      case Required::Kind::tokenizer:
        return "the tokenizer ";
    }
    return "";
  };
  return kind() + std::string(required.name);
}

}  // namespace schemake
