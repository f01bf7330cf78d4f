// SPDX-License-Identifier: MIT
// US social security numbers: the shape, the rules of the areas, and for all but the dashed shape
// a word near by that says so.
#include "gate/detect/detector.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::string_view words[] = {"ssn", "ssns", "social", "taxpayer", "socialsecurity"};
constexpr std::size_t context_window = 48;

bool digits_at(std::string_view text, std::size_t from, std::size_t count) noexcept {
  for (std::size_t i = 0; i < count; ++i)
    if (!chars::digits.has(at(text, from + i))) return false;
  return true;
}

/// Never given out: area 000, 666 and from 900, group 00, serial 0000.
bool could_be_given(std::string_view area, std::string_view group, std::string_view serial) {
  return area != "000" && area != "666" && area[0] != '9' && group != "00" && serial != "0000";
}

}  // namespace

void find_us_ssn(examination& e, std::size_t from) {
  const std::string_view text = e.text();
  const char separator = at(text, from + 3);
  const bool parted = separator == '-' || separator == ' ' || separator == '.';
  const std::size_t group = from + (parted ? 4 : 3);
  const std::size_t serial = group + (parted ? 3 : 2);
  const std::size_t end = serial + 4;
  if (end > text.size() || !digits_at(text, group, 2) || !digits_at(text, serial, 4)) return;
  if (parted && text[group + 2] != separator) return;
  const char left = before(text, from);
  const char right = at(text, end);
  if (chars::word.has(right) || right == '_' || left == '_' || left == '-' || left == '+' ||
      left == '.' || (left == '/' && chars::digits.has(before(text, from - 1))))
    return;
  if ((right == '-' || right == '.' || right == '/') && chars::word.has(at(text, end + 1))) return;
  if (!could_be_given(text.substr(from, 3), text.substr(group, 2), text.substr(serial, 4))) return;
  if (separator != '-' && !mentions(window_before(text, from, context_window), words)) return;
  e.report(from, end, "ssn");
}

}  // namespace hedgerow::internal
