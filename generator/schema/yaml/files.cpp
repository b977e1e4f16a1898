#include "schema/yaml/files.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestFile = std::uintmax_t{16} * 1024 * 1024;

class Loader {
 public:
  Loader(Sources& sources, Diagnostics& diagnostics)
      : sources_(sources), diagnostics_(diagnostics) {}

  void load_main(const std::string& path) {
    std::error_code failed;
    const fs::path real = fs::canonical(path, failed);
    if (failed) {
      error({}, "cannot read \"" + path + "\": " + failed.message(),
            "put it back, or name the schema file with --schema FILE");
      return;
    }
    folder_ = real.parent_path();
    load(path, real, path, {});
  }

  std::optional<std::vector<SchemaFile>> take() {
    if (failed_) return std::nullopt;
    return std::move(files_);
  }

 private:
  void error(Position at, const std::string& message, const std::string& advice = {}) {
    diagnostics_.error(at, message, advice);
    failed_ = true;
  }

  // What cannot be read is reported by the name that was given, at the include that gave it.
  std::optional<std::string> read(const fs::path& real, const std::string& name, Position named) {
    std::error_code failed;
    const fs::file_status status = fs::status(real, failed);
    if (!fs::is_regular_file(status)) {
      error(named, "cannot read \"" + name + "\": it is not a regular file");
      return std::nullopt;
    }
    std::ifstream stream(real, std::ios::binary);
    std::string text;
    std::array<char, 65536> part{};
    while (stream && text.size() <= kLargestFile) {
      stream.read(part.data(), part.size());
      text.append(part.data(), static_cast<std::size_t>(stream.gcount()));
    }
    if (stream.bad() || !(stream || stream.eof())) {
      error(named, "cannot read \"" + name + "\"", "look at its permissions");
      return std::nullopt;
    }
    if (text.size() > kLargestFile) {
      error(named, "\"" + name + "\" is larger than 16 MiB",
            "split it into files, and include them");
      return std::nullopt;
    }
    return text;
  }

  void load(const std::string& path, const fs::path& real, const std::string& name,
            Position named) {
    std::optional<std::string> text = read(real, name, named);
    if (!text) return;
    loaded_.insert(real);
    open_.push_back(real);
    const int source = sources_.add(path, std::move(*text));
    std::optional<YamlNode> root = parse_yaml(source, sources_, diagnostics_);
    if (!root) {
      failed_ = true;
    } else if (!root->is_mapping()) {
      error({source, 1, 1}, "a schema file is a mapping", "start it with: schemake: 1");
    } else {
      const YamlNode* includes = root->find("include");
      const YamlNode list = includes != nullptr ? *includes : YamlNode{};
      files_.push_back({path, source, std::move(*root)});
      load_includes(path, list);
    }
    open_.pop_back();
  }

  void load_includes(const std::string& path, const YamlNode& list) {
    if (list.kind == YamlNode::Kind::null) return;
    if (!list.is_sequence()) {
      error(list.at, "\"include\" is a list of files", "write: include: [more.yaml]");
      return;
    }
    for (const YamlNode& item : list.items) {
      if (!item.is_scalar() || item.text.empty()) {
        error(item.at, "\"include\" is a list of files", "write: include: [more.yaml]");
      } else {
        load_include(path, item);
      }
    }
  }

  void load_include(const std::string& from, const YamlNode& item) {
    const fs::path named(item.text);
    if (named.is_absolute()) {
      error(item.at, "an include is relative to the file that names it");
      return;
    }
    const fs::path path = (fs::path(from).parent_path() / named).lexically_normal();
    std::error_code failed;
    const fs::path real = fs::canonical(path, failed);
    if (failed) {
      error(item.at, "cannot read \"" + item.text + "\": " + failed.message());
    } else if (!inside_folder(real)) {
      error(item.at,
            "an include stays in the folder of the main schema file, and this one leaves it");
    } else if (std::find(open_.begin(), open_.end(), real) != open_.end()) {
      error(item.at, "\"" + item.text + "\" includes itself, directly or by way of others");
    } else if (loaded_.count(real) == 0) {
      load(path.generic_string(), real, item.text, item.at);
    }
  }

  bool inside_folder(const fs::path& real) const {
    const auto ends = std::mismatch(folder_.begin(), folder_.end(), real.begin(), real.end());
    return ends.first == folder_.end();
  }

  Sources& sources_;
  Diagnostics& diagnostics_;
  fs::path folder_;  // of the first file, links resolved
  std::vector<SchemaFile> files_;
  std::set<fs::path> loaded_;
  std::vector<fs::path> open_;  // the chain of includes that led here
  bool failed_ = false;
};

}  // namespace

std::optional<std::vector<SchemaFile>> load_files(const std::string& path, Sources& sources,
                                                  Diagnostics& diagnostics) {
  Loader loader(sources, diagnostics);
  loader.load_main(path);
  return loader.take();
}

}  // namespace schemake::generator
