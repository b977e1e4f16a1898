#include "schema/yaml/text.hpp"

#include <algorithm>
#include <set>

#include "core/sql_text.hpp"
#include "text/utf8.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kWidestKey = 30;  // that the values beside it are aligned to

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_word_for_something_else(std::string_view text) {
  static const std::set<std::string> kWords = {"null", "true", "false", "yes", "no", "on", "off"};
  return kWords.count(sql::lower(text)) > 0;
}

// Whether a scalar reads as itself without quotes. Stricter than YAML asks for.
bool is_plain(std::string_view text, bool in_flow) {
  if (text.empty() || is_word_for_something_else(text)) return false;
  const bool number = text.size() > 1 && text[0] == '-' && text[1] >= '0' && text[1] <= '9';
  if (!is_alphanumeric(text.front()) && !number) return false;
  const std::string_view allowed = in_flow ? " _-+./()*<>=;@$" : " _-+./()*<>=;@$,?!'\"|%^~[]{}&";
  if (text.back() == ' ') return false;
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return is_alphanumeric(c) || allowed.find(c) != std::string_view::npos;
  });
}

std::string quoted(std::string_view text) {
  const bool has_line = text.find_first_of("\n\t") != std::string_view::npos;
  const bool escapes = text.find_first_of("\"\\") != std::string_view::npos;
  std::string result;
  if (escapes && !has_line) {
    for (const char c : text) result += c == '\'' ? "''" : std::string(1, c);
    return '\'' + result + '\'';
  }
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
    } else if (c == '\t') {
      result += "\\t";
    } else {
      if (c == '"' || c == '\\') result += '\\';
      result += c;
    }
  }
  return '"' + result + '"';
}

std::string scalar(const YamlText& node, bool in_flow) {
  const bool plain = node.style == YamlText::Style::plain ||
                     (node.style == YamlText::Style::as_text && is_plain(node.scalar, in_flow));
  return plain ? node.scalar : quoted(node.scalar);
}

// A key is also no number, so that it looks like the name that it is, and holds nothing that only
// values may.
std::string key(const std::string& name) {
  const bool plain = is_plain(name, true) && !(name[0] >= '0' && name[0] <= '9') && name[0] != '-';
  return plain ? name : quoted(name);
}

bool can_be_flow(const YamlText& node) {
  if (node.block || node.lines.size() > 1) return false;
  const auto item = [](const YamlText& each) { return can_be_flow(each); };
  const auto entry = [](const auto& each) { return can_be_flow(each.value); };
  return std::all_of(node.items.begin(), node.items.end(), item) &&
         std::all_of(node.entries.begin(), node.entries.end(), entry);
}

std::string flow(const YamlText& node) {
  std::string result;
  const auto separate = [&] {
    if (!result.empty()) result += ", ";
  };
  switch (node.kind) {
    case YamlText::Kind::scalar:
      return scalar(node, true);
    case YamlText::Kind::list:
      for (const YamlText& item : node.items) {
        separate();
        result += flow(item);
      }
      return '[' + result + ']';
    case YamlText::Kind::mapping:
      for (const auto& [name, value] : node.entries) {
        separate();
        result.append(key(name)).append(": ").append(flow(value));
      }
      return '{' + result + '}';
  }
  return result;
}

class Writer {
 public:
  std::string take() { return std::move(text_); }

  void mapping(const YamlText& node, std::size_t depth) {
    std::size_t widest = 0;
    for (const auto& [name, value] : node.entries) {
      const std::size_t width = count_code_points(key(name));
      if (node.aligned && width <= kWidestKey) widest = std::max(widest, width);
    }
    for (const auto& [name, value] : node.entries) {
      if (depth == 0 && value.block) text_ += '\n';
      indent(depth);
      const std::string written = key(name) + ':';
      text_ += written;
      const std::size_t width = count_code_points(written);
      const std::size_t gap = width <= widest ? widest + 2 - width : 1;
      entry(value, depth, 2 * depth + width + gap, gap);
    }
  }

 private:
  void indent(std::size_t depth) { text_.append(2 * depth, ' '); }

  // What stands behind "key:", from `column` on.
  void entry(const YamlText& node, std::size_t depth, std::size_t column, std::size_t gap) {
    if (node.kind == YamlText::Kind::scalar) {
      if (node.lines.size() > 1) {
        text_ += " |\n";
        for (const std::string& line : node.lines) {
          indent(depth + 1);
          text_ += line + '\n';
        }
        return;
      }
      text_.append(gap, ' ').append(scalar(node, false)).append("\n");
      return;
    }
    if (can_be_flow(node)) {
      const std::string line = flow(node);
      if (column + line.size() <= kWidth) {
        text_.append(gap, ' ').append(line).append("\n");
        return;
      }
    }
    text_ += '\n';
    if (node.kind == YamlText::Kind::mapping) {
      mapping(node, depth + 1);
    } else {
      list(node, depth + 1);
    }
  }

  void list(const YamlText& node, std::size_t depth) {
    for (const YamlText& item : node.items) {
      indent(depth);
      text_ += "-";
      if (item.kind == YamlText::Kind::mapping && !fits(item, 2 * depth + 2)) {
        Writer inner;
        inner.mapping(item, depth + 1);
        text_ += ' ' + inner.take().substr(2 * depth + 2);
      } else if (item.kind == YamlText::Kind::scalar) {
        entry(item, depth, 2 * depth + 2, 1);
      } else {
        text_ += ' ' + flow(item) + '\n';
      }
    }
  }

  static bool fits(const YamlText& node, std::size_t column) {
    return can_be_flow(node) && column + flow(node).size() <= kWidth;
  }

  std::string text_;
};

}  // namespace

YamlText YamlText::text(std::string_view text) {
  YamlText node;
  node.scalar = text;
  return node;
}

YamlText YamlText::in_quotes(std::string_view text) {
  YamlText node = YamlText::text(text);
  node.style = Style::quoted;
  return node;
}

YamlText YamlText::list_of(const std::vector<std::string>& texts) {
  std::vector<YamlText> items;
  items.reserve(texts.size());
  for (const std::string& each : texts) items.push_back(text(each));
  return list(std::move(items));
}

YamlText YamlText::list(std::vector<YamlText> items) {
  YamlText node;
  node.kind = Kind::list;
  node.items = std::move(items);
  return node;
}

YamlText YamlText::mapping() {
  YamlText node;
  node.kind = Kind::mapping;
  return node;
}

YamlText YamlText::plain() && {
  style = Style::plain;
  return std::move(*this);
}

YamlText& YamlText::add(std::string name, YamlText value) {
  entries.push_back({std::move(name), std::move(value)});
  return *this;
}

std::string write_yaml(const YamlText& root) {
  Writer writer;
  writer.mapping(root, 0);
  return writer.take();
}

}  // namespace schemake::generator
