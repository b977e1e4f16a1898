#include "operation/change_words.hpp"

#include <algorithm>
#include <set>

#include "core/sql_text.hpp"
#include "operation/words.hpp"

namespace schemake::generator {
namespace {

using Phrases = std::vector<std::string>;

std::string filled(const Change<Column>& change, const char* which = "") {
  return change.backfill.empty() ? std::string()
                                 : ", filled with " + words(change.backfill) + which;
}

// "sets the comment to 'x'", "drops the comment", of `what` ("the comment").
std::string comment_words(const std::string& comment, const std::string& what) {
  return comment.empty() ? "drops " + what : "sets " + what + " to " + sql::quote_string(comment);
}

// Of one column's change, property by property.
class ColumnWords {
 public:
  explicit ColumnWords(const Change<Column>& change)
      : change_(change), old_(*change.before), now_(*change.after), name_(now_.name) {}

  Phrases run() {
    if (old_.type != now_.type) {
      say("changes type of " + name_ + " from " + spell(old_.type) + " to " + spell(now_.type));
    }
    generated();
    nullable();
    defaults();
    if (old_.identity != now_.identity) {
      say(now_.identity ? "numbers " + name_ + " by itself (identity)"
                        : "no longer numbers " + name_ + " by itself (identity)");
    }
    if (old_.collation != now_.collation) {
      say(now_.collation.empty()
              ? "drops collation of " + name_ + " (" + words(old_.collation) + ")"
              : "sets collation of " + name_ + " to " + words(now_.collation));
    }
    if (old_.not_null_conflict != now_.not_null_conflict) {
      say("sets what a NULL in " + name_ + " does to " + words(now_.not_null_conflict));
    }
    if (old_.comment != now_.comment) say(comment_words(now_.comment, "the comment of " + name_));
    return std::move(phrases_);
  }

 private:
  void say(std::string phrase) { phrases_.push_back(std::move(phrase)); }

  void generated() {
    if (old_.generated == now_.generated) return;
    if (!now_.generated) {
      say("makes " + name_ + " a plain column, which was " + words(*old_.generated) +
          filled(change_));
    } else if (!old_.generated) {
      say("makes " + name_ + " " + words(*now_.generated) + ", and drops its values");
    } else {
      say("makes " + name_ + " " + words(*now_.generated) + ", which was " +
          words(*old_.generated));
    }
  }

  void nullable() {
    if (old_.nullable == now_.nullable) return;
    say(now_.nullable ? "makes " + name_ + " nullable"
                      : "makes " + name_ + " not null" + filled(change_, " where it is NULL"));
  }

  void defaults() {
    if (old_.default_value == now_.default_value) return;
    if (!now_.default_value) {
      say("drops default of " + name_ + " (" + words(*old_.default_value) + ")");
    } else if (!old_.default_value) {
      say("sets default of " + name_ + " to " + words(*now_.default_value));
    } else {
      say("changes default of " + name_ + " from " + words(*old_.default_value) + " to " +
          words(*now_.default_value));
    }
  }

