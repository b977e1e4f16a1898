#include "schema/yaml/tree.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

#include "text/utf8.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kDeepest = 32;
constexpr int kMostErrors = 50;  // of one file's YAML: the rest is likely to follow from these
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Thrown through yaml-cpp to stop it, once the reason has been reported.
struct Stop {};

// The first byte at or after `from` that no schema file may hold; npos where there is none.
std::size_t first_refused_byte(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (!point.valid()) return at;
    const bool line_end = text[at] == '\n' || (text[at] == '\r' && text.substr(at + 1, 1) == "\n");
    if (is_control(point.value) && !line_end && text[at] != '\t') return at;
    at += point.bytes;
  }
  return std::string_view::npos;
}

bool has_control(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    if (!point.valid()) return true;
    if (is_control(point.value) && text[at] != '\n' && text[at] != '\t') return true;
    at += point.bytes;
  }
  return false;
}

// Positions of growing offsets in one walk over the text, so that a long line costs no more than
// many short ones.
class Cursor {
 public:
  Cursor(int file, std::string_view text) : text_(text), at_{file, 1, 1} {}

  Position move_to(std::size_t offset) {
    if (offset < offset_) {
      offset_ = 0;
      at_ = {at_.file, 1, 1};
    }
    while (offset_ < offset && offset_ < text_.size()) {
      if (text_[offset_] == '\n') {
        ++at_.line;
        at_.column = 1;
        ++offset_;
        continue;
      }
      const CodePoint point = code_point_at(text_, offset_);
      offset_ += point.valid() ? point.bytes : 1;
      ++at_.column;
    }
    return at_;
  }

 private:
  std::string_view text_;
  std::size_t offset_ = 0;
  Position at_;
};

// Builds the tree from yaml-cpp's events. Each open node's frame points into its parent, whose
// vector does not grow before the node is closed.
class Builder : public YAML::EventHandler {
 public:
  Builder(int file, const std::string& text, Diagnostics& diagnostics)
      : text_(text),
        skipped_(text.compare(0, kByteOrderMark.size(), kByteOrderMark) == 0 ? kByteOrderMark.size()
                                                                             : 0),
        cursor_(file, text),
        diagnostics_(diagnostics) {}

  YamlNode take_root() { return std::move(root_); }
  bool failed() const { return errors_ > 0; }
  std::size_t skipped() const { return skipped_; }

  void error(std::size_t offset, std::string message, std::string advice = {}) {
    diagnostics_.error(cursor_.move_to(offset), std::move(message), std::move(advice));
    if (++errors_ >= kMostErrors) throw Stop{};
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ < 2) return;
    error(offset_of(mark), "a schema file is one YAML document",
          "make it a file of its own, and include it");
    throw Stop{};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    if (wants_key()) {
      error(offset_of(mark), "a key is text, and this is empty or null",
            "put quotes around it where the name is \"null\"");
      take_key({}, offset_of(mark));
      return;
    }
    add(node(YamlNode::Kind::null, mark));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    error(offset_of(mark), "anchors and aliases are not read", "write the value out");
    if (wants_key()) {
      take_key({}, offset_of(mark));
    } else {
      add(node(YamlNode::Kind::null, mark));
    }
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    YamlNode scalar = node(YamlNode::Kind::scalar, mark);
    scalar.quoted = tag == "!";
    scalar.text = value;
    check_quotes(scalar.offset);
    if (has_control(value)) error(scalar.offset, "a control character in text");
    if (!wants_key()) {
      add(std::move(scalar));
      return;
    }
    if (value == "<<" && !scalar.quoted)
      error(scalar.offset, "merge keys are not read", "write it out");
    take_key(value, scalar.offset);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::sequence, mark, tag, anchor);
  }
  void OnSequenceEnd() override { frames_.pop_back(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::mapping, mark, tag, anchor);
  }
  void OnMapEnd() override { frames_.pop_back(); }

 private:
  struct Frame {
    YamlNode* node;
    bool has_key = false;  // of a mapping: its last entry waits for its value
    std::set<std::string> keys;
  };

  std::size_t offset_of(const YAML::Mark& mark) const {
    return skipped_ + static_cast<std::size_t>(std::max(mark.pos, 0));
  }

  YamlNode node(YamlNode::Kind kind, const YAML::Mark& mark) {
    YamlNode result;
    result.kind = kind;
    result.offset = offset_of(mark);
    result.at = cursor_.move_to(result.offset);
    return result;
  }

  bool wants_key() const {
    return !frames_.empty() && frames_.back().node->is_mapping() && !frames_.back().has_key;
  }

  void take_key(const std::string& key, std::size_t offset) {
    Frame& frame = frames_.back();
    if (!frame.keys.insert(key).second) error(offset, "the key \"" + key + "\" stands here twice");
    frame.node->entries.push_back({key, cursor_.move_to(offset), {}});
    frame.has_key = true;
  }

  YamlNode* add(YamlNode value) {
    if (frames_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Frame& frame = frames_.back();
    if (frame.node->is_sequence()) {
      frame.node->items.push_back(std::move(value));
      return &frame.node->items.back();
    }
    frame.has_key = false;
    YamlEntry& entry = frame.node->entries.back();
    // Nothing stands there: yaml-cpp's place for it is on some later line.
    if (value.kind == YamlNode::Kind::null) value.at = entry.at;
    entry.value = std::move(value);
    return &entry.value;
  }

  void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (wants_key()) {
      error(offset_of(mark), "a key is text, and this is a list or a mapping");
      throw Stop{};
    }
    if (frames_.size() >= kDeepest) {
      error(offset_of(mark), "nested deeper than " + std::to_string(kDeepest) + " levels");
      throw Stop{};
    }
    frames_.push_back({add(node(kind, mark)), false, {}});
  }

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0)
      error(offset_of(mark), "anchors and aliases are not read", "write the value out");
  }

  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    error(offset_of(mark), "YAML tags are not read", "leave the tag out");
  }

  // yaml-cpp takes a quote that is never closed, and lines of quoted text that start in column 0,
  // where YAML wants them indented.
  void check_quotes(std::size_t offset) {
    const char quote = offset < text_.size() ? text_[offset] : '\0';
    if (quote != '"' && quote != '\'') return;
    for (std::size_t i = offset + 1; i < text_.size(); ++i) {
      if (quote == '"' && text_[i] == '\\') {
        ++i;
      } else if (text_[i] == quote) {
        if (quote == '"' || text_.compare(i + 1, 1, "'") != 0) return;
        ++i;
      } else if (text_[i] == '\n' && i + 1 < text_.size() &&
                 std::string_view(" \t\r\n").find(text_[i + 1]) == std::string_view::npos) {
        break;
      }
    }
    error(offset, "this quote is not closed", "close it, or indent the lines that it goes on to");
    throw Stop{};
  }

  const std::string& text_;
  std::size_t skipped_;
  Cursor cursor_;
  Diagnostics& diagnostics_;
  YamlNode root_;
  std::vector<Frame> frames_;
  int documents_ = 0;
  int errors_ = 0;
};

