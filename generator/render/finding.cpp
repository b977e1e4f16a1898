#include "render/finding.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "text/diagnostic.hpp"
#include "text/json.hpp"

namespace schemake::generator {
namespace {

using Json = nlohmann::ordered_json;

struct RuleText {
  std::string_view id, what;
};

// In the order of Rule.
constexpr std::array<RuleText, 8> kRules = {{
    {"unrecorded", "The schema has a change that no revision records"},
    {"draft", "The migrations folder holds a draft"},
    {"two-heads", "The history forks"},
    {"changed-revision", "A revision that the base branch has was changed"},
    {"removed-revision", "A revision that the base branch has was removed"},
    {"reverted", "A revision that the base branch has was reverted"},
    {"removed-release", "A release that the base branch has was removed"},
    {"bad-input", "What is to be checked cannot be read"},
}};

std::string dump(const Json& json) {
  return with_controls_escaped(json.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

// A relative path as a URI.
std::string uri(std::string_view path) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 0x0FU];
    }
  }
  return out;
}

Json rules_json() {
  Json rules = Json::array();
  for (const RuleText& rule : kRules) {
    rules.push_back({{"id", rule.id},
                     {"shortDescription", {{"text", rule.what}}},
                     {"defaultConfiguration", {{"level", "error"}}}});
  }
  return rules;
}

Json result_json(const Finding& finding) {
  const std::string text =
      finding.advice.empty() ? finding.message : finding.message + "\n\n" + finding.advice;
  Json result = {{"ruleId", spell(finding.rule)},
                 {"ruleIndex", static_cast<int>(finding.rule)},
                 {"level", "error"},
                 {"message", {{"text", text}}}};
  if (finding.file.empty()) return result;
  Json place = {{"artifactLocation", {{"uri", uri(finding.file)}, {"uriBaseId", "%SRCROOT%"}}}};
  if (finding.line > 0) place["region"] = {{"startLine", finding.line}};
  result["locations"] = Json::array();
  result["locations"].push_back({{"physicalLocation", std::move(place)}});
  return result;
}

}  // namespace

std::string_view spell(Rule rule) { return kRules.at(static_cast<std::size_t>(rule)).id; }

std::string findings_text(const std::vector<Finding>& findings) {
  std::string out;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    out += printable(findings[i].message) + '\n';
    if (i + 1 < findings.size() && findings[i + 1].advice == findings[i].advice) continue;
    std::string_view advice = findings[i].advice;
    while (!advice.empty()) {
      const std::size_t end = std::min(advice.find('\n'), advice.size());
      out += "    " + printable(advice.substr(0, end)) + '\n';
      advice.remove_prefix(std::min(end + 1, advice.size()));
    }
  }
  return out;
}

std::string findings_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& finding : findings) {
    list.push_back({{"rule", spell(finding.rule)},
                    {"message", finding.message},
                    {"advice", finding.advice},
                    {"file", finding.file.empty() ? Json(nullptr) : Json(finding.file)},
                    {"line", finding.line > 0 ? Json(finding.line) : Json(nullptr)}});
  }
  return dump(list);
}

std::string findings_sarif(const std::vector<Finding>& findings, std::string_view version,
                           bool completed) {
  Json results = Json::array();
  for (const Finding& finding : findings) results.push_back(result_json(finding));
  const Json driver = {{"name", "schemake"}, {"version", version}, {"rules", rules_json()}};
  Json run = {{"tool", {{"driver", driver}}}, {"columnKind", "unicodeCodePoints"}};
  run["invocations"] = Json::array();
  run["invocations"].push_back({{"executionSuccessful", completed}});
  run["results"] = std::move(results);
  Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}};
  log["runs"] = Json::array();
  log["runs"].push_back(std::move(run));
  return dump(log);
}

}  // namespace schemake::generator
