#include "render/review.hpp"

#include <algorithm>
#include <set>

#include "command/base_comparison.hpp"
#include "command/graphviz.hpp"
#include "command/lint_input.hpp"
#include "command/session.hpp"
#include "edges.hpp"
#include "revision/file_names.hpp"
#include "revision/fork.hpp"
#include "revision/life.hpp"
#include "written_sources.hpp"

namespace schemake::generator {
namespace {

// Gathers what a review tells. Whoever asks looks at the diagnostics afterwards.
class Gathering {
 public:
  explicit Gathering(Project& project) : project_(project) {}

  void add(const Revision& revision) {
    ReviewedChange reviewed;
    reviewed.change = state_change(project_, revision);
    if (project_.diagnostics.has_errors()) return;
    const auto input = lint_input(project_, revision, reviewed.change);
    if (!input) return;
    reviewed.linted = listed(project_, revision.stem(), lint(*input));
    reviewed.draft = revision.draft;
    add_ways(reviewed, revision);
    add_data(reviewed, revision.stem(), revision.data);
    reviewed.other_sources = otherwise_written(project_, revision);
    for (const Sum::Entry& file : project_.folder.sum->files) {
      const bool source = file.path.ends_with(".cpp") && belongs_to(file.path, revision.stem());
      if (source && !shown(file.path, revision)) reviewed.unshown.push_back(file.path);
    }
    told_.insert(revision.record.id);
    tip_ = revision.record.id;
    review_.changes.push_back(std::move(reviewed));
  }

  void add(const Pending& change) {
    ReviewedChange reviewed;
    reviewed.change = state_change(project_, change);
    const auto input = lint_input(project_, change, reviewed.change);
    if (!input) return;
    reviewed.linted = listed(project_, "", lint(*input));
    reviewed.draft = project_.folder.draft.has_value();
    add_data(reviewed, std::string(kDraftStem), change.data);
    tip_ = change.parent;
    pending_ = change;
    review_.changes.push_back(std::move(reviewed));
  }

  // With the diagram of all that was added.
  Review take() {
    if (!review_.changes.empty()) draw();
    return std::move(review_);
  }

  Review& review() { return review_; }

 private:
  // From where the told revisions begin, along first parents, to the last one or what is pending.
  void draw() {
    std::vector<const Revision*> line;
    for (const Revision* revision : line_to(project_.folder, tip_)) {
      if (told_.contains(revision->record.id)) line.push_back(revision);
    }
    std::vector<Operation> operations = operations_of(line);
    if (pending_) {
      operations.insert(operations.end(), pending_->operations.begin(), pending_->operations.end());
    }
    const std::string from = line.empty() ? tip_ : line.front()->record.parent();
    const auto before = fold(project_.folder, from, project_.diagnostics);
    const auto tip = fold(project_.folder, tip_, project_.diagnostics);
    if (!before || !tip) return;
    Hints hints;
    add_lineage(hints, {}, operations);
    review_.diagram = touched(diagram(*before, pending_ ? pending_->after : *tip, hints));
  }

  static void add_data(ReviewedChange& reviewed, const std::string& stem,
                       const std::vector<DataFile>& files) {
    for (const DataFile& file : files) {
      reviewed.data.push_back(
          {data_file(stem, file), std::string(spell(file.language)), file.text});
    }
  }

  // What a merge does to databases of its parents.
  void add_ways(ReviewedChange& reviewed, const Revision& revision) {
    const std::vector<std::string> starts = revision.record.starts();
    reviewed.parent = project_.folder.name_of(starts.front());
    States states(project_.folder, project_.diagnostics);
    for (std::size_t i = 1; i < starts.size(); ++i) {
      ReviewedWay way{project_.folder.name_of(starts[i]), {}, {}};
      for (const std::string& dialect : project_.folder.sum->dialects) {
        auto edge = plan_recorded(project_, project_.folder, states, dialect, starts[i], revision);
        if (!edge) return;
        way.changes = std::move(edge->text.changes);
        way.plans.push_back(std::move(edge->text.plan));
      }
      reviewed.others.push_back(std::move(way));
    }
  }

  // Whether the review tells what a source of the revision holds.
  bool shown(const std::string& file, const Revision& revision) const {
    if (file == data_file(revision.stem(), spell(DataLanguage::cpp))) return true;
    const std::vector<std::string> starts = revision.record.starts();
    const auto& dialects = project_.folder.sum->dialects;
    return std::any_of(starts.begin(), starts.end(), [&](const std::string& from) {
      return std::any_of(dialects.begin(), dialects.end(), [&](const std::string& dialect) {
        return file == source_file(revision.stem_from(from), dialect);
      });
    });
  }

  Project& project_;
  Review review_;
  std::set<std::string> told_;  // the ids of revisions
  std::string tip_;             // the last of them, or what the pending change follows
  std::optional<Pending> pending_;
};

// What is pending, proven as it would be before it is written.
void add_pending(Project& project, Gathering& gathering) {
  const std::optional<Pending> change = pending(project);
  if (!change || change->empty() || !check(project, *change)) return;
  gathering.add(*change);
}

void gather_since(Project& project, const std::string& base, Gathering& gathering) {
  // Two heads are no line of changes: pending() says so, and the rest would not be understood.
  if (project.folder.heads().size() > 1) return add_pending(project, gathering);
  const BaseComparison compared = base_comparison(project, base);
  gathering.review().base = base;
  gathering.review().broken = compared.findings;
  for (const std::string& stem : compared.own) {
    const Revision* revision = project.folder.resolve(stem, project.diagnostics);
    if (revision != nullptr) gathering.add(*revision);
  }
  gathering.review().other_sources = otherwise_written_head(project);
  if (!project.diagnostics.has_errors()) add_pending(project, gathering);
}

void gather(Project& project, const Options& options, Gathering& gathering) {
  if (options.base) return gather_since(project, *options.base, gathering);
  if (options.at.empty()) return add_pending(project, gathering);
  const Revision* revision = project.folder.resolve(options.at, project.diagnostics);
  if (revision != nullptr) gathering.add(*revision);
}

// The picture, of which Graphviz' own head is for a file that stands alone. None where Graphviz is
// not installed; where it fails, that is told.
std::string picture(const Diagram& diagram, Diagnostics& diagnostics) {
  if (diagram.entities.empty() || !has_graphviz()) return "";
  Diagnostics said;
  const std::optional<std::string> svg = draw_svg(diagram_dot(diagram), said);
  for (const Diagnostic& each : said.all()) {
    diagnostics.warning(each.at, each.message, "the page has the diagram as text");
  }
  const std::size_t begin = svg ? svg->find("<svg") : std::string::npos;
  return begin == std::string::npos ? "" : svg->substr(begin);
}

std::string without_last_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

}  // namespace

int run_review(const Options& options) {
  Session session(options);
  if (!session.open(Session::Needs::schema, false)) return session.finish(kUsage);
  Project& project = session.project();
  Gathering gathering(project);
  gather(project, options, gathering);
  if (project.diagnostics.has_errors()) return session.finish(kUsage);
  Review review = gathering.take();
  review.docs = without_last_slash(options.docs);
  if (options.html) {
    review.svg = picture(review.diagram, project.diagnostics);
    session.put_out(document_html(review_document(review)));
  } else {
    session.put_out(review_markdown(review, options.limit));
  }
  return session.finish(kDone);
}

}  // namespace schemake::generator
