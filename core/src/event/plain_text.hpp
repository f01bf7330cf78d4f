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
      // Signed: a byte that is not ASCII is below every letter.
      __m128i stop = _mm_or_si128(_mm_cmplt_epi8(x, _mm_set1_epi8(Lowest)),
                                  _mm_cmpeq_epi8(x, _mm_set1_epi8(0x7f)));
      ((stop = _mm_or_si128(stop, _mm_cmpeq_epi8(x, _mm_set1_epi8(Stops)))), ...);
      if (const unsigned at = static_cast<unsigned>(_mm_movemask_epi8(stop)); at != 0)
        return i + static_cast<std::size_t>(std::countr_zero(at));
    }
#endif
    for (; i < n && plain_byte(p[i]); ++i)
      if constexpr (Copying) out[i] = p[i];
    return i;
  }

  // `char` may be unsigned elsewhere, so the test is on the sign bit as such.
  static constexpr bool plain_byte(char c) noexcept {
    return (static_cast<unsigned char>(c) & 0x80u) == 0 && is_plain(c);
  }
};

}  // namespace hedgerow::internal
