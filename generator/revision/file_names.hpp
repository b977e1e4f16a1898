#ifndef SCHEMAKE_REVISION_FILE_NAMES_HPP
#define SCHEMAKE_REVISION_FILE_NAMES_HPP

#include <optional>
#include <string>
#include <string_view>

// The one place that knows how the files of a migrations folder are called.

namespace schemake::generator {

inline constexpr std::string_view kSumName = "schemake.sum";
inline constexpr std::string_view kDraftStem = "draft";
inline constexpr std::string_view kHeadStem = "head";

// 3, "add_email" -> "0003_add_email"
std::string sealed_stem(int number, const std::string& slug);

struct SealedName {
  int number = 0;
  std::string slug;
};
// "0003_add_email" -> 3, "add_email"; nothing for another stem.
std::optional<SealedName> parse_sealed_stem(std::string_view stem);

// "0003_add_email" -> "0003_add_email.jsonl"
std::string record_file(const std::string& stem);
// "0003_add_email", "sqlite" -> "0003_add_email.sqlite.cpp"
std::string source_file(const std::string& stem, const std::string& dialect);
// "0003_add_email" -> "0003_add_email.bridge": the stem of the bridges to it, and of their selves'
// records.
std::string bridge_stem(const std::string& stem);
// "0001_start" -> "0001_start.adopt": the stem of the schemas found in the field that lead to it.
std::string adoption_stem(const std::string& stem);
// "0006_merge", "1f2e3d4c..." -> "0006_merge.from_1f2e3d4c": the stem of the edge from a parent
// that is not the first.
std::string merged_stem(const std::string& stem, const std::string& parent);
// "0010_web", "1f2e3d4c..." -> "0010_web.squash_1f2e3d4c": the stem of the edge over all that lies
// between the two; "base" for base.
std::string squash_stem(const std::string& stem, const std::string& from);
// "0010_web.squash_1f2e3d4c.sqlite.cpp" -> "1f2e3d4c"; empty for another file.
std::string squashed_from(std::string_view file);
// "draft", "sql" -> "draft.data.sql": a data step of the user's. A merge has one for each stem of
// an edge to it.
std::string data_file(const std::string& stem, std::string_view language);
// "0003_add_email.bridge.jsonl" -> "0003_add_email": what stands before the first dot.
std::string stem_of(std::string_view file);
// Whether `file` is of the revision called `stem`: its record, sources, bridges, adoptions or data.
bool belongs_to(std::string_view file, std::string_view stem);
// Whether `file` holds bridges or the selves that they lead from.
bool is_bridge(std::string_view file);
// Whether `file` is of schemas found in the field, or a data step.
bool is_adoption(std::string_view file);
bool is_data(std::string_view file);
// Whether `file` looks like one of ours, so that the sum must name it.
bool is_ours(std::string_view file);

}  // namespace schemake::generator

#endif  // SCHEMAKE_REVISION_FILE_NAMES_HPP
