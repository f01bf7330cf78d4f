// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "health_messages.hpp"

#include <algorithm>
#include <array>

#include "characters.hpp"

namespace hedgerow::policies {

namespace {

constexpr std::size_t longest_segment = 1024;

/// Where the segment that holds `place` ends: before the end of the line, written as an escape or
/// not, of the text or of its quotes.
std::size_t segment_end(std::string_view text, std::size_t place, char terminator) noexcept {
  const auto limit = std::min(text.size(), place + longest_segment);
  const auto ends = [&](char c) {
    return c == terminator || c == '\r' || c == '\n' || c == '"' || c == '\\';
  };
  while (place < limit && !ends(text[place]))
    ++place;
  return place;
}

}  // namespace

extent hl7_segment(std::string_view text, std::size_t place) noexcept {
  // Patient, next of kin, guarantor, insurance, merged record, diagnosis, allergy, observation.
  static constexpr std::array<std::string_view, 9> names = {"PID|", "NK1|", "GT1|", "IN1|", "IN2|",
                                                            "MRG|", "DG1|", "AL1|", "OBX|"};
  constexpr std::ptrdiff_t least_fields = 3;
  if (at(text, place + 3) != '|') return {};
  const auto name = text.substr(place, 4);
  if (std::find(names.begin(), names.end(), name) == names.end()) return {};
  const auto begin = place + name.size();
  const auto end = segment_end(text, begin, '\n');
  const auto fields = text.substr(begin, end - begin);
  return std::count(fields.begin(), fields.end(), '|') >= least_fields ? extent{begin, end}
                                                                       : extent{};
}

extent x12_segment(std::string_view text, std::size_t place) noexcept {
  constexpr char separator = '*', terminator = '~';
  std::size_t begin = 0;
  const auto rest = text.substr(place);
  if (rest.starts_with("NM1*")) {  // of a person, which 1 says; the kind of person stays
    const auto kind = run(text.substr(0, place + 8), place + 4, alnum);
    if (kind < 2 || !text.substr(place + 4 + kind).starts_with("*1*")) return {};
    begin = place + 4 + kind + 3;
  } else if (rest.starts_with("DMG*D8*")) {
    begin = place + 7;
  } else if (rest.starts_with("HI*")) {
    begin = place + 3;
  } else {
    return {};
  }
  const auto end = segment_end(text, begin, terminator);
  if (at(text, end) != terminator || end == begin || text[begin] == separator) return {};
  return {begin, end};
}

}  // namespace hedgerow::policies
