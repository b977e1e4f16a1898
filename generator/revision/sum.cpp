#include "revision/sum.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "text/identifier.hpp"
#include "text/utf8.hpp"

namespace schemake::generator {
namespace {

constexpr const char* kFormat = "1";
constexpr const char* kRestore = "restore it with `git checkout -- schemake.sum`";
constexpr const char* kNewer = "a newer schemake wrote it: update schemake";
constexpr const char* kConflict =
    "both branches recorded a revision: resolve the schema file, then `schemake rebase` puts yours "
    "on top of theirs, or `schemake merge` joins what was released on both";

bool is_digest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_state(std::string_view text) { return text == "base" || is_digest(text); }

bool is_shown(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (!point.valid() || is_control(point.value)) return false;
    at += point.bytes;
  }
  return !text.empty();
}

// A schema file, relative to the folder.
bool is_path(std::string_view text) { return is_shown(text) && text.front() != '/'; }

// A file of the folder itself: a plain name of letters, digits, '_', '-' and '.'.
bool is_name(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.front() != '-' &&
         text.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") ==
             std::string_view::npos;
}

constexpr std::array<std::pair<std::string_view, std::vector<std::string> Requires::*>, 4>
    kRequired = {{{"function", &Requires::functions},
                  {"collation", &Requires::collations},
                  {"module", &Requires::modules},
                  {"tokenizer", &Requires::tokenizers}}};

// Up to the first blank, which is taken off `rest` with it.
std::string_view take_word(std::string_view& rest) {
  const std::size_t blank = rest.find(' ');
  const std::string_view word = rest.substr(0, blank);
  rest.remove_prefix(blank == std::string_view::npos ? rest.size() : blank + 1);
  return word;
}

// The lines in order; a word that a line begins with says what it is.
class SumReader {
 public:
  SumReader(int file, const Sources& sources, Diagnostics& diagnostics)
      : file_(file), diagnostics_(diagnostics) {
    std::string line;
    for (char c : sources.text(file)) {
      if (c == '\n') lines_.push_back(std::exchange(line, {}));
      if (c != '\n' && c != '\r') line += c;
    }
    if (!line.empty()) lines_.push_back(std::move(line));
  }

  std::optional<Sum> read() {
    Sum sum;
    const bool whole = check_markers() && check_format() && one("generator", sum.generator) &&
                       one("catalog", sum.catalog) && dialects(sum.dialects) &&
                       one("head", sum.head) && required(sum.requirements) &&
                       entries("schema", sum.schemas, is_path) &&
                       entries("input", sum.inputs, is_name) &&
                       entries("file", sum.files, is_name) && marks("release", sum.releases) &&
                       marks("retired", sum.retired) && end() && check_values(sum);
    return whole ? std::optional(std::move(sum)) : std::nullopt;
  }

 private:
  // At the line that was looked at last.
  bool fail(std::string message, std::string advice = kRestore) {
    diagnostics_.error({file_, static_cast<int>(place_) + 1, 1}, std::move(message),
                       std::move(advice));
    return false;
  }

  bool check_markers() {
    for (place_ = 0; place_ < lines_.size(); ++place_) {
      for (const char* marker : {"<<<<<<<", "|||||||", "=======", ">>>>>>>"}) {
        if (lines_[place_].starts_with(marker)) return fail("git's conflict markers", kConflict);
      }
    }
    return true;
  }

  bool check_format() {
    const std::string* format = take("schemake.sum");
    if (format == nullptr) return fail("this is no schemake.sum: it was emptied or overwritten");
    if (*format != kFormat) return fail("the sum has a format that this version lacks", kNewer);
    return true;
  }

  // What stands behind `word` on the next line, which is passed; null where that is another line.
  const std::string* take(std::string_view word) {
    place_ = next_;
    if (next_ >= lines_.size() || !lines_[next_].starts_with(std::string(word) + ' ')) {
      return nullptr;
    }
    rest_ = lines_[next_++].substr(word.size() + 1);
    return &rest_;
  }

  bool one(const char* word, std::string& value) {
    const std::string* rest = take(word);
    if (rest == nullptr) {
      return fail("the sum has no line \"" + std::string(word) +
                  "\" here: it is cut off or edited");
    }
    value = *rest;
    return true;
  }

