#ifndef SCHEMAKE_OPERATION_WORDS_HPP
#define SCHEMAKE_OPERATION_WORDS_HPP

#include <string>
#include <vector>

#include "schema/schema.hpp"

namespace schemake::generator {

// The value of an object in words, without its name, for descriptions and conflicts: of a column
// "text, not null, default 'x'", of a foreign key "(author) to author(id), on delete cascade".
// User text stands in them as it is: whoever prints them passes them through printable().
std::string words(const Table& table);  // empty where it has no property
std::string words(const Column& column);
std::string words(const Key& key);
std::string words(const ForeignKey& foreign_key);
std::string words(const Check& check);
std::string words(const Index& index);
std::string words(const View& view);
std::string words(const Trigger& trigger);
std::string words(const Enum& enumeration);
std::string words(const VirtualTable& table);
std::string words(const Row& row);  // "name 'x', size 3"

std::string words(const DialectText& text);  // "x" or "x on sqlite, y on postgresql"
std::string words(const Default& value);     // "'x'", "7", "x'00'", "(CURRENT_TIMESTAMP)"
std::string words(const Generated& generated);
std::string words(const IndexPart& part);
std::string words(Action action);          // "set null"
std::string words(OnConflict conflict);    // "ignore"
std::string words(Deferrable deferrable);  // "initially deferred"

// "a, b" of names or phrases.
std::string joined(const std::vector<std::string>& parts, const char* separator = ", ");

}  // namespace schemake::generator

#endif  // SCHEMAKE_OPERATION_WORDS_HPP
