// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <sstream>
#include <vector>

#include "render/nonprintable_table.hpp"
#include "render/printable.hpp"

using namespace hedgerow::internal;

namespace {

std::string shown(char32_t first, char32_t last) {
  std::ostringstream out;
  out << std::hex << std::uppercase << static_cast<unsigned long>(first) << '-'
      << static_cast<unsigned long>(last);
  return out.str();
}

}  // namespace

TEST_CASE("every code point is printable or not as the table says") {
  std::vector<bool> expected(0x110000, true);
  for (const code_point_range& r : nonprintable_ranges)
    for (char32_t c = r.first; c <= r.last; ++c)
      expected[c] = false;
  std::vector<bool> actual;
  for (char32_t c = 0; c < 0x110000; ++c)
    actual.push_back(is_printable(c));
  CHECK((expected == actual));
}

TEST_CASE("characters that hide, turn or end a line are not printable") {
  const auto [c, printable] = GENERATE(table<char32_t, bool>({
      {U' ', true},      {U'~', true},    {0x7f, false},   {0x1b, false},   {0x85, false},
      {0xa0, false},     {0xad, false},   {U'é', true},    {0x200b, false}, {0x2028, false},
      {0x202e, false},   {0x2066, false}, {U'日', true},   {0xd800, false}, {0xe000, false},
      {0xfeff, false},   {0xfffd, true},  {0xffff, false}, {U'🦔', true}, {0xe0001, false},
      {0x10ffff, false},
  }));
  CAPTURE(static_cast<unsigned long>(c));
  CHECK(printable == is_printable(c));
}

TEST_CASE("the table holds the shared ranges of code points") {
  std::ifstream file(HEDGEROW_SHARED_CASES "/nonprintable-ranges.txt");
  if (!file) {
    WARN("no shared cases beside this tree: nothing compared");
    return;
  }
  std::vector<std::string> expected;
  for (std::string line; std::getline(file, line);)
    if (!line.empty() && line[0] != '#') expected.push_back(line);
  std::vector<std::string> actual;
  for (const code_point_range& r : nonprintable_ranges)
    actual.push_back(shown(r.first, r.last));
  CHECK(expected == actual);
}
