#include <cstddef>
#include <cstdint>

#include "fuzz/property.hpp"
#include "revision/record.hpp"

// Any text is a record or is refused; what is a record is written as it was read.

namespace {

using namespace schemake::generator;
using schemake::testing::require;

template <class Read>
auto read(const std::string& text, Read read_text, bool& sound) {
  Sources sources;
  Diagnostics diagnostics;
  const int file = sources.add("fuzz.jsonl", text);
  auto result = read_text(file, sources, diagnostics);
  sound = !diagnostics.has_errors();
  for (const Diagnostic& diagnostic : diagnostics.all()) render(diagnostic, sources);
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  bool sound = false;
  const Record record = read(text, read_record, sound);
  if (sound) {
    const std::string written = write_record(record);
    const Record again = read(written, read_record, sound);
    require(sound, "a record that was written can be read");
    require(again.operations == record.operations && again.id == record.id,
            "a record survives its writing");
    require(write_record(again) == written, "a record is always written alike");
  }
  const auto selves = read(text, read_superseded, sound);
  if (sound && !selves.empty()) {
    read(write_superseded(selves), read_superseded, sound);
    require(sound, "superseded selves that were written can be read");
  }
  return 0;
}
