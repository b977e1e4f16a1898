#include <benchmark/benchmark.h>
#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

#include "benchmark/measure.hpp"
#include "pipeline.hpp"

// What a build waits for when it configures, against yaml-cpp's bare parse of the same file, in one
// run: reading a schema, and `sync` where all is new, where a comment changed, where a column did.
//   generator_benchmark [options of Google Benchmark]

namespace schemake::benchmark {
namespace {

namespace fs = std::filesystem;
using generator::Project;

void write_file(const fs::path& path, const std::string& text) { std::ofstream(path) << text; }

// Tables of ten columns, each of which refers to the one before.
std::string schema(long tables) {
  std::string text = "schemake: 1\ncatalog: shop\ntables:\n";
  for (long i = 0; i < tables; ++i) {
    text += "  table_" + std::to_string(i) + ":\n    columns:\n" +
            "      id: {type: bigint, primary_key: true}\n";
    for (const char* column : {"name: text", "note: \"text?\"", "price: {type: double, default: 0}",
                               "amount: {type: integer, check: amount >= 0}", "at: timestamp",
                               "kind: {type: varchar(20), default: new}", "seen: boolean",
                               "code: {type: text, unique: true}"}) {
      text += std::string("      ") + column + "\n";
    }
    text += "      other: {type: \"bigint?\"" +
            (i == 0 ? "" : ", references: table_" + std::to_string(i - 1)) + "}\n";
  }
  return text;
}

// A folder with a schema, and a history where one was recorded.
class Folder {
 public:
  Folder() { fs::create_directory(path()); }

  fs::path path() const { return fs::path(folder_.path()) / "start"; }
  std::string copy() const {
    const fs::path copy = fs::path(folder_.path()) / "copy";
    fs::remove_all(copy);
    fs::copy(path(), copy, fs::copy_options::recursive);
    return copy;
  }

 private:
  ScratchFolder folder_;
};

void require(bool done) {
  if (!done) throw std::runtime_error("the schema is not in order");
}

void read_schema(const std::string& folder) {
  Project project;
  project.schema_path = fs::path(folder) / "schema.yaml";
  require(generator::read_desired(project));
}

void sync_folder(const std::string& folder) {
  Project project;
  project.schema_path = fs::path(folder) / "schema.yaml";
  require(generator::read_project(project, fs::path(folder) / "migrations") &&
          generator::read_desired(project));
  const auto change = generator::pending(project);
  require(change && generator::write(project, generator::with_draft(project, *change)));
}

void parse(const std::string& folder) {
  ::benchmark::DoNotOptimize(YAML::LoadFile(folder + "/schema.yaml"));
}

void add(const std::string& name, long tables, const std::string& recorded, const std::string& now,
         const Work& work) {
  const auto folder = std::make_shared<Folder>();
  if (!recorded.empty()) {
    write_file(folder->path() / "schema.yaml", recorded);
    sync_folder(folder->path());
  }
  write_file(folder->path() / "schema.yaml", now);
  ::benchmark::RegisterBenchmark((name + "/" + std::to_string(tables)).c_str(),
                                 [folder, work](::benchmark::State& state) {
                                   compare(
                                       state, [&] { return folder->copy(); }, work, parse);
                                 })
      ->UseManualTime()
      ->Unit(::benchmark::kMillisecond);
}

}  // namespace
}  // namespace schemake::benchmark

int main(int argc, char** argv) {
  using namespace schemake::benchmark;
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  for (const long tables : {30L, 300L, 1000L}) {
    const std::string text = schema(tables);
    add("read", tables, "", text, read_schema);
    add("sync_all_new", tables, "", text, sync_folder);
    add("sync_a_comment", tables, text, text + "# a comment\n", sync_folder);
    add("sync_a_column", tables, text, text + "      more: \"text?\"\n", sync_folder);
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
