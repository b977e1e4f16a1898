#include "schema/yaml/sql.hpp"

#include <algorithm>
#include <optional>

#include "core/sql_text.hpp"

namespace schemake::generator {
namespace {

using sql::Token;

// Where byte `offset` of a scalar's text stands: exactly, where the source holds the text as it is.
Position inside(const Reading& reading, const YamlNode& node, std::size_t offset) {
  const std::string& source = reading.sources.text(node.at.file);
  const std::size_t start = node.offset + (node.quoted ? 1 : 0);
  const std::size_t end = std::min(offset + 1, node.text.size());
  if (source.compare(start, end, node.text, 0, end) != 0) return node.at;
  return reading.sources.position(node.at.file, start + offset);
}

// Vets one text; reports the first thing wrong with it.
class Vetting {
 public:
  Vetting(Reading& reading, const YamlNode& node, SqlUse use)
      : reading_(reading), node_(node), use_(use), tokens_(sql::tokenize(node.text)) {}

  bool passes() {
    if (tokens_.empty() && use_ != SqlUse::arguments) return refuse(0, "there is no SQL here");
    if (sql::has_comment(node_.text)) {
      return refuse(0, "a comment inside of SQL", "put it in the YAML, after a #");
    }
    for (const Token& token : tokens_) {
      if (!token_passes(token)) return false;
    }
    if (!open_.empty()) return refuse(open_.back(), "this bracket is not closed", comma_advice());
    switch (use_) {
      case SqlUse::expression:
      case SqlUse::arguments:
        return true;
      case SqlUse::query:
        return starts_with_one_of(0, {"SELECT", "WITH", "VALUES"},
                                  "a query starts with SELECT or WITH");
      case SqlUse::statements:
        return statements_pass();
    }
    return true;
  }

 private:
  bool refuse(std::size_t offset, const std::string& message, const std::string& advice = {}) {
    reading_.error(inside(reading_, node_, offset), message, advice);
    return false;
  }

  bool token_passes(const Token& token) {
    if (token.kind == Token::Kind::bad) return bad_token(token);
    if (token.kind == Token::Kind::variable) {
      return refuse(token.offset, "SQL in a schema has no parameters");
    }
    if (token.is("(")) open_.push_back(token.offset);
    if (token.is(")")) {
      if (open_.empty()) return refuse(token.offset, "this bracket was not opened");
      open_.pop_back();
    }
    if (token.is(";") && use_ != SqlUse::statements) {
      return refuse(token.offset, "a ';' where one expression or query stands", "leave it out");
    }
    if (token.is(";") && !open_.empty()) return refuse(token.offset, "a ';' between brackets");
    return true;
  }

  bool bad_token(const Token& token) {
    const char first = token.text.empty() ? '\0' : token.text.front();
    const bool quote =
        first != '\0' && std::string_view("'\"`[xX").find(first) != std::string_view::npos;
    return refuse(token.offset, quote ? "this quote is not closed" : "this is no SQL");
  }

  // A comma between { and } ends a value: what it cut off is another key.
  std::string comma_advice() const {
    return node_.quoted ? "" : "put quotes around the whole where it stands between { } or [ ]";
  }

  bool starts_with_one_of(std::size_t at, const std::vector<std::string_view>& words,
                          const std::string& message) {
    const bool found = std::any_of(words.begin(), words.end(),
                                   [&](std::string_view word) { return tokens_[at].is(word); });
    return found || refuse(tokens_[at].offset, message);
  }

  bool statements_pass() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const bool starts = i == 0 || tokens_[i - 1].is(";");
      if (!starts) continue;
      const bool passes = starts_with_one_of(
          i, {"SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "VALUES"},
          "a trigger's statement is a SELECT, INSERT, UPDATE or DELETE");
      if (!passes) return false;
    }
    return true;
  }

  Reading& reading_;
  const YamlNode& node_;
  SqlUse use_;
  std::vector<Token> tokens_;
  std::vector<std::size_t> open_;  // brackets
};

std::optional<std::string> vetted(Reading& reading, const YamlNode& node, SqlUse use) {
  if (reading.is_cut(node.at)) return std::nullopt;
  if (!Vetting(reading, node, use).passes()) return std::nullopt;
  std::string text = fold_sql(node.text);
  if (text.empty()) return std::nullopt;
  if (use == SqlUse::statements && text.back() != ';') text += ';';
  return text;
}

// Calls `read` for the one text or for that of each dialect, and keeps what it gives.
template <class Read>
DialectText each_text(Reading& reading, const YamlNode* node, std::string_view what, Read read) {
  DialectText result;
  if (node == nullptr) return result;
  if (node->is_scalar()) {
    if (auto text = read(*node)) result.texts.emplace("", std::move(*text));
    return result;
  }
  if (!node->is_mapping()) {
    reading.error(node->at, std::string(what) + " is text, or a mapping of dialects to texts");
    return result;
  }
  const Fields fields(reading, *node, "a mapping of dialects", text_dialects());
  for (const YamlEntry& entry : node->entries) {
    if (!entry.value.is_scalar()) {
      reading.error(entry.value.at, std::string(what) + " is text");
    } else if (auto text = read(entry.value)) {
      result.texts.emplace(entry.key, std::move(*text));
    }
  }
  for (const std::string& dialect : reading.desired.dialects) {
    if (node->find(dialect) == nullptr) {
      reading.error(node->at, "there is no text for " + dialect + ", a dialect of this schema");
    }
  }
  return result;
}

}  // namespace

std::string fold_sql(std::string_view text) {
  std::string result;
  std::size_t end = 0;
  for (const Token& token : sql::tokenize(text)) {
    if (!result.empty() && token.offset > end) result += ' ';
    result += token.text;
    end = token.offset + token.text.size();
  }
  return result;
}

DialectText read_sql(Reading& reading, const YamlNode* node, SqlUse use) {
  return each_text(reading, node, "SQL",
                   [&](const YamlNode& text) { return vetted(reading, text, use); });
}

DialectText read_dialect_text(Reading& reading, const YamlNode* node, std::string_view what) {
  return each_text(reading, node, what, [&](const YamlNode& text) {
    const bool good = check_printable(reading, std::string(what), text.text, text.at);
    return good ? std::optional(text.text) : std::nullopt;
  });
}

DialectText read_raw_type(Reading& reading, const YamlNode& node) {
  return each_text(
      reading, &node, "a raw type", [&](const YamlNode& text) -> std::optional<std::string> {
        // SQLite alone has columns without a type.
        const YamlNode* const sqlite = node.find("sqlite");
        const bool none = text.text.empty() && text.quoted && sqlite == &text;
        const bool good = none || check_printable(reading, "a raw type", text.text, text.at);
        return good ? std::optional(text.text) : std::nullopt;
      });
}

DialectText read_collation(Reading& reading, const YamlNode* node) {
  DialectText collation = read_dialect_text(reading, node, "the name of a collation");
  const std::string& sqlite = collation.for_dialect("sqlite");
  if (!sqlite.empty()) reading.collations.emplace_back(sqlite, node->at);
  return collation;
}

const std::vector<std::string>& text_dialects() {
  static const std::vector<std::string> kDialects = {"sqlite", "postgresql"};
  return kDialects;
}

}  // namespace schemake::generator
