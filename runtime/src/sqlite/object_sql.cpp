#include "sqlite/object_sql.hpp"

namespace schemake::sqlite {
namespace {

// What stands behind CREATE: the word for the kind of object and its name.
std::string name_behind(SqlCursor& at, std::string_view kind) {
  if (!at.take("TEMP")) at.take("TEMPORARY");
  at.expect(kind);
  if (at.take("IF", "NOT")) at.expect("EXISTS");
  return at.qualified_name();
}

// Whether COLLATE behind these tokens is about all of them: a name, "(...)" or "f(...)".
bool is_primary(const std::vector<sql::Token>& tokens, std::size_t end) {
  if (end == 1) return true;
  const std::size_t open = tokens[0].is("(") ? 0 : 1;
  return end > open && tokens[open].is("(") && closing_bracket(tokens, open) == end - 1;
}

// A part reads best from its end: the same words may stand inside of an expression.
IndexPartSql parse_index_part(SqlCursor& at) {
  const std::string text = at.until({",", ")"});
  const std::vector<sql::Token> tokens = sql::tokenize(text);
  std::size_t end = tokens.size();
  if (end == 0) at.fail("a column or expression");
  IndexPartSql part;
  const auto behind = [&](std::size_t count, std::string_view word) {
    return end > count && tokens[end - count].is(word);
  };
  if (behind(2, "NULLS") && (behind(1, "FIRST") || behind(1, "LAST"))) end -= 2;
  part.descending = behind(1, "DESC");
  if (part.descending || behind(1, "ASC")) end -= 1;
  if (behind(2, "COLLATE") && is_primary(tokens, end - 2)) {
    part.collation = sql::identifier(tokens[end - 1]);
    end -= 2;
  }
  part.expression = text_of(tokens, 0, end);
  return part;
}

std::vector<std::string> bracketed_names(SqlCursor& at) {
  std::vector<std::string> names;
  if (!at.take("(")) return names;
  do {
    names.push_back(at.name());
  } while (at.take(","));
  at.expect(")");
  return names;
}

TriggerSql::Timing parse_timing(SqlCursor& at) {
  if (at.take("AFTER")) return TriggerSql::Timing::after;
  if (at.take("INSTEAD", "OF")) return TriggerSql::Timing::instead_of;
  at.take("BEFORE");
  return TriggerSql::Timing::before;
}

void parse_event(SqlCursor& at, TriggerSql& trigger) {
  if (at.take("DELETE")) {
    trigger.event = TriggerSql::Event::remove;
  } else if (at.take("UPDATE")) {
    trigger.event = TriggerSql::Event::update;
    if (!at.take("OF")) return;
    do {
      trigger.update_of.push_back(at.name());
    } while (at.take(","));
  } else {
    at.expect("INSERT");
  }
}

}  // namespace

IndexSql parse_index_sql(std::string_view sql) {
  SqlCursor at(sql);
  IndexSql index;
  at.expect("CREATE");
  index.unique = at.take("UNIQUE");
  index.name = name_behind(at, "INDEX");
  at.expect("ON");
  index.table = at.name();
  at.expect("(");
  do {
    index.parts.push_back(parse_index_part(at));
  } while (at.take(","));
  at.expect(")");
  if (at.take("WHERE")) index.where = at.until({";"});
  at.take(";");
  if (!at.at_end()) at.fail("the end");
  return index;
}

ViewSql parse_view_sql(std::string_view sql) {
  SqlCursor at(sql);
  ViewSql view;
  at.expect("CREATE");
  view.name = name_behind(at, "VIEW");
  view.columns = bracketed_names(at);
  at.expect("AS");
  view.select = at.until({";"});
  at.take(";");
  if (!at.at_end()) at.fail("the end");
  return view;
}

TriggerSql parse_trigger_sql(std::string_view sql) {
  SqlCursor at(sql);
  TriggerSql trigger;
  at.expect("CREATE");
  trigger.name = name_behind(at, "TRIGGER");
  trigger.timing = parse_timing(at);
  parse_event(at, trigger);
  at.expect("ON");
  trigger.table = at.qualified_name();
  if (at.take("FOR", "EACH")) at.expect("ROW");
  if (at.take("WHEN")) trigger.when = at.until({"BEGIN"});
  at.expect("BEGIN");
  trigger.body = at.up_to_last("END");
  return trigger;
}

VirtualTableSql parse_virtual_table_sql(std::string_view sql) {
  SqlCursor at(sql);
  VirtualTableSql table;
  at.expect("CREATE");
  at.expect("VIRTUAL");
  table.name = name_behind(at, "TABLE");
  at.expect("USING");
  table.module = at.name();
  if (at.sees("(")) table.arguments = at.bracketed_as_written();
  at.take(";");
  if (!at.at_end()) at.fail("the end");
  return table;
}

}  // namespace schemake::sqlite
