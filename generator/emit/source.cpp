#include "emit/source.hpp"

#include <algorithm>
#include <set>

#include "emit/comment.hpp"

namespace schemake::generator {
namespace {

constexpr std::size_t kColumns = 100;
// Compilers need not take more in one literal, adjacent ones joined; clang warns beyond.
constexpr std::size_t kLongText = 60'000;

std::string phase(Phase phase) {
  switch (phase) {
    case Phase::expand:
      return "Phase::expand";
    case Phase::data:
      return "Phase::data";
    case Phase::contract:
      return "Phase::contract";
  }
  return {};
}

std::string kind(edge_v1::Kind kind) {
  switch (kind) {
    case edge_v1::Kind::revision:
      return "Kind::revision";
    case edge_v1::Kind::head:
      return "Kind::head";
    case edge_v1::Kind::bridge:
      return "Kind::bridge";
    case edge_v1::Kind::squash:
      return "Kind::squash";
    case edge_v1::Kind::adopt:
      return "Kind::adopt";
    case edge_v1::Kind::merge:
      return "Kind::merge";
  }
  return {};
}

// The function of edge_v1 that makes such a step.
std::string verb(Verb verb) {
  switch (verb) {
    case Verb::run:
      return "run";
    case Verb::guard:
      return "guard";
    case Verb::rebuild:
      return "rebuild";
    case Verb::retext:
      return "retext";
    case Verb::alone:
      return "alone";
    case Verb::call:
      return "call";
    case Verb::none:
      return "none";
  }
  return {};
}

// The arguments of a step's function behind its phase and object; one that is long begins a new
// line.
class Arguments {
 public:
  explicit Arguments(std::string head) : text_("  " + std::move(head)) {}

  void words(const std::string& text) {
    const std::string one = literal(text, kArgument);
    const bool fits = one.find('\n') == std::string::npos && column() + one.size() + 4 <= kColumns;
    text_ += (fits ? ", " : ",\n" + std::string(kArgument, ' ')) + one;
  }
  // On a line of its own.
  void clauses(const std::string& text) {
    text_ += ",\n" + std::string(kArgument, ' ');
    text_ += text.empty() ? "\"\"" : sql_literal(text, kColumns - kArgument - 2);
  }
  void sql(const std::string& text) {
    const bool own_line = text_.find('\n') != std::string::npos;  // behind words that took some
    text_ += own_line ? ",\n" + std::string(kArgument, ' ') : ", ";
    const std::size_t used = std::min(column() + 2, kColumns);  // 2: "),"
    text_ += sql_literal(text, kColumns - used);
  }
  void name(const std::string& function) { text_ += ", " + function; }
  std::string close() { return text_ + "),\n"; }

 private:
  static constexpr std::size_t kArgument = 6;  // the indent of an argument on a line of its own

  std::size_t column() const {
    const std::size_t line = text_.rfind('\n');
    return text_.size() - (line == std::string::npos ? 0 : line + 1);
  }

