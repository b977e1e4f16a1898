#include "crash/shape.hpp"

#include <algorithm>
#include <chrono>
#include <deque>
#include <iterator>

#include "crash/shape_sql.hpp"
#include "runtime/database.hpp"
#include "runtime/library.hpp"

namespace schemake::test {
namespace {

using edge_v1::alone;
using edge_v1::call;
using edge_v1::retext;

TestCatalog& new_catalog(const char* name = "library") {
  static std::deque<TestCatalog> catalogs;
  return catalogs.emplace_back(name);
}

void execute(sqlite::Connection& connection, const std::string& sql) {
  char* message = nullptr;
  const int result = sqlite3_exec(connection.handle(), sql.c_str(), nullptr, nullptr, &message);
  EXPECT_EQ(result, SQLITE_OK) << sql << "\n" << (message == nullptr ? "" : message);
  sqlite3_free(message);
}

std::chrono::milliseconds longest_wait = Options().lock_timeout;

Options with_wait(Options options) {
  options.lock_timeout = longest_wait;
  return options;
}

Action upgrade_to_head(const Catalog& catalog, const Options& options = {}) {
  return [&catalog, options](sqlite::Connection& connection) {
    upgrade(connection, catalog, with_wait(options));
  };
}

Action begin_at(const Catalog& catalog, const char* state, const std::string& rows) {
  return [&catalog, state, rows](sqlite::Connection& connection) {
    create(connection, catalog, state);
    execute(connection, rows);
  };
}

Shape make_shape(const char* name, const Catalog& catalog, Action start, const Action& migrate) {
  Shape shape;
  shape.name = name;
  shape.start = std::move(start);
  shape.migrate = migrate;
  shape.pieces = {migrate};
  shape.verify = [&catalog](sqlite::Connection& connection) { return verify(connection, catalog); };
  return shape;
}

const Catalog& library(int count) {
  TestCatalog& catalog = new_catalog();
  add_library(catalog, count);
  return catalog.get();
}

// From one revision to the next, by the steps given.
Shape from_one_to_two(const char* name, const char* schema, const char* rows,
                      std::vector<edge_v1::Step> steps) {
  TestCatalog& catalog = new_catalog();
  catalog.revision("base", id('1'), "0001_start", {run(Phase::expand, "item", schema)},
                   {none("not taken back here")});
  catalog.revision(id('1'), id('2'), "0002_change", std::move(steps),
                   {none("not taken back here")});
  const Catalog& built = catalog.get();
  return make_shape(name, built, begin_at(built, "0001_start", rows), upgrade_to_head(built));
}

Shape create_all() {
  const Catalog& catalog = library(4);
  return make_shape(
      "CreateAll", catalog, [](sqlite::Connection&) {}, upgrade_to_head(catalog));
}

Shape library_step(const char* name, int from) {
  static constexpr const char* kNames[] = {"", "0001_start", "0002_add_email", "0003_named"};
  const Catalog& catalog = library(from + 1);
  return make_shape(name, catalog, begin_at(catalog, kNames[from], kLibraryRows),
                    upgrade_to_head(catalog));
}

Shape library_back() {
  const Catalog& catalog = library(4);
  Options options;
  options.accept_loss = {"*"};
  const Action migrate = [&catalog, options](sqlite::Connection& connection) {
    downgrade(connection, catalog, "0001_start", with_wait(options));
  };
  return make_shape("Downgrade", catalog, begin_at(catalog, "0004_loan", kLibraryRows), migrate);
}

Shape take_back() {
  const Catalog& newer = library(4);
  const Catalog& older = library(2);
  Options options;
  options.ahead = Ahead::take_back;
  options.accept_loss = {"*"};
  return make_shape("TakeBack", newer, begin_at(newer, "0004_loan", kLibraryRows),
                    upgrade_to_head(older, options));
}

Shape per_edge() {
  const Catalog& catalog = library(4);
  Options options;
  options.transaction_per_edge = true;
  Shape shape =
      make_shape("TransactionPerEdge", catalog, begin_at(catalog, "0001_start", kLibraryRows),
                 upgrade_to_head(catalog, options));
  shape.pieces.clear();
  for (const char* state : {"0002_add_email", "0003_named", "0004_loan"}) {
    shape.pieces.emplace_back([&catalog, state](sqlite::Connection& db) {
      upgrade_to(db, catalog, state, with_wait({}));
    });
  }
  return shape;
}

Shape several_catalogs() {
  const Catalog& first = library(4);
  TestCatalog& app = new_catalog("app");
  app.revision("base", id('a'), "0001_setting", {run(Phase::expand, "setting", kSetting)},
               {run(Phase::contract, "setting", "DROP TABLE setting")});
  app.revision(id('a'), id('b'), "0002_unit", {run(Phase::expand, "setting", kSettingUnit)},
               {run(Phase::contract, "setting", "ALTER TABLE setting DROP COLUMN unit")});
  const Catalog& second = app.get();
  const Action migrate = [&](sqlite::Connection& connection) {
    upgrade(connection, {&first, &second}, with_wait({}));
  };
  Shape shape = make_shape("SeveralCatalogs", first,
                           begin_at(first, "0002_add_email", kLibraryRows), migrate);
  shape.verify = [&](sqlite::Connection& connection) {
    std::vector<Difference> all = verify(connection, first);
    std::vector<Difference> more = verify(connection, second);
    all.insert(all.end(), more.begin(), more.end());
    return all;
  };
  return shape;
}

Shape spilled_rebuild() {
  Shape shape = from_one_to_two("SpilledRebuild", kWide, kWideRows,
                                {rebuild(Phase::contract, "item", "id\nname", kWideRebuild)});
  shape.spills = true;
  return shape;
}

Shape outside_of_a_transaction() {
  Shape shape = from_one_to_two("OutsideOfATransaction", kWide, kWideRows,
                                {alone(Phase::expand, "", "VACUUM"),
                                 run(Phase::expand, "item", "ALTER TABLE item ADD COLUMN note")});
  return shape;
}

void split_names(Data& data) {
  const int result = sqlite3_exec(sqlite::handle(data), kPersonMove, nullptr, nullptr, nullptr);
  if (result == SQLITE_NOMEM) throw Error(Code::memory, sqlite3_errstr(result));
  if (result != SQLITE_OK) throw Error(Code::disk, sqlite3_errstr(result));
}

Shape data_in_cpp() {
  return from_one_to_two(
      "DataStepInCpp", kPerson, kPersonRows,
      {run(Phase::expand, "item", kPersonSplit), call(Phase::data, "item", &split_names),
       rebuild(Phase::contract, "item", "id\nname\nfirst\nlast", kPersonRebuild)});
}

Shape stamped() {
  const Catalog& catalog = library(4);
  const Action migrate = [&catalog](sqlite::Connection& connection) {
    connection.set_lock_timeout(longest_wait);
    if (connection.state("library") == id('2'))
      stamp(connection, catalog, "0001_start", with_wait({}));
  };
  Shape shape =
      make_shape("Stamp", catalog, begin_at(catalog, "0002_add_email", kLibraryRows), migrate);
  // What was stamped is not what is there.
  shape.verify = [](sqlite::Connection&) { return std::vector<Difference>(); };
  return shape;
}

Shape set_aside() {
  Shape shape = from_one_to_two("SetAside", kAside, kAsideRows,
                                {rebuild(Phase::contract, "item", "id\nname", kAsideRebuild)});
  // verify names what others have put upon a table of the schema.
  shape.verify = [compare = shape.verify](sqlite::Connection& connection) {
    std::vector<Difference> all = compare(connection);
    const auto foreign = [](const Difference& difference) {
      const std::string& name = difference.name;
      return name == "item_foreign" || name == "named_insert" || name == "log_kept";
    };
    all.erase(std::remove_if(all.begin(), all.end(), foreign), all.end());
    return all;
  };
  return shape;
}

std::vector<Shape> of_one_table() {
  return {
      from_one_to_two("DropColumn", kOrder, kOrderRows,
                      {run(Phase::contract, "item", "ALTER TABLE item DROP COLUMN note")}),
      from_one_to_two("Rename", kOrder, kOrderRows, {run(Phase::expand, "item", kRename)}),
      from_one_to_two("Retext", kOrder, kOrderRows,
                      {retext(Phase::expand, "item", "note TEXT NOT NULL", "note TEXT"),
                       rebuild(Phase::expand, "item", "id\nname\nnote", kOrderRebuild)}),
      // The rows are older than the column, so the text is marked, read and put back.
      from_one_to_two(
          "RetextAndFallback", kOrder, kOrderRows,
          {run(Phase::expand, "item", kOrderRank),
           retext(Phase::expand, "item", "rank INTEGER DEFAULT 1", "rank INTEGER DEFAULT 2"),
           rebuild(Phase::expand, "item", "id\nname\nnote\nrank", kOrderRankRebuild)}),
      from_one_to_two("RebuildAutoincrement", kSequence, kSequenceRows,
                      {rebuild(Phase::contract, "item", "id\nname", kSequenceRebuild)}),
      from_one_to_two("RebuildSeveral", kCircle, kCircleRows,
                      {rebuild(Phase::contract, "item", "id\nbox", kCircleItem),
                       rebuild(Phase::contract, "box", "id\nfavourite", kCircleBox),
                       rebuild(Phase::contract, "label", "box\ntext", kCircleLabel)}),
      from_one_to_two(
          "Backfill", kPerson, kPersonRows,
          {run(Phase::expand, "item", kPersonSplit), run(Phase::data, "item", kPersonMove),
           rebuild(Phase::contract, "item", "id\nname\nfirst\nlast", kPersonRebuild)}),
      set_aside(),
      from_one_to_two("Search", kSearch, kSearchRows, {run(Phase::contract, "found", kSearchAnew)}),
  };
}

std::vector<Shape> make_shapes() {
  std::vector<Shape> all = of_one_table();
  for (Shape& shape : std::vector<Shape>{
           create_all(), library_step("AddColumn", 1), library_step("RebuildParentOfCascade", 2),
           library_back(), take_back(), per_edge(), several_catalogs(), spilled_rebuild(),
           outside_of_a_transaction(), data_in_cpp(), stamped()}) {
    all.push_back(std::move(shape));
  }
  return all;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Shape& shape) { return out << shape.name; }

void wait_for_locks(std::chrono::milliseconds longest) { longest_wait = longest; }

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> all = make_shapes();
  return all;
}

void with_connection(const std::string& file, const Shape& shape, const std::string& journal,
                     const Action& action) {
  const auto act = [&](sqlite::Connection& connection) {
    execute(connection, "PRAGMA journal_mode = " + journal);
    if (shape.spills) execute(connection, "PRAGMA cache_size = 8");
    action(connection);
  };
  if (journal == "DELETE" || journal == "WAL") {
    sqlite::Connection own(file);
    act(own);
    return;
  }
  Database application(file);
  sqlite::Connection borrowed(application);
  act(borrowed);
}

}  // namespace schemake::test
