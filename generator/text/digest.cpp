#include "text/digest.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>

namespace schemake::generator {
namespace {

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    require(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }

  void add(std::string_view bytes) {
    require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
  }

  std::string finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    require(EVP_DigestFinal_ex(context_.get(), digest.data(), &size) == 1);
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string result;
    for (unsigned i = 0; i < size; ++i) {
      result += kDigits[digest[i] >> 4U];
      result += kDigits[digest[i] & 0x0FU];
    }
    return result;
  }

 private:
  // libcrypto fails here only without memory, or where a policy of the machine forbids SHA-256.
  static void require(bool done) {
    if (!done) throw std::runtime_error("libcrypto cannot compute SHA-256 on this machine");
  }

  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

std::string without_carriage_returns(std::string_view text) {
  std::string result(text);
  result.erase(std::remove(result.begin(), result.end(), '\r'), result.end());
  return result;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.finish();
}

std::string sha256_of_fields(const std::vector<std::string>& fields) {
  Sha256 hash;
  for (const std::string& field : fields) {
    std::array<char, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i) {
      const auto shift = 8U * static_cast<unsigned>(length.size() - 1 - i);
      length[i] = static_cast<char>(static_cast<std::uint64_t>(field.size()) >> shift);
    }
    hash.add({length.data(), length.size()});
    hash.add(field);
  }
  return hash.finish();
}

std::string text_digest(std::string_view text) { return sha256(without_carriage_returns(text)); }

std::string schema_digest(std::string_view text) {
  const std::string all = without_carriage_returns(text);
  std::string_view rest = all;
  std::string kept;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const bool blank = line.find_first_not_of(" \t") == std::string_view::npos;
    if (!blank && line.front() != '#') (kept += line) += '\n';
  }
  return sha256(kept);
}

}  // namespace schemake::generator
