// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The parts that .eh_frame is made of: numbers, CIEs and FDEs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace hedgerow::exception_capture {

/// Pointer encodings (LSB, "DWARF Exception Header Encoding").
inline constexpr std::uint8_t encoding_pcrel_sdata4 = 0x1b;
inline constexpr std::uint8_t encoding_datarel_sdata4 = 0x3b;
inline constexpr std::uint8_t encoding_udata4 = 0x03;
inline constexpr std::uint8_t encoding_indirect_pcrel_sdata4 = 0x9b;

/// A place in mapped unwind tables.
class cfi_reader {
 public:
  explicit cfi_reader(const void* at) noexcept : at_(static_cast<const std::uint8_t*>(at)) {}

  const std::uint8_t* at() const noexcept { return at_; }
  void skip(std::size_t bytes) noexcept { at_ += bytes; }

  template <class T>
  T fixed() noexcept {
    T value;
    std::memcpy(&value, at_, sizeof value);
    at_ += sizeof value;
    return value;
  }
  /// A 32-bit distance from the place where it stands.
  const std::uint8_t* pcrel() noexcept {
    const std::uint8_t* here = at_;
    return here + fixed<std::int32_t>();
  }
  std::uint64_t uleb() noexcept {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const std::uint8_t byte = *at_++;
      if (shift < 64) value |= std::uint64_t(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) return value;
    }
  }
  std::int64_t sleb() noexcept {
    std::uint64_t value = 0;
    for (unsigned shift = 0;;) {
      const std::uint8_t byte = *at_++;
      if (shift < 64) value |= std::uint64_t(byte & 0x7f) << shift;
      shift += 7;
      if ((byte & 0x80) != 0) continue;
      if (shift < 64 && (byte & 0x40) != 0) value |= ~std::uint64_t(0) << shift;
      return static_cast<std::int64_t>(value);
    }
  }
  const char* text() noexcept {
    const auto* start = reinterpret_cast<const char*>(at_);
    at_ += std::strlen(start) + 1;
    return start;
  }

 private:
  const std::uint8_t* at_;
};

/// What the FDEs of a group have in common.
struct common_information {
  std::uint64_t code_alignment = 1;
  std::int64_t data_alignment = 1;
  bool has_augmentation = false;
  bool is_signal_frame = false;
  std::uint8_t pointer_encoding = 0;
  std::uint8_t personality_encoding = 0xff;   ///< 0xff: no personality
  const std::uint8_t* personality = nullptr;  ///< where the encoded pointer stands
  const std::uint8_t* instructions = nullptr;
  const std::uint8_t* end = nullptr;
};

/// Reads the CIE whose length field is at `start`; false when it is of a kind unknown here.
inline bool read_common_information(const std::uint8_t* start, common_information& out) noexcept {
  cfi_reader in(start);
  const auto length = in.fixed<std::uint32_t>();
  if (length == 0 || length == 0xffffffff) return false;
  out.end = in.at() + length;
  if (in.fixed<std::uint32_t>() != 0) return false;  // an FDE
  const auto version = in.fixed<std::uint8_t>();
  if (version != 1 && version != 3) return false;
  const char* augmentation = in.text();
  out.code_alignment = in.uleb();
  out.data_alignment = in.sleb();
  if (version == 1)
    in.skip(1);
  else
    in.uleb();
  out.instructions = in.at();
  if (*augmentation == '\0') return true;
  if (*augmentation != 'z') return false;
  out.has_augmentation = true;
  const auto size = in.uleb();
  out.instructions = in.at() + size;
  for (const char* letter = augmentation + 1; *letter != '\0'; ++letter) {
    if (*letter == 'R') {
      out.pointer_encoding = in.fixed<std::uint8_t>();
    } else if (*letter == 'L') {
      in.skip(1);
    } else if (*letter == 'S') {
      out.is_signal_frame = true;
    } else if (*letter == 'P') {
      out.personality_encoding = in.fixed<std::uint8_t>();
      out.personality = in.at();
      const std::uint8_t format = out.personality_encoding & 0x0f;
      if (format == 0x03 || format == 0x0b)
        in.skip(4);
      else if (format == 0x00 || format == 0x04 || format == 0x0c)
        in.skip(8);
      else
        return false;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace hedgerow::exception_capture
