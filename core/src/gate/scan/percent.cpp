// SPDX-License-Identifier: MIT
#include <numeric>

#include "gate/scan/coding.hpp"

namespace hedgerow::internal {

namespace {

constexpr int most_times = 3;

int hex(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool coded_at(std::string_view text, std::size_t i) noexcept {
  return text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
}

/// Decodes in place: the result is never longer. @return the new length
std::size_t decode_once(char* text, std::uint32_t* begins, std::uint32_t* ends,
                        std::size_t size) noexcept {
  const std::string_view in(text, size);
  std::size_t n = 0;
  for (std::size_t i = 0; i < size; ++n) {
    begins[n] = begins[i];
    ends[n] = ends[coded_at(in, i) ? i + 2 : i];
    if (coded_at(in, i)) {
      text[n] = static_cast<char>(hex(in[i + 1]) * 16 + hex(in[i + 2]));
      i += 3;
    } else {
      text[n] = text[i];
      i += 1;
    }
  }
  return n;
}

}  // namespace

decoded_text decode_percent(std::string_view text, arena& memory) {
  std::size_t first = 0;
  while (first < text.size() && !coded_at(text, first))
    ++first;
  if (first == text.size()) return {};
  const std::string_view copy = memory.copy(text);
  char* const out = const_cast<char*>(copy.data());  // our own copy
  const auto begins = memory.make<std::uint32_t>(text.size());
  const auto ends = memory.make<std::uint32_t>(text.size());
  std::iota(begins.begin(), begins.end(), 0u);
  std::iota(ends.begin(), ends.end(), 1u);
  std::size_t size = text.size();
  for (int times = 0; times < most_times; ++times) {
    const std::size_t smaller = decode_once(out, begins.data(), ends.data(), size);
    if (smaller == size) break;
    size = smaller;
  }
  return {{out, size}, begins.first(size), ends.first(size)};
}

}  // namespace hedgerow::internal
