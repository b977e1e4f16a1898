#include "child/damage.hpp"

namespace schemake::testing {
namespace {

constexpr const char* kSum = "migrations/schemake.sum";
constexpr const char* kRecord = "migrations/0001_start.jsonl";
constexpr const char* kSource = "migrations/0001_start.sqlite.cpp";

void append(const ProjectFolder& project, const std::string& path, const std::string& text) {
  project.write(path, project.read(path) + text);
}

void cut_sum(const ProjectFolder& project) {
  const std::string sum = project.read(kSum);
  project.write(kSum, sum.substr(0, sum.size() / 2));
}

// A middle line is gone, the end line stands.
void drop_sum_line(const ProjectFolder& project) {
  const std::string sum = project.read(kSum);
  const std::size_t at = sum.find("file ");
  project.write(kSum, sum.substr(0, at) + sum.substr(sum.find('\n', at) + 1));
}

void conflict(const ProjectFolder& project) {
  project.replace(kSum, "head ", "<<<<<<< HEAD\nhead base\n=======\nhead ");
}

}  // namespace

const std::vector<Damage>& damages() {
  using Project = const ProjectFolder&;
  static const std::vector<Damage> list = {
      {"EditedSource", "0001_start.sqlite.cpp", "0001_start.sqlite.cpp: edited",
       [](Project p) { append(p, kSource, "// better\n"); }},
      {"EditedRecord", "0001_start.jsonl", "0001_start.jsonl: edited",
       [](Project p) { append(p, kRecord, " "); }},
      {"NulInASource", "0001_start.sqlite.cpp", "0001_start.sqlite.cpp: edited",
       [](Project p) { append(p, kSource, std::string("\0", 1)); }},
      {"MissingFile", "0001_start.sqlite.cpp", "0001_start.sqlite.cpp: missing",
       [](Project p) { std::filesystem::remove(p.root() / kSource); }},
      {"UnnamedFile", "0002_other.sqlite.cpp", "0002_other.sqlite.cpp: not named",
       [](Project p) { p.write("migrations/0002_other.sqlite.cpp", ""); }},
      {"MissingSum", "schemake.sum", "no schemake.sum",
       [](Project p) { std::filesystem::remove(p.root() / kSum); }},
      {"CutSum", "schemake.sum", "damaged or cut short", cut_sum},
      {"ShorterSum", "schemake.sum", "damaged or cut short", drop_sum_line},
      {"ConflictedSum", "schemake.sum", "git's conflict markers", conflict},
      {"EmptySum", "schemake.sum", "not a schemake.sum", [](Project p) { p.write(kSum, ""); }},
      {"NewerSum", "schemake.sum", "newer Schemake",
       [](Project p) { p.replace(kSum, "schemake.sum 1", "schemake.sum 2"); }},
  };
  return list;
}

}  // namespace schemake::testing
