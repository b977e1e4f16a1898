#ifndef SCHEMAKE_CORE_GRAPH_HPP
#define SCHEMAKE_CORE_GRAPH_HPP

#include <map>
#include <optional>
#include <schemake/catalog.hpp>
#include <schemake/migrate.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace schemake {

inline constexpr std::string_view kBase = "base";

using edge_v1::Edge;

// The edges of a catalog for one dialect. The catalog must outlive it. An edge of Kind::adopt from
// base builds a schema found in the field, to compare with, and is never walked: it is among the
// variants alone.
class Graph {
 public:
  Graph(const Catalog& catalog, std::string_view dialect);

  const Catalog& catalog() const { return *catalog_; }
  std::string name() const { return catalog_->name; }
  std::string head() const { return catalog_->head; }

  // Whether an edge leads from or to it; base always.
  bool knows(std::string_view state) const;
  bool is_draft(std::string_view state) const;
  // With known = false, and nothing but the id, for a state that the catalog lacks.
  Revision revision(std::string_view state) const;
  // What the application registers on its connections.
  std::vector<Required> required() const;
  // The release that walked it last; null where it is not retired.
  const char* retired_with(std::string_view state) const;

  // The fewest edges forward; none when from == to; nothing when there is no way. Among ways of the
  // same length the choice hangs on the edges alone, not on their order in the catalog. From base
  // it goes revision by revision where a data step on the way is to run in a fresh database too.
  std::optional<std::vector<const Edge*>> path(std::string_view from, std::string_view to) const;

  // The edge that `state` was recorded with, from its first parent. Where only a squash or the head
  // edge leads there, that one. Null for base and for what is not known.
  const Edge* recorded(std::string_view state) const;
  // The edge between the two whose downgrade leads back, or null.
  const Edge* between(std::string_view from, std::string_view to) const;

  // The edges that build the schemas found in the field, those of the catalog's order.
  const std::vector<const Edge*>& variants() const { return variants_; }
  // All edges, the variants' too.
  std::vector<const Edge*> edges() const;

  // All states that have a recorded edge, the shortest way from base first.
  std::vector<std::string> states() const;

 private:
  std::optional<std::vector<const Edge*>> shortest(std::string_view from,
                                                   std::string_view to) const;
  std::optional<std::vector<const Edge*>> revisions_that_move(std::string_view to) const;

  const Catalog* catalog_;
  std::map<std::string, std::vector<const Edge*>, std::less<>> out_, in_;  // sorted by preference
  std::vector<const Edge*> variants_;
};

// What people call a state: "0003_add_email (1f2e3d4c)", or the id alone.
std::string describe(const Revision& revision);
// "the function soundex".
std::string describe(const Required& required);

}  // namespace schemake

#endif  // SCHEMAKE_CORE_GRAPH_HPP
