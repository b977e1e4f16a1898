#include "variants.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "operation/apply.hpp"
#include "operation/origins.hpp"
#include "revision/life.hpp"

namespace schemake::generator {
namespace {

// The schema that a variant's record makes; nothing of one that does not apply, which the states of
// the folder report.
Schema schema_of(const Record& variant) {
  Schema schema;
  if (apply(schema, variant.operations)) return {};
  return schema;
}

// Adds what `after` calls otherwise than the field does.
class Follower {
 public:
  Follower(const std::vector<Rename>& renames, const Schema& before, const Schema& after,
           const Hints& hints)
      : origins_(before, after, hints) {
    for (const Rename& rename : renames) {
      in_the_field_[{rename.kind, rename.table, rename.to}] = rename.from;
    }
    follow(Kind::table, after.tables);
    follow(Kind::virtual_table, after.virtual_tables);
    follow(Kind::view, after.views);
    follow(Kind::index, after.indexes);
    for (const auto& [name, table] : after.tables) follow_columns(table);
  }

  std::vector<Rename> take() { return std::move(result_); }

 private:
  template <class T>
  void follow(Kind kind, const std::map<std::string, T>& objects) {
    for (const auto& entry : objects) add({kind, "", entry.first}, "");
  }

  void follow_columns(const TableSchema& table) {
    const auto before = origins_.origin({Kind::table, "", table.table.name});
    if (!before) return;
    for (const Column& column : table.columns) {
      add({Kind::column, table.table.name, column.name}, *before);
    }
  }

  // `table`: of a column, as it is called before.
  void add(const ObjectName& object, const std::string& table) {
    const std::optional<std::string> before = origins_.origin(object);
    if (!before) return;
    const auto found = in_the_field_.find({object.kind, table, *before});
    const std::string& old = found == in_the_field_.end() ? *before : found->second;
    if (old != object.name) result_.push_back({object.kind, object.table, old, object.name});
  }

  Origins origins_;
  std::map<ObjectName, std::string> in_the_field_;
  std::vector<Rename> result_;
};

}  // namespace

Record make_variant(const std::string& name, const Schema& schema, const Schema& newest,
                    const Hints& hints) {
  Record variant = make_draft(std::string(kBase), diff({}, schema));
  variant.message = name;
  variant.renames = Follower({}, schema, newest, hints).take();
  return variant;
}

std::vector<Record> follow(std::vector<Record> variants, const Schema& before, const Schema& after,
                           const Hints& hints) {
  for (Record& variant : variants) {
    variant.renames = Follower(variant.renames, before, after, hints).take();
  }
  return variants;
}

Hints hints_for(const Record& variant, Hints wanted) {
  for (const Rename& rename : variant.renames) {
    wanted.renamed_from[{rename.kind, rename.table, rename.to}] = rename.from;
  }
  return wanted;
}

std::vector<VariantLoss> losses(const std::vector<Record>& variants, const Schema& newest,
                                const Hints& wanted) {
  std::vector<VariantLoss> result;
  for (const Record& variant : variants) {
    const Schema schema = schema_of(variant);
    for (Loss& loss : losses(schema, diff(schema, newest, hints_for(variant, wanted)))) {
      if (is_accepted(spell(loss.object), variant.accepted)) continue;
      result.push_back({variant.message, std::move(loss)});
    }
  }
  return result;
}

void accept(std::vector<Record>& variants, const std::vector<VariantLoss>& losses,
            const std::vector<std::string>& accepted) {
  for (const VariantLoss& lost : losses) {
    const std::string name = spell(lost.loss.object);
    if (!is_accepted(name, accepted)) continue;
    const auto variant = std::find_if(variants.begin(), variants.end(), [&](const Record& each) {
      return each.message == lost.variant;
    });
    if (variant != variants.end()) variant->accepted.push_back(name);
  }
  for (Record& variant : variants) std::sort(variant.accepted.begin(), variant.accepted.end());
}

}  // namespace schemake::generator
