#ifndef SCHEMAKE_REVISION_RECORD_JSON_HPP
#define SCHEMAKE_REVISION_RECORD_JSON_HPP

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "revision/record.hpp"

// A record's lines as JSON. Each value has one spelling: no white space, keys in the order of
// record_fields.hpp, defaults left out. Whatever is spelled in another way is refused, for an id is
// the hash of the lines.

namespace schemake::generator {

inline constexpr unsigned kRecordFormat = 1;

// Why a line is not what Schemake writes; `offset` is the byte where a parse stopped, else 0.
class BadLine : public std::runtime_error {
 public:
  explicit BadLine(const std::string& what, std::size_t offset = 0)
      : std::runtime_error(what), offset_(offset) {}
  std::size_t offset() const { return offset_; }

 private:
  std::size_t offset_;
};

// All but the operations.
std::string header_line(const Record& record);
Record parse_header_line(std::string_view line);  // throws BadLine

// All of it.
std::string record_line(const Record& record);
Record parse_record_line(std::string_view line);  // throws BadLine

Operation parse_operation_line(std::string_view line);  // throws BadLine

}  // namespace schemake::generator

#endif  // SCHEMAKE_REVISION_RECORD_JSON_HPP
