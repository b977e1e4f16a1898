#ifndef SCHEMAKE_TESTS_RUNTIME_TEST_CATALOG_HPP
#define SCHEMAKE_TESTS_RUNTIME_TEST_CATALOG_HPP

#include <deque>
#include <schemake/catalog.hpp>
#include <string>
#include <vector>

namespace schemake::test {

// A state's id for tests: the digit 64 times.
inline std::string id(char digit) { return std::string(64, digit); }

// A catalog put together at run time, edge by edge. The SQL and names given must be literals.
class TestCatalog {
 public:
  explicit TestCatalog(std::string name = "library") : name_(std::move(name)) {}
  TestCatalog(const TestCatalog&) = delete;
  TestCatalog& operator=(const TestCatalog&) = delete;

  // The edge added, to be changed further.
  edge_v1::Edge& edge(edge_v1::Kind kind, const std::string& from, const std::string& to,
                      const char* edge_name, std::vector<edge_v1::Step> upgrade,
                      std::vector<edge_v1::Step> downgrade) {
    const std::string& kept_from = texts_.emplace_back(from);
    const std::string& kept_to = texts_.emplace_back(to);
    head_ = to;
    const auto keep = [this](std::vector<edge_v1::Step> list) {
      const std::vector<edge_v1::Step>& steps = steps_.emplace_back(std::move(list));
      return edge_v1::Steps{steps.data(), static_cast<unsigned>(steps.size())};
    };
    const edge_v1::Steps up = keep(std::move(upgrade));
    const edge_v1::Steps down = keep(std::move(downgrade));
    edges_.push_back({kind, "sqlite", kept_from.c_str(), kept_to.c_str(), edge_name, false, false,
                      3035005, up, down, ""});
    return edges_.back();
  }

  edge_v1::Edge& revision(const std::string& from, const std::string& to, const char* edge_name,
                          std::vector<edge_v1::Step> upgrade,
                          std::vector<edge_v1::Step> downgrade) {
    return edge(edge_v1::Kind::revision, from, to, edge_name, std::move(upgrade),
                std::move(downgrade));
  }

  void release(const char* release_name, const std::string& state) {
    releases_.push_back({release_name, texts_.emplace_back(state).c_str()});
  }
  void retire(const std::string& state, const char* release_name) {
    retired_.push_back({texts_.emplace_back(state).c_str(), release_name});
  }
  void require(Required::Kind kind, const char* required_name) {
    required_.push_back({kind, required_name});
  }
  void set_head(const std::string& state) { head_ = state; }
  void walk_drafts() { walks_drafts_ = true; }

  // Valid until the next call.
  const Catalog& get() {
    sources_.clear();
    pointers_.clear();
    for (const edge_v1::Edge& one : edges_) sources_.push_back({&one, 1});
    for (const edge_v1::Edges& source : sources_) pointers_.push_back(&source);
    catalog_ = {name_.c_str(),
                head_.c_str(),
                pointers_.data(),
                static_cast<unsigned>(pointers_.size()),
                releases_.data(),
                static_cast<unsigned>(releases_.size()),
                retired_.data(),
                static_cast<unsigned>(retired_.size()),
                walks_drafts_,
                required_.data(),
                static_cast<unsigned>(required_.size())};
    return catalog_;
  }

 private:
  std::string name_;
  std::string head_ = "base";
  std::deque<std::string> texts_;
  std::deque<std::vector<edge_v1::Step>> steps_;
  std::deque<edge_v1::Edge> edges_;
  std::vector<edge_v1::Edges> sources_;
  std::vector<const edge_v1::Edges*> pointers_;
  std::vector<Release> releases_;
  std::vector<Retired> retired_;
  std::vector<Required> required_;
  bool walks_drafts_ = false;
  Catalog catalog_{};
};

}  // namespace schemake::test

#endif  // SCHEMAKE_TESTS_RUNTIME_TEST_CATALOG_HPP
