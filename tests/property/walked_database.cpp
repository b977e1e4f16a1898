#include "property/walked_database.hpp"

#include <stdexcept>

#include "dialect/dialect.hpp"
#include "property/content.hpp"
#include "prove/fresh_state.hpp"

namespace schemake::generator {

std::string state_id(unsigned number) {
  if (number == 0) return "base";
  const std::string text = std::to_string(number);
  return std::string(64 - text.size(), 'a') + text;
}

Plan plan_of(const Schema& before, const Schema& after, const std::vector<Operation>& operations) {
  return find_dialect("sqlite")->plan(before, after, operations, {});
}

Fingerprint fresh_fingerprint(const Schema& schema) {
  FreshState state;
  if (const auto failure = create_fresh(schema, {}, &state)) throw std::logic_error(failure->what);
  return state.fingerprint;
}

WalkedDatabase::WalkedDatabase(const CompiledCatalog& catalog)
    : catalog_(catalog), database_(Requires{}), connection_(database_.get()) {}

bool WalkedDatabase::go(unsigned from, unsigned to) {
  const std::string content = all_content(get());
  try {
    walk(from, to);
    return true;
  } catch (const Error& error) {
    const bool computed = std::string(error.what()).find("constraint failed") != std::string::npos;
    if (error.code() != Code::guarded && error.code() != Code::violated && !computed) throw;
    if (all_content(get()) != content) throw std::logic_error("a refusal changed something");
  }
  delete_all_rows(get());
  walk(from, to);
  return false;
}

void WalkedDatabase::walk(unsigned from, unsigned to) {
  Options options;
  options.accept_loss = {"*"};
  if (to >= from) {
    upgrade_to(connection_, catalog_.catalog(), state_id(to), options);
  } else {
    downgrade(connection_, catalog_.catalog(), state_id(to), options);
  }
}

std::string WalkedDatabase::differs(const Fingerprint& wanted) {
  std::string text;
  for (const auto& difference : differences(wanted, connection_.fingerprint())) {
    text += difference.what + "\n";
  }
  return text + damage(get());
}

}  // namespace schemake::generator
