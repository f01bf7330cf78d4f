// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// FF1, the format-preserving encryption of NIST SP 800-38G (March 2016; domain sizes of revision
/// 1), over the AES of OpenSSL: of n numerals other n numerals, and back.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace hedgerow::policies {

class ff1 {
 public:
  using numerals = std::vector<std::uint8_t>;  ///< each below the radix

  /// Revision 1 asks for at least a million values: with fewer, all can be tried.
  static constexpr std::uint32_t least_domain = 1'000'000;

  /// @param key of 16, 24 or 32 bytes
  /// @param radix 2 to 36
  /// @throws std::invalid_argument for another key or radix
  ff1(std::span<const unsigned char> key, std::uint32_t radix);
  ~ff1();
  ff1(ff1&&) noexcept;

  /// How many numerals there must be, and how many there may be: half of them fit 96 bits.
  std::size_t shortest() const noexcept { return shortest_; }
  std::size_t longest() const noexcept { return longest_; }
  /// Why so many numerals cannot be encrypted, or empty.
  std::string unfit(std::size_t count) const;

  /// @throws std::invalid_argument with unfit() for too few or too many
  numerals encrypt(numerals text, std::span<const unsigned char> tweak) const;
  numerals decrypt(numerals text, std::span<const unsigned char> tweak) const;

 private:
  __extension__ typedef unsigned __int128 number;
  struct aes;
  struct shape;

  shape shape_of(std::size_t count, std::span<const unsigned char> tweak) const;
  number round(const shape& of, int i, std::span<const std::uint8_t> half,
               std::size_t result) const;
  number value_of(std::span<const std::uint8_t> digits) const noexcept;
  void write(number value, std::span<std::uint8_t> digits) const noexcept;

  std::uint32_t radix_;
  std::size_t shortest_ = 0;
  std::size_t longest_ = 0;
  std::vector<number> powers_;  ///< of the radix
  std::unique_ptr<aes> cipher_;
};

}  // namespace hedgerow::policies
