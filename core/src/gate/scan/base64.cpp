// SPDX-License-Identifier: MIT
#include <array>

#include "gate/scan/coding.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::array<std::int8_t, 256> make_values() noexcept {
  std::array<std::int8_t, 256> v{};
  for (auto& x : v)
    x = -1;
  std::int8_t n = 0;
  for (unsigned c = 'A'; c <= 'Z'; ++c)
    v[c] = n++;
  for (unsigned c = 'a'; c <= 'z'; ++c)
    v[c] = n++;
  for (unsigned c = '0'; c <= '9'; ++c)
    v[c] = n++;
  v['+'] = v['-'] = 62;
  v['/'] = v['_'] = 63;
  return v;
}
constexpr std::array<std::int8_t, 256> values = make_values();

}  // namespace

std::string_view decode_base64(std::string_view text, arena& memory) {
  while (!text.empty() && text.back() == '=')
    text.remove_suffix(1);
  if (text.size() < 2) return {};
  char* const out = static_cast<char*>(memory.allocate(text.size() * 3 / 4 + 1, 1));
  std::size_t n = 0;
  std::uint32_t bits = 0;
  int have = 0;
  for (const char c : text) {
    const int value = values[static_cast<unsigned char>(c)];
    if (value < 0) return {};
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    have += 6;
    if (have < 8) continue;
    have -= 8;
    out[n++] = static_cast<char>(bits >> have);
  }
  return {out, n};
}

}  // namespace hedgerow::internal
