// SPDX-License-Identifier: MIT
/// @file
/// Finding and copying the part of a text in which nothing needs an escape, 16 bytes at a time
/// where the machine can. All that is specific to a machine in the event path is in this file.
#pragma once

#include <bit>
#include <cstddef>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#  include <emmintrin.h>
#endif

namespace hedgerow::internal {

/// The bytes from `Lowest` to '~' but for `Stops` are plain; controls, DEL, the `Stops` and all
/// that is not ASCII are not.
template <char Lowest, char... Stops>
struct plain_text {
  static_assert(Lowest > 0);

  static constexpr bool is_plain(char c) noexcept {
    return c >= Lowest && c != 0x7f && ((c != Stops) && ...);
  }

  /// How many bytes from the start are plain.
  static std::size_t length(std::string_view s) noexcept { return run<false>(s, nullptr); }

  /// Copies the plain bytes from the start and returns how many they are. `out` must have room for
  /// all of `s`; what lies behind the copied bytes may be overwritten.
  static std::size_t copy(std::string_view s, char* out) noexcept { return run<true>(s, out); }

 private:
  template <bool Copying>
  static std::size_t run(std::string_view s, [[maybe_unused]] char* out) noexcept {
    const char* const p = s.data();
    const std::size_t n = s.size();
    std::size_t i = 0;
#if defined(__SSE2__)
    for (; i + 16 <= n; i += 16) {
      const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + i));
      if constexpr (Copying) _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i), x);
      if (const unsigned stop = stops(x); stop != 0) return i + first(stop);
    }
    // What is left is read as two halves that overlap: a stop in both is the same byte.
    if (const std::size_t left = n - i; left >= 8) {
      const std::size_t second = n - 8;
      const __m128i a = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(p + i));
      const __m128i b = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(p + second));
      if constexpr (Copying) {
        _mm_storel_epi64(reinterpret_cast<__m128i*>(out + i), a);
        _mm_storel_epi64(reinterpret_cast<__m128i*>(out + second), b);
      }
      const unsigned stop = stops(_mm_unpacklo_epi64(a, b));
      if (stop == 0) return n;
      return first(stop) < 8 ? i + first(stop) : second + first(stop) - 8;
    } else if (left >= 4) {
      const std::size_t second = n - 4;
      int a;
      int b;
      std::memcpy(&a, p + i, 4);
      std::memcpy(&b, p + second, 4);
      if constexpr (Copying) {
        std::memcpy(out + i, &a, 4);
        std::memcpy(out + second, &b, 4);
      }
      const unsigned stop =
          stops(_mm_unpacklo_epi32(_mm_cvtsi32_si128(a), _mm_cvtsi32_si128(b))) & 0xffu;
      if (stop == 0) return n;
      return first(stop) < 4 ? i + first(stop) : second + first(stop) - 4;
    }
#endif
    for (; i < n && plain_byte(p[i]); ++i)
      if constexpr (Copying) out[i] = p[i];
    return i;
  }

#if defined(__SSE2__)
  /// A bit for each byte that is not plain.
  static unsigned stops(__m128i x) noexcept {
    // Signed: a byte that is not ASCII is below every letter.
    __m128i stop = _mm_or_si128(_mm_cmplt_epi8(x, _mm_set1_epi8(Lowest)),
                                _mm_cmpeq_epi8(x, _mm_set1_epi8(0x7f)));
    ((stop = _mm_or_si128(stop, _mm_cmpeq_epi8(x, _mm_set1_epi8(Stops)))), ...);
    return static_cast<unsigned>(_mm_movemask_epi8(stop));
  }
  static std::size_t first(unsigned bits) noexcept {
    return static_cast<std::size_t>(std::countr_zero(bits));
  }
#endif

  // `char` may be unsigned elsewhere, so the test is on the sign bit as such.
  static constexpr bool plain_byte(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0x80u) == 0 && is_plain(c);
  }
};

}  // namespace hedgerow::internal
