#include "revision/data_step.hpp"

#include <algorithm>
#include <array>
#include <regex>

#include "core/sql_text.hpp"
#include "revision/file_names.hpp"
#include "text/digest.hpp"

namespace schemake::generator {
namespace {

constexpr std::array<const char*, 7> kMarks = {"upgrade",      "downgrade", "nothing to undo",
                                               "irreversible", "fresh run", "fresh skip",
                                               "compatible"};

// "-- schemake: fresh run" -> "fresh run"; nothing for another line.
std::optional<std::string> mark_of(std::string_view line, std::string_view comment) {
  const auto skip_blanks = [&] {
    const std::size_t begin = line.find_first_not_of(" \t");
    line.remove_prefix(std::min(begin, line.size()));
  };
  skip_blanks();
  if (!line.starts_with(comment)) return std::nullopt;
  line.remove_prefix(comment.size());
  skip_blanks();
  constexpr std::string_view kName = "schemake:";
  if (!line.starts_with(kName) || line.starts_with("schemake::")) return std::nullopt;
  line.remove_prefix(kName.size());
  skip_blanks();
  const std::size_t end = line.find_last_not_of(" \t\r");
  return std::string(line.substr(0, end == std::string_view::npos ? 0 : end + 1));
}

// Statements that a data step may not hold, by their first words.
std::string forbidden(const std::vector<sql::Token>& statement) {
  static constexpr std::array<const char*, 14> kWords = {
      "BEGIN",  "COMMIT", "END",    "ROLLBACK", "SAVEPOINT", "RELEASE", "ATTACH",
      "DETACH", "VACUUM", "PRAGMA", "CREATE",   "ALTER",     "DROP",    "REINDEX"};
  const auto found = std::find_if(kWords.begin(), kWords.end(),
                                  [&](const char* word) { return statement.front().is(word); });
  if (found == kWords.end()) return {};
  const bool temporary = statement.size() > 1 && statement.front().is("CREATE") &&
                         (statement[1].is("TEMP") || statement[1].is("TEMPORARY"));
  const bool of_temporary =
      statement.size() > 2 && statement.front().is("DROP") && statement[2].is("temp");
  return temporary || of_temporary ? "" : *found;
}

class StepReader {
 public:
  StepReader(const DataFile& file, const Sources& sources, Diagnostics& diagnostics)
      : text_(file.text), sources_(sources), diagnostics_(diagnostics) {
    step_.language = file.language;
    step_.source = file.source;
  }

  DataStep read(const std::string& catalog) {
    read_lines();
    if (step_.language == DataLanguage::cpp) {
      read_namespace(catalog);
    } else {
      step_.upgrade = section(upgrade_begin_, upgrade_end_);
      step_.downgrade = section(downgrade_begin_, downgrade_end_);
    }
    look_for_gaps();
    return std::move(step_);
  }

 private:
  bool is_sql() const { return step_.language == DataLanguage::sql; }

  Position at(std::size_t offset) const {
    return step_.source < 0 ? Position{} : sources_.position(step_.source, offset);
  }

  void read_lines() {
    std::size_t* end = nullptr;  // of the section that is open
    for (std::size_t begin = 0; begin < text_.size();) {
      const std::size_t stop = std::min(text_.find('\n', begin), text_.size());
      const auto mark =
          mark_of(std::string_view(text_).substr(begin, stop - begin), is_sql() ? "--" : "//");
      const std::size_t next = std::min(stop + 1, text_.size());
      if (mark) {
        if (end != nullptr) *end = begin;
        end = nullptr;
        read_mark(*mark, begin, next, &end);
      } else if (is_sql() && end == nullptr) {
        look_outside(begin, stop);
      }
      begin = next;
    }
    if (end != nullptr) *end = text_.size();
  }

