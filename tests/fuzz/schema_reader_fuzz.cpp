#include <cstddef>
#include <cstdint>
#include <string_view>

#include "dialect/dialect.hpp"
#include "fuzz/property.hpp"
#include "fuzz/scratch_file.hpp"
#include "operation/apply.hpp"
#include "operation/diff.hpp"
#include "revision/life.hpp"
#include "schema/reader.hpp"

// Any text is a schema or is refused. A schema can be reached from nothing and be left again, its
// operations can be recorded, and it can be planned for.

namespace {

using namespace schemake::generator;
using schemake::testing::require;

void check_record(const std::vector<Operation>& operations) {
  Sources sources;
  Diagnostics diagnostics;
  Record draft = make_draft(std::string(kBase), operations);
  const Record again =
      read_record(sources.add("draft.jsonl", write_record(draft)), sources, diagnostics);
  require(!diagnostics.has_errors(), "the operations of a schema can be recorded");
  require(again.operations == operations, "operations survive their record");
}

void check_schema(const Desired& desired) {
  const Difference difference = schemake::generator::difference({}, desired.schema, desired.hints);
  Schema reached;
  require(!schemake::generator::apply(reached, difference.operations),
          "a schema can be reached from nothing");
  require(reached == difference.settled, "what is reached is the schema");
  require(!schemake::generator::apply(reached, reverse(difference.operations)),
          "a schema can be left");
  require(reached.empty(), "nothing is left of it");
  check_record(difference.operations);
  const Dialect& sqlite = *find_dialect("sqlite");
  if (!sqlite.check(desired.schema).empty()) return;
  sqlite.plan({}, difference.settled, difference.operations, {});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Sources sources;
  Diagnostics diagnostics;
  static const schemake::testing::ScratchFile file;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto desired = read_schema(file.write(text), sources, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.all()) render(diagnostic, sources);
  if (desired) check_schema(*desired);
  return 0;
}
