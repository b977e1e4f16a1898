#ifndef SCHEMAKE_DIALECT_SQLITE_NEW_ROWS_HPP
#define SCHEMAKE_DIALECT_SQLITE_NEW_ROWS_HPP

#include <set>
#include <string>
#include <vector>

#include "dialect/sqlite/change.hpp"
#include "dialect/sqlite/values.hpp"

namespace schemake::generator::sqlite {

// What stands after FROM, and how what is read from there calls its columns.
class Rows {
 public:
  Rows(std::string from, const TableSchema& table);

  const std::string& from() const { return from_; }
  // `sql`, written for the table. SQLite cannot name a subselect's column "true" or "false", so
  // these have other names there.
  std::string reading(const std::string& sql) const;

 private:
  std::string from_;
  const TableSchema* table_;
};

// A table of the state before, by the names of the state after: main."author", or, where a name
// differs or rows of the schema go before the table changes, a SELECT that gives the others under
// these names, and their rowid by the names `rowids`.
Rows old_rows(const TableSchema& table, const Setting& setting,
              const std::set<std::string>& rowids = {});

// The rows of a table as a plan will leave them, foretold by a query over the state before.
class NewRows {
 public:
  NewRows(const TableChange& change, const std::vector<Value>& values, const Setting& setting);

  // The rows as they are, for a text that reads them.
  Rows old(const std::string& text) const;
  // Whether a value of a column that `text` mentions changes, or how it compares.
  bool affects(const std::string& text) const;
  // Whether all of them can be told beforehand: not what a backfill reads from other tables.
  bool can_tell(const std::string& text) const;
  // The rows in the columns that `text` mentions.
  Rows read(const std::string& text) const;

 private:
  using Columns = std::vector<const Column*>;

  Columns mentioned(const std::string& text) const;
  void add_mentioned(const std::string& text, Columns& columns,
                     std::set<const Column*>& seen) const;
  const Value* value_of(const Column& column) const;
  bool is_changed(const Column& column) const;
  // The name by which a copy keeps the rowid; empty where the rows are numbered anew.
  std::string rowid_kept() const;
  std::string new_value(const Column& column) const;

  const TableChange& change_;
  const std::vector<Value>& values_;
  const Setting& setting_;
  std::string numbering_;  // the rowid that becomes a column
  const Column* alias_;    // the column of the new self that is its rowid
};

}  // namespace schemake::generator::sqlite

#endif  // SCHEMAKE_DIALECT_SQLITE_NEW_ROWS_HPP
