#include "render/review.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "emit/comment.hpp"
#include "render/unique_words.hpp"

namespace schemake::generator {
namespace {

// Code hosts draw no Mermaid that is longer.
constexpr std::size_t kLongestMermaid = 50000;

constexpr std::size_t kShownDigits = 12;  // of an id

std::string counted(std::size_t count, const std::string& one, const std::string& many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

char sign_of(const std::string& change) {
  if (change.starts_with("adds ") || change.starts_with("creates ")) return '+';
  return change.starts_with("drops ") || change.starts_with("removes ") ? '-' : '!';
}

bool has_call(const Plan& plan) {
  return std::any_of(plan.downgrade.begin(), plan.downgrade.end(),
                     [](const Step& step) { return step.verb == Verb::call; });
}

std::string joined_names(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, ", "));
}

// The sections about one change.
class ChangeReview {
 public:
  ChangeReview(const ReviewedChange& reviewed, const Review& review, const ReviewExtent& extent,
               UniqueWords& anchors)
      : reviewed_(reviewed),
        change_(reviewed.change),
        review_(review),
        ways_{{reviewed.parent, reviewed.change.changes, reviewed.change.plans}},
        extent_(extent),
        anchor_(anchors.take(anchor_word(name()))),
        anchors_(anchors) {
    ways_.insert(ways_.end(), reviewed.others.begin(), reviewed.others.end());
  }

  Section build() {
    Section section{title(), anchor_, {}, {}};
    section.blocks.emplace_back(Paragraph{state()});
    if (!reviewed_.other_sources.empty()) section.blocks.emplace_back(Paragraph{warning()});
    section.sections.push_back(changes());
    section.sections.push_back(costs());
    if (!change_.losses.empty()) section.sections.push_back(losses());
    section.sections.push_back(way_back());
    if (!reviewed_.data.empty()) section.sections.push_back(data());
    section.sections.push_back(sql());
    return section;
  }

  // What matters most, in one line.
  Line glance() const {
    Line line = title();
    line.push_back(words(": "));
    std::vector<Span> facts;
    const auto open = static_cast<std::size_t>(std::count_if(
        change_.losses.begin(), change_.losses.end(),
        [&](const Loss& loss) { return !is_accepted(spell(loss.object), change_.accepted); }));
    if (open > 0) facts.push_back(strong(counted(open, "loss", "losses") + " not accepted"));
    if (change_.losses.size() > open) {
      facts.push_back(
          strong(counted(change_.losses.size() - open, "loss", "losses") + " accepted"));
    }
    const std::vector<std::string> tables = rebuilt();
    if (!tables.empty())
      facts.push_back(strong(counted(tables.size(), "table", "tables") + " rebuilt"));
    if (change_.breaks) facts.push_back(strong("older binaries may fail"));
    if (const std::string found = linted_text(reviewed_.linted); found != "nothing to say") {
      facts.push_back(words("lint: " + found));
    }
    facts.push_back(is_irreversible()      ? strong("cannot be taken back")
                    : wants_empty_tables() ? strong("can be taken back without rows alone")
                                           : words("can be taken back"));
    for (std::size_t i = 0; i < facts.size(); ++i) {
      if (i > 0) line.push_back(words("; "));
      line.push_back(facts[i]);
    }
    return line;
  }

 private:
  std::string name() const { return change_.name.empty() ? "pending" : change_.name; }

  Line title() const {
    if (change_.name.empty()) return {words(reviewed_.draft ? "The draft" : "The pending change")};
    Line line = {code(change_.name)};
    if (!change_.message.empty()) {
      line.push_back(words(": "));
      line.push_back(told(change_.message));
    }
    return line;
  }

  Line state() const {
    if (reviewed_.draft) {
      return {words("A draft, not recorded yet: "), code("schemake revision -m MESSAGE"),
              words(" records it.")};
    }
    if (change_.name.empty()) {
      return {words("Neither drafted nor recorded yet: "), code("schemake sync"),
              words(" drafts it.")};
    }
    Line line = {words("Recorded, with the id "), code(change_.to.substr(0, kShownDigits))};
    if (!is_merge()) {
      line.insert(line.end(), {words("; follows "), code(change_.from.substr(0, kShownDigits))});
    }
    for (const ReviewedWay& way : ways_) {
      if (!is_merge()) break;
      line.insert(line.end(),
                  {words(&way == &ways_.front() ? "; brings together " : " and "), code(way.from)});
    }
    line.push_back(words("."));
    return line;
  }

