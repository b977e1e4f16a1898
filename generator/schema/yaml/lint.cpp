#include "schema/yaml/lint.hpp"

#include <algorithm>

namespace schemake::generator {
namespace {

const std::vector<std::pair<std::string, LintLevel>>& levels() {
  static const std::vector<std::pair<std::string, LintLevel>> kLevels = [] {
    std::vector<std::pair<std::string, LintLevel>> all;
    for (const LintLevel level :
         {LintLevel::off, LintLevel::note, LintLevel::warning, LintLevel::error}) {
      all.emplace_back(spell(level), level);
    }
    return all;
  }();
  return kLevels;
}

bool is_rule(Reading& reading, const YamlEntry& entry) {
  const std::vector<std::string>& ids = lint_rule_ids();
  if (std::find(ids.begin(), ids.end(), entry.key) != ids.end()) return true;
  const std::string meant = suggestion(entry.key, ids);
  reading.error(entry.at, "lint has no rule " + in_quotes(entry.key),
                meant.empty() ? "its rules are: " + listed(ids) : meant);
  return false;
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

// A reason is a sentence, and the comma in one ends a value between { and }.
bool is_cut_reason(Reading& reading, const YamlNode& node) {
  for (std::size_t i = 1; i < node.entries.size(); ++i) {
    const YamlEntry& before = node.entries[i - 1];
    const YamlEntry& entry = node.entries[i];
    if (before.key != "reason" || before.value.quoted) continue;
    if (entry.key == "level" || entry.value.kind != YamlNode::Kind::null) continue;
    reading.error(before.value.at, "the comma ends this value, as everywhere between { and }",
                  "put quotes around it: reason: \"" + before.value.text + ", " + entry.key + '"');
    return true;
  }
  return false;
}

LintSetting read_setting(Reading& reading, const YamlEntry& entry) {
  LintSetting setting;
  const YamlNode* level = &entry.value;
  if (entry.value.is_mapping()) {
    if (is_cut_reason(reading, entry.value)) return setting;
    const Fields fields(reading, entry.value, "a rule of lint", {"level", "reason"});
    level = fields.require("level");
    setting.reason = read_text(reading, fields.find("reason"), "a reason");
  }
  const int errors = reading.errors;
  setting.level = read_word(reading, level, "a level", levels(), LintLevel::note);
  const bool silenced = setting.level == LintLevel::off && reading.errors == errors;
  if (silenced && is_blank(setting.reason)) {
    reading.error(level->at, in_quotes(entry.key) + " is silenced without a reason",
                  "write: " + entry.key + ": {level: off, reason: \"...\"}");
  }
  return setting;
}

}  // namespace

LintSettings read_lint(Reading& reading, const YamlNode* node) {
  LintSettings settings;
  if (node == nullptr) return settings;
  if (!node->is_mapping()) {
    reading.error(node->at, "\"lint\" is a mapping of rules to levels",
                  "write: lint: {scan: warning}");
    return settings;
  }
  for (const YamlEntry& entry : node->entries) {
    if (is_rule(reading, entry)) settings.emplace(entry.key, read_setting(reading, entry));
  }
  return settings;
}

}  // namespace schemake::generator
