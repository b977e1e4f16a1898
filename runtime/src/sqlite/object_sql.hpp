#ifndef SCHEMAKE_SQLITE_OBJECT_SQL_HPP
#define SCHEMAKE_SQLITE_OBJECT_SQL_HPP

#include <string>
#include <string_view>
#include <vector>

#include "sqlite/sql_cursor.hpp"

// What the texts of the other objects of sqlite_schema say. Each function throws SqlSyntaxError
// where the text is not what its name says. Expressions are text as in table_sql.hpp.

namespace schemake::sqlite {

struct IndexPartSql {
  std::string expression;  // or a column's name; as written
  std::string collation;   // empty: the column's, or BINARY
  bool descending = false;
};

struct IndexSql {
  std::string name, table;
  bool unique = false;
  std::vector<IndexPartSql> parts;
  std::string where;  // empty: not partial
};
// https://sqlite.org/lang_createindex.html
IndexSql parse_index_sql(std::string_view sql);

struct ViewSql {
  std::string name;
  std::vector<std::string> columns;  // empty where none are named
  std::string select;
};
// https://sqlite.org/lang_createview.html
ViewSql parse_view_sql(std::string_view sql);

struct TriggerSql {
  enum class Timing { before, after, instead_of };
  enum class Event { insert, update, remove };
  std::string name, table;
  Timing timing = Timing::before;  // which is what no word means
  Event event = Event::insert;
  std::vector<std::string> update_of;  // columns; empty: any
  std::string when;                    // may be empty
  std::string body;                    // the statements between BEGIN and END
};
// https://sqlite.org/lang_createtrigger.html
TriggerSql parse_trigger_sql(std::string_view sql);

struct VirtualTableSql {
  std::string name, module;
  std::string arguments;  // between the brackets, as written: the module reads them byte by byte
};
// https://sqlite.org/lang_createvtab.html
VirtualTableSql parse_virtual_table_sql(std::string_view sql);

}  // namespace schemake::sqlite

#endif  // SCHEMAKE_SQLITE_OBJECT_SQL_HPP
