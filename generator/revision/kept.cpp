#include "revision/kept.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "revision/file_names.hpp"

namespace schemake::generator {
namespace {

std::string without_cr(std::string text) {
  std::erase(text, '\r');
  return text;
}

// The first line in which the texts differ.
int first_difference(const std::string& a, const std::string& b) {
  const auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
  return static_cast<int>(std::count(a.begin(), end, '\n')) + 1;
}

bool is_self(const Revision& revision, const std::string& id) {
  return std::any_of(revision.superseded.begin(), revision.superseded.end(),
                     [&](const Record& self) { return self.id == id; });
}

class Comparison {
 public:
  Comparison(const FolderFiles& base, const Folder& here, const Sources& sources)
      : base_(base), here_(here), sources_(sources) {}

  Kept compare() {
    for (const auto& [name, text] : base_) {
      const std::string stem = stem_of(name);
      if (name == record_file(stem) && parse_sealed_stem(stem)) read(stem, text);
    }
    for (const Revision& revision : here_.sealed) {
      if (!ids_.contains(revision.record.id)) kept_.own.push_back(revision.stem());
    }
    for (const auto& [stem, id] : revisions_) compare_revision(stem, id);
    compare_releases();
    find_cure();
    return std::move(kept_);
  }

 private:
  // What the other commit holds may be broken there, for this one to mend: that is no error here.
  void read(const std::string& stem, const std::string& text) {
    Sources sources;
    Diagnostics diagnostics;
    const Record record = read_record(sources.add(record_file(stem), text), sources, diagnostics);
    if (diagnostics.has_errors()) {
      kept_.unread.push_back(record_file(stem));
      return;
    }
    revisions_.emplace_back(stem, record.id);
    ids_.insert(record.id);
    amendments_[record.id] = record.amendments.size();
  }

  // The text here of a file that this folder's sum names; null where it names none.
  const std::string* text_here(const std::string& name) const {
    return sources_.find((here_.path / name).string());
  }

  bool is_here(const std::string& name) const {
    return here_.sum && text_here(name) != nullptr &&
           std::any_of(here_.sum->files.begin(), here_.sum->files.end(),
                       [&](const Sum::Entry& entry) { return entry.path == name; });
  }

  void compare_revision(const std::string& stem, const std::string& id) {
    const Revision* const found = here_.find(id);
    if (found == nullptr) {
      kept_.broken.push_back(lost(stem, id));
    } else if (!found->draft) {
      compare_files(stem, *found);
    }
  }

  NotKept lost(const std::string& stem, const std::string& id) const {
    const auto successor = [&](const Revision& revision) {
      return is_self(revision, id) ||
             (!ids_.contains(revision.record.id) && revision.stem() == stem);
    };
    const auto next = std::find_if(here_.sealed.begin(), here_.sealed.end(), successor);
    if (next != here_.sealed.end()) {
      return {NotKept::How::recorded, stem, next->stem(), record_file(next->stem())};
    }
    if (here_.draft && successor(*here_.draft)) {
      return {NotKept::How::recorded, stem, here_.draft->stem(), record_file(here_.draft->stem())};
    }
    const bool others = !kept_.own.empty() || here_.draft;
    return {others ? NotKept::How::removed : NotKept::How::reverted, stem, "",
            std::string(kSumName)};
  }

  // Whether this folder has amended the revision, or one that its shortcuts lead over, since.
  bool is_amended(const Revision& revision) const {
    const std::set<std::string> before = here_.ancestors(revision.record.id);
    return std::any_of(here_.sealed.begin(), here_.sealed.end(), [&](const Revision& one) {
      const auto known = amendments_.find(one.record.id);
      return before.contains(one.record.id) && known != amendments_.end() &&
             known->second < one.record.amendments.size();
    });
  }

  void compare_files(const std::string& stem, const Revision& found) {
    if (is_amended(found)) return;
    for (const auto& [name, text] : base_) {
      if (!belongs_to(name, stem) || !is_ours(name)) continue;
      const std::string before = without_cr(text);
      if (!is_here(name)) {
        if (is_bridge(name) && is_retired(stem)) continue;
        // The sources of what was squashed may go; the record stays.
        if (!found.compiled && name != record_file(stem) && !is_data(name)) continue;
        kept_.broken.push_back({NotKept::How::edited, stem, "", record_file(found.stem())});
        return;
      }
      const std::string now = without_cr(*text_here(name));
      if (now == before) continue;
      kept_.broken.push_back({NotKept::How::edited, stem, "", name, first_difference(now, before)});
      return;
    }
  }

  // Whether this folder has retired every state that the other's bridges to the revision lead from.
  bool is_retired(const std::string& stem) const {
    const auto selves = base_.find(record_file(bridge_stem(stem)));
    if (selves == base_.end()) return false;
    Sources sources;
    Diagnostics diagnostics;
    const std::vector<Record> records =
        read_superseded(sources.add(selves->first, selves->second), sources, diagnostics);
    const auto& retired = here_.sum->retired;
    return std::all_of(records.begin(), records.end(), [&](const Record& self) {
      return std::any_of(retired.begin(), retired.end(),
                         [&](const Sum::Mark& mark) { return mark.id == self.id; });
    });
  }

  void compare_releases() {
    const auto text = base_.find(std::string(kSumName));
    if (text == base_.end()) return;
    Sources sources;
    Diagnostics diagnostics;
    const std::optional<Sum> sum =
        read_sum(sources.add(text->first, text->second), sources, diagnostics);
    if (!sum) {
      kept_.unread.emplace_back(kSumName);
      return;
    }
    for (const Sum::Mark& release : sum->releases) {
      const bool there =
          here_.sum && std::find(here_.sum->releases.begin(), here_.sum->releases.end(), release) !=
                           here_.sum->releases.end();
      if (there) continue;
      kept_.broken.push_back(
          {NotKept::How::unreleased, release.release, "", std::string(kSumName)});
    }
  }

  void find_cure() {
    for (const auto& [name, text] : base_) {
      if (name != kSumName && !is_ours(name)) continue;
      const std::string* const now = text_here(name);
      if (now == nullptr || without_cr(*now) != without_cr(text))
        kept_.cure.restore.push_back(name);
    }
    if (!here_.sum) return;
    for (const auto* list : {&here_.sum->files, &here_.sum->inputs}) {
      for (const Sum::Entry& entry : *list) {
        if (base_.contains(entry.path)) continue;
        (is_data(entry.path) ? kept_.cure.data : kept_.cure.remove).push_back(entry.path);
      }
    }
    // A data file of the draft stays one.
    std::erase_if(kept_.cure.data,
                  [](const std::string& name) { return belongs_to(name, kDraftStem); });
  }

  const FolderFiles& base_;
  const Folder& here_;
  const Sources& sources_;
  std::vector<std::pair<std::string, std::string>> revisions_;  // of the base: stem, id
  std::set<std::string> ids_;                                   // theirs
  std::map<std::string, std::size_t> amendments_;               // by id: how many the base has
  Kept kept_;
};

}  // namespace

Kept compare_with_base(const FolderFiles& base, const Folder& here, const Sources& sources) {
  return Comparison(base, here, sources).compare();
}

}  // namespace schemake::generator
