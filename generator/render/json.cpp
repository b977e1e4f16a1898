#include "text/json.hpp"

#include <nlohmann/json.hpp>

#include "render/linted.hpp"
#include "render/listing.hpp"
#include "render/state_change.hpp"
#include "render/verification.hpp"

namespace schemake::generator {
namespace {

using Json = nlohmann::ordered_json;

// Names may be any bytes that were read from YAML, which is checked to be UTF-8; a path may not be.
std::string dump(const Json& json) {
  return with_controls_escaped(json.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

Json steps_json(const std::vector<Step>& steps) {
  Json list = Json::array();
  for (const Step& step : steps) {
    Json entry = {
        {"phase", spell(step.phase)}, {"verb", spell(step.verb)}, {"object", step.object}};
    if (!step.sql.empty()) entry["sql"] = step.sql;
    if (!step.reason.empty()) entry["reason"] = step.reason;
    list.push_back(std::move(entry));
  }
  return list;
}

Json plan_json(const Plan& plan) {
  Json json = {{"dialect", plan.dialect},
               {"engine", plan.engine},
               {"costs", plan.costs},
               {"upgrade", steps_json(plan.upgrade)},
               {"downgrade", steps_json(plan.downgrade)}};
  if (!plan.irreversible.empty()) json["irreversible"] = plan.irreversible;
  return json;
}

}  // namespace

std::string state_change_json(const StateChange& change) {
  Json json = {{"from", change.from},
               {"to", change.to},
               {"name", change.name},
               {"message", change.message},
               {"breaks", change.breaks}};
  json["changes"] = Json::array();
  for (const Description& each : change.changes) {
    json["changes"].push_back({{"object", each.object}, {"changes", each.changes}});
  }
  json["losses"] = Json::array();
  for (const Loss& loss : change.losses) {
    json["losses"].push_back({{"object", spell(loss.object)}, {"what", loss.what}});
  }
  json["accepted"] = change.accepted;
  json["amendments"] = change.amendments;
  json["likely_renames"] = Json::array();
  for (const LikelyRename& rename : change.likely_renames) {
    json["likely_renames"].push_back(
        {{"dropped", spell(rename.dropped)}, {"added", spell(rename.added)}});
  }
  json["plans"] = Json::array();
  for (const Plan& plan : change.plans) json["plans"].push_back(plan_json(plan));
  return dump(json);
}

std::string listing_json(const std::vector<ListedRevision>& revisions) {
  Json list = Json::array();
  for (const ListedRevision& revision : revisions) {
    list.push_back({{"id", revision.id},
                    {"name", revision.name},
                    {"message", revision.message},
                    {"parents", revision.parents},
                    {"release", revision.release.empty() ? Json(nullptr) : Json(revision.release)},
                    {"draft", revision.draft},
                    {"head", revision.head}});
  }
  return dump(list);
}

std::string verification_json(const Verification& verification) {
  Json list = Json::array();
  for (const schemake::Difference& difference : verification.differences) {
    list.push_back({{"kind", difference.kind},
                    {"table", difference.table},
                    {"name", difference.name},
                    {"what", difference.what}});
  }
  return dump(Json{{"database", verification.database},
                   {"revision", verification.revision},
                   {"state", verification.state},
                   {"has_history", verification.has_history},
                   {"equal", verification.differences.empty()},
                   {"differences", std::move(list)}});
}

std::string linted_json(const Linted& linted) {
  Json findings = Json::array();
  for (const LintedFinding& finding : linted.findings) {
    Json entry = {{"rule", finding.rule}, {"level", finding.level}, {"object", finding.object}};
    if (!finding.file.empty()) {
      entry["file"] = finding.file;
      entry["line"] = finding.line;
      entry["column"] = finding.column;
    }
    entry["message"] = finding.message;
    entry["advice"] = finding.advice;
    if (!finding.reason.empty()) entry["reason"] = finding.reason;
    findings.push_back(std::move(entry));
  }
  return dump(Json{{"revision", linted.revision.empty() ? Json(nullptr) : Json(linted.revision)},
                   {"ok", linted.ok},
                   {"findings", std::move(findings)}});
}

}  // namespace schemake::generator
