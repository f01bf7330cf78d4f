// SPDX-License-Identifier: MIT
// The only file of the gate that knows a processor.
#if defined(__x86_64__)

#  include <immintrin.h>

#  include <cstring>

#  include "gate/scan/classify.hpp"

namespace hedgerow::internal {

namespace {

template <class Put>
void each_16(const char* text, Put put) noexcept {
  for (int part = 0; part < 4; ++part)
    put(_mm_loadu_si128(reinterpret_cast<const __m128i*>(text + 16 * part)), 16 * part);
}

std::uint64_t bits(__m128i mask) noexcept {
  return static_cast<std::uint32_t>(_mm_movemask_epi8(mask));
}

/// Bytes from `first` on, `span` of them.
__m128i in_range(__m128i v, char first, char span) noexcept {
  const __m128i from = _mm_sub_epi8(v, _mm_set1_epi8(first));
  return _mm_cmpeq_epi8(_mm_min_epu8(from, _mm_set1_epi8(static_cast<char>(span - 1))), from);
}
__m128i is(__m128i v, char c) noexcept {
  return _mm_cmpeq_epi8(v, _mm_set1_epi8(c));
}
/// The bit of lower case, where movemask takes it.
__m128i case_bit(__m128i v) noexcept {
  return _mm_slli_epi16(v, 2);
}

/// `size` bytes, fewer than 16, and zeroes behind them; nothing beyond the text is read.
__m128i load_part(const char* text, std::size_t size) noexcept {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  if (size >= 8) {
    // The last eight bytes overlap the first eight, and are moved to where they belong.
    std::memcpy(&low, text, 8);
    std::memcpy(&high, text + size - 8, 8);
    high = size == 8 ? 0 : high >> 8 * (16 - size);
  } else if (size >= 4) {
    std::uint32_t first;
    std::uint32_t last;
    std::memcpy(&first, text, 4);
    std::memcpy(&last, text + size - 4, 4);
    low = first | std::uint64_t{last} << 8 * (size - 4);
  } else {
    for (std::size_t i = 0; i < size; ++i)
      low |= std::uint64_t{static_cast<unsigned char>(text[i])} << 8 * i;
  }
  return _mm_set_epi64x(static_cast<long long>(high), static_cast<long long>(low));
}

/// @return a bit for each byte that is not plain (quick_masks)
std::uint64_t add_quick(quick_masks& m, __m128i& special, __m128i v, std::size_t at) noexcept {
  m.letter |= bits(in_range(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26)) << at;
  m.low_case |= bits(case_bit(v)) << at;
  m.digit |= bits(in_range(v, '0', 10)) << at;
  m.dash |= bits(is(v, '-')) << at;
  // All from ':' to '@' in one, though ';', '>' and '?' are harmless; from 0x80 on the sign says
  // it.
  const __m128i signs = _mm_or_si128(in_range(v, ':', 7), is(v, '%'));
  const __m128i backslash = is(v, '\\');
  const __m128i others = _mm_or_si128(_mm_or_si128(is(v, 0x1b), backslash), v);
  special = _mm_or_si128(special, _mm_or_si128(signs, others));
  // As signed numbers, bytes from 0x80 on are below the space.
  const __m128i control = _mm_or_si128(_mm_cmplt_epi8(v, _mm_set1_epi8(' ')), is(v, 0x7f));
  return bits(_mm_or_si128(control, _mm_or_si128(backslash, is(v, '"'))));
}

/// Whether there are dashes where `dashes` has a bit, and hexadecimal digits in all other places.
[[gnu::always_inline]] inline bool is_hex_but_for(const char* text, std::uint64_t dashes) noexcept {
  const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text));
  const __m128i hex =
      _mm_or_si128(in_range(v, '0', 10), in_range(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 6));
  return bits(is(v, '-')) == dashes && (bits(hex) ^ dashes) == 0xffff;
}

}  // namespace

