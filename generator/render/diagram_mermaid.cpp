#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "render/diagram.hpp"
#include "render/unique_words.hpp"
#include "text/diagnostic.hpp"
#include "text/utf8.hpp"

namespace schemake::generator {
namespace {

using Mark = Diagram::Mark;

struct Look {
  Mark mark;
  std::string_view class_name, dot, style;
};
constexpr std::array<Look, 3> kLooks = {{
    {Mark::added, "added", "\U0001F7E2", "fill:#dafbe1,stroke:#1a7f37,color:#1f2328"},
    {Mark::removed, "removed", "\U0001F534", "fill:#ffebe9,stroke:#cf222e,color:#1f2328"},
    {Mark::changed, "changed", "\U0001F7E0", "fill:#fff8c5,stroke:#9a6700,color:#1f2328"},
}};

// Mermaid takes # for the start of an entity, %% for a comment, ~ for generics, and reads HTML and
// Markdown in labels.
std::string quoted_text(std::string_view text) {
  std::string result;
  for (const char c : printable(text)) {
    if (c == '"') {
      result += "#quot;";
    } else if (std::string_view("#%&*:;<>\\`~").find(c) != std::string_view::npos) {
      result += fmt::format("#{};", static_cast<int>(c));
    } else {
      result += c;
    }
  }
  return result;
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// One _ for each character that no word may have.
std::string reduced(std::string_view text, std::string_view allowed = {}) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    const bool plain = is_word_character(c) || allowed.find(c) != std::string_view::npos;
    result += plain ? c : '_';
    at += std::max<std::size_t>(code_point_at(text, at).bytes, 1);
  }
  return result;
}

// Mermaid's marks, in any case, as a whole or before a bracket.
bool starts_with_mark(const std::string& word) {
  if (word.size() < 2 || (word.size() > 2 && is_word_character(word[2]))) return false;
  return std::string_view("pfuPFU").find(word[0]) != std::string_view::npos &&
         (word[1] == 'k' || word[1] == 'K');
}

// What a column's type and name may be written as.
std::string attribute_word(std::string_view text, std::string_view allowed = {}) {
  std::string word = reduced(text, allowed);
  const bool begins = !word.empty() && is_word_character(word[0]) &&
                      !(word[0] >= '0' && word[0] <= '9') && !starts_with_mark(word);
  return begins ? word : "_" + word;
}

// "(dot) + text", of what is there.
std::string marked(Mark mark, const std::string& text) {
  const auto look = std::find_if(kLooks.begin(), kLooks.end(),
                                 [mark](const Look& each) { return each.mark == mark; });
  if (look == kLooks.end()) return text;
  return fmt::format("{} {}{}{}", look->dot, sign(mark), text.empty() ? "" : " ", text);
}

std::string attribute(const Diagram::Column& column) {
  const std::string type = column.type.empty() ? "any" : attribute_word(column.type, "()");
  const std::string name = attribute_word(column.name);
  std::vector<std::string> keys, comment;
  if (column.primary) keys.emplace_back("PK");
  if (column.foreign) keys.emplace_back("FK");
  if (column.unique) keys.emplace_back("UK");
  if (name != column.name) comment.push_back(column.name);
  if (!column.type.empty() && type != column.type) comment.push_back(column.type);
  if (column.nullable) comment.emplace_back("nullable");
  if (!column.was.empty()) {
    comment.push_back(fmt::format("was {}", fmt::join(column.was, ", ")));
  }
  for (std::string& part : comment) part = quoted_text(part);
  const std::string said = marked(column.mark, fmt::format("{}", fmt::join(comment, ", ")));
  std::string line = fmt::format("    {} {}", type, name);
  if (!keys.empty()) line += fmt::format(" {}", fmt::join(keys, ", "));
  if (!said.empty()) line += fmt::format(" \"{}\"", said);
  return line + '\n';
}

std::string entity(const Diagram::Entity& entity, const std::string& id) {
  std::string label = quoted_text(entity.name);
  if (entity.kind == Diagram::EntityKind::view) label += " (view)";
  if (entity.kind == Diagram::EntityKind::virtual_table) label += " (virtual table)";
  if (!entity.was.empty()) label += fmt::format(" (was {})", quoted_text(entity.was));
  std::string text = fmt::format("  {}[\"{}\"]", id, marked(entity.mark, label));
  if (entity.columns.empty()) return text + '\n';
  text += " {\n";
  for (const Diagram::Column& column : entity.columns) text += attribute(column);
  return text + "  }\n";
}

std::string classes(const Diagram& diagram, const std::vector<std::string>& ids) {
  std::string text;
  for (const Look& look : kLooks) {
    std::vector<std::string> members;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      if (diagram.entities[i].mark == look.mark) members.push_back(ids[i]);
    }
    if (members.empty()) continue;
    text += fmt::format("  classDef {} {}\n  class {} {}\n", look.class_name, look.style,
                        fmt::join(members, ","), look.class_name);
  }
  return text;
}

}  // namespace

std::string diagram_mermaid(const Diagram& diagram) {
  std::string text = "erDiagram\n";
  if (!diagram.title.empty()) text += fmt::format("  %% {}\n", printable(diagram.title));
  std::vector<std::string> ids;
  UniqueWords words;
  for (const Diagram::Entity& each : diagram.entities) {
    // Behind t_ no word of Mermaid's own can stand.
    ids.push_back(words.take("t_" + reduced(each.name)));
    text += entity(each, ids.back());
  }
  for (const Diagram::Reference& each : diagram.references) {
    const std::string columns = quoted_text(fmt::format("{}", fmt::join(each.columns, ", ")));
    text += fmt::format("  {} }}o--{} {} : \"{}\"\n", ids[each.child], each.optional ? "o|" : "||",
                        ids[each.parent], marked(each.mark, columns));
  }
  return text + classes(diagram, ids);
}

}  // namespace schemake::generator
