#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "revision/file_names.hpp"
#include "revision/folder.hpp"
#include "text/digest.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_text(const fs::path& path) {
  if (!fs::is_regular_file(path)) return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) return std::nullopt;
  return text;
}

// How to get a file back that the sum names.
std::string restore(const std::string& name) {
  if (belongs_to(name, kDraftStem)) {
    return "undo the edit; or throw the draft away and let it be written anew: delete draft.* and "
           "run `git checkout -- schemake.sum`";
  }
  const std::string undo = "run `git checkout -- " + name + "` there";
  if (!is_data(name)) return undo;
  return undo + "; where a released data step must be mended: schemake amend " + stem_of(name) +
         " --reason \"why\"";
}

class FolderReader {
 public:
  FolderReader(const fs::path& path, Sources& sources, Diagnostics& diagnostics,
               Tolerance tolerance)
      : sources_(sources), diagnostics_(diagnostics), tolerance_(tolerance) {
    folder_.path = path;
  }

  std::optional<Folder> read() {
    if (!fs::exists(folder_.path)) return std::move(folder_);
    if (!fs::is_directory(folder_.path)) {
      diagnostics_.error({}, folder_.path.string() + " is no folder", "name the migrations folder");
      return std::nullopt;
    }
    const int errors = count_errors();
    list_files();
    read_draft_data();
    if (!read_manifest()) return std::nullopt;
    if (folder_.sum) {
      check_files();
      read_records();
      read_selves();
      look_for_moved();
      read_edges();
      for (Revision& revision : folder_.sealed) read_data(revision);
      if (count_errors() == errors) check_graph();
    }
    return count_errors() == errors ? std::optional(std::move(folder_)) : std::nullopt;
  }

 private:
  int count_errors() const {
    return static_cast<int>(
        std::count_if(diagnostics_.all().begin(), diagnostics_.all().end(),
                      [](const Diagnostic& one) { return one.severity == Severity::error; }));
  }

