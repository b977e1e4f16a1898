#ifndef SCHEMAKE_TESTS_GOLDEN_REGENERATE_HPP
#define SCHEMAKE_TESTS_GOLDEN_REGENERATE_HPP

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace schemake::generator {

// The folders under tests/golden, in order.
std::vector<std::string> golden_names();
std::filesystem::path golden_folder(const std::string& name);

// What the generator makes of a golden's from.yaml and to.yaml: the texts of the record and the
// source of the revision that leads from one to the other, by file name. The losses that its file
// `accepted` names are accepted. The edge is proven; throws std::runtime_error with what is wrong.
std::map<std::string, std::string> regenerate(const std::string& name);

std::string read_text(const std::filesystem::path& path);
void write_text(const std::filesystem::path& path, const std::string& text);

// Whether `./dev update-goldens` runs: what differs is written anew.
bool updating();

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_GOLDEN_REGENERATE_HPP