  void read_mark(const std::string& mark, std::size_t begin, std::size_t next, std::size_t** end) {
    constexpr std::string_view kIrreversible = "irreversible";
    if (is_sql() && mark == "upgrade") {
      open(upgrade_begin_, upgrade_end_, begin, next, end);
    } else if (is_sql() && mark == "downgrade") {
      open(downgrade_begin_, downgrade_end_, begin, next, end);
    } else if (mark == "nothing to undo") {
      step_.nothing_to_undo = true;
    } else if (mark == "compatible") {
      step_.compatible = true;
    } else if (mark == "fresh run") {
      step_.fresh = DataStep::Fresh::run;
    } else if (mark == "fresh skip") {
      step_.fresh = DataStep::Fresh::skip;
    } else if (mark.starts_with(kIrreversible) && mark.size() > kIrreversible.size() + 1) {
      step_.irreversible = mark.substr(kIrreversible.size() + 1);
    } else {
      report_mark(mark, begin);
    }
  }

  void report_mark(const std::string& mark, std::size_t begin) {
    if (mark == "irreversible") {
      diagnostics_.error(at(begin), "irreversible needs its reason",
                         "say why on the same line: people read it when a downgrade is refused");
      return;
    }
    std::vector<std::string> known(kMarks.begin(), kMarks.end());
    const std::string near = nearest(mark, known);
    std::string all;
    for (const std::string& word : known) all += (all.empty() ? "" : ", ") + word;
    diagnostics_.error(at(begin), "`schemake: " + mark + "` says nothing",
                       near.empty() ? "write one of: " + all : "did you mean `" + near + "`?");
  }

  void open(std::optional<std::size_t>& section_begin, std::size_t& section_end, std::size_t begin,
            std::size_t next, std::size_t** end) {
    if (section_begin) {
      diagnostics_.error(at(begin), "this section is there already", "bring both together");
    }
    section_begin = next;
    section_end = next;
    *end = &section_end;
  }

  // SQL that no mark stands before would silently not run.
  void look_outside(std::size_t begin, std::size_t stop) {
    if (sql::tokenize(text_.substr(begin, stop - begin)).empty()) return;
    diagnostics_.error(at(begin), "this stands in no section of the data step",
                       "write `-- schemake: upgrade` or `-- schemake: downgrade` on a line before");
  }

  DataStep::Section section(const std::optional<std::size_t>& begin, std::size_t end) {
    DataStep::Section result;
    if (!begin) return result;
    const std::string text = text_.substr(*begin, end - *begin);
    const std::vector<sql::Token> tokens = sql::tokenize(text);
    if (tokens.empty()) return result;
    check(tokens, *begin);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    result.sql = text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first);
    std::erase(result.sql, '\r');
    result.offset = *begin + first;
    return result;
  }

  void check(const std::vector<sql::Token>& tokens, std::size_t begin) {
    std::vector<sql::Token> statement;
    for (const sql::Token& token : tokens) {
      if (token.kind == sql::Token::Kind::bad) {
        diagnostics_.error(at(begin + token.offset), "this is no SQL", "a quote may be missing");
        return;
      }
      if (!token.is(";")) {
        statement.push_back(token);
        continue;
      }
      check_statement(statement, begin);
      statement.clear();
    }
    check_statement(statement, begin);
  }

  void check_statement(const std::vector<sql::Token>& statement, std::size_t begin) {
    if (statement.empty()) return;
    const std::string word = forbidden(statement);
    if (word.empty()) return;
    const bool schema = word == "CREATE" || word == "ALTER" || word == "DROP" || word == "REINDEX";
    diagnostics_.error(
        at(begin + statement.front().offset), "a data step may not hold " + word,
        schema
            ? "it moves rows: what changes the schema is said in the schema file. A table of your "
              "own for the time is CREATE TEMP TABLE and DROP TABLE temp.NAME"
            : "it runs inside the migration's transaction");
  }

