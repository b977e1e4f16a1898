#include <fmt/format.h>

#include "render/diagram.hpp"
#include "render/unique_words.hpp"
#include "text/diagnostic.hpp"

namespace schemake::generator {
namespace {

using Mark = Diagram::Mark;

struct Look {
  std::string_view fill, line;
};

// Of a table's border and title, a column, an edge.
Look look(Mark mark) {
  switch (mark) {
    case Mark::added:
      return {"#dafbe1", "#1a7f37"};
    case Mark::removed:
      return {"#ffebe9", "#cf222e"};
    case Mark::changed:
      return {"#fff8c5", "#9a6700"};
    case Mark::same:
      break;
  }
  return {"#eaeef2", "#57606a"};
}

std::string id(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return '"' + result + '"';
}

// As a quoted label, in which Graphviz reads entities of HTML as well.
std::string label(std::string_view text) {
  std::string result;
  for (const char c : printable(text)) result += c == '&' ? "&amp;" : std::string(1, c);
  return id(result);
}

// In an HTML-like label, which folds blanks, is read as XML, which has no U+FFFE and U+FFFF, and
// puts the node's name for \N however that is written: a blank of no width follows each backslash.
std::string html(std::string_view text) {
  std::string result;
  const std::string shown = printable(text);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const std::string_view three = std::string_view(shown).substr(i, 3);
    if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
      result += "\xEF\xBF\xBD";
      i += 2;
    } else if (std::string_view("&<>\"' ").find(shown[i]) != std::string_view::npos) {
      result += fmt::format("&#{};", shown[i] == ' ' ? 160 : static_cast<int>(shown[i]));
    } else {
      result += shown[i];
      if (shown[i] == '\\') result += "&#8203;";
    }
  }
  return result;
}

std::string marked(Mark mark, const std::string& text) {
  return mark == Mark::same ? text : fmt::format("{} {}", sign(mark), text);
}

std::string row(const Diagram::Column& column) {
  std::vector<std::string> keys;
  if (column.primary) keys.emplace_back("PK");
  if (column.foreign) keys.emplace_back("FK");
  if (column.unique) keys.emplace_back("UK");
  std::string type = column.type + (column.nullable ? "?" : "");
  if (!column.was.empty()) type += fmt::format(" (was {})", fmt::join(column.was, ", "));
  std::string fill = "ALIGN=\"LEFT\"";
  if (column.mark != Mark::same) fill += fmt::format(" BGCOLOR=\"{}\"", look(column.mark).fill);
  return fmt::format("    <TR><TD {0}>{1}</TD><TD {0}>{2}</TD><TD {0}>{3}</TD></TR>\n", fill,
                     html(marked(column.mark, column.name)), html(type),
                     fmt::join(keys, ",&#160;"));
}

std::string node(const Diagram::Entity& entity, const std::string& name) {
  std::string title = fmt::format("<B>{}</B>", html(marked(entity.mark, entity.name)));
  if (entity.kind == Diagram::EntityKind::view) title += " <I>view</I>";
  if (entity.kind == Diagram::EntityKind::virtual_table) title += " <I>virtual&#160;table</I>";
  if (!entity.was.empty()) title += fmt::format(" (was&#160;{})", html(entity.was));
  const Look shown = look(entity.mark);
  std::string text = fmt::format(
      "  {} [label=<\n"
      "    <TABLE BORDER=\"0\" CELLBORDER=\"1\" CELLSPACING=\"0\" COLOR=\"{}\" "
      "BGCOLOR=\"#ffffff\">\n"
      "    <TR><TD COLSPAN=\"3\" BGCOLOR=\"{}\">{}</TD></TR>\n",
      name, shown.line, shown.fill, title);
  for (const Diagram::Column& column : entity.columns) text += row(column);
  return text + "    </TABLE>>];\n";
}

}  // namespace

std::string diagram_dot(const Diagram& diagram) {
  std::string text =
      "digraph schema {\n"
      "  charset=\"UTF-8\";\n"
      "  rankdir=LR;\n"
      "  node [shape=plain, fontname=\"Helvetica\"];\n"
      "  edge [fontname=\"Helvetica\", dir=both, arrowtail=crow];\n";
  if (!diagram.title.empty()) {
    text += fmt::format("  label={};\n  labelloc=t;\n", label(diagram.title));
  }
  std::vector<std::string> names;
  UniqueWords words;
  for (const Diagram::Entity& entity : diagram.entities) {
    names.push_back(id(words.take(printable(entity.name))));
    text += node(entity, names.back());
  }
  for (const Diagram::Reference& each : diagram.references) {
    const std::string columns = fmt::format("{}", fmt::join(each.columns, ", "));
    text += fmt::format("  {} -> {} [label={}, arrowhead={}", names[each.child], names[each.parent],
                        label(marked(each.mark, columns)), each.optional ? "teeodot" : "teetee");
    if (each.mark != Mark::same) {
      text += fmt::format(", color=\"{0}\", fontcolor=\"{0}\"", look(each.mark).line);
    }
    if (each.mark == Mark::removed) text += ", style=dashed";
    text += "];\n";
  }
  return text + "}\n";
}

}  // namespace schemake::generator
