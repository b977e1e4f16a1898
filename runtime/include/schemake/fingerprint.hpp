#ifndef SCHEMAKE_FINGERPRINT_HPP
#define SCHEMAKE_FINGERPRINT_HPP

#include <string>
#include <tuple>
#include <vector>

namespace schemake {

// One property of one object of a real database, read from the engine. Two databases have the same
// schema if and only if their sorted rows are equal. SQL text is compared by its tokens: neither
// white space, comments, case of keywords nor quoting of names count; names of constraints do not
// either, and so a constraint's `name` is its own definition.
struct FingerprintRow {
  std::string kind;  // "table", "column", "key", "foreign key", "check", "index", "view", "trigger"
  std::string table;  // the table that it belongs to; empty for a view
  std::string name;
  std::string property;
  std::string value;

  friend bool operator==(const FingerprintRow& a, const FingerprintRow& b) {
    return a.tie() == b.tie();
  }
  friend bool operator<(const FingerprintRow& a, const FingerprintRow& b) {
    return a.tie() < b.tie();
  }

 private:
  std::tuple<const std::string&, const std::string&, const std::string&, const std::string&,
             const std::string&>
  tie() const {
    return std::tie(kind, table, name, property, value);
  }
};

using Fingerprint = std::vector<FingerprintRow>;  // sorted

// What stands in one fingerprint and not in the other, in words, an object a line group.
struct Difference {
  std::string kind;
  std::string table;
  std::string name;
  std::string what;  // "column author.nick: type is TEXT, expected INTEGER"
};

std::vector<Difference> differences(const Fingerprint& expected, const Fingerprint& found);

}  // namespace schemake

#endif  // SCHEMAKE_FINGERPRINT_HPP
