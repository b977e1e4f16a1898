#include <fmt/format.h>

#include <algorithm>

#include "render/listing.hpp"
#include "render/state_change.hpp"
#include "render/verification.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kShownDigits = 12;

// Several lines keep their layout; everything else that a terminal would obey is escaped.
std::string indented(std::string_view text, std::string_view margin) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    result += fmt::format("{}{}\n", margin, printable(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

std::string steps_under(std::string_view title, const std::vector<Step>& steps) {
  return fmt::format("  {}:\n", title) + indented(steps_text(steps), "    ");
}

std::string plan_text(const Plan& plan) {
  std::string result = fmt::format("\n{} {}\n", "plan for", plan.dialect);
  result += steps_under("upgrade", plan.upgrade);
  if (plan.irreversible.empty()) return result + steps_under("downgrade", plan.downgrade);
  return result + fmt::format("  no downgrade: {}\n", printable(plan.irreversible));
}

}  // namespace

std::string_view spell(Verb verb) {
  switch (verb) {
    case Verb::run:
      return "run";
    case Verb::guard:
      return "guard";
    case Verb::rebuild:
      return "rebuild";
    case Verb::retext:
      return "retext";
    case Verb::alone:
      return "alone";
    case Verb::call:
      return "call";
    case Verb::none:
      return "none";
  }
  return "";
}

std::string_view spell(Phase phase) {
  switch (phase) {
    case Phase::expand:
      return "expand";
    case Phase::data:
      return "data";
    case Phase::contract:
      return "contract";
  }
  return "";
}

std::string steps_text(const std::vector<Step>& steps) {
  std::string result;
  for (const Step& step : steps) {
    result += fmt::format("-- {} {}{}{}\n", spell(step.phase), spell(step.verb),
                          step.object.empty() ? "" : " " + printable(step.object),
                          step.reason.empty() ? "" : ": " + printable(step.reason));
    if (step.verb == Verb::retext) result += indented(step.was, "- ");
    result += indented(step.sql, step.verb == Verb::retext ? "+ " : "");
  }
  return result;
}

std::string state_change_text(const StateChange& change, bool sql) {
  std::string result;
  if (!change.name.empty()) {
    result += fmt::format("{} ({}){}\n", change.name, change.to.substr(0, kShownDigits),
                          change.message.empty() ? "" : ": " + printable(change.message));
  }
  for (const Description& description : change.changes) {
    result += fmt::format("{}\n", printable(description.object));
    for (const std::string& line : description.changes) {
      result += fmt::format("  {}\n", printable(line));
    }
  }
  for (const Plan& plan : change.plans) {
    for (const std::string& cost : plan.costs) {
      result += fmt::format("cost ({}): {}\n", plan.dialect, printable(cost));
    }
  }
  for (const Loss& loss : change.losses) {
    const std::string name = spell(loss.object);
    result += fmt::format("loss: {}: {}{}\n", printable(name), printable(loss.what),
                          is_accepted(name, change.accepted) ? " (accepted)" : "");
  }
  for (const LikelyRename& rename : change.likely_renames) {
    result += fmt::format(
        "perhaps a rename: {} is dropped, {} added; to keep the values write renamed_from: {}\n",
        printable(spell(rename.dropped)), printable(spell(rename.added)),
        printable(rename.dropped.name));
  }
  if (change.breaks) result += "an older binary may fail after this change\n";
  for (const std::string& reason : change.amendments) {
    result += fmt::format("amended after its release: {}\n", printable(reason));
  }
  if (sql) {
    for (const Plan& plan : change.plans) result += plan_text(plan);
  }
  return result;
}

std::string verification_text(const Verification& verification) {
  std::string result;
  for (const schemake::Difference& difference : verification.differences) {
    result += fmt::format("{}\n", printable(difference.what));
  }
  const std::string where =
      fmt::format("{}{}", printable(verification.revision),
                  verification.has_history ? ", where its history says that it stands" : "");
  result += fmt::format("{} is {}like {}\n", printable(verification.database),
                        verification.differences.empty() ? "" : "not ", where);
  return result;
}

std::string listing_text(const std::vector<ListedRevision>& revisions) {
  std::size_t width = 0;
  for (const ListedRevision& revision : revisions) width = std::max(width, revision.name.size());
  std::string result;
  for (const ListedRevision& revision : revisions) {
    std::string marks;
    if (revision.head) marks += " (head)";
    if (revision.draft) marks += " (draft)";
    if (!revision.release.empty()) marks += " (release " + printable(revision.release) + ")";
    result += fmt::format("{}  {:<{}}  {}{}\n", revision.id.substr(0, kShownDigits), revision.name,
                          width, printable(revision.message), marks);
  }
  return result;
}

}  // namespace schemake::generator
