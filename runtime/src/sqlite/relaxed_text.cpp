#include "sqlite/relaxed_text.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/sql_text.hpp"
#include "sqlite/canonical_sql.hpp"
#include "sqlite/table_sql.hpp"

namespace schemake::sqlite {
namespace {

std::optional<TableSql> parsed(std::string_view text) {
  auto result = parse_table_sql(text);
  if (std::holds_alternative<TableSqlFailure>(result)) return std::nullopt;
  return std::get<TableSql>(std::move(result));
}

// Column definitions and table constraints, as a step has them.
struct Items {
  std::string text;
  TableSql table;

  std::string clause(const TextSpan& span) const {
    return text.substr(span.begin, span.end - span.begin);
  }
};

std::optional<Items> parsed_items(std::string_view items) {
  Items result;
  if (sql::tokenize(items).empty()) return result;
  result.text = "CREATE TABLE items (" + std::string(items) + "\n)";
  auto table = parsed(result.text);
  if (!table || table->strict || table->without_rowid) return std::nullopt;
  result.table = *std::move(table);
  return result;
}

std::string default_of(const ColumnSql& column) {
  return column.default_value ? canonical_default(*column.default_value) : "";
}

std::string not_null_of(const ColumnSql& column) {
  return column.not_null ? "not null " + spell(column.not_null_conflict) : "";
}

// What decides how values are stored and compared.
std::string storage_of(const ColumnSql& column) {
  std::string text = canonical_name(column.name) + " " + canonical_type(column.type) + " collate " +
                     canonical_collation(column.collation);
  if (column.generated) {
    text += " as (" + canonical_expression(column.generated->expression) + ")";
    if (column.generated->stored) text += " stored";
  }
  return text;
}

std::string line_of(const KeySql& key) {
  std::string text = key.name + (key.primary ? " primary key" : " unique");
  if (key.autoincrement) text += " autoincrement";
  if (key.behind_column) text += " behind its column";
  for (const KeyPartSql& part : key.parts) {
    text += " " + canonical_name(part.column) + " collate " + canonical_collation(part.collation);
    if (part.descending) text += " desc";
  }
  return text + " " + spell(key.conflict);
}

// A foreign key without its name; the order of the pairs of columns has no meaning.
std::string line_of(const ForeignKeySql& key, const PrimaryKeyOf& primary_key) {
  const std::vector<std::string> parents =
      key.parent_columns.empty() ? primary_key(key.parent) : key.parent_columns;
  std::vector<std::string> pairs;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    pairs.push_back(canonical_name(key.columns[i]) + " to " +
                    (i < parents.size() ? canonical_name(parents[i]) : ""));
  }
  std::sort(pairs.begin(), pairs.end());
  std::string text = sql::lower(key.parent);
  for (const std::string& pair : pairs) text += " " + pair;
  text += " on delete " + spell(key.on_delete) + " on update " + spell(key.on_update);
  return key.deferrable && key.initially_deferred ? text + " deferred" : text;
}

// All that a table says, in its order.
std::vector<std::string> lines_of(const TableSql& table, const PrimaryKeyOf& primary_key) {
  std::vector<std::string> lines = {table.name, table.strict ? "strict" : "",
                                    table.without_rowid ? "without rowid" : ""};
  for (const ColumnSql& column : table.columns) {
    lines.push_back(storage_of(column) + " " + not_null_of(column) + " " + default_of(column));
  }
  for (const KeySql& key : table.keys) lines.push_back(line_of(key));
  for (const ForeignKeySql& key : table.foreign_keys) {
    lines.push_back(key.name + " " + line_of(key, primary_key));
  }
  for (const CheckSql& check : table.checks) {
    lines.push_back(check.name + " " + canonical_expression(check.expression));
  }
  return lines;
}

// A constraint: what it says, its name, and whether it stands behind a column.
struct Said {
  std::string line, name;
  bool behind = false;

  bool is_like(const Said& other) const { return line == other.line && behind == other.behind; }
};

// Which of `before` have no counterpart in `after`, where each counts once, those of the same name
// first; nothing where `after` has one that `before` lacks.
std::optional<std::vector<std::size_t>> dropped(const std::vector<Said>& before,
                                                std::vector<Said> after) {
  std::vector<bool> kept(before.size());
  for (const bool by_name : {true, false}) {
    for (std::size_t i = 0; i < before.size(); ++i) {
      if (kept[i]) continue;
      const auto found = std::find_if(after.begin(), after.end(), [&](const Said& other) {
        return other.line == before[i].line && (!by_name || other.name == before[i].name);
      });
      if (found == after.end()) continue;
      after.erase(found);
      kept[i] = true;
    }
  }
  if (!after.empty()) return std::nullopt;
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!kept[i]) result.push_back(i);
  }
  return result;
}

