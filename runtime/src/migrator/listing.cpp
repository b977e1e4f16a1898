#include "migrator/listing.hpp"

#include <functional>

#include "migrator/printable.hpp"

namespace schemake::migrator {
namespace {

// One line, without its newline.
std::string line(const Revision& revision) {
  if (revision.id == "base") return "base";
  std::string result = revision.name.empty() ? "(unnamed)" : printable(revision.name);
  result += " " + printable(revision.id.substr(0, 12));
  if (revision.draft) result += ", draft";
  if (!revision.release.empty()) result += ", release " + printable(revision.release);
  if (!revision.known) result += ", unknown to this program";
  return result;
}

std::string object(const Revision& revision) {
  return "{\"id\": " + json_string(revision.id) + ", \"name\": " + json_string(revision.name) +
         ", \"release\": " + json_string(revision.release) +
         ", \"draft\": " + (revision.draft ? "true" : "false") +
         ", \"known\": " + (revision.known ? "true" : "false") + "}";
}

std::string object(const HistoryRow& row) {
  return "{\"order\": " + std::to_string(row.order) + ", \"action\": " + json_string(row.action) +
         ", \"from\": " + json_string(row.from) + ", \"to\": " + json_string(row.to) +
         ", \"name\": " + json_string(row.name) +
         ", \"breaks\": " + (row.breaks ? "true" : "false") +
         ", \"draft\": " + (row.draft ? "true" : "false") +
         ", \"release\": " + json_string(row.release) +
         ", \"applied_at\": " + json_string(row.applied_at) +
         ", \"duration_us\": " + std::to_string(row.duration.count()) + "}";
}

std::string object(const Difference& difference) {
  return "{\"kind\": " + json_string(difference.kind) +
         ", \"table\": " + json_string(difference.table) +
         ", \"name\": " + json_string(difference.name) +
         ", \"what\": " + json_string(difference.what) + "}";
}

template <class T>
std::string array(const std::vector<T>& items) {
  std::string result = "[";
  for (const T& item : items) result += (result.size() > 1 ? ", " : "") + object(item);
  return result + "]";
}

std::string short_state(const std::string& state) {
  return state.size() > 8 ? printable(state.substr(0, 8)) : printable(state);
}

// As a comment: it is no statement, and the one behind it does the same.
std::string relaxed_text(const PlannedStep& step) {
  std::string result = "-- the schema text of " + printable(step.object) +
                       " is relaxed, and where that cannot be, what follows runs:\n";
  std::string line;
  for (const char c : printable(step.sql, true) + "\n") {
    if (c != '\n') {
      line += c;
      continue;
    }
    if (!line.empty()) result += "--   " + line + "\n";
    line.clear();
  }
  return result;
}

}  // namespace

std::string text(const Revision& revision) { return line(revision) + "\n"; }

std::string text(const std::vector<Revision>& revisions) {
  std::string result;
  for (const Revision& revision : revisions) result += line(revision) + "\n";
  return result;
}

std::string text(const std::vector<HistoryRow>& history) {
  std::string result;
  for (const HistoryRow& row : history) {
    result += printable(row.applied_at) + "  " + printable(row.action) + "  " +
              printable(row.name) + "  " + short_state(row.from) + " -> " + short_state(row.to);
    if (!row.release.empty()) result += "  release " + printable(row.release);
    if (row.draft) result += "  draft";
    result += "\n";
  }
  return result;
}

std::string text(const Status& status) {
  std::string result =
      "current: " + line(status.current) + "\n" + "head:    " + line(status.head) + "\n";
  if (status.ahead) result += "ahead:   this program does not know where the database stands\n";
  for (const Revision& revision : status.applied) result += "applied: " + line(revision) + "\n";
  for (const Revision& revision : status.pending) result += "pending: " + line(revision) + "\n";
  return result;
}

std::string text(const std::vector<PlannedStep>& steps) {
  std::string result;
  const std::string* revision = nullptr;
  for (const PlannedStep& step : steps) {
    if (revision == nullptr || *revision != step.revision) {
      result += "-- " + printable(step.revision) + "\n";
    }
    revision = &step.revision;
    switch (step.verb) {
      case edge_v1::Verb::guard:
        result += "-- refused if this gives a row: " + printable(step.reason) + "\n";
        break;
      case edge_v1::Verb::retext:
        result += relaxed_text(step);
        continue;
      case edge_v1::Verb::call:
        result += "-- the C++ function for " + printable(step.object) + "\n";
        break;
      case edge_v1::Verb::none:
        result += "-- nothing to do: " + printable(step.reason) + "\n";
        break;
      case edge_v1::Verb::alone:
        result += "-- before the transaction:\n";
        break;
      case edge_v1::Verb::run:
      case edge_v1::Verb::rebuild:
        break;
    }
    const std::size_t begin = step.sql.find_first_not_of('\n');
    const std::size_t end = step.sql.find_last_not_of(" \n;");
    if (begin == std::string::npos || end == std::string::npos || end < begin) continue;
    result += printable(step.sql.substr(begin, end - begin + 1), true) + ";\n";
  }
  return result;
}

std::string text(const std::vector<Difference>& differences) {
  std::string result;
  for (const Difference& difference : differences) result += printable(difference.what) + "\n";
  return result;
}

std::string text(const Report& report) {
  std::string result;
  if (!report.backup.empty()) result += "backup in " + printable(report.backup) + "\n";
  for (const Walked& walked : report.walked) {
    const char* const did = walked.back      ? "took back "
                            : walked.adopted ? "adopted at "
                                             : "applied ";
    result += did + printable(walked.name) + "\n";
  }
  if (result.empty()) result = "nothing to do\n";
  return result;
}

std::string json(const Revision& revision) { return object(revision) + "\n"; }
std::string json(const std::vector<Revision>& revisions) { return array(revisions) + "\n"; }
std::string json(const std::vector<HistoryRow>& history) { return array(history) + "\n"; }
std::string json(const std::vector<Difference>& differences) { return array(differences) + "\n"; }

std::string json(const std::string& catalog, const Status& status) {
  return "{\"catalog\": " + json_string(catalog) + ", \"current\": " + object(status.current) +
         ", \"head\": " + object(status.head) +
         ", \"ahead\": " + (status.ahead ? "true" : "false") +
         ", \"applied\": " + array(status.applied) + ", \"pending\": " + array(status.pending) +
         "}\n";
}

}  // namespace schemake::migrator
