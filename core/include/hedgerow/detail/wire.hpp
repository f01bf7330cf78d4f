// SPDX-License-Identifier: MIT
/// @file
/// How a value is laid out in a ring record: self-describing, 8-byte aligned, no pointers into the
/// caller's data. The caller's thread writes it; event/decode.hpp reads it on the backend thread.
///
///     header {kind, data class, flags, size}   8 bytes
///     scalar: 8 bytes | string: `size` bytes, padded to 8 | list: `size` values | map: `size`
///     pairs of a string (the key) and a value. A string with `flag_cut` carries its original
///     length in 8 bytes before the text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include <hedgerow/data_class.hpp>

namespace hedgerow::detail {

enum class kind : std::uint8_t {
  null,
  boolean,
  signed_integer,
  unsigned_integer,
  floating,
  string,
  list,
  map,
  number_text,  ///< a number kept as its decimal text, where 64 bits do not hold it
  withheld,     ///< a value that was never copied; the string says why ("password", "secret")
};

struct value_header {
  kind type;
  data_class sensitivity;
  std::uint16_t flags;
  std::uint32_t size;
};
static_assert(sizeof(value_header) == 8);

inline constexpr std::uint16_t flag_cut = 1;

/// A longer string is cut here, with its original length beside it; the gate removes the half token
/// at the cut.
inline constexpr std::size_t max_string = std::size_t{1} << 20;

constexpr std::size_t padded(std::size_t n) noexcept {
  return (n + 7) & ~std::size_t{7};
}

/// Room for a string that put_string() writes.
constexpr std::size_t string_size(std::string_view s) noexcept {
  return s.size() <= max_string ? sizeof(value_header) + padded(s.size())
                                : sizeof(value_header) + 8 + padded(max_string);
}

inline std::byte* put_header(std::byte* out, kind type, data_class c, std::uint32_t size,
                             std::uint16_t flags = 0) noexcept {
  const value_header h{type, c, flags, size};
  std::memcpy(out, &h, offsetof(value_header, size));  // a constant, mostly
  std::memcpy(out + offsetof(value_header, size), &h.size, sizeof h.size);
  return out + sizeof h;
}

template <class T>
inline std::byte* put_scalar(std::byte* out, kind type, data_class c, T v) noexcept {
  static_assert(sizeof(T) == 8);
  out = put_header(out, type, c, 8);
  std::memcpy(out, &v, 8);
  return out + 8;
}

/// memcpy for texts of a few dozen bytes, as most are: steps of fixed size that overlap take fewer
/// instructions than a call.
inline void copy_text(void* out, const char* from, std::size_t size) noexcept {
  auto* const to = static_cast<char*>(out);
  if (size >= 16) {
    for (std::size_t i = 0; i < size - 16; i += 16)
      std::memcpy(to + i, from + i, 16);
    std::memcpy(to + size - 16, from + size - 16, 16);
  } else if (size >= 8) {
    std::memcpy(to, from, 8);
    std::memcpy(to + size - 8, from + size - 8, 8);
  } else if (size >= 4) {
    std::memcpy(to, from, 4);
    std::memcpy(to + size - 4, from + size - 4, 4);
  } else if (size > 0) {
    std::memcpy(to, from, 1);
    std::memcpy(to + size / 2, from + size / 2, 1);
    std::memcpy(to + size - 1, from + size - 1, 1);
  }
}

/// Room for a string that put_short_string() may write.
constexpr std::size_t short_string_size(std::string_view s) noexcept {
  return sizeof(value_header) + padded(s.size());
}

/// A string that is known not to be cut.
inline std::byte* put_short_string(std::byte* out, std::string_view s, data_class c,
                                   kind type = kind::string) noexcept {
  put_header(out, type, c, static_cast<std::uint32_t>(s.size()));
  copy_text(out + sizeof(value_header), s.data(), s.size());
  return out + short_string_size(s);
}

inline std::byte* put_string(std::byte* out, std::string_view s, data_class c,
                             kind type = kind::string) noexcept {
  if (s.size() <= max_string) [[likely]]
    return put_short_string(out, s, c, type);
  const std::uint64_t whole = s.size();
  out = put_header(out, type, c, static_cast<std::uint32_t>(max_string), flag_cut);
  std::memcpy(out, &whole, 8);
  std::memcpy(out + 8, s.data(), max_string);
  return out + 8 + padded(max_string);
}

}  // namespace hedgerow::detail
