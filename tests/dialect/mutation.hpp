#ifndef SCHEMAKE_TESTS_DIALECT_MUTATION_HPP
#define SCHEMAKE_TESTS_DIALECT_MUTATION_HPP

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "schema/desired.hpp"

namespace schemake::generator {

// Changes a schema at random, as people do: what is renamed is renamed wherever it is mentioned,
// what is dropped takes along what refers to it. The same seed gives the same changes.
class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  // What the changes start from, until the next call: backfills read columns of it.
  void start(const Schema& schema) { start_ = schema; }
  // One change; renames and backfills are added to `hints`.
  void mutate(Schema& schema, Hints& hints);

 private:
  unsigned below(std::size_t limit) { return static_cast<unsigned>(random_() % limit); }
  std::string fresh_name(const char* stem) { return stem + std::to_string(++names_); }
  TableSchema& any_table(Schema& schema);
  Column* any_column(TableSchema& table);  // but `id`; null where there is none
  std::string any_old_column(const TableSchema& table);
  Type any_type(Schema& schema);

  void create_table(Schema& schema);
  void drop_table(Schema& schema);
  void rename_table_of(Schema& schema, Hints& hints);
  void swap_tables(Schema& schema, Hints& hints);
  void add_column_to(Schema& schema, Hints& hints);
  void drop_column_of(Schema& schema);
  void rename_column_of(Schema& schema, Hints& hints);
  void change_column(Schema& schema, Hints& hints);
  void toggle_unique(Schema& schema);
  void toggle_reference(Schema& schema);
  void toggle_check(Schema& schema);
  void toggle_index(Schema& schema);
  void toggle_view(Schema& schema);
  void toggle_trigger(Schema& schema);
  void change_options(Schema& schema);

  std::mt19937 random_;
  Schema start_;
  int names_ = 0;
};

// INSERTs of three rows for each table that satisfy all that a Mutator makes.
std::string rows_for(const Schema& schema);

}  // namespace schemake::generator

#endif  // SCHEMAKE_TESTS_DIALECT_MUTATION_HPP