// What to do about yaml-cpp's message; empty where it is all that can be said.
std::string advice_at(const std::string& text, std::size_t offset) {
  if (text.compare(offset, 1, "?") == 0) {
    return "a '?' ends a value between { and }: put quotes around it, or write nullable: true";
  }
  const std::size_t line = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
  const std::string_view indentation = std::string_view(text).substr(line, offset - line);
  if (indentation.find('\t') != std::string_view::npos) return "indent with blanks, not with tabs";
  return {};
}

// Where git has put both branches' lines; npos where it has not.
std::size_t first_conflict(const std::string& text) {
  constexpr std::string_view kMarker = "<<<<<<< ";
  if (text.starts_with(kMarker)) return 0;
  const std::size_t found = text.find("\n" + std::string(kMarker));
  return found == std::string::npos ? found : found + 1;
}

bool check_bytes(const std::string& text, Builder& builder) {
  if (const std::size_t conflict = first_conflict(text); conflict != std::string::npos) {
    builder.error(
        conflict, "git's conflict markers",
        "make the lines of both branches what the schema shall be, and remove the markers");
    return false;
  }
  const std::size_t bad = first_refused_byte(text, builder.skipped());
  if (bad == std::string::npos) return true;
  if (code_point_at(text, bad).valid()) {
    builder.error(bad, "a control character in a schema file", "remove it");
  } else {
    builder.error(bad, "a byte that is not UTF-8", "save the file as UTF-8");
  }
  return false;
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const YamlEntry& entry) { return entry.key == key; });
  return found == entries.end() ? nullptr : &found->value;
}

std::optional<YamlNode> parse_yaml(int file, const Sources& sources, Diagnostics& diagnostics) {
  const std::string& text = sources.text(file);
  Builder builder(file, text, diagnostics);
  try {
    if (!check_bytes(text, builder)) return std::nullopt;
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) {
      builder.error(0, "the file holds no YAML", "start it with: schemake: 1");
    }
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::Exception& exception) {
    const std::size_t offset = std::min(
        builder.skipped() + static_cast<std::size_t>(std::max(exception.mark.pos, 0)), text.size());
    try {
      builder.error(offset, "this is not YAML: " + exception.msg, advice_at(text, offset));
    } catch (const Stop&) {
      return std::nullopt;
    }
  } catch (const Stop&) {
    return std::nullopt;
  }
  if (builder.failed()) return std::nullopt;
  return builder.take_root();
}

}  // namespace schemake::generator
