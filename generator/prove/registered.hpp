#ifndef SCHEMAKE_PROVE_REGISTERED_HPP
#define SCHEMAKE_PROVE_REGISTERED_HPP

#include "prove/prove.hpp"
#include "schema/desired.hpp"

namespace schemake::generator {

// What the texts of a schema call by name, whether the engine has it or the application registers
// it: a state of the past may use what is required no more.
Requires named_in(const Schema& schema);
Requires joined(Requires a, const Requires& b);

// Where SQLite does not know a function, module or tokenizer: puts the failure to the object of
// `schema` that names it, and says where it would be declared.
void advise_of_requires(Failure& failure, const Schema& schema);

}  // namespace schemake::generator

#endif  // SCHEMAKE_PROVE_REGISTERED_HPP
