#ifndef SCHEMAKE_PROVE_CREATABLE_HPP
#define SCHEMAKE_PROVE_CREATABLE_HPP

#include <schemake/fingerprint.hpp>
#include <string>
#include <vector>

#include "schema/desired.hpp"

namespace schemake::generator {

struct LeftOut {
  ObjectName object;
  std::string why;
};

// Of a schema that was found, what can be made.
struct Creatable {
  std::vector<LeftOut> left_out;
  Fingerprint fingerprint;  // of what is left
};

// Takes out of `schema` what an SQLite with nothing but its own modules cannot create or compile (a
// view over a table that is gone, a tokenizer that only the application has), and what stands on
// it. A function or collation that is missing is added to `requirements` instead. Throws Error
// where it cannot be told what fails.
Creatable leave_out_what_fails(Schema& schema, Requires& requirements);

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROVE_CREATABLE_HPP
