#include "lint/findings.hpp"

namespace schemake::generator {
namespace {

const char* rule_of(const Loss& loss) {
  if (!loss.stops) return "data-loss";
  return loss.object.kind == Kind::column ? "backfill-missing" : "data-dependent";
}

std::string advice_on(const Loss& loss) {
  if (!loss.stops) {
    return "a backfill or a data step can bring the values elsewhere first; to give them up: "
           "--accept-loss " +
           spell(loss.object);
  }
  return loss.object.kind == Kind::column
             ? "give it a default or a backfill, fill it by a data step, or let it be NULL"
             : "let a data step change those rows first";
}

}  // namespace

void find_losses(Findings& findings) {
  for (const Loss& loss : findings.input.losses) {
    const std::string message = spell(loss.object) + ": " + loss.what;
    if (is_accepted(spell(loss.object), findings.input.accepted)) {
      findings.add_minor(rule_of(loss), loss.object, message + ", accepted by its name", "");
    } else {
      findings.add(rule_of(loss), loss.object, message, advice_on(loss));
    }
  }
  for (const LikelyRename& rename : findings.input.likely_renames) {
    findings.add("likely-rename", rename.added,
                 spell(rename.dropped) + " is dropped and " + spell(rename.added) +
                     " added, and they look alike",
                 "if it is the same, write `renamed_from: " + rename.dropped.name +
                     "` here (after `schemake reopen`, where it is recorded)");
  }
}

}  // namespace schemake::generator