  Line warning() const {
    return {strong("Read these files themselves"), words(": "),
            code(joined_names(reviewed_.other_sources)),
            words(". What the application compiles there is not what this generator writes for "
                  "the record, which is what this review tells. They were edited, or written by "
                  "another version of Schemake.")};
  }

  Section changes() {
    Section section{{words("What changes")}, "", {}, {}};
    for (const ReviewedWay& way : ways_) {
      for (const Description& each : way.changes) {
        if (is_data_file(each.object)) continue;  // told whole in a section of its own
        section.sections.push_back(changed(each, way));
      }
    }
    if (section.sections.empty()) {
      section.blocks.emplace_back(Paragraph{{words("Nothing of the schema.")}});
    }
    return section;
  }

  Section changed(const Description& object, const ReviewedWay& way) {
    Section section{{code(object.object)}, "", {}, {}};
    if (is_merge()) {
      section.title.push_back(words(" of databases at "));
      section.title.push_back(code(way.from));
    }
    section.anchor = anchors_.take(anchor_ + "." + anchor_word(object.object));
    Changes list;
    for (const std::string& text : object.changes) list.list.push_back({sign_of(text), text});
    section.blocks.emplace_back(std::move(list));
    return section;
  }

  bool is_merge() const { return ways_.size() > 1; }

  // "", "on sqlite", "from 0002_email", "on sqlite from 0002_email": of which plan something is
  // said.
  std::string place(const ReviewedWay& way, const Plan& plan) const {
    std::string text = way.plans.size() > 1 ? "on " + plan.dialect : "";
    if (is_merge()) text += (text.empty() ? "from " : " from ") + way.from;
    return text;
  }

  bool is_data_file(const std::string& object) const {
    return std::any_of(reviewed_.data.begin(), reviewed_.data.end(),
                       [&](const WrittenData& data) { return data.file == object; });
  }

  Section costs() const {
    Items items;
    // The two halves around a data step may cost the same: told once.
    std::set<std::string> told_already;
    const auto add = [&](const char* what, const std::string& on, const std::string& text) {
      if (!told_already.insert(on + text).second) return;
      items.lines.push_back({strong(what), words(": " + on), told(text)});
    };
    for (const ReviewedWay& way : ways_) {
      for (const Plan& plan : way.plans) {
        const std::string of = place(way, plan), on = of.empty() ? "" : of + ", ";
        for (const std::string& cost : plan.costs) add("Cost", on, cost);
        for (const std::string& need : needs(plan, change_.breaks)) add("Needs", on, need);
      }
    }
    for (const LintedFinding& finding : reviewed_.linted.findings) {
      items.lines.push_back(linted(finding));
    }
    Section section{{words("What it costs and risks")}, "", {}, {}};
    section.blocks.emplace_back(std::move(items));
    return section;
  }

  Line linted(const LintedFinding& finding) const {
    const bool silenced = finding.level == "off";
    Line line = {strong(silenced ? "Silenced" : finding.level), words(" ")};
    Span rule = code(finding.rule);
    if (!review_.docs.empty()) {
      rule.kind = Span::Kind::link;
      rule.target = review_.docs + "/lint.md#" + finding.rule;
    }
    line.push_back(std::move(rule));
    line.push_back(words(": "));
    line.push_back(told(finding.message));
    const std::string& more = silenced ? finding.reason : finding.advice;
    if (more.empty()) return line;
    line.push_back(words(silenced ? ". The reason given: " : ". What to do: "));
    line.push_back(told(more));
    return line;
  }

