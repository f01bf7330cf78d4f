// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Check digits and rules of composition. Each takes a value as it was written, with separators in
/// it, and looks at its letters and digits only.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace hedgerow::policies {

/// The letters and digits of a value, upper case, in fixed room; empty when there are too many.
class compact {
 public:
  explicit compact(std::string_view value) noexcept;
  std::string_view text() const noexcept { return {bytes_, size_}; }
  bool all_digits() const noexcept;

 private:
  static constexpr std::size_t room = 64;
  char bytes_[room];
  std::size_t size_ = 0;
};

/// ISO/IEC 7812 (cards, IMEI, Canada's SIN, Greece's AMKA, ...).
bool luhn(std::string_view value) noexcept;
/// Verhoeff's dihedral check (Aadhaar).
bool verhoeff(std::string_view value) noexcept;
/// ISO/IEC 7064 mod 11,10 (Germany's tax id, Croatia's OIB).
bool mod11_10(std::string_view value) noexcept;
/// ISO 13616: the whole rearranged value mod 97 is 1 (IBAN).
bool mod97(std::string_view value) noexcept;
/// Sum of digit times weight; the digits must be as many as the weights.
/// @return the sum, or -1 when the value is not that many digits
int weighted(std::string_view digits, std::initializer_list<int> weights) noexcept;

/// Bank routing number of the US, weights 3 7 1.
bool aba_routing(std::string_view value) noexcept;
/// National Provider Identifier: Luhn with the prefix 80840; 10 digits, the first 1 or 2.
bool npi(std::string_view value) noexcept;
/// DEA registration: two letters, seven digits, the last a check digit.
bool dea(std::string_view value) noexcept;
/// Medicare beneficiary identifier: 11 places, each of a class of its own, without S L O I B Z.
bool medicare_beneficiary(std::string_view value) noexcept;
/// NHS number: 10 digits, mod 11.
bool nhs(std::string_view value) noexcept;
/// Germany's health insurance number: a letter and nine digits, Luhn with the letter as two digits.
bool german_health_insurance(std::string_view value) noexcept;
/// Australia's Medicare card: 10 or 11 digits with a check digit at the ninth place.
bool australian_medicare(std::string_view value) noexcept;

/// Base58 with a four-byte double SHA-256 (Bitcoin and its kin).
bool base58check(std::string_view value) noexcept;
/// Bech32 and bech32m (segwit addresses).
bool bech32(std::string_view value) noexcept;
/// Vehicle identification number with its check digit at the ninth place.
bool vin(std::string_view value) noexcept;

}  // namespace hedgerow::policies