bool is_uuid(const char* text) noexcept {
  // Of its bytes 0 to 15, 16 to 31, and the last 16.
  return is_hex_but_for(text, 1u << 8 | 1u << 13) && is_hex_but_for(text + 16, 1u << 2 | 1u << 7) &&
         is_hex_but_for(text + 20, 1u << 3);
}

quick_masks classify_short(const char* text, std::size_t size) noexcept {
  quick_masks m{};
  __m128i special = _mm_setzero_si128();
  std::uint64_t not_plain = 0;
  std::size_t at = 0;
  for (; at + 16 <= size; at += 16)
    not_plain |=
        add_quick(m, special, _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + at)), at);
  if (at < size) {
    const std::uint64_t part = ~(~std::uint64_t{0} << (size - at));  // behind it lie zeroes
    not_plain |= part & add_quick(m, special, load_part(text + at, size - at), at);
  }
  m.plain = not_plain == 0;
  m.special = _mm_movemask_epi8(special) != 0;
  return m;
}

void classify_sse2(const char* text, std::size_t blocks, block_masks* out) noexcept {
  for (; blocks > 0; --blocks, text += block_size, ++out) {
    block_masks m{};
    each_16(text, [&m](__m128i v, int at) {
      m.letter |= bits(in_range(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26)) << at;
      m.low_case |= bits(case_bit(v)) << at;
      m.digit |= bits(in_range(v, '0', 10)) << at;
      m.at |= bits(is(v, '@')) << at;
      m.separator |= bits(_mm_or_si128(is(v, '='), is(v, ':'))) << at;
      m.angle |= bits(is(v, '<')) << at;
      m.dash |= bits(is(v, '-')) << at;
      m.percent |= bits(is(v, '%')) << at;
      m.unusual |= bits(_mm_or_si128(v, _mm_or_si128(is(v, 0x1b), is(v, '\\')))) << at;
    });
    *out = m;
  }
}

#  define HEDGEROW_AVX2 __attribute__((target("avx2")))

HEDGEROW_AVX2 static inline std::uint64_t bits32(__m256i mask) noexcept {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(mask));
}
HEDGEROW_AVX2 static inline __m256i in_range32(__m256i v, char first, char span) noexcept {
  const __m256i from = _mm256_sub_epi8(v, _mm256_set1_epi8(first));
  return _mm256_cmpeq_epi8(_mm256_min_epu8(from, _mm256_set1_epi8(static_cast<char>(span - 1))),
                           from);
}
HEDGEROW_AVX2 static inline __m256i is32(__m256i v, char c) noexcept {
  return _mm256_cmpeq_epi8(v, _mm256_set1_epi8(c));
}

HEDGEROW_AVX2 void classify_avx2(const char* text, std::size_t blocks, block_masks* out) noexcept {
  for (; blocks > 0; --blocks, text += block_size, ++out) {
    block_masks m{};
    for (int at = 0; at < 64; at += 32) {
      const __m256i v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + at));
      m.letter |= bits32(in_range32(_mm256_or_si256(v, _mm256_set1_epi8(0x20)), 'a', 26)) << at;
      m.low_case |= bits32(_mm256_slli_epi16(v, 2)) << at;
      m.digit |= bits32(in_range32(v, '0', 10)) << at;
      m.at |= bits32(is32(v, '@')) << at;
      m.separator |= bits32(_mm256_or_si256(is32(v, '='), is32(v, ':'))) << at;
      m.angle |= bits32(is32(v, '<')) << at;
      m.dash |= bits32(is32(v, '-')) << at;
      m.percent |= bits32(is32(v, '%')) << at;
      m.unusual |= bits32(_mm256_or_si256(v, _mm256_or_si256(is32(v, 0x1b), is32(v, '\\')))) << at;
    }
    *out = m;
  }
}

#  undef HEDGEROW_AVX2

classifier best_classifier() noexcept {
  static const classifier best = __builtin_cpu_supports("avx2") ? classify_avx2 : classify_sse2;
  return best;
}

}  // namespace hedgerow::internal

#endif
