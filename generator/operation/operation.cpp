#include "operation/operation.hpp"

#include <algorithm>
#include <iterator>

#include "core/sql_text.hpp"
#include "operation/diff.hpp"
#include "operation/expressions.hpp"

namespace schemake::generator {
namespace {

template <class T>
const T& either(const Change<T>& change) {
  return change.after ? *change.after : *change.before;
}

template <class T>
ObjectName part_of_table(Kind kind, const Change<T>& change) {
  return {kind, either(change).table, either(change).name};
}

template <class T>
ObjectName free_standing(Kind kind, const Change<T>& change) {
  return {kind, {}, either(change).name};
}

template <class T>
Operation reversed(const Change<T>& change) {
  Change<T> result;
  result.before = change.after;
  result.after = change.before;
  return result;
}

template <class T>
concept HoldsExpressions = requires(T& part) {
  each_expression(part, [](DialectText&, Scope) {});
};

template <HoldsExpressions T>
T canonical(T part) {
  each_expression(part, [](DialectText& text, Scope) {
    for (auto& entry : text.texts) entry.second = sql::canonical(entry.second);
  });
  return part;
}

}  // namespace

bool creates(const Operation& operation) {
  return std::visit(Overloaded{[](const Rename&) { return false; },
                               [](const auto& change) { return !change.before.has_value(); }},
                    operation);
}

bool drops(const Operation& operation) {
  return std::visit(Overloaded{[](const Rename&) { return false; },
                               [](const auto& change) { return !change.after.has_value(); }},
                    operation);
}

ObjectName subject(const Operation& operation) {
  return std::visit(
      Overloaded{
          [](const Rename& r) {
            return ObjectName{r.kind, r.table, r.to};
          },
          [](const Change<Table>& c) { return free_standing(Kind::table, c); },
          [](const Change<Column>& c) { return part_of_table(Kind::column, c); },
          [](const Change<Key>& c) { return part_of_table(Kind::key, c); },
          [](const Change<ForeignKey>& c) { return part_of_table(Kind::foreign_key, c); },
          [](const Change<Check>& c) { return part_of_table(Kind::check, c); },
          [](const Change<Index>& c) { return part_of_table(Kind::index, c); },
          [](const Change<View>& c) { return free_standing(Kind::view, c); },
          [](const Change<Trigger>& c) { return part_of_table(Kind::trigger, c); },
          [](const Change<Enum>& c) { return free_standing(Kind::enumeration, c); },
          [](const Change<VirtualTable>& c) { return free_standing(Kind::virtual_table, c); },
          [](const Change<Row>& c) { return part_of_table(Kind::row, c); },
      },
      operation);
}

Operation reverse(const Operation& operation) {
  return std::visit(Overloaded{
                        [](const Rename& r) -> Operation {
                          return Rename{r.kind, r.table, r.to, r.from};
                        },
                        [](const auto& change) -> Operation { return reversed(change); },
                    },
                    operation);
}

bool is_respelling(const Operation& operation) {
  return std::visit(Overloaded{
                        [](const Rename&) { return false; },
                        []<class T>(const Change<T>& change) {
                          if constexpr (HoldsExpressions<T>) {
                            return change.before && change.after &&
                                   canonical(*change.before) == canonical(*change.after);
                          } else {
                            return false;
                          }
                        },
                    },
                    operation);
}

std::vector<Operation> reverse(const std::vector<Operation>& operations) {
  std::vector<Operation> result;
  result.reserve(operations.size());
  std::transform(operations.rbegin(), operations.rend(), std::back_inserter(result),
                 [](const Operation& operation) { return reverse(operation); });
  return result;
}

}  // namespace schemake::generator
