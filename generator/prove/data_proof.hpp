#ifndef SCHEMAKE_PROVE_DATA_PROOF_HPP
#define SCHEMAKE_PROVE_DATA_PROOF_HPP

#include <optional>

#include "prove/prove.hpp"

namespace schemake::generator {

// An edge with data steps in SQL, whose halves without them are proven.
struct DataClaim {
  const Schema* before;
  const Schema* between;
  const Schema* after;
  const Plan* plan;  // the whole, data steps included
  Requires requirements;
  bool says_fresh = false;  // it is said whether the data steps run in a fresh database
};

// Runs the plan on a real in-memory engine, both ways, without rows and with sample rows, whose
// values a data step may refuse. Fails where a statement does not work on the schema that stands
// between the halves, where the schema afterwards is not the one wanted, and where a data step
// would write rows into a fresh database and nobody said whether it shall. C++ steps are left out.
std::optional<Failure> prove_data(const DataClaim& claim);

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROVE_DATA_PROOF_HPP