  void list_files() {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_.path)) {
      const std::string name = entry.path().filename().string();
      if (is_ours(name)) present_.insert(name);
    }
  }

  // False where nothing more can be read.
  bool read_manifest() {
    const fs::path path = folder_.path / kSumName;
    const std::optional<std::string> text = read_text(path);
    if (text) {
      const int file = sources_.add(path.string(), *text);
      folder_.sum = tolerance_ == Tolerance::conflicts
                        ? read_conflicted_sum(file, sources_, diagnostics_)
                        : read_sum(file, sources_, diagnostics_);
      sum_file_ = file;
      return folder_.sum.has_value();
    }
    if (!fs::exists(path) && present_.empty()) return true;
    const bool exists = fs::exists(path);
    diagnostics_.error({},
                       path.string() + (exists ? " cannot be read" : " is missing, but there is ") +
                           (exists ? "" : *present_.begin()),
                       "run `git checkout -- schemake.sum` there, or remove what is left over");
    return false;
  }

  // Where the sum names `name`.
  Position place_in_sum(const std::string& name) const {
    for (int line = 1;; ++line) {
      const std::string_view text = sources_.line(sum_file_, line);
      if (text.empty()) return {sum_file_, 1, 1};
      if (text.ends_with(" " + name) || text.ends_with(" " + name + "\r"))
        return {sum_file_, line, 1};
    }
  }

  // The draft's data files are inputs: another text there, or none, is a change of the schema.
  void check_files() {
    std::set<std::string> unnamed = present_;
    for (const Sum::Entry& entry : folder_.sum->inputs) unnamed.erase(entry.path);
    for (const Sum::Entry& entry : folder_.sum->files) {
      unnamed.erase(entry.path);
      if (!is_rewritten(entry.path)) check_file(entry);
    }
    for (const std::string& name : unnamed) {
      if (is_draft_data(name) || is_rewritten(name)) continue;  // new: the schema differs
      diagnostics_.error({}, (folder_.path / name).string() + " is not named by schemake.sum",
                         "it is left over, or came from another branch: remove it, or restore the "
                         "sum that names it" +
                             conflict_back(name));
    }
  }

  // Where a branch has brought a revision, and its sum was thrown away.
  static std::string conflict_back(const std::string& name) {
    if (!parse_sealed_stem(stem_of(name)) || name != record_file(stem_of(name))) return {};
    return "; while git merges, `git checkout -m schemake.sum` brings its conflict back, which "
           "`schemake rebase` resolves";
  }

  // Git may have left anything in the derived files.
  bool is_rewritten(const std::string& name) const {
    return tolerance_ == Tolerance::conflicts && belongs_to(name, kHeadStem);
  }

  static bool is_draft_data(const std::string& name) {
    return name == data_file(std::string(kDraftStem), "sql") ||
           name == data_file(std::string(kDraftStem), "cpp");
  }

  void read_draft_data() {
    for (const DataLanguage language : {DataLanguage::sql, DataLanguage::cpp}) {
      const std::string name = data_file(std::string(kDraftStem), spell(language));
      if (!present_.contains(name)) continue;
      const fs::path path = folder_.path / name;
      const std::optional<std::string> text = read_text(path);
      if (!text) {
        diagnostics_.error({}, path.string() + " cannot be read", "mend its permissions");
        continue;
      }
      folder_.draft_data.push_back({language, *text, sources_.add(path.string(), *text), {}});
    }
  }

  // The data files of a sealed revision, which its id depends on.
  void read_data(Revision& revision) {
    for (const DataLanguage language : {DataLanguage::sql, DataLanguage::cpp}) {
      const auto found = files_.find(data_file(revision.stem(), spell(language)));
      if (found == files_.end()) continue;
      revision.data.push_back({language, sources_.text(found->second), found->second, {}});
    }
    for (const std::string& parent : revision.record.parents) {
      const auto found =
          files_.find(data_file(revision.stem(), {DataLanguage::sql, {}, -1, parent}));
      if (found == files_.end()) continue;
      revision.data.push_back(
          {DataLanguage::sql, sources_.text(found->second), found->second, parent});
    }
    if (tolerance_ == Tolerance::edited_data) return;
    if (digests(revision.data) == revision.record.data_now() || told_.contains(revision.stem()))
      return;
    error_in(revision, "the data files of " + revision.stem() + " are not those of its record",
             "restore " + data_file(revision.stem(), "*") + " from git");
  }

  void missing(const std::string& name) {
    diagnostics_.error(place_in_sum(name), name + " is missing", restore(name));
  }

  void check_file(const Sum::Entry& entry) {
    const fs::path path = folder_.path / entry.path;
    const std::optional<std::string> text = read_text(path);
    if (!text) {
      gone_.push_back(entry);
      told_.insert(stem_of(entry.path));
      return;
    }
    const int file = sources_.add(path.string(), *text);
    const bool may_differ = tolerance_ == Tolerance::edited_data && is_data(entry.path);
    if (may_differ || text_digest(*text) == entry.digest) {
      files_[entry.path] = file;
    } else {
      told_.insert(stem_of(entry.path));
      diagnostics_.error({file, 1, 1}, "the file was edited: it is not what schemake.sum recorded",
                         restore(entry.path));
    }
  }

  void read_records() {
    for (const auto& [name, file] : files_) {
      const std::string stem = stem_of(name);
      if (name != record_file(stem)) continue;
      Revision revision;
      revision.draft = stem == kDraftStem;
      if (const auto sealed = parse_sealed_stem(stem)) {
        revision.number = sealed->number;
        revision.slug = sealed->slug;
      } else if (!revision.draft) {
        diagnostics_.error({file, 1, 1}, "no name of a revision", "name it as NNNN_words.jsonl");
        continue;
      }
      revision.record = read_record(file, sources_, diagnostics_);
      headers_.emplace(revision.record.id, file);
      if (revision.draft) {
        folder_.draft = std::move(revision);
      } else {
        folder_.sealed.push_back(std::move(revision));
      }
    }
  }

  void read_selves() {
    const auto read = [&](Revision& revision) {
      const auto selves = files_.find(record_file(bridge_stem(revision.stem())));
      if (selves != files_.end()) {
        revision.superseded = read_superseded(selves->second, sources_, diagnostics_);
      }
      const auto variants = files_.find(record_file(adoption_stem(revision.stem())));
      if (variants != files_.end()) {
        revision.variants = read_superseded(variants->second, sources_, diagnostics_);
      }
    };
    for (Revision& revision : folder_.sealed) read(revision);
    if (folder_.draft) read(*folder_.draft);
  }

  // In the midst of `git rebase` a commit names files of a revision that `schemake rebase` has
  // moved for the commit before: what it was stands there as a former self. All else that is gone
  // is missing.
  void look_for_moved() {
    std::set<std::string> moved;  // digests of records
    if (tolerance_ == Tolerance::conflicts) {
      for (const Revision& revision : folder_.sealed) {
        for (const Record& self : revision.superseded) {
          moved.insert(text_digest(write_record(self)));
          moved_.insert(self.id);
        }
      }
    }
    for (const Sum::Entry& entry : gone_) {
      const std::string record = record_file(stem_of(entry.path));
      const bool is_moved = std::any_of(gone_.begin(), gone_.end(), [&](const Sum::Entry& other) {
        return other.path == record && moved.contains(other.digest);
      });
      if (!is_moved) missing(entry.path);
    }
  }

  // Which edges lead to sealed revisions: names of files say so.
  void read_edges() {
    const auto has = [&](const std::string& file) { return files_.contains(file); };
    const std::vector<std::string>& dialects = folder_.sum->dialects;
    for (Revision& revision : folder_.sealed) {
      const std::string stem = revision.stem();
      revision.compiled =
          std::any_of(dialects.begin(), dialects.end(),
                      [&](const std::string& dialect) { return has(source_file(stem, dialect)); });
      for (const auto& [name, file] : files_) {
        const std::string from = belongs_to(name, stem) ? squashed_from(name) : std::string();
        if (!from.empty()) read_squash(revision, from, file);
      }
    }
  }

  void read_squash(Revision& revision, const std::string& from, int file) {
    std::string id = from == kBase ? from : std::string();
    for (const Revision& other : folder_.sealed) {
      if (other.record.id.starts_with(from)) id = other.record.id;
    }
    if (id.empty()) {
      diagnostics_.error({file, 1, 1}, "this leads from a revision that is not in the folder",
                         "restore the revision whose id starts with " + from + " from git");
    } else if (std::find(revision.squashes.begin(), revision.squashes.end(), id) ==
               revision.squashes.end()) {
      revision.squashes.push_back(id);
    }
  }

  void error_in(const Revision& revision, std::string message, std::string advice) {
    diagnostics_.error({headers_.at(revision.record.id), 1, 1}, std::move(message),
                       std::move(advice));
  }

  void check_graph() {
    std::set<std::string> ids;
    for (const Revision& revision : folder_.sealed) {
      if (!ids.insert(revision.record.id).second) {
        error_in(revision, "two revisions have the id " + revision.record.id,
                 "one is a copy: remove it and restore schemake.sum from git");
      }
    }
    sort_by_parents();
    if (folder_.draft) check_parents(*folder_.draft);
    check_states();
    folder_.note_releases();
  }

  bool knows(const std::string& id) const {
    if (moved_.contains(id)) return true;
    return std::any_of(folder_.sealed.begin(), folder_.sealed.end(),
                       [&](const Revision& revision) { return revision.record.id == id; });
  }

  void check_parents(const Revision& revision) {
    for (const std::string& parent : revision.record.parents) {
      if (knows(parent)) continue;
      error_in(revision, "the parent " + parent.substr(0, 8) + " is in no record of this folder",
               "restore the revision with that id from git");
    }
  }

  // Parents before children. An id is a hash over the parents', so there is no circle; what cannot
  // be placed lacks a parent.
  void sort_by_parents() {
    std::vector<Revision> waiting = std::move(folder_.sealed), placed;
    std::set<std::string> known = moved_;
    const auto ready = [&](const Revision& revision) {
      const auto& parents = revision.record.parents;
      return std::all_of(parents.begin(), parents.end(),
                         [&](const std::string& parent) { return known.contains(parent); });
    };
    while (true) {
      const auto next = std::find_if(waiting.begin(), waiting.end(), ready);
      if (next == waiting.end()) break;
      known.insert(next->record.id);
      placed.push_back(std::move(*next));
      waiting.erase(next);
    }
    folder_.sealed = std::move(placed);
    folder_.sealed.insert(folder_.sealed.end(), std::make_move_iterator(waiting.begin()),
                          std::make_move_iterator(waiting.end()));
    for (const Revision& revision : folder_.sealed) {
      if (!ready(revision)) check_parents(revision);
    }
  }

  // What the sum says of states must be so by the records.
  void check_states() {
    const auto fail = [&](const std::string& what) {
      diagnostics_.error({sum_file_, 1, 1}, what, "run `git checkout -- schemake.sum` there");
    };
    if (tolerance_ != Tolerance::conflicts && !is_head(folder_.sum->head))
      fail("the head is not that of the records: " + folder_.sum->head);
    for (const Sum::Mark& release : folder_.sum->releases) {
      if (folder_.find(release.id) != nullptr) continue;
      fail("the state of release " + release.release + " is no revision of this folder");
    }
  }

  bool is_head(const std::string& id) const {
    if (folder_.draft) return id == folder_.draft->record.id;
    const std::vector<const Revision*> heads = folder_.heads();
    if (heads.empty()) return id == kBase;
    return std::any_of(heads.begin(), heads.end(),
                       [&](const Revision* head) { return head->record.id == id; });
  }

  Folder folder_;
  Sources& sources_;
  Diagnostics& diagnostics_;
  Tolerance tolerance_;
  int sum_file_ = -1;
  std::set<std::string> present_;       // files of our patterns
  std::set<std::string> told_;          // revisions of which a file was edited, or is missing
  std::vector<Sum::Entry> gone_;        // that the sum names, and that are not there
  std::set<std::string> moved_;         // ids of former selves that git's conflict brings up again
  std::map<std::string, int> files_;    // that the sum names, unchanged: in sources_
  std::map<std::string, int> headers_;  // ids to the files of their records
};

}  // namespace

std::optional<Folder> read_folder(const fs::path& path, Sources& sources, Diagnostics& diagnostics,
                                  Tolerance tolerance) {
  try {
    return FolderReader(path, sources, diagnostics, tolerance).read();
  } catch (const fs::filesystem_error& error) {
    diagnostics.error({}, "cannot read " + path.string() + ": " + error.code().message());
    return std::nullopt;
  }
}

}  // namespace schemake::generator
