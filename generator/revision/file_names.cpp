#include "revision/file_names.hpp"

#include <algorithm>

namespace schemake::generator {
namespace {

constexpr std::size_t kDigits = 4;
constexpr std::size_t kShortId = 8;
constexpr std::string_view kSquash = ".squash_";
constexpr std::size_t kMostDigits = 9;  // what an int holds

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string sealed_stem(int number, const std::string& slug) {
  std::string digits = std::to_string(number);
  if (digits.size() < kDigits) digits.insert(0, kDigits - digits.size(), '0');
  return digits + '_' + slug;
}

std::optional<SealedName> parse_sealed_stem(std::string_view stem) {
  const auto end = std::find_if_not(stem.begin(), stem.end(), is_digit);
  const auto digits = static_cast<std::size_t>(end - stem.begin());
  if (digits < kDigits || digits > kMostDigits || end == stem.end() || *end != '_') {
    return std::nullopt;
  }
  SealedName name;
  for (char c : stem.substr(0, digits)) name.number = name.number * 10 + (c - '0');
  name.slug = stem.substr(digits + 1);
  return name;
}

std::string record_file(const std::string& stem) { return stem + ".jsonl"; }

std::string source_file(const std::string& stem, const std::string& dialect) {
  return stem + '.' + dialect + ".cpp";
}

std::string bridge_stem(const std::string& stem) { return stem + ".bridge"; }

std::string adoption_stem(const std::string& stem) { return stem + ".adopt"; }

std::string merged_stem(const std::string& stem, const std::string& parent) {
  return stem + ".from_" + parent.substr(0, kShortId);
}

std::string squash_stem(const std::string& stem, const std::string& from) {
  return stem + std::string(kSquash) + from.substr(0, kShortId);
}

std::string squashed_from(std::string_view file) {
  const std::size_t dot = stem_of(file).size();
  if (!file.substr(dot).starts_with(kSquash)) return {};
  const std::string_view rest = file.substr(dot + kSquash.size());
  return std::string(rest.substr(0, rest.find('.')));
}

std::string data_file(const std::string& stem, std::string_view language) {
  return stem + ".data." + std::string(language);
}

std::string stem_of(std::string_view file) { return std::string(file.substr(0, file.find('.'))); }

bool belongs_to(std::string_view file, std::string_view stem) {
  return file.size() > stem.size() && file.starts_with(stem) && file[stem.size()] == '.';
}

bool is_bridge(std::string_view file) {
  return file.find(".bridge.", stem_of(file).size()) != std::string_view::npos;
}

bool is_adoption(std::string_view file) {
  return file.find(".adopt.", stem_of(file).size()) != std::string_view::npos;
}

bool is_data(std::string_view file) {
  return file.find(".data.", stem_of(file).size()) != std::string_view::npos;
}

bool is_ours(std::string_view file) {
  if (belongs_to(file, kDraftStem) || belongs_to(file, kHeadStem)) return true;
  const bool kind = file.ends_with(".jsonl") || file.ends_with(".cpp") || file.ends_with(".sql");
  return kind && parse_sealed_stem(stem_of(file));
}

}  // namespace schemake::generator