  void read_namespace(const std::string& catalog) {
    static const std::regex pattern(R"(namespace\s+schemake_catalog_(\w+)::(data_[0-9a-f]+)\s*\{)");
    std::smatch match;
    if (!std::regex_search(text_, match, pattern)) {
      diagnostics_.error(at(0), "the data step has no namespace that Schemake knows",
                         "put its functions into namespace schemake_catalog_" + catalog +
                             "::data_DIGITS { ... }, as `schemake data cpp` writes it");
      return;
    }
    if (match[1] != catalog) {
      diagnostics_.error(at(static_cast<std::size_t>(match.position())),
                         "this namespace is that of another catalog",
                         "write schemake_catalog_" + catalog);
    }
    step_.name_space = match[2];
  }

  void look_for_gaps() {
    const bool answered = step_.nothing_to_undo || !step_.irreversible.empty();
    if (is_sql() && step_.upgrade.sql.empty()) {
      step_.unfinished = "holds no statement to upgrade with";
      step_.advice = "write it behind `-- schemake: upgrade`, or remove the file";
    } else if (is_sql() && step_.downgrade.sql.empty() && !answered) {
      step_.unfinished = "does not say how it is undone";
      step_.advice =
          "write that behind `-- schemake: downgrade`, or `-- schemake: nothing to undo`, or "
          "`-- schemake: irreversible REASON` instead";
    }
  }

  const std::string& text_;
  const Sources& sources_;
  Diagnostics& diagnostics_;
  DataStep step_;
  std::optional<std::size_t> upgrade_begin_, downgrade_begin_;
  std::size_t upgrade_end_ = 0, downgrade_end_ = 0;
};

constexpr const char* kSqlTemplate =
    R"sql(-- A data step. It runs in the migration's transaction, between what adds and relaxes and what
-- tightens and drops: old and new columns are both there, and new ones may still be NULL.

-- schemake: upgrade


-- schemake: downgrade

)sql";

constexpr const char* kCppTemplate =
    R"(// A data step. It runs in the migration's transaction, between what adds and relaxes and what
// tightens and drops: old and new columns are both there, and new ones may still be NULL. Whatever
// it throws rolls the migration back. Put functions of your own into the namespace too.
//
// A database cannot keep C++ to undo with: an older program cannot take this revision back.
#include <schemake/sqlite.hpp>

namespace schemake_catalog_CATALOG::data_KEY {

void upgrade(schemake::Data& data) {
  sqlite3* const db = schemake::sqlite::handle(data);
  static_cast<void>(db);
  // For many rows, a thousand at a time, with progress:
  //   schemake::sqlite::run_in_batches(data, "UPDATE ... LIMIT ?1");
}

void downgrade(schemake::Data& data) { static_cast<void>(data); }

}  // namespace schemake_catalog_CATALOG::data_KEY
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
}

}  // namespace

std::optional<DataLanguage> find_data_language(std::string_view name) {
  if (name == "sql") return DataLanguage::sql;
  if (name == "cpp") return DataLanguage::cpp;
  return std::nullopt;
}

std::string_view spell(DataLanguage language) {
  switch (language) {
    case DataLanguage::sql:
      return "sql";
    case DataLanguage::cpp:
      return "cpp";
  }
  return {};
}

std::string DataFile::digest() const { return text_digest(text); }

std::string data_file(const std::string& stem, const DataFile& file) {
  return data_file(file.from.empty() ? stem : merged_stem(stem, file.from), spell(file.language));
}

std::vector<std::string> digests(const std::vector<DataFile>& files) {
  std::vector<std::pair<std::string, std::string>> named;
  for (const DataFile& file : files) named.emplace_back(data_file("", file), file.digest());
  std::sort(named.begin(), named.end());
  std::vector<std::string> result;
  for (auto& [name, digest] : named) result.push_back(std::move(digest));
  return result;
}

DataStep read_data_step(const DataFile& file, const std::string& catalog, const Sources& sources,
                        Diagnostics& diagnostics) {
  return StepReader(file, sources, diagnostics).read(catalog);
}

std::string data_template(DataLanguage language, const std::string& catalog,
                          const std::string& key) {
  if (language == DataLanguage::sql) return kSqlTemplate;
  return replaced(replaced(kCppTemplate, "CATALOG", catalog), "KEY", key);
}

}  // namespace schemake::generator
