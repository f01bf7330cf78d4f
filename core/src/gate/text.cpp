// SPDX-License-Identifier: MIT
#include "gate/text.hpp"

#include <cstring>

#include "gate/mark.hpp"
#include "gate/scan/scan.hpp"

namespace hedgerow::internal {

namespace {

/// Taking a secret out can make its neighbours look like one: until nothing is found any more.
constexpr int most_rounds = 4;
/// Of a secret with what shows that it is one: a@b.co.
constexpr std::size_t shortest_secret = 6;

std::string_view rewrite(std::string_view text, finding_list& found, arena& memory) {
  std::size_t size = text.size();
  for (const finding& f : found)
    size = size - (f.end - f.begin) + redacted_opening.size() + f.label.size() + 1;
  char* const out = static_cast<char*>(memory.allocate(size, 1));
  char* to = out;
  std::size_t from = 0;
  const auto put = [&to](std::string_view s) {
    if (!s.empty()) std::memcpy(to, s.data(), s.size());
    to += s.size();
  };
  for (const finding& f : found) {
    put(text.substr(from, f.begin - from));
    put(redacted_opening);
    put(f.label);
    put("]");
    from = f.end;
  }
  put(text.substr(from));
  return {out, size};
}

}  // namespace

std::string_view redact_text(std::string_view text, arena& memory, std::uint64_t& found) {
  if (text.size() < shortest_secret || has_no_trigger(text)) return text;
  for (int round = 0; round < most_rounds; ++round) {
    examination e(text, memory);
    scan(e);
    if (e.found().empty()) return text;
    e.found().settle();
    found += e.found().size();
    text = rewrite(text, e.found(), memory);
  }
  examination last(text, memory);
  scan(last);
  return last.found().empty() ? text : withheld_mark;
}

}  // namespace hedgerow::internal
