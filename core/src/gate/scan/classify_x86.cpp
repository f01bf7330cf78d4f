// SPDX-License-Identifier: MIT
// The only file of the gate that knows a processor.
#if defined(__x86_64__)

#  include <immintrin.h>

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

}  // namespace

void classify_sse2(const char* text, std::size_t blocks, block_masks* out) noexcept {
  for (; blocks > 0; --blocks, text += block_size, ++out) {
    block_masks m{};
    each_16(text, [&m](__m128i v, int at) {
      m.letter |= bits(in_range(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26)) << at;
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
