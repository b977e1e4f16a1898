#include "render/diagram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "text/diagnostic.hpp"

namespace schemake::generator {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> marks(const TableSchema& table, const Column& column) {
  bool primary = false, foreign = false, unique = false;
  for (const auto& [name, key] : table.keys) {
    const bool holds = std::any_of(key.parts.begin(), key.parts.end(), [&](const IndexPart& part) {
      return part.column == column.name;
    });
    primary = primary || (holds && key.primary);
    unique = unique || (holds && !key.primary && key.parts.size() == 1);
  }
  for (const auto& [name, key] : table.foreign_keys) {
    foreign = foreign || contains(key.columns, column.name);
  }
  std::vector<std::string> result;
  if (primary) result.emplace_back("PK");
  if (foreign) result.emplace_back("FK");
  if (unique) result.emplace_back("UK");
  return result;
}

bool optional(const TableSchema& table, const ForeignKey& key) {
  return std::any_of(key.columns.begin(), key.columns.end(), [&](const std::string& name) {
    const Column* column = table.column(name);
    return column != nullptr && column->nullable;
  });
}

// Mermaid reads # as the start of an entity, %% as a comment, and HTML and Markdown in labels.
std::string mermaid_quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : printable(text)) {
    if (c == '"') {
      result += "#quot;";
    } else if (std::string_view("#%&<>\\`").find(c) != std::string_view::npos) {
      result += fmt::format("#{};", static_cast<int>(c));
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string mermaid_word(const std::string& text) {
  std::string result, upper;
  for (const char c : text) {
    const bool lower_case = c >= 'a' && c <= 'z';
    const bool plain = lower_case || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    result += plain ? c : '_';
    upper += lower_case ? static_cast<char>(c - 'a' + 'A') : c;
  }
  if (result.empty() || (result[0] >= '0' && result[0] <= '9')) result.insert(0, "_");
  // These are Mermaid's marks, in any case.
  if (upper == "PK" || upper == "FK" || upper == "UK") result += '_';
  return result;
}

std::string mermaid_column(const TableSchema& table, const Column& column) {
  const std::string type = spell(column.type), type_word = mermaid_word(type);
  const std::string word = mermaid_word(column.name);
  std::vector<std::string> comment;
  if (word != column.name) comment.push_back(column.name);
  if (type_word != type && !type.empty()) comment.push_back(type);
  if (column.nullable) comment.emplace_back("nullable");
  std::string line = fmt::format("    {} {}", type_word, word);
  const std::vector<std::string> found = marks(table, column);
  if (!found.empty()) line += fmt::format(" {}", fmt::join(found, ", "));
  if (!comment.empty()) line += ' ' + mermaid_quoted(fmt::format("{}", fmt::join(comment, "; ")));
  return line + '\n';
}

std::string dot_escaped(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : printable(text)) {
    if (special.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string dot_id(std::string_view text) { return '"' + dot_escaped(text, "\"\\") + '"'; }

// Labels know HTML's entities as well.
std::string dot_label(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : dot_escaped(text, special)) result += c == '&' ? "&amp;" : std::string(1, c);
  return result;
}

std::string dot_node(const TableSchema& table) {
  constexpr std::string_view kSpecial = "\"\\{}|<> ";
  std::string label = dot_label(table.table.name, kSpecial) + '|';
  for (const Column& column : table.columns) {
    std::string line = column.name + ' ' + spell(column.type);
    if (column.nullable) line += '?';
    const std::vector<std::string> found = marks(table, column);
    if (!found.empty()) line += fmt::format(" {}", fmt::join(found, ", "));
    label += dot_label(line, kSpecial) + "\\l";
  }
  return fmt::format("  {} [label=\"{{{}}}\"];\n", dot_id(table.table.name), label);
}

}  // namespace

std::string diagram_mermaid(const Schema& schema) {
  std::map<std::string, std::string> ids;
  std::string result = "erDiagram\n";
  for (const auto& [name, table] : schema.tables) {
    const std::string& id = ids[table.table.name] = fmt::format("t{}", ids.size() + 1);
    result += fmt::format("  {}[{}] {{\n", id, mermaid_quoted(table.table.name));
    for (const Column& column : table.columns) result += mermaid_column(table, column);
    result += "  }\n";
  }
  for (const auto& [name, table] : schema.tables) {
    for (const auto& [key_name, key] : table.foreign_keys) {
      const TableSchema* parent = schema.table(key.parent);
      if (parent == nullptr) continue;
      result += fmt::format("  {} }}o--{} {} : {}\n", ids[table.table.name],
                            optional(table, key) ? "o|" : "||", ids[parent->table.name],
                            mermaid_quoted(fmt::format("{}", fmt::join(key.columns, ", "))));
    }
  }
  return result;
}

std::string diagram_dot(const Schema& schema) {
  std::string result = "digraph schema {\n  rankdir=LR;\n  node [shape=record];\n";
  for (const auto& [name, table] : schema.tables) result += dot_node(table);
  for (const auto& [name, table] : schema.tables) {
    for (const auto& [key_name, key] : table.foreign_keys) {
      const TableSchema* parent = schema.table(key.parent);
      if (parent == nullptr) continue;
      const std::string columns = fmt::format("{}", fmt::join(key.columns, ", "));
      result +=
          fmt::format("  {} -> {} [label=\"{}\", dir=both, arrowtail=crow, arrowhead={}];\n",
                      dot_id(table.table.name), dot_id(parent->table.name),
                      dot_label(columns, "\"\\"), optional(table, key) ? "teeodot" : "teetee");
    }
  }
  return result + "}\n";
}

}  // namespace schemake::generator