std::vector<std::size_t> places(const std::vector<Said>& list, const Said& sought, bool like) {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (like ? list[i].is_like(sought) : list[i].line == sought.line) result.push_back(i);
  }
  return result;
}

// Where in `real` stands what goes, `was` at `gone`. What is said more than once is told apart by
// whether it stands behind a column; where all that do so are known, by its name, or it is the
// last: they mean the same.
std::optional<std::vector<std::size_t>> find_all(const std::vector<Said>& real,
                                                 const std::vector<Said>& was,
                                                 const std::vector<std::size_t>& gone) {
  std::set<std::size_t> found;
  for (const std::size_t i : gone) {
    const auto wanted = std::count_if(gone.begin(), gone.end(), [&](std::size_t other) {
      return was[other].line == was[i].line;
    });
    const std::vector<std::size_t> all = places(real, was[i], false);
    const std::vector<std::size_t> alike = places(real, was[i], true);
    const auto number = static_cast<std::size_t>(wanted);
    if (all.size() == number) {
      found.insert(all.begin(), all.end());
    } else if (alike.size() == number) {
      found.insert(alike.begin(), alike.end());
    } else if (alike.size() == places(was, was[i], true).size()) {
      std::optional<std::size_t> best;
      for (const std::size_t at : alike) {
        if (found.count(at) > 0 || (best && real[*best].name == was[i].name)) continue;
        best = at;
      }
      if (!best) return std::nullopt;
      found.insert(*best);
    } else {
      return std::nullopt;
    }
  }
  return std::vector<std::size_t>(found.begin(), found.end());
}

struct Edit {
  TextSpan at;
  std::string text;
};

std::string edited(std::string_view text, std::vector<Edit> edits) {
  // What is put in at a place comes before what is taken out from there on.
  std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
    return std::pair(a.at.begin, a.at.end) < std::pair(b.at.begin, b.at.end);
  });
  std::string result;
  std::size_t done = 0;
  for (const Edit& edit : edits) {
    result += text.substr(done, edit.at.begin - done);
    result += edit.text;
    done = edit.at.end;
  }
  return result.append(text.substr(done));
}

// Without the blanks before it, but with the end of a line: it may be that of a comment.
TextSpan with_blanks(std::string_view text, TextSpan span) {
  while (span.begin > 0 && (text[span.begin - 1] == ' ' || text[span.begin - 1] == '\t')) {
    --span.begin;
  }
  return span;
}

void remove_constraint(std::string_view text, const TextSpan& at, bool behind_column,
                       std::vector<Edit>& edits) {
  if (behind_column) {
    edits.push_back({with_blanks(text, at), ""});
    return;
  }
  const std::vector<sql::Token> tokens = sql::tokenize(text.substr(0, at.begin));
  if (tokens.empty() || !tokens.back().is(",")) {
    edits.push_back({at, ""});
    return;
  }
  const std::size_t comma = tokens.back().offset;
  const std::string_view gap = text.substr(comma + 1, at.begin - comma - 1);
  if (gap.find_first_not_of(" \t\r\n\f") == std::string_view::npos) {
    edits.push_back({{comma, at.end}, ""});
  } else {  // a comment, which may be about what stands before
    edits.push_back({{comma, comma + 1}, ""});
    edits.push_back({with_blanks(text, at), ""});
  }
}

Edit default_edit(std::string_view text, const ColumnSql& column, const std::string& clause) {
  if (!column.default_value) return {{column.head.end, column.head.end}, " " + clause};
  if (clause.empty()) return {with_blanks(text, column.default_at), ""};
  return {column.default_at, clause};
}

class Relaxer {
 public:
  Relaxer(std::string_view text, TableSql table, const PrimaryKeyOf& primary_key)
      : text_(text), table_(std::move(table)), primary_key_(primary_key), wanted_(table_) {}

  std::optional<RelaxedText> relax(const Items& was, const Items& now) {
    if (was.table.columns.size() != now.table.columns.size()) return std::nullopt;
    for (std::size_t i = 0; i < was.table.columns.size(); ++i) {
      if (!column(was.table.columns[i], now.table.columns[i], now)) return std::nullopt;
    }
    if (!same_keys(was.table, now.table) || !foreign_keys(was.table, now.table) ||
        !checks(was.table, now.table) || edits_.empty()) {
      return std::nullopt;
    }
    result_.text = edited(text_, edits_);
    result_.without_rowid = table_.without_rowid;
    const auto after = parsed(result_.text);
    if (!after || lines_of(*after, primary_key_) != lines_of(wanted_, primary_key_)) {
      return std::nullopt;
    }
    return std::move(result_);
  }