  bool dialects(std::vector<std::string>& list) {
    std::string words;
    if (!one("dialects", words)) return false;
    std::string_view rest = words;
    while (!rest.empty()) list.emplace_back(take_word(rest));
    return true;
  }

  bool required(Requires& requirements) {
    while (const std::string* line = take("requires")) {
      std::string_view rest = *line;
      const std::string_view kind = take_word(rest);
      const auto list = std::find_if(kRequired.begin(), kRequired.end(),
                                     [&](const auto& item) { return item.first == kind; });
      if (list == kRequired.end()) {
        return fail("the sum requires what this version does not know: \"" + *line + '"', kNewer);
      }
      if (!is_shown(rest)) return fail("no name behind \"requires\"");
      (requirements.*list->second).emplace_back(rest);
    }
    return true;
  }

  bool entries(const char* word, std::vector<Sum::Entry>& list, bool (*good)(std::string_view)) {
    while (const std::string* line = take(word)) {
      std::string_view rest = *line;
      const std::string_view digest = take_word(rest);
      if (!is_digest(digest)) return fail("no digest behind \"" + std::string(word) + "\"");
      if (!good(rest))
        return fail("no name of a file of this folder: \"" + std::string(rest) + "\"");
      list.push_back({std::string(digest), std::string(rest)});
    }
    return true;
  }

  bool marks(const char* word, std::vector<Sum::Mark>& list) {
    while (const std::string* line = take(word)) {
      std::string_view rest = *line;
      const std::string_view id = take_word(rest);
      if (!is_digest(id)) return fail("no id behind \"" + std::string(word) + "\"");
      if (!is_shown(rest) || rest.find(' ') != std::string_view::npos) {
        return fail("no name of a release: \"" + std::string(rest) + "\"");
      }
      list.push_back({std::string(id), std::string(rest)});
    }
    return true;
  }

  bool end() {
    const std::size_t above = next_;
    const std::string* count = take("end");
    if (count == nullptr) {
      if (next_ == lines_.size()) return fail("the sum is cut off: its end line is missing");
      return fail("a line that does not belong here: \"" + lines_[next_] + '"',
                  std::string(kNewer) + ", or it was edited: " + kRestore);
    }
    if (*count != std::to_string(above)) return fail("the sum was edited: the count is not right");
    place_ = next_;
    if (next_ != lines_.size()) return fail("the sum goes on behind its end");
    return true;
  }

  bool check_values(const Sum& sum) {
    place_ = 0;
    if (!is_identifier(sum.catalog)) return fail("the catalog is no identifier");
    if (!is_state(sum.head)) return fail("the head is no state");
    if (sum.dialects.empty() ||
        !std::all_of(sum.dialects.begin(), sum.dialects.end(), is_identifier)) {
      return fail("the dialects are no words");
    }
    for (const auto* list : {&sum.inputs, &sum.files}) {
      const auto by_path = [](const Sum::Entry& a, const Sum::Entry& b) {
        return a.path >= b.path;
      };
      if (std::adjacent_find(list->begin(), list->end(), by_path) != list->end()) {
        return fail("the sum was edited: its files are not in order");
      }
    }
    return true;
  }

  int file_;
  Diagnostics& diagnostics_;
  std::vector<std::string> lines_;
  std::size_t next_ = 0;   // the line to take
  std::size_t place_ = 0;  // the line to blame
  std::string rest_;
};

void append(std::string& out, const char* word, const std::vector<Sum::Entry>& entries) {
  for (const Sum::Entry& entry : entries) {
    out.append(word).append(" ").append(entry.digest).append(" ").append(entry.path).append("\n");
  }
}

void append(std::string& out, const char* word, const std::vector<Sum::Mark>& marks) {
  for (const Sum::Mark& mark : marks) {
    out.append(word).append(" ").append(mark.id).append(" ").append(mark.release).append("\n");
  }
}

std::vector<Sum::Entry> sorted(std::vector<Sum::Entry> entries) {
  std::sort(entries.begin(), entries.end(),
            [](const Sum::Entry& a, const Sum::Entry& b) { return a.path < b.path; });
  return entries;
}

}  // namespace

