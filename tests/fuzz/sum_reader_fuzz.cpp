#include <cstddef>
#include <cstdint>
#include <optional>

#include "fuzz/property.hpp"
#include "revision/sum.hpp"

// Any text is a sum or is refused; what is a sum is written as it was read.

namespace {

using namespace schemake::generator;

std::optional<Sum> read(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const std::optional<Sum> sum = read_sum(sources.add("schemake.sum", text), sources, diagnostics);
  for (const Diagnostic& diagnostic : diagnostics.all()) render(diagnostic, sources);
  return diagnostics.has_errors() ? std::nullopt : sum;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using schemake::testing::require;
  const std::optional<Sum> sum = read(std::string(reinterpret_cast<const char*>(data), size));
  if (!sum) return 0;
  const std::optional<Sum> again = read(write_sum(*sum));
  require(again.has_value(), "a sum that was written can be read");
  require(*again == *sum, "a sum survives its writing");
  return 0;
}
