#include "prove/creatable.hpp"

#include <algorithm>
#include <optional>
#include <schemake/error.hpp>
#include <string_view>
#include <utility>

#include "core/sql_text.hpp"
#include "prove/fresh_state.hpp"

namespace schemake::generator {
namespace {

// The word behind `phrase` in an engine's message; empty where it does not say so.
std::string word_behind(const std::string& text, std::string_view phrase) {
  const std::size_t at = text.find(phrase);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + phrase.size();
  std::size_t end = text.find_first_of(" ,;:()\n", begin);
  if (end == std::string::npos) end = text.size();
  return text.substr(begin, end - begin);
}

bool add(std::vector<std::string>& names, const std::string& name) {
  if (name.empty()) return false;
  const bool known = std::any_of(names.begin(), names.end(), [&](const std::string& other) {
    return sql::same_name(other, name);
  });
  if (!known) names.push_back(name);
  return !known;
}

bool is_requirement(const std::string& what, Requires& requirements) {
  return add(requirements.functions, word_behind(what, "no such function: ")) ||
         add(requirements.collations, word_behind(what, "no such collation sequence: ")) ||
         add(requirements.modules, word_behind(what, "no such module: ")) ||
         add(requirements.tokenizers, word_behind(what, "no such tokenizer: "));
}

// A text in double quotes that is no name: SQLite took it for a string when the object was made.
// True where there was one, which is then written as the string that it is.
bool write_as_string(DialectText& text, const std::string& name) {
  bool written = false;
  for (auto& [dialect, sql] : text.texts) {
    std::string result;
    std::size_t copied = 0;
    for (const sql::Token& token : sql::tokenize(sql)) {
      const bool quoted = token.kind == sql::Token::Kind::quoted_name && token.text.front() == '"';
      if (!quoted || sql::identifier(token) != name) continue;
      result.append(sql.substr(copied, token.offset - copied)).append(sql::quote_string(name));
      copied = token.offset + token.text.size();
      written = true;
    }
    sql = result.append(sql.substr(copied));
  }
  return written;
}

bool is_string(const Failure& failure, Schema& schema) {
  const std::string_view phrase = "no such column: ";
  const std::size_t at = failure.what.find(phrase);
  if (at == std::string::npos) return false;
  std::string name = failure.what.substr(at + phrase.size());
  // The message may end in its own bracket, or in a hint that newer engines give.
  for (const std::string_view end : {" - should this be", ")"}) {
    const std::size_t cut = name.rfind(end);
    if (cut != std::string::npos) name.resize(cut);
  }
  if (name.size() > 1 && name.front() == '"' && name.back() == '"') {
    name = name.substr(1, name.size() - 2);
  }
  if (failure.object.kind == Kind::view) {
    const auto view = schema.views.find(failure.object.name);
    return view != schema.views.end() && write_as_string(view->second.sql, name);
  }
  if (failure.object.kind != Kind::trigger) return false;
  const auto found = schema.triggers.find(failure.object.name);
  if (found == schema.triggers.end()) return false;
  const bool body = write_as_string(found->second.sql, name);
  return write_as_string(found->second.when, name) || body;
}

class Removal {
 public:
  Removal(Schema& schema, std::vector<LeftOut>& left_out) : schema_(schema), left_out_(left_out) {}

  // False where the schema has no such object.
  bool remove(const ObjectName& object, const std::string& why) {
    switch (object.kind) {
      case Kind::view:
        if (schema_.views.erase(object.name) == 0) return false;
        remove_parts(object.name);
        break;
      case Kind::trigger:
        if (schema_.triggers.erase(object.name) == 0) return false;
        break;
      case Kind::index:
        if (schema_.indexes.erase(object.name) == 0) return false;
        break;
      case Kind::virtual_table:
        if (schema_.virtual_tables.erase(object.name) == 0) return false;
        break;
      default: {
        const std::string table = object.table.empty() ? object.name : object.table;
        if (schema_.tables.erase(table) == 0) return false;
        left_out_.push_back({{Kind::table, "", table}, why});
        remove_parts(table);
        remove_references(table);
        return true;
      }
    }
    left_out_.push_back({object, why});
    return true;
  }

 private:
  void remove_parts(const std::string& owner) {
    const std::string why = "it belongs to " + owner + ", which is left out";
    std::erase_if(schema_.indexes, [&](const auto& item) {
      if (item.second.table != owner) return false;
      left_out_.push_back({{Kind::index, owner, item.first}, why});
      return true;
    });
    std::erase_if(schema_.triggers, [&](const auto& item) {
      if (item.second.table != owner) return false;
      left_out_.push_back({{Kind::trigger, owner, item.first}, why});
      return true;
    });
  }

  void remove_references(const std::string& parent) {
    for (auto& [name, table] : schema_.tables) {
      std::erase_if(table.foreign_keys, [&](const auto& item) {
        if (item.second.parent != parent || item.second.not_enforced) return false;
        left_out_.push_back({{Kind::foreign_key, item.second.table, item.first},
                             "it refers to " + parent + ", which is left out"});
        return true;
      });
    }
  }

  Schema& schema_;
  std::vector<LeftOut>& left_out_;
};

}  // namespace

Creatable leave_out_what_fails(Schema& schema, Requires& requirements) {
  Creatable result;
  Removal removal(schema, result.left_out);
  while (true) {
    FreshState state;
    const std::optional<Failure> failure = create_fresh(schema, requirements, &state);
    if (!failure) {
      result.fingerprint = std::move(state.fingerprint);
      return result;
    }
    if (is_requirement(failure->what, requirements) || is_string(*failure, schema)) continue;
    if (!removal.remove(failure->object, failure->what)) {
      throw Error(Code::statement, "SQLite cannot create what was found: " + failure->what);
    }
  }
}

}  // namespace schemake::generator