 private:
  bool column(const ColumnSql& was, const ColumnSql& now, const Items& items) {
    const ColumnSql* real = table_.column(was.name);
    if (real == nullptr || storage_of(was) != storage_of(now) ||
        storage_of(*real) != storage_of(was) || default_of(*real) != default_of(was)) {
      return false;
    }
    ColumnSql& wanted = wanted_.columns[static_cast<std::size_t>(real - table_.columns.data())];
    if (not_null_of(was) != not_null_of(now)) {
      if (now.not_null || not_null_of(*real) != not_null_of(was)) return false;
      edits_.push_back({with_blanks(text_, real->not_null_at), ""});
      wanted.not_null = false;
      wanted.not_null_conflict = Conflict::unspecified;
    }
    if (default_of(was) != default_of(now)) {
      edits_.push_back(default_edit(text_, *real, items.clause(now.default_at)));
      wanted.default_value = now.default_value;
      result_.defaults.push_back(real->name);
    }
    return true;
  }

  static bool same_keys(const TableSql& was, const TableSql& now) {
    return std::equal(was.keys.begin(), was.keys.end(), now.keys.begin(), now.keys.end(),
                      [](const KeySql& a, const KeySql& b) { return line_of(a) == line_of(b); });
  }

  bool foreign_keys(const TableSql& was, const TableSql& now) {
    return remove(was.foreign_keys, now.foreign_keys, table_.foreign_keys, wanted_.foreign_keys,
                  [&](const ForeignKeySql& key) { return line_of(key, primary_key_); });
  }

  bool checks(const TableSql& was, const TableSql& now) {
    return remove(was.checks, now.checks, table_.checks, wanted_.checks,
                  [](const CheckSql& check) { return canonical_expression(check.expression); });
  }

  // Takes out of the text, and of `wanted`, what `was` has and `now` has not.
  template <class T, class Line>
  bool remove(const std::vector<T>& was, const std::vector<T>& now, const std::vector<T>& real,
              std::vector<T>& wanted, Line line) {
    const auto said = [&](const std::vector<T>& list) {
      std::vector<Said> result;
      for (const T& each : list) result.push_back({line(each), each.name, each.behind_column});
      return result;
    };
    const std::vector<Said> was_said = said(was);
    const auto gone = dropped(was_said, said(now));
    if (!gone) return false;
    const auto found = find_all(said(real), was_said, *gone);
    if (!found) return false;
    for (auto i = found->rbegin(); i != found->rend(); ++i) {
      remove_constraint(text_, real[*i].at, real[*i].behind_column, edits_);
      wanted.erase(wanted.begin() + static_cast<std::ptrdiff_t>(*i));
    }
    return true;
  }

  std::string_view text_;
  TableSql table_;
  const PrimaryKeyOf& primary_key_;
  TableSql wanted_;
  std::vector<Edit> edits_;
  RelaxedText result_;
};

bool in_primary_key(const TableSql& table, const ColumnSql& column) {
  return std::any_of(table.keys.begin(), table.keys.end(), [&](const KeySql& key) {
    return key.primary && std::any_of(key.parts.begin(), key.parts.end(), [&](const auto& part) {
             return sql::same_name(part.column, column.name);
           });
  });
}

}  // namespace

std::optional<RelaxedText> relaxed_text(std::string_view text, std::string_view was,
                                        std::string_view now, const PrimaryKeyOf& primary_key) {
  auto table = parsed(text);
  const auto items_before = parsed_items(was);
  const auto items_after = parsed_items(now);
  if (!table || !items_before || !items_after) return std::nullopt;
  return Relaxer(text, *std::move(table), primary_key).relax(*items_before, *items_after);
}

std::string with_default(std::string_view text, const std::vector<std::string>& columns,
                         std::string_view value) {
  const auto table = parsed(text);
  if (!table) return std::string(text);
  std::vector<Edit> edits;
  for (const std::string& name : columns) {
    const ColumnSql* column = table->column(name);
    if (column == nullptr) continue;
    edits.push_back(default_edit(text, *column, "DEFAULT " + std::string(value)));
  }
  return edited(text, std::move(edits));
}

bool may_lack(std::string_view text, const std::vector<std::string>& columns) {
  const auto table = parsed(text);
  if (!table) return true;
  // A row holds its columns in this order, save those of a primary key that is no rowid.
  return std::any_of(columns.begin(), columns.end(), [&](const std::string& name) {
    const auto first =
        std::find_if(table->columns.begin(), table->columns.end(),
                     [&](const ColumnSql& column) { return sql::same_name(column.name, name); });
    return std::none_of(first, table->columns.end(), [&](const ColumnSql& column) {
      return column.not_null && !column.default_value && !column.generated &&
             !in_primary_key(*table, column);
    });
  });
}

}  // namespace schemake::sqlite
