#include "child/project_folder.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace schemake::testing {

namespace fs = std::filesystem;

const char* const kSchema = R"(schemake: 1
catalog: library

tables:
  author:
    columns:
      id: {type: bigint, primary_key: true}
      name: text
)";

const char* const kNameColumn = "      name: text\n";

std::string generator_path() { return SCHEMAKE_BINARY_DIR "/bin/schemake"; }

ProjectFolder::ProjectFolder(const std::string& name) {
  std::string pattern = fs::temp_directory_path() / "schemake-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  temporary_ = pattern;
  root_ = temporary_ / name;
  fs::create_directory(root_);
  write("schema.yaml", kSchema);
}

ProjectFolder::~ProjectFolder() {
  std::error_code ignored;  // a temporary folder left over is no reason to end the tests
  fs::remove_all(temporary_, ignored);
}

void ProjectFolder::write(const std::string& path, const std::string& text) const {
  fs::create_directories((root_ / path).parent_path());
  std::ofstream stream(root_ / path, std::ios::binary);
  stream << text;
  if (!stream.flush()) throw std::runtime_error("cannot write " + path);
}

std::string ProjectFolder::read(const std::string& path) const {
  std::ifstream stream(root_ / path, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void ProjectFolder::replace(const std::string& path, const std::string& from,
                            const std::string& to) const {
  std::string text = read(path);
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::runtime_error("no \"" + from + "\" in " + path);
  write(path, text.replace(at, from.size(), to));
}

std::vector<std::string> ProjectFolder::migrations() const {
  std::vector<std::string> names;
  if (!has("migrations")) return names;
  for (const fs::directory_entry& entry : fs::directory_iterator(root_ / "migrations")) {
    names.push_back(entry.path().filename());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string ProjectFolder::snapshot() const {
  std::string all;
  for (const std::string& name : migrations()) all += name + "\n" + read("migrations/" + name);
  return all;
}

ChildResult ProjectFolder::schemake(const Words& arguments, const Words& environment) const {
  Words words = environment;
  words.push_back(generator_path());
  words.insert(words.end(), arguments.begin(), arguments.end());
  return run_child(words, root_);
}

void ProjectFolder::seal(const std::string& message) const {
  const ChildResult sealed = schemake({"revision", "-m", message, "--accept-loss", "*"});
  ASSERT_EQ(sealed.code, 0) << sealed.said;
}

std::string ProjectFolder::query(const std::string& sql, const std::string& database) const {
  return run_child({"sqlite3", root_ / database, sql}, root_).said;
}

}  // namespace schemake::testing
