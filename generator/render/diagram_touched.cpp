#include <algorithm>
#include <vector>

#include "render/diagram.hpp"

namespace schemake::generator {
namespace {

using Mark = Diagram::Mark;

bool is_touched(const Diagram& diagram, std::size_t entity) {
  return diagram.entities[entity].mark != Mark::same;
}

bool is_of_touched(const Diagram& diagram, const Diagram::Reference& reference) {
  return is_touched(diagram, reference.child) || is_touched(diagram, reference.parent);
}

}  // namespace

Diagram touched(const Diagram& diagram) {
  std::vector<bool> kept(diagram.entities.size());
  for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = is_touched(diagram, i);
  for (const Diagram::Reference& reference : diagram.references) {
    if (is_of_touched(diagram, reference)) kept[reference.child] = kept[reference.parent] = true;
  }
  Diagram result;
  result.title = diagram.title;
  std::vector<std::size_t> places(kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (!kept[i]) continue;
    places[i] = result.entities.size();
    result.entities.push_back(diagram.entities[i]);
    if (is_touched(diagram, i)) continue;
    std::erase_if(result.entities.back().columns,
                  [](const Diagram::Column& column) { return !column.primary && !column.foreign; });
  }
  for (Diagram::Reference reference : diagram.references) {
    if (!is_of_touched(diagram, reference)) continue;
    reference.child = places[reference.child];
    reference.parent = places[reference.parent];
    result.references.push_back(std::move(reference));
  }
  return result;
}

}  // namespace schemake::generator
