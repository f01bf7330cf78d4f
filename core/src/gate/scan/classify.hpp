// SPDX-License-Identifier: MIT
/// @file
/// One pass over the bytes of a text that finds all the places where a secret could begin. Bit i of
/// a mask stands for byte i of a block of 64.
#pragma once

#include <cstddef>
#include <cstdint>

namespace hedgerow::internal {

inline constexpr std::size_t block_size = 64;

struct block_masks {
  std::uint64_t letter;
  std::uint64_t low_case;  ///< of a letter: it is in lower case; of other bytes: anything
  std::uint64_t digit;
  std::uint64_t at;         ///< @
  std::uint64_t separator;  ///< = and :
  std::uint64_t angle;      ///< <
  std::uint64_t dash;       ///< -
  std::uint64_t percent;    ///< %
  std::uint64_t unusual;    ///< bytes from 0x80, ESC and backslash: the text may hide something
};

/// Classifies `blocks` full blocks of 64 bytes.
using classifier = void (*)(const char* text, std::size_t blocks, block_masks* out) noexcept;

/// The fastest one that this machine has; chosen once.
classifier best_classifier() noexcept;

/// What of a short text decides whether it needs a closer look at all.
struct quick_masks {
  std::uint64_t letter;
  std::uint64_t low_case;
  std::uint64_t digit;
  std::uint64_t dash;
  bool special;  ///< another mask of block_masks may have a bit
  bool plain;    ///< printable ASCII without '"' and '\\'
};

/// `size`: 1 to block_size bytes; bits from there on are zero.
quick_masks classify_short(const char* text, std::size_t size) noexcept;

/// Whether 36 bytes have the form of a UUID (RFC 9562): hexadecimal digits, dashes at their places.
bool is_uuid(const char* text) noexcept;
inline constexpr std::size_t uuid_size = 36;

/// All of them are equal, which a test checks.
void classify_portably(const char* text, std::size_t blocks, block_masks* out) noexcept;
#if defined(__x86_64__)
void classify_sse2(const char* text, std::size_t blocks, block_masks* out) noexcept;
/// Only where the machine has AVX2.
void classify_avx2(const char* text, std::size_t blocks, block_masks* out) noexcept;
#endif

}  // namespace hedgerow::internal
