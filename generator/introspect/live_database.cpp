#include "introspect/live_database.hpp"

#include <sqlite3.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <schemake/error.hpp>
#include <string_view>
#include <system_error>

#include "sqlite/open.hpp"

namespace schemake::generator {
namespace {

namespace fs = std::filesystem;

constexpr int kPatience = 3000;  // milliseconds that a lock may take

struct Header {
  bool empty = false;   // no byte: a database without a table
  bool sqlite = false;  // it begins as an SQLite database does
  bool wal = false;     // https://sqlite.org/fileformat2.html, offsets 18 and 19
};

Header read_header(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw Error(Code::disk, "cannot read " + path + ": look at its permissions");
  }
  std::array<char, 20> bytes{};
  file.read(bytes.data(), bytes.size());
  const auto count = static_cast<std::size_t>(file.gcount());
  static constexpr std::string_view kMagic("SQLite format 3\0", 16);
  Header header;
  header.empty = count == 0;
  header.sqlite = std::string_view(bytes.data(), count).substr(0, kMagic.size()) == kMagic;
  header.wal = header.sqlite && bytes[18] == 2 && bytes[19] == 2;
  return header;
}

// Any byte that means something in a URI is escaped.
std::string uri(const std::string& path, bool immutable) {
  static constexpr std::string_view kHexadecimal = "0123456789abcdef";
  std::string result = "file:";
  for (const char c : path) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '/' || c == '.' || c == '_' || c == '-';
    const auto byte = static_cast<unsigned char>(c);
    if (kept) {
      result += c;
    } else {
      result.append("%").append(1, kHexadecimal[byte >> 4U]).append(1, kHexadecimal[byte & 15U]);
    }
  }
  return result + (immutable ? "?immutable=1" : "?mode=ro");
}

[[noreturn]] void refuse(sqlite3* db, const std::string& path) {
  const int result = sqlite3_extended_errcode(db);
  const std::string message = sqlite3_errmsg(db);
  sqlite3_close(db);
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Error(Code::locked, path +
                                    " is locked by another program: close it and try again, or "
                                    "work on a copy made by it");
    case SQLITE_NOTADB:
      throw Error(Code::not_a_database,
                  path +
                      " is no SQLite database, or it is encrypted: decrypt a copy "
                      "of it first, with the key that the application has");
    case SQLITE_READONLY:
      throw Error(Code::disk, path +
                                  " was not closed properly, and reading it would mean to mend "
                                  "it: open it once with its application");
    default:
      throw Error(Code::not_a_database, "cannot read " + path + " (SQLite says: " + message + ")");
  }
}

}  // namespace

LiveDatabase::LiveDatabase(const std::string& path) {
  std::error_code failed;
  const fs::file_status status = fs::status(path, failed);
  if (!fs::exists(status)) throw Error(Code::disk, "there is no file " + path);
  if (fs::is_directory(status)) throw Error(Code::disk, path + " is a folder, not a database");
  const Header header = read_header(path);
  if (!header.empty && !header.sqlite) {
    throw Error(Code::not_a_database,
                path +
                    " is no SQLite database, or it is encrypted: decrypt a copy of "
                    "it first, with the key that the application has");
  }
  // In WAL mode even a reader makes files beside the database. Where there is no -wal nobody has it
  // open, and none is needed.
  const bool immutable = header.wal && !fs::exists(path + "-wal", failed);
  const int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
  if (sqlite3_open_v2(uri(path, immutable).c_str(), &db_, flags, nullptr) != SQLITE_OK) {
    refuse(db_, path);
  }
  sqlite3_busy_timeout(db_, kPatience);
  schemake::sqlite::distrust_schema(db_);
  // The transaction holds what is read to one moment; the query is what takes its lock.
  const char* const start = "BEGIN; SELECT count(*) FROM sqlite_schema";
  if (sqlite3_exec(db_, start, nullptr, nullptr, nullptr) != SQLITE_OK) refuse(db_, path);
}

LiveDatabase::~LiveDatabase() { sqlite3_close(db_); }

}  // namespace schemake::generator
