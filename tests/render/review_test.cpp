#include "render/review.hpp"

#include <gmock/gmock.h>

namespace schemake::testing {
namespace {

using namespace schemake::generator;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

Review small_review() {
  ReviewedChange reviewed;
  reviewed.change.from = "base";
  reviewed.change.to = std::string(64, 'a');
  reviewed.change.name = "0001_drop";
  reviewed.change.message = "drop";
  reviewed.change.changes = {{"author", {"adds column born date", "drops column nick"}}};
  reviewed.change.losses = {{{Kind::column, "author", "nick"}, "drops the column and its values"}};
  reviewed.change.accepted = {"author.nick"};
  Plan plan;
  plan.dialect = "sqlite";
  plan.costs = {"rebuilds author", "rebuilds author"};
  plan.upgrade = {{Phase::contract, Verb::rebuild, "author", "SELECT 1;", "", "", {}}};
  plan.downgrade = plan.upgrade;
  reviewed.change.plans = {plan};
  reviewed.linted.findings = {{"data-loss", "warning", "author.nick", "", 0, 0, "loses", "see", ""},
                              {"scan", "off", "author", "", 0, 0, "reads", "see", "small"}};
  Review review;
  review.base = "main";
  review.changes = {reviewed};
  return review;
}

// Stands whole: the order and the words are what people read.
TEST(Review, TellsAllInMarkdown) {
  EXPECT_EQ(review_markdown(small_review()), R"text(# Migrations: 1 change that `main` lacks

- `0001_drop`: drop: **1 loss accepted**; **1 table rebuilt**; lint: 1 warning, 1 silenced; can be taken back

## `0001_drop`: drop

Recorded, with the id `aaaaaaaaaaaa`; follows `base`.

### What changes

#### `author`

```diff
+ adds column born date
- drops column nick
```

### What it costs and risks

- **Cost**: rebuilds author
- **warning** `data-loss`: loses. What to do: see
- **Silenced** `scan`: reads. The reason given: small

### What is lost

- `author.nick`: drops the column and its values, accepted by its name

### Can it be taken back

- yes, but the values that are lost stay lost

### The SQL

<details>
<summary>sqlite: upgrade, 1 step</summary>

```sql
-- contract rebuild author
SELECT 1;
```

</details>

<details>
<summary>sqlite: downgrade, 1 step</summary>

```sql
-- contract rebuild author
SELECT 1;
```

</details>
)text");
}

TEST(Review, OfNothingIsOneLine) {
  Review review;
  EXPECT_EQ(review_markdown(review), "# No migration: nothing is pending\n");
  review.base = "main";
  EXPECT_EQ(review_markdown(review),
            "# No migration: nothing is recorded or pending that `main` lacks\n");
}

TEST(Review, LinksRulesWhereTheDocsAre) {
  Review review = small_review();
  review.docs = "https://example.org/docs";
  EXPECT_THAT(review_markdown(review),
              HasSubstr("[`data-loss`](https://example.org/docs/lint.md#data-loss)"));
}

TEST(Review, WarnsOfWhatItCannotSpeakFor) {
  Review review = small_review();
  review.changes[0].other_sources = {"0001_drop.sqlite.cpp"};
  review.changes[0].unshown = {"0001_drop.bridge.sqlite.cpp"};
  review.other_sources = {"head.sqlite.cpp"};
  review.broken = {{Rule::reverted, "0000_start was reverted", "", "", 0}};
  EXPECT_THAT(review_markdown(review),
              AllOf(HasSubstr("**Not to be merged as it is**"), HasSubstr("- `reverted`: "),
                    HasSubstr("**Read these files themselves**: `head.sqlite.cpp`"),
                    HasSubstr("**Read these files themselves**: `0001_drop.sqlite.cpp`"),
                    HasSubstr("in the field, `0001_drop.bridge.sqlite.cpp`")));
}

TEST(Review, SaysWhyThereIsNoWayBack) {
  Review review = small_review();
  StateChange& change = review.changes[0].change;
  change.plans[0].irreversible = "the names are gone";
  change.accepted.clear();
  EXPECT_THAT(review_markdown(review),
              AllOf(HasSubstr("- **no**: the names are gone\n"),
                    HasSubstr("**cannot be taken back**"), HasSubstr("**1 loss not accepted**"),
                    HasSubstr(", **not accepted**\n"), Not(HasSubstr("downgrade, "))));
  change.plans[0].irreversible.clear();
  change.plans[0].downgrade = {
      {Phase::data, Verb::call, "0001_drop.data.cpp", "f", "", "skip", {}}};
  EXPECT_THAT(review_markdown(review), HasSubstr("by a program that has this revision alone"));
}

TEST(Review, LeavesOutWhatIsLongestFirst) {
  Review review = small_review();
  review.changes[0].data = {{"0001_drop.data.sql", "sql", std::string(3000, 'x')}};
  review.diagram.entities = {{Diagram::EntityKind::table, std::string(2000, 'y'), "", {}, {}}};
  review.changes[0].change.plans[0].upgrade[0].sql = std::string(4000, 'z');
  const std::string all = review_markdown(review);
  EXPECT_EQ(review_markdown(review, all.size()), all);
  const std::string no_sql = review_markdown(review, all.size() - 1);
  EXPECT_THAT(no_sql, AllOf(HasSubstr("`schemake show 0001_drop --sql`"), Not(HasSubstr("zzz")),
                            HasSubstr("yyy"), HasSubstr("xxx")));
  const std::string no_diagram = review_markdown(review, no_sql.size() - 1);
  EXPECT_THAT(no_diagram, AllOf(Not(HasSubstr("yyy")), HasSubstr("xxx")));
  EXPECT_THAT(review_markdown(review, 1), AllOf(Not(HasSubstr("xxx")), HasSubstr("What is lost")));
}

TEST(Review, HasAnAnchorForEachTable) {
  Review review = small_review();
  review.changes.push_back(review.changes[0]);
  review.changes[1].change.changes = {{"a b", {"x"}}, {"a?b", {"y"}}};
  const std::string page = document_html(review_document(review));
  EXPECT_THAT(page, AllOf(HasSubstr("<section id=\"0001_drop.author\">"),
                          HasSubstr("<section id=\"0001_drop_2.a_b\">"),
                          HasSubstr("<section id=\"0001_drop_2.a_b_2\">"),
                          HasSubstr("<a href=\"#0001_drop_2.a_b_2\"><code>a?b</code></a>")));
}

}  // namespace
}  // namespace schemake::testing