  const Change<Column>& change_;
  const Column& old_;
  const Column& now_;
  const std::string& name_;
  Phrases phrases_;
};

Phrases say(const Change<Column>& change) {
  if (!change.before) {
    return {"adds column " + change.after->name + " " + words(*change.after) + filled(change)};
  }
  if (!change.after) {
    const Column& column = *change.before;
    return {"drops column " + column.name +
            (column.generated ? ", " + words(*column.generated) : std::string(" and its values"))};
  }
  return ColumnWords(change).run();
}

Phrases table_options(const Table& old, const Table& now) {
  Phrases phrases;
  for (const auto& [option, value] : now.options) {
    const auto found = old.options.find(option);
    if (found == old.options.end() || found->second != value) {
      phrases.push_back("sets " + option + " to " + value);
    }
  }
  for (const auto& entry : old.options) {
    if (!now.options.contains(entry.first)) phrases.push_back("drops " + entry.first);
  }
  return phrases;
}

Phrases say(const Change<Table>& change) {
  if (!change.before) {
    const std::string properties = words(*change.after);
    return {properties.empty() ? "creates the table" : "creates the table, " + properties};
  }
  if (!change.after) return {"drops the table and its rows"};
  const Table& old = *change.before;
  const Table& now = *change.after;
  Phrases phrases = table_options(old, now);
  if (old.strict != now.strict) {
    phrases.emplace_back(now.strict ? "makes the table strict" : "makes the table not strict");
  }
  if (old.without_rowid != now.without_rowid) {
    phrases.emplace_back(now.without_rowid ? "stores the table without rowid"
                                           : "stores the table with rowid");
  }
  if (old.column_order != now.column_order) {
    phrases.push_back(now.column_order.empty() ? "leaves the order of the columns open"
                                               : "orders the columns " + joined(now.column_order));
  }
  if (old.comment != now.comment) phrases.push_back(comment_words(now.comment, "the comment"));
  return phrases;
}

// "adds X", "drops X", "changes X to Y", where `kind` says what the words are of.
template <class T>
Phrases part(const Change<T>& change, const std::string& kind) {
  if (!change.before) return {"adds " + kind + words(*change.after)};
  if (!change.after) return {"drops " + kind + words(*change.before)};
  return {"changes " + kind + words(*change.before) + " to " + words(*change.after)};
}

Phrases say(const Change<Key>& change) { return part(change, ""); }
Phrases say(const Change<ForeignKey>& change) { return part(change, "foreign key "); }

Phrases say(const Change<Check>& change) {
  return part(change, "check " + subject(change).name + ": ");
}
Phrases say(const Change<Index>& change) {
  return part(change, "index " + subject(change).name + " ");
}
Phrases say(const Change<Trigger>& change) {
  return part(change, "trigger " + subject(change).name + " ");
}

// "changes row 1: name from 'a' to 'b'"
Phrases say(const Change<Row>& change) {
  const std::string name = "row " + subject(change).name;
  if (!change.before) return {"adds " + name + ": " + words(*change.after)};
  if (!change.after) return {"removes " + name + ": " + words(*change.before)};
  const auto value = [](const Row& row, const std::string& column) {
    const auto found = row.values.find(column);
    return found == row.values.end() ? std::string("its default") : words(found->second);
  };
  std::set<std::string> columns;
  for (const Row* row : {&*change.before, &*change.after}) {
    for (const auto& entry : row->values) columns.insert(entry.first);
  }
  Phrases changes;
  for (const std::string& column : columns) {
    const std::string old = value(*change.before, column), now = value(*change.after, column);
    if (old != now) changes.push_back(column + " from " + old + " to " + now);
  }
  return {"changes " + name + ": " + joined(changes)};
}

// Of an object that is a group of its own.
template <class T>
Phrases whole(const Change<T>& change, const std::string& kind, const char* with_it) {
  if (!change.before) return {"creates the " + kind + " " + words(*change.after)};
  if (!change.after) return {"drops the " + kind + with_it};
  return {"changes the " + kind + " from " + words(*change.before) + " to " + words(*change.after)};
}

Phrases say(const Change<View>& change) { return whole(change, "view", ""); }

Phrases say(const Change<VirtualTable>& change) {
  return whole(change, "virtual table", " and its content");
}

// Those of `values` that `others` lack.
std::string quoted_without(const Phrases& values, const Phrases& others) {
  Phrases quoted;
  for (const std::string& value : values) {
    if (std::find(others.begin(), others.end(), value) == others.end()) {
      quoted.push_back(sql::quote_string(value));
    }
  }
  return joined(quoted);
}

Phrases say(const Change<Enum>& change) {
  if (!change.before || !change.after) return whole(change, "enum", "");
  const Phrases& old = change.before->values;
  const Phrases& now = change.after->values;
  const std::string added = quoted_without(now, old);
  const std::string removed = quoted_without(old, now);
  Phrases phrases;
  if (!added.empty()) phrases.push_back("adds the values " + added);
  if (!removed.empty()) phrases.push_back("removes the values " + removed);
  if (added.empty() && removed.empty() && old != now) {
    phrases.push_back("orders the values " + quoted_without(now, {}));
  }
  if (change.before->comment != change.after->comment) {
    phrases.push_back(comment_words(change.after->comment, "the comment"));
  }
  return phrases;
}

Phrases say(const Rename& rename) {
  const std::string kind(spell(rename.kind));
  if (rename.from.empty()) return {"names the " + kind + " " + rename.to};
  if (rename.to.empty()) return {"takes the name " + rename.from + " from the " + kind};
  return {"renames " + kind + " " + rename.from + " to " + rename.to};
}

}  // namespace

std::vector<std::string> change_words(const Operation& operation) {
  return std::visit([](const auto& change) { return say(change); }, operation);
}

}  // namespace schemake::generator