  Section losses() const {
    Items items;
    for (const Loss& loss : change_.losses) {
      const std::string name = spell(loss.object);
      Line line = {code(name), words(": "), told(loss.what), words(", ")};
      if (is_accepted(name, change_.accepted)) {
        line.push_back(words("accepted by its name"));
        if (std::find(change_.accepted.begin(), change_.accepted.end(), "*") !=
            change_.accepted.end()) {
          line.back() = words("accepted with all others");
        }
      } else {
        line.push_back(strong("not accepted"));
      }
      items.lines.push_back(std::move(line));
    }
    Section section{{words("What is lost")}, "", {}, {}};
    section.blocks.emplace_back(std::move(items));
    return section;
  }

  bool is_irreversible() const {
    return std::any_of(ways_.begin(), ways_.end(), [](const ReviewedWay& way) {
      return std::any_of(way.plans.begin(), way.plans.end(),
                         [](const Plan& plan) { return !plan.irreversible.empty(); });
    });
  }

  bool wants_empty_tables() const {
    return std::any_of(ways_.begin(), ways_.end(), [](const ReviewedWay& way) {
      return std::any_of(way.plans.begin(), way.plans.end(), [](const Plan& plan) {
        return std::any_of(plan.downgrade.begin(), plan.downgrade.end(), wants_empty_table);
      });
    });
  }

  std::vector<std::string> rebuilt() const {
    std::vector<std::string> tables;
    for (const ReviewedWay& way : ways_) {
      for (const Plan& plan : way.plans) add_rebuilt(plan, tables);
    }
    std::sort(tables.begin(), tables.end());
    tables.erase(std::unique(tables.begin(), tables.end()), tables.end());
    return tables;
  }

  static void add_rebuilt(const Plan& plan, std::vector<std::string>& tables) {
    const Step* before = nullptr;
    for (const Step& step : plan.upgrade) {
      // Behind a retext stands what is done instead where that cannot be.
      const bool fallback = before != nullptr && before->verb == Verb::retext;
      if (step.verb == Verb::rebuild && !fallback) tables.push_back(step.object);
      before = &step;
    }
  }

  Line way_back(const Plan& plan, const std::string& place) const {
    Line line;
    if (!place.empty()) line.push_back(words(place + ": "));
    if (!plan.irreversible.empty()) {
      line.insert(line.end(), {strong("no"), words(": "), told(plan.irreversible)});
      return line;
    }
    line.push_back(words(taken_back(plan, change_.losses)));
    if (has_call(plan)) {
      line.push_back(
          words("; by a program that has this revision alone, since a step of it is C++, which "
                "a database cannot keep to undo with"));
    }
    return line;
  }

  Section way_back() const {
    Items items;
    for (const ReviewedWay& way : ways_) {
      for (const Plan& plan : way.plans) items.lines.push_back(way_back(plan, place(way, plan)));
    }
    Section section{{words("Can it be taken back")}, "", {}, {}};
    section.blocks.emplace_back(std::move(items));
    return section;
  }

  Section data() const {
    Section section{{words("Data steps")}, "", {}, {}};
    section.blocks.emplace_back(
        Paragraph{{words("Written by hand. They run between what adds and relaxes and what "
                         "tightens and drops.")}});
    for (const WrittenData& each : reviewed_.data) {
      Section file{{code(each.file)}, "", {}, {}};
      if (extent_.data) {
        file.blocks.emplace_back(Listing{each.language, each.text});
      } else {
        file.blocks.emplace_back(Paragraph{{words("Left out for its length: read the file.")}});
      }
      section.sections.push_back(std::move(file));
    }
    return section;
  }

  Section sql() const {
    Section section{{words("The SQL")}, "", {}, {}};
    if (!extent_.sql) {
      section.blocks.emplace_back(
          Paragraph{{words("Left out for its length. This prints it: "), code(sql_command())}});
      return section;
    }
    for (const ReviewedWay& way : ways_) {
      for (const Plan& plan : way.plans) add_listings(way, plan, section);
    }
    if (!reviewed_.unshown.empty()) {
      section.blocks.emplace_back(Paragraph{
          {words("Not shown: short ways, and those from earlier drafts and schemas found in the "
                 "field, "),
           code(joined_names(reviewed_.unshown))}});
    }
    return section;
  }

