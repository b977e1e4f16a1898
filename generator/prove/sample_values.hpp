#ifndef SCHEMAKE_PROVE_SAMPLE_VALUES_HPP
#define SCHEMAKE_PROVE_SAMPLE_VALUES_HPP

#include <string>
#include <string_view>
#include <vector>

#include "sqlite/table_sql.hpp"

namespace schemake::generator {

// How far from the ordinary sample values go.
enum class SampleKind {
  plain,  // what a form would hold, without a NULL
  edge,   // NULL, empty, long, negative, the largest, not ASCII, what affinity would change
};

// Values that a column of this type might hold, as SQL literals, those that fit best first.
// `checks` are the expressions that the column stands in: the literals in them, their neighbours
// and what their patterns match are candidates too.
std::vector<std::string> sample_values(const sqlite::ColumnSql& column,
                                       const std::vector<std::string_view>& checks,
                                       SampleKind kind);

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROVE_SAMPLE_VALUES_HPP
