#include "dialect/plans.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dialect/dialect.hpp"
#include "dialect/engine.hpp"
#include "dialect/fallback.hpp"
#include "dialect/library.hpp"
#include "operation/describe.hpp"
#include "operation/diff.hpp"

namespace schemake::generator {
namespace {

using ::testing::ElementsAre;

How how(const Plan& plan) {
  How result = How::neither;
  bool fallback = false;
  for (const Step& step : plan.upgrade) {
    if (step.verb == Verb::rebuild && !fallback) return How::rebuild;
    fallback = step.verb == Verb::retext;
    if (fallback) result = How::retext;
    if (step.sql.starts_with("ALTER") && result == How::neither) result = How::alter;
  }
  return result;
}

void walk_up_and_down(const Case& change, const Schema& before, const Schema& after,
                      const Plan& edge) {
  SCOPED_TRACE(listing(edge));
  Engine engine;
  ASSERT_EQ(engine.walk(plan({}, before).upgrade), "");
  engine.run(kLibraryRows);
  ASSERT_EQ(engine.walk(edge.upgrade), "");
  EXPECT_THAT(what_differs(fresh(after), engine.fingerprint()), ElementsAre());
  EXPECT_EQ(engine.rows(change.query), change.rows);
  EXPECT_EQ(engine.damage(), "");
  ASSERT_EQ(engine.walk(edge.downgrade), change.stays);
  const Schema& stands = change.stays.empty() ? before : after;
  EXPECT_THAT(what_differs(fresh(stands), engine.fingerprint()), ElementsAre());
}

}  // namespace

std::vector<std::string> what_differs(const Fingerprint& expected, const Fingerprint& found) {
  std::vector<std::string> lines;
  for (const auto& difference : differences(expected, found)) lines.push_back(difference.what);
  return lines;
}

std::vector<std::string> loss_words(const Schema& before, const Schema& after, const Hints& hints) {
  std::vector<std::string> words;
  for (const Loss& loss : losses(before, diff(before, after, hints))) {
    words.push_back(spell(loss.object) + ": " + loss.what);
  }
  return words;
}

std::string listing(const Plan& plan) {
  std::string text;
  for (const Step& step : plan.upgrade) text += step.sql + step.reason + "\n";
  text += "--- down\n";
  for (const Step& step : plan.downgrade) text += step.sql + step.reason + "\n";
  return text;
}

Plan plan(const Schema& before, const Schema& after, const Hints& hints,
          const std::set<std::string>& accepted) {
  return find_dialect("sqlite")->plan(before, after, diff(before, after, hints), {0, accepted});
}

Fingerprint fresh(const Schema& schema) {
  Engine engine;
  EXPECT_EQ(engine.walk(plan({}, schema).upgrade), "");
  return engine.fingerprint();
}

void up_and_down(const Case& change) {
  Schema before = library();
  if (change.before) change.before(before);
  Schema after = before;
  Hints hints;
  change.change(after, hints);
  const Plan edge = plan(before, after, hints);
  EXPECT_EQ(how(edge), change.how) << listing(edge);
  if (!has_fallbacks(edge)) return walk_up_and_down(change, before, after, edge);
  walk_up_and_down(change, before, after, without_fallbacks(edge));
  walk_up_and_down(change, before, after, fallbacks_alone(edge));
}

}  // namespace schemake::generator
