#include "revision/record.hpp"

#include <algorithm>
#include <utility>

#include "revision/record_json.hpp"
#include "text/digest.hpp"
#include "text/utf8.hpp"

namespace schemake::generator {
namespace {

constexpr const char* kAdvice =
    "a newer schemake wrote it, or it was edited: restore it from git, or update schemake";

// The lines of a file without carriage returns; what follows the last newline counts as one.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::string line;
  for (char c : text) {
    if (c == '\n') {
      lines.push_back(std::exchange(line, {}));
    } else if (c != '\r') {
      line += c;
    }
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

// Calls parse(line) and reports why it failed.
template <class Parse>
auto parse_line(const Parse& parse, const std::string& line, Position at, Diagnostics& diagnostics)
    -> std::optional<decltype(parse(line))> {
  try {
    return parse(line);
  } catch (const BadLine& bad) {
    const std::string_view before = std::string_view(line).substr(
        0, bad.offset() == 0 ? 0 : std::min(bad.offset() - 1, line.size()));
    at.column = static_cast<int>(count_code_points(before)) + 1;
    diagnostics.error(at, bad.what(), kAdvice);
    return std::nullopt;
  }
}

void check_id(const Record& record, Position at, Diagnostics& diagnostics) {
  if (revision_id(record) == record.id) return;
  diagnostics.error(at, "the id of the record is not that of its operations",
                    "the file was edited: restore it from git");
}

}  // namespace

std::string revision_id(const Record& record) {
  std::vector<std::string> fields{"schemake revision 1", std::to_string(record.parents.size())};
  fields.insert(fields.end(), record.parents.begin(), record.parents.end());
  fields.push_back(std::to_string(record.operations.size()));
  for (const Operation& operation : record.operations) fields.push_back(write_operation(operation));
  fields.insert(fields.end(), record.data.begin(), record.data.end());
  return sha256_of_fields(fields);
}

std::string write_record(const Record& record) {
  std::string out = header_line(record) + '\n';
  for (const Operation& operation : record.operations) out += write_operation(operation) + '\n';
  return out;
}

Record read_record(int file, const Sources& sources, Diagnostics& diagnostics) {
  const std::vector<std::string> lines = lines_of(sources.text(file));
  if (lines.empty()) {
    diagnostics.error({file, 1, 1}, "the record is empty", "restore it from git");
    return {};
  }
  std::optional<Record> header = parse_line(parse_header_line, lines[0], {file, 1, 1}, diagnostics);
  Record record = header.value_or(Record{});
  bool whole = header.has_value();
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const Position at{file, static_cast<int>(i) + 1, 1};
    const auto operation = parse_line(parse_operation_line, lines[i], at, diagnostics);
    whole = whole && operation;
    if (operation) record.operations.push_back(*operation);
  }
  if (whole) check_id(record, {file, 1, 1}, diagnostics);
  return record;
}

std::string write_superseded(const std::vector<Record>& selves) {
  std::string out;
  for (const Record& self : selves) out += record_line(self) + '\n';
  return out;
}

std::vector<Record> read_superseded(int file, const Sources& sources, Diagnostics& diagnostics) {
  std::vector<Record> selves;
  int number = 0;
  for (const std::string& line : lines_of(sources.text(file))) {
    const Position at{file, ++number, 1};
    std::optional<Record> self = parse_line(parse_record_line, line, at, diagnostics);
    if (!self) continue;
    check_id(*self, at, diagnostics);
    selves.push_back(std::move(*self));
  }
  return selves;
}

}  // namespace schemake::generator