  std::string text_;
};

// "  data("0003_add_email.data.sql", Fresh::skip, R"sql(...)sql"),"
std::string data_step(const Step& step) {
  Arguments out("data(" + literal(step.object) + ", Fresh::" + step.reason);
  if (step.verb == Verb::call) {
    out.name(step.sql);
  } else {
    out.sql(step.sql);
  }
  return out.close();
}

// "  run(Phase::expand, "author", R"sql(...)sql"),": what the step's function in edge_v1 takes.
std::string step(const Step& step) {
  const std::string place = phase(step.phase) + ", " + literal(step.object);
  if (step.verb == Verb::none) return "  none(" + literal(step.reason, 7) + "),\n";
  if (is_data_step(step)) return data_step(step);
  if (step.verb == Verb::call) return "  call(" + place + ", " + step.sql + "),\n";
  Arguments out(verb(step.verb) + "(" + place);
  if (step.verb == Verb::retext) {
    out.clauses(step.was);
    out.clauses(step.sql);
    return out.close();
  }
  if (step.verb == Verb::guard) out.words(step.reason);
  if (step.verb == Verb::rebuild) out.words(step.was);
  out.sql(step.sql);
  return out.close();
}

std::string steps(const std::string& name, const std::vector<Step>& list) {
  std::string out = "constexpr Step " + name + "[] = {\n";
  bool fallback = false;
  for (const Step& one : list) {
    if (fallback) out += "  // where that cannot be:\n";
    out += step(one);
    fallback = one.verb == Verb::retext;
  }
  return out + "};\n\n";
}

std::string member(const EdgeText& edge, const std::string& suffix) {
  const auto flag = [](bool value) { return std::string(value ? "true" : "false"); };
  return "  {" + kind(edge.kind) + ", " + literal(edge.plan.dialect) + ",\n   " +
         literal(edge.from) + ",\n   " + literal(edge.to) + ",\n   " + literal(edge.name) +
         ", /*draft*/ " + flag(edge.draft) + ", /*breaks*/ " + flag(edge.breaks) + ", /*engine*/ " +
         std::to_string(edge.plan.engine) + ",\n   steps(upgrade" + suffix + "), steps(downgrade" +
         suffix + "), /*irreversible*/ " + literal(edge.plan.irreversible) + "},\n";
}

// The functions of data steps that are called, declared.
std::string declarations(const std::vector<EdgeText>& edges) {
  std::set<std::string> functions;
  for (const EdgeText& edge : edges) {
    for (const std::vector<Step>* list : {&edge.plan.upgrade, &edge.plan.downgrade}) {
      for (const Step& one : *list) {
        if (one.verb == Verb::call) functions.insert(one.sql);
      }
    }
  }
  std::string out;
  for (const std::string& function : functions) {
    const std::size_t colons = function.find("::");
    const bool inner = colons != std::string::npos;
    const std::string name = inner ? function.substr(colons + 2) : function;
    const std::string declaration = "void " + name + "(schemake::Data&);";
    out += inner ? "namespace " + function.substr(0, colons) + " { " + declaration + " }\n"
                 : declaration + "\n";
  }
  return out.empty() ? out : out + "\n";
}

bool has_long_text(const std::vector<EdgeText>& edges) {
  for (const EdgeText& edge : edges) {
    for (const std::vector<Step>* list : {&edge.plan.upgrade, &edge.plan.downgrade}) {
      for (const Step& one : *list) {
        if (one.sql.size() > kLongText || one.was.size() > kLongText) return true;
      }
    }
  }
  return false;
}

std::string banner(const std::vector<EdgeText>& edges) {
  // The first line, for what stands before it is laid out anew by the reader's clang-format.
  std::string out = "// clang-format off\n";
  out += comment("Written by schemake. Do not edit: schemake.sum holds its digest.") + "//\n";
  if (edges.size() == 1) return out + explain(edges.front());
  if (edges.front().kind == edge_v1::Kind::adopt) {
    return out + comment(
                     "Databases without a history are adopted by these plans: each is compared "
                     "with the schemas found in the field, and led from the one that it has to " +
                     edges.back().name + ".");
  }
  return out + comment("Databases that stand at a former self of " + edges.front().name +
                       " come to it by these plans.");
}

std::string data(const std::vector<EdgeText>& edges) {
  std::string lists, members;
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const std::string suffix = edges.size() == 1 ? "" : "_" + std::to_string(i + 1);
    if (edges.size() > 1) lists += explain(edges[i]);
    lists += steps("upgrade" + suffix, edges[i].plan.upgrade);
    lists += steps("downgrade" + suffix, edges[i].plan.downgrade);
    members += member(edges[i], suffix);
  }
  return lists + "constexpr Edge list[] = {\n" + members + "};\n";
}

}  // namespace

std::string cpp_source(const std::string& catalog, const std::string& stem,
                       const std::vector<EdgeText>& edges) {
  const std::string name = symbol(stem, edges.front().plan.dialect);
  const std::string inner = name + "_steps";
  std::string out = banner(edges);
  out += "\n#include <schemake/edge_v1.hpp>\n\n";
  const bool long_text = has_long_text(edges);
  if (long_text) {
    out +=
        "#ifdef __clang__\n#pragma clang diagnostic push\n"
        "#pragma clang diagnostic ignored \"-Woverlength-strings\"\n#endif\n\n";
  }
  out += "namespace schemake_catalog_" + catalog + " {\n" + declarations(edges);
  out +=
      "namespace " + inner + " {\nusing namespace schemake::edge_v1;\n\n" + data(edges) + "}\n\n";
  out += "extern const schemake::edge_v1::Edges " + name + ";\n";
  out += "constexpr schemake::edge_v1::Edges " + name + " =\n    schemake::edge_v1::edges(" +
         inner + "::list);\n}\n";
  if (long_text) out += "\n#ifdef __clang__\n#pragma clang diagnostic pop\n#endif\n";
  return out;
}

std::string symbol(const std::string& stem, const std::string& dialect) {
  std::string out = "edges_" + stem + "_" + dialect;
  for (char& c : out) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!word) c = '_';
  }
  return out;
}

}  // namespace schemake::generator
