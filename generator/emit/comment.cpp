#include "emit/comment.hpp"

#include <algorithm>

#include "operation/words.hpp"
#include "schema/schema.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kColumns = 100;

// One line of printable ASCII.
std::string tame(std::string_view text) {
  std::string out;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) == 0x80U) continue;  // the rest of a character already replaced
    char put = byte >= 0x20 && byte < 0x7F ? c : '.';
    if (c == '\n' || c == '\t') put = ' ';
    if (put == '?' && !out.empty() && out.back() == '?') out += ' ';
    out += put;
  }
  return out;
}

// Where to break `text` so that at most `room` characters stand before.
std::size_t break_at(std::string_view text, std::size_t room) {
  if (text.size() <= room) return text.size();
  const std::size_t blank = text.rfind(' ', room);
  return blank == std::string_view::npos || blank == 0 ? room : blank;
}

// Nothing without lines.
std::string section(const std::string& title, const std::vector<std::string>& lines) {
  if (lines.empty()) return "";
  std::string out = comment("") + comment(title);
  for (const std::string& line : lines) out += comment(line, 2);
  return out;
}

std::string engine(const Plan& plan) {
  const auto part = [&](unsigned unit) { return std::to_string(plan.engine / unit % 1000); };
  if (plan.dialect == "sqlite") {
    return "SQLite " + part(1000000) + "." + part(1000) + "." + part(1);
  }
  return plan.dialect + " " + std::to_string(plan.engine / 10000);
}

std::string changes(const EdgeText& edge) {
  std::string out = comment("") + comment("What changes");
  if (edge.changes.empty()) out += comment("nothing", 2);
  for (const Description& description : edge.changes) {
    out += comment(description.object, 2);
    for (const std::string& change : description.changes) out += comment(change, 4);
  }
  return out;
}

std::string lost(const EdgeText& edge) {
  std::vector<std::string> lines;
  for (const Loss& loss : edge.losses) {
    const std::string name = spell(loss.object);
    lines.push_back(name + ": " + loss.what +
                    (is_accepted(name, edge.accepted) ? " (accepted)" : " (NOT accepted)"));
  }
  return section("What is lost", lines);
}

std::string title(const EdgeText& edge) {
  const std::string short_from = edge.from.substr(0, 8);
  switch (edge.kind) {
    case edge_v1::Kind::head:
      return "The whole schema at " + edge.name + ", as one plan for fresh databases";
    case edge_v1::Kind::bridge:
      return "From the superseded state " + short_from + " to " + edge.name;
    case edge_v1::Kind::squash:
      return "From " + short_from + " to " + edge.name + " in one plan";
    case edge_v1::Kind::adopt:
      if (edge.from == "base") {
        return "The schema found in the field as " + edge.name +
               ": built to compare with, and never walked";
      }
      return "From the schema " + short_from + ", found in the field, to " + edge.name;
    case edge_v1::Kind::merge:
      return edge.name + ", for databases that come from " + short_from + ": " + edge.message;
    case edge_v1::Kind::revision:
      break;
  }
  return edge.message.empty() ? edge.name : edge.name + ": " + edge.message;
}

}  // namespace

std::vector<std::string> needs(const Plan& plan, bool breaks) {
  std::vector<std::string> lines;
  if (plan.engine != 0) lines.push_back(engine(plan) + " or newer");
  if (breaks) {
    lines.push_back(
        "no older binary on the same database: it may use what is renamed, dropped or tightened");
  }
  return lines;
}

std::string taken_back(const Plan& plan, const std::vector<Loss>& losses) {
  if (!plan.irreversible.empty()) return "no: " + plan.irreversible;
  std::vector<std::string> tables, columns;
  for (const Step& step : plan.downgrade) {
    if (!wants_empty_table(step)) continue;
    columns.push_back(spell(step.source));
    if (std::find(tables.begin(), tables.end(), step.object) == tables.end()) {
      tables.push_back(step.object);
    }
  }
  const std::string lost = losses.empty() ? "" : "the values that are lost stay lost";
  if (columns.empty()) return lost.empty() ? "yes" : "yes, but " + lost;
  return "yes, but only while " + joined(tables) + (tables.size() == 1 ? " has" : " have") +
         " no rows: nothing says what they get in " + joined(columns) +
         " (the downgrade of a data step can)" + (lost.empty() ? "" : "; " + lost);
}

std::string comment(std::string_view text, std::size_t indent) {
  std::string out;
  const std::string tamed = tame(text);
  std::string_view rest = tamed;
  std::size_t blanks = indent + 1;
  do {
    const std::size_t length = break_at(rest, kColumns - 3 - blanks);  // 3: the slashes, a last '.'
    std::string line = "//" + std::string(blanks, ' ') + std::string(rest.substr(0, length));
    line.erase(line.find_last_not_of(' ') + 1);
    if (line.back() == '\\') line += '.';
    out += line + '\n';
    rest.remove_prefix(length);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    blanks = indent + 5;
  } while (!rest.empty());
  return out;
}

std::string explain(const EdgeText& edge) {
  std::string out = comment(title(edge));
  if (edge.kind != edge_v1::Kind::head) out += changes(edge);
  out += section("What it costs", edge.plan.costs) +
         section("What it needs", needs(edge.plan, edge.breaks)) + lost(edge);
  if (edge.kind != edge_v1::Kind::head) {
    out += section("Can it be taken back", {taken_back(edge.plan, edge.losses)});
  }
  return out;
}

}  // namespace schemake::generator
