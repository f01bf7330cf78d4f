// SPDX-License-Identifier: MIT
#include "render/printable.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "render/nonprintable_table.hpp"

namespace hedgerow::internal {
namespace {

constexpr std::size_t page_bits = 8;
constexpr std::size_t pages = 0x10000 >> page_bits;

/// For each page of 256 code points of the first plane: the first range that ends in it or later.
constexpr auto first_range = [] {
  std::array<std::uint16_t, pages + 1> first{};
  std::uint16_t range = 0;
  for (std::size_t page = 0; page <= pages; ++page) {
    while (nonprintable_ranges[range].last < page << page_bits)
      ++range;
    first[page] = range;
  }
  return first;
}();

}  // namespace

bool is_printable(char32_t c) noexcept {
  const code_point_range* from = nonprintable_ranges + first_range[pages];
  const code_point_range* to = std::end(nonprintable_ranges);
  if (c < 0x10000) {
    from = nonprintable_ranges + first_range[c >> page_bits];
    to = nonprintable_ranges + first_range[(c >> page_bits) + 1] + 1;
  }
  const auto* range =
      std::partition_point(from, to, [c](const code_point_range& r) { return r.last < c; });
  return range == to || c < range->first;
}

}  // namespace hedgerow::internal
