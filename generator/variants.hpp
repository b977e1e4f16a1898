#ifndef SCHEMAKE_VARIANTS_HPP
#define SCHEMAKE_VARIANTS_HPP

#include <string>
#include <vector>

#include "operation/describe.hpp"
#include "operation/diff.hpp"
#include "revision/record.hpp"
#include "schema/desired.hpp"

// The schemas found in the field (Revision::variants), which `import` records with the first
// revision and which are led to it, whatever it becomes while it is a draft again.

namespace schemake::generator {

// The record of a schema found in the field: what makes it from nothing, and what `newest` calls
// otherwise. The message is `name`.
Record make_variant(const std::string& name, const Schema& schema, const Schema& newest,
                    const Hints& hints);

// The variants of a revision whose schema was `before` and becomes `after`: what `hints` rename in
// between keeps the name that it has in the field.
std::vector<Record> follow(std::vector<Record> variants, const Schema& before, const Schema& after,
                           const Hints& hints);

// `wanted`, and over it what the variant calls otherwise.
Hints hints_for(const Record& variant, Hints wanted);

// Values that a database in the field would lose on its way, or rows that would stop it, and that
// nobody has accepted.
struct VariantLoss {
  std::string variant;  // its name
  Loss loss;
};
std::vector<VariantLoss> losses(const std::vector<Record>& variants, const Schema& newest,
                                const Hints& wanted);

// Notes in each variant which of the losses it has are among those accepted.
void accept(std::vector<Record>& variants, const std::vector<VariantLoss>& losses,
            const std::vector<std::string>& accepted);

}  // namespace schemake::generator

#endif  // SCHEMAKE_VARIANTS_HPP