std::string write_sum(const Sum& sum) {
  std::string out = std::string("schemake.sum ") + kFormat + "\ngenerator " + sum.generator +
                    "\ncatalog " + sum.catalog + "\ndialects";
  for (const std::string& dialect : sum.dialects) out += ' ' + dialect;
  out += "\nhead " + sum.head + '\n';
  for (const auto& [kind, list] : kRequired) {
    for (const std::string& name : sum.requirements.*list) {
      out.append("requires ").append(kind).append(" ").append(name).append("\n");
    }
  }
  append(out, "schema", sum.schemas);
  append(out, "input", sorted(sum.inputs));
  append(out, "file", sorted(sum.files));
  append(out, "release", sum.releases);
  append(out, "retired", sum.retired);
  return out + "end " + std::to_string(std::count(out.begin(), out.end(), '\n')) + '\n';
}

std::optional<Sum> read_sum(int file, const Sources& sources, Diagnostics& diagnostics) {
  return SumReader(file, sources, diagnostics).read();
}

namespace {

// The text of one side of a conflict: 0 is ours, 1 is theirs. The base that git may show between
// them is neither.
std::string side_of(const std::string& text, int side) {
  std::string out;
  int at = -1;  // the side that the lines are of; -1: both
  bool base = false;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    begin = end;
    if (line.starts_with("<<<<<<<")) {
      at = 0;
    } else if (line.starts_with("|||||||") && at == 0) {
      base = true;
    } else if (line.starts_with("=======") && at == 0) {
      at = 1;
      base = false;
    } else if (line.starts_with(">>>>>>>") && at == 1) {
      at = -1;
    } else if (!base && (at == -1 || at == side)) {
      out += line;
    }
  }
  return out;
}

template <class T>
void add_all(std::vector<T>& list, const std::vector<T>& others) {
  for (const T& other : others) {
    if (std::find(list.begin(), list.end(), other) == list.end()) list.push_back(other);
  }
}

void add_files(std::vector<Sum::Entry>& files, const std::vector<Sum::Entry>& others, int file,
               Diagnostics& diagnostics) {
  add_all(files, others);
  files = sorted(std::move(files));
  const auto same_path = [](const Sum::Entry& a, const Sum::Entry& b) { return a.path == b.path; };
  for (auto pair = std::adjacent_find(files.begin(), files.end(), same_path); pair != files.end();
       pair = std::adjacent_find(files.begin(), files.end(), same_path)) {
    if (!pair->path.starts_with("head.")) {
      diagnostics.error({file, 1, 1}, "both branches changed " + pair->path,
                        "git mixes what has one name: `git merge --abort` (or `git rebase "
                        "--abort`), give your revision another name by `schemake reopen` and "
                        "`schemake revision -m \"...\"`, and bring both together again");
    }
    files.erase(pair, pair + 2);
  }
}

}  // namespace

std::optional<Sum> read_conflicted_sum(int file, Sources& sources, Diagnostics& diagnostics) {
  const std::string text = sources.text(file);
  const std::string ours_text = side_of(text, 0), theirs_text = side_of(text, 1);
  if (ours_text == theirs_text) return read_sum(file, sources, diagnostics);
  const std::string path = sources.path(file);
  auto ours = read_sum(sources.add(path + " (ours)", ours_text), sources, diagnostics);
  const auto theirs = read_sum(sources.add(path + " (theirs)", theirs_text), sources, diagnostics);
  if (!ours || !theirs) return std::nullopt;
  if (ours->catalog != theirs->catalog) {
    diagnostics.error(
        {file, 1, 1},
        "the branches name their catalogs " + ours->catalog + " and " + theirs->catalog,
        "a catalog keeps its name: databases know their history by it");
    return std::nullopt;
  }
  add_files(ours->files, theirs->files, file, diagnostics);
  add_files(ours->inputs, theirs->inputs, file, diagnostics);
  add_all(ours->releases, theirs->releases);
  add_all(ours->retired, theirs->retired);
  return ours;
}

}  // namespace schemake::generator
