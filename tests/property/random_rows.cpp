#include "property/random_rows.hpp"

#include <sqlite3.h>

#include <string>
#include <vector>

#include "core/sql_text.hpp"
#include "property/random.hpp"
#include "prove/sample_rows.hpp"
#include "prove/sample_virtual_rows.hpp"
#include "prove/tables.hpp"
#include "sqlite/statement.hpp"

namespace schemake::generator {
namespace {

const std::vector<std::string> kValues = {"NULL",
                                          "0",
                                          "1",
                                          "-1",
                                          "255",
                                          "65536",
                                          "2147483648",
                                          "9007199254740993",
                                          "9223372036854775807",
                                          "-9223372036854775808",
                                          "0.1",
                                          "-0.0",
                                          "1.0",
                                          "1e15",
                                          "1.7976931348623157e308",
                                          "5e-324",
                                          "9e999",
                                          "-9e999",
                                          "''",
                                          "' '",
                                          "'x'",
                                          "'007'",
                                          "' 12 '",
                                          "'1e5'",
                                          "'0x10'",
                                          "'-0'",
                                          "'3.0'",
                                          "'12345678901234567890'",
                                          "'9223372036854775808'",
                                          "'NaN'",
                                          "'true'",
                                          "'NULL'",
                                          "'standard'",
                                          "'it''s; \"--/*'",
                                          "'Zl\xC3\xBD k\xC5\xAF\xC5\x88 \xF0\x9F\x90\x8E'",
                                          "'e\xCC\x81'",
                                          "'\xEF\xBB\xBF'",
                                          "'two\nlines'",
                                          "CAST(x'610062' AS TEXT)",
                                          "CAST(x'ff' AS TEXT)",
                                          "CAST(x'3100' AS TEXT)",
                                          "printf('%.6000c', 'z')",
                                          "'2026-02-30'",
                                          "x''",
                                          "x'00'",
                                          "x'31'",
                                          "x'ff00fe'",
                                          "zeroblob(6000)"};

// With foreign keys on, so that what refers to a value goes along with it or refuses the change.
class Scrambler {
 public:
  Scrambler(sqlite3* db, std::uint64_t seed) : db_(db), random_(seed) {
    sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite::execute(db_, "PRAGMA foreign_keys=ON");
  }
  ~Scrambler() {
    sqlite3_db_config(db_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, nullptr);
    sqlite3_exec(db_, "PRAGMA foreign_keys=OFF", nullptr, nullptr, nullptr);
  }
  Scrambler(const Scrambler&) = delete;
  Scrambler& operator=(const Scrambler&) = delete;

  void scramble(const sqlite::TableSql& table) {
    for (const sqlite::ColumnSql& column : table.columns) {
      if (column.generated) continue;
      for (std::size_t i = 0, count = random_.below(4); i < count; ++i) {
        change(table.name, column.name);
      }
    }
    if (random_.chance(20)) remove(table.name);
  }

 private:
  // The rows that hold the value of one of the first six; what a constraint does not admit stays.
  void change(const std::string& table, const std::string& column) {
    const std::string name = "main." + sql::quote_name(table);
    const std::string value = sql::quote_name(column);
    attempt("UPDATE " + name + " SET " + value + " = " + random_.one_of(kValues) + " WHERE " +
            value + " IS (SELECT " + value + " FROM " + name + " LIMIT 1 OFFSET " +
            std::to_string(random_.below(6)) + ")");
  }

  // What an AUTOINCREMENT table must not give out again.
  void remove(const std::string& table) {
    attempt("DELETE FROM main." + sql::quote_name(table) +
            " WHERE rowid = (SELECT max(rowid) FROM main." + sql::quote_name(table) + ")");
  }

  void attempt(const std::string& statement) {
    sqlite3_exec(db_, statement.c_str(), nullptr, nullptr, nullptr);
    // ON CONFLICT ROLLBACK ends no transaction here: there is none.
  }

  sqlite3* db_;
  Random random_;
};

}  // namespace

void insert_random_rows(sqlite3* db, std::uint64_t seed) {
  Random random(seed);
  const Tables tables = read_tables(db);
  SampleOptions options;
  options.kind = random.chance(30) ? SampleKind::plain : SampleKind::edge;
  options.rows = 1 + static_cast<unsigned>(random.below(8));
  for (const auto& entry : tables) {
    if (random.chance(8)) options.left_empty.insert(entry.first);
  }
  insert_sample_rows(db, options);
  Scrambler scrambler(db, seed);
  for (const std::string& name : parents_first(tables)) scrambler.scramble(tables.at(name));
  // Their rows have the same numbers each time.
  for (const VirtualTable& table : read_virtual_tables(db)) {
    const std::string any = "SELECT count(*) FROM main." + sql::quote_name(table.name);
    if (sqlite::query_number(db, any) > 0) options.left_empty.insert(sql::lower(table.name));
  }
  insert_sample_virtual_rows(db, options);
}

}  // namespace schemake::generator
