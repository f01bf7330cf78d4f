// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
// The letters of the standard: A and B are the halves of the text, u and v their lengths, b the
// bytes of a half as a number, P and Q the input of a round, y its result, c the new half.
#include "ff1.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <openssl/evp.h>

namespace hedgerow::policies {

namespace {

constexpr int rounds = 10;
constexpr std::size_t block_size = 16;
constexpr std::size_t half_bits = 96;  // then one block of the cipher is enough for y
using block = std::array<unsigned char, block_size>;

const EVP_CIPHER* cipher_for(std::size_t key_size) {
  switch (key_size) {
  case 16:
    return EVP_aes_128_ecb();
  case 24:
    return EVP_aes_192_ecb();
  case 32:
    return EVP_aes_256_ecb();
  default:
    throw std::invalid_argument("a key of AES has 16, 24 or 32 bytes, not " +
                                std::to_string(key_size));
  }
}

}  // namespace

struct ff1::aes {
  explicit aes(std::span<const unsigned char> key) : context(EVP_CIPHER_CTX_new()) {
    if (context == nullptr || EVP_EncryptInit_ex(context.get(), cipher_for(key.size()), nullptr,
                                                 key.data(), nullptr) != 1)
      throw std::runtime_error("OpenSSL could not set up AES");
    EVP_CIPHER_CTX_set_padding(context.get(), 0);
  }
  /// Ciphers the block in place.
  void encrypt(block& data) const {
    int size = 0;
    if (EVP_EncryptUpdate(context.get(), data.data(), &size, data.data(), int(data.size())) != 1)
      throw std::runtime_error("OpenSSL could not run AES");
  }
  struct free {
    void operator()(EVP_CIPHER_CTX* c) const noexcept { EVP_CIPHER_CTX_free(c); }
  };
  std::unique_ptr<EVP_CIPHER_CTX, free> context;  ///< cleansed by OpenSSL when it goes
};

struct ff1::shape {
  std::size_t u, v, b, d;
  block p;
  std::vector<unsigned char> q;  ///< tweak and zeros; the number of the round and a half follow
};

ff1::ff1(std::span<const unsigned char> key, std::uint32_t radix) : radix_(radix) {
  if (radix < 2 || radix > 36)
    throw std::invalid_argument("the radix must be 2 to 36, not " + std::to_string(radix));
  cipher_ = std::make_unique<aes>(key);
  constexpr number limit = number(1) << half_bits;
  for (number power = 1; power <= limit; power *= radix)
    powers_.push_back(power);
  while (powers_[shortest_] < least_domain)
    ++shortest_;
  longest_ = 2 * (powers_.size() - 1);
}

ff1::~ff1() = default;
ff1::ff1(ff1&&) noexcept = default;

std::string ff1::unfit(std::size_t count) const {
  if (count < shortest_)
    return std::to_string(count) + (count == 1 ? " digit has" : " digits have") +
           " too few values, which could all be tried; NIST SP 800-38G asks for a million, and so "
           "for " +
           std::to_string(shortest_) + " digits at least";
  if (count > longest_)
    return std::to_string(count) + " digits are too many; at most " + std::to_string(longest_) +
           " are encrypted";
  return {};
}

ff1::number ff1::value_of(std::span<const std::uint8_t> digits) const noexcept {
  number value = 0;
  for (const auto digit : digits)
    value = value * radix_ + digit;
  return value;
}

void ff1::write(number value, std::span<std::uint8_t> digits) const noexcept {
  for (auto i = digits.size(); i-- > 0; value /= radix_)
    digits[i] = std::uint8_t(value % radix_);
}

ff1::shape ff1::shape_of(std::size_t count, std::span<const unsigned char> tweak) const {
  if (auto why = unfit(count); !why.empty()) throw std::invalid_argument(why);
  shape made{};
  made.u = count / 2;
  made.v = count - made.u;
  std::size_t bits = 0;  // of the greatest half
  for (number rest = powers_[made.v] - 1; rest != 0; rest >>= 1)
    ++bits;
  made.b = (bits + 7) / 8;
  made.d = 4 * ((made.b + 3) / 4) + 4;
  const auto put = [&](std::size_t place, std::uint64_t value) {  // four bytes, the greatest first
    for (int i = 3; i >= 0; --i, value >>= 8)
      made.p[place + std::size_t(i)] = static_cast<unsigned char>(value);
  };
  put(2, radix_);  // three bytes: the one before them is overwritten below
  made.p[0] = 1;
  made.p[1] = 2;
  made.p[2] = 1;
  made.p[6] = rounds;
  made.p[7] = static_cast<unsigned char>(made.u);
  put(8, count);
  put(12, tweak.size());
  made.q.assign(tweak.begin(), tweak.end());
  while ((made.q.size() + made.b + 1) % block_size != 0)
    made.q.push_back(0);
  return made;
}

ff1::number ff1::round(const shape& of, int i, std::span<const std::uint8_t> half,
                       std::size_t result) const {
  auto q = of.q;
  q.push_back(static_cast<unsigned char>(i));
  auto value = value_of(half);
  q.resize(q.size() + of.b);
  for (std::size_t n = 1; n <= of.b; ++n, value >>= 8)
    q[q.size() - n] = static_cast<unsigned char>(value);
  block r = of.p;  // PRF: CBC-MAC over P and Q
  cipher_->encrypt(r);
  for (std::size_t at = 0; at < q.size(); at += block_size) {
    for (std::size_t n = 0; n < block_size; ++n)
      r[n] ^= q[at + n];
    cipher_->encrypt(r);
  }
  number y = 0;  // S is the first d bytes of R, for d is not above 16
  for (std::size_t n = 0; n < of.d; ++n)
    y = y << 8 | r[n];
  return y % powers_[result];
}

ff1::numerals ff1::encrypt(numerals text, std::span<const unsigned char> tweak) const {
  const auto of = shape_of(text.size(), tweak);
  numerals a(text.begin(), text.begin() + std::ptrdiff_t(of.u));
  numerals b(text.begin() + std::ptrdiff_t(of.u), text.end());
  for (int i = 0; i < rounds; ++i) {
    const auto m = i % 2 == 0 ? of.u : of.v;
    const auto c = (value_of(a) + round(of, i, b, m)) % powers_[m];
    a.resize(m);
    write(c, a);
    a.swap(b);
  }
  std::copy(b.begin(), b.end(), std::copy(a.begin(), a.end(), text.begin()));
  return text;
}

ff1::numerals ff1::decrypt(numerals text, std::span<const unsigned char> tweak) const {
  const auto of = shape_of(text.size(), tweak);
  numerals a(text.begin(), text.begin() + std::ptrdiff_t(of.u));
  numerals b(text.begin() + std::ptrdiff_t(of.u), text.end());
  for (int i = rounds; i-- > 0;) {
    const auto m = i % 2 == 0 ? of.u : of.v;
    const auto c = (value_of(b) + powers_[m] - round(of, i, a, m)) % powers_[m];
    b.resize(m);
    write(c, b);
    a.swap(b);
  }
  std::copy(b.begin(), b.end(), std::copy(a.begin(), a.end(), text.begin()));
  return text;
}

}  // namespace hedgerow::policies