  void add_listings(const ReviewedWay& way, const Plan& plan, Section& section) const {
    const auto add = [&](const char* direction, const char* preposition,
                         const std::vector<Step>& steps) {
      const std::string of = is_merge() ? preposition + way.from : "";
      section.blocks.emplace_back(Listing{"sql", steps_text(steps),
                                          fmt::format("{}: {}{}, {}", plan.dialect, direction, of,
                                                      counted(steps.size(), "step", "steps"))});
    };
    add("upgrade", " from ", plan.upgrade);
    if (plan.irreversible.empty()) add("downgrade", " to ", plan.downgrade);
  }

  std::string sql_command() const {
    return change_.name.empty() ? "schemake diff --sql" : "schemake show " + name() + " --sql";
  }

  const ReviewedChange& reviewed_;
  const StateChange& change_;
  const Review& review_;
  std::vector<ReviewedWay> ways_;  // a merge has several
  const ReviewExtent& extent_;
  std::string anchor_;
  UniqueWords& anchors_;
};

Line title_of(const Review& review) {
  if (review.empty()) {
    if (review.base.empty()) return {words("No migration: nothing is pending")};
    return {words("No migration: nothing is recorded or pending that "), code(review.base),
            words(" lacks")};
  }
  Line line = {words("Migrations: " + counted(review.changes.size(), "change", "changes"))};
  if (review.base.empty()) return line;
  line.push_back(words(" that "));
  line.push_back(code(review.base));
  line.push_back(words(" lacks"));
  return line;
}

// The rest of what is wrong, for which no single change stands.
void add_warnings(const Review& review, Section& document) {
  if (!review.broken.empty()) {
    Items items;
    for (const Finding& finding : review.broken) {
      items.lines.push_back(
          {code(std::string(spell(finding.rule))), words(": "), told(finding.message)});
    }
    document.blocks.emplace_back(Paragraph{
        {strong("Not to be merged as it is"), words(": "), words("others have what this changes. "),
         code("schemake check --base " + review.base), words(" says how to mend it.")}});
    document.blocks.emplace_back(std::move(items));
  }
  if (!review.other_sources.empty()) {
    document.blocks.emplace_back(
        Paragraph{{strong("Read these files themselves"), words(": "),
                   code(joined_names(review.other_sources)),
                   words(". A fresh database is created by them, and they are not what this "
                         "generator writes for the history.")}});
  }
}

Section tables(const Review& review, const ReviewExtent& extent) {
  Section section{{words("The tables")}, "tables", {}, {}};
  section.blocks.emplace_back(
      Paragraph{{words("What is touched, and with their keys alone the tables that it refers to or "
                       "that refer to it: + added, - removed, ~ changed.")}});
  Picture picture{diagram_mermaid(review.diagram), review.svg};
  if (extent.diagram) {
    section.blocks.emplace_back(std::move(picture));
  } else {
    section.blocks.emplace_back(Paragraph{{words("Left out for its length. This draws it: "),
                                           code("schemake graph --from REVISION")}});
  }
  return section;
}

}  // namespace

Section review_document(const Review& review, const ReviewExtent& extent) {
  Section document{title_of(review), "", {}, {}};
  if (review.empty()) return document;
  add_warnings(review, document);
  UniqueWords anchors;
  anchors.take("tables");
  Items glances;
  for (const ReviewedChange& each : review.changes) {
    ChangeReview change(each, review, extent, anchors);
    glances.lines.push_back(change.glance());
    document.sections.push_back(change.build());
  }
  if (!glances.lines.empty()) document.blocks.emplace_back(std::move(glances));
  if (!review.diagram.entities.empty()) document.sections.push_back(tables(review, extent));
  return document;
}

std::string review_markdown(const Review& review, std::size_t limit) {
  const bool drawable = diagram_mermaid(review.diagram).size() <= kLongestMermaid;
  std::string text = document_markdown(review_document(review, {true, drawable, true}));
  for (const ReviewExtent extent :
       {ReviewExtent{false, drawable, true}, ReviewExtent{false, false, true},
        ReviewExtent{false, false, false}}) {
    if (limit == 0 || text.size() <= limit) return text;
    text = document_markdown(review_document(review, extent));
  }
  return text;
}

}  // namespace schemake::generator
