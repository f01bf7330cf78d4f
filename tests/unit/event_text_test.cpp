// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <limits>
#include <string>
#include <vector>

#include "event/plain_text.hpp"
#include "event/timestamp.hpp"
#include "event/utf8.hpp"

using namespace hedgerow::internal;

namespace {

std::string as_string(const std::array<char, timestamp_text::size>& text) {
  return {text.data(), text.size()};
}

}  // namespace

TEST_CASE("a time is shown in UTC with six digits") {
  const auto [ns, expected] = GENERATE(table<std::int64_t, std::string>({
      {0, "1970-01-01T00:00:00.000000Z"},
      {1'635'428'800'099'007'000, "2021-10-28T13:46:40.099007Z"},
      {1'700'000'000'123'456'789, "2023-11-14T22:13:20.123456Z"},
      {951'782'400'000'000'000, "2000-02-29T00:00:00.000000Z"},
      {-1, "1969-12-31T23:59:59.999999Z"},
      {-1'000'000'000, "1969-12-31T23:59:59.000000Z"},
      {std::numeric_limits<std::int64_t>::max(), "2262-04-11T23:47:16.854775Z"},
      {std::numeric_limits<std::int64_t>::min(), "1677-09-21T00:12:43.145224Z"},
  }));
  timestamp_text text;
  CHECK(expected == as_string(text(ns)));
}

TEST_CASE("times of the same and of other seconds follow each other") {
  timestamp_text text;
  std::string all;
  for (const std::int64_t ns : {1'500'000'000, 1'999'999'999, 2'000'000'000, 1'000'001'000})
    all.append(as_string(text(ns)).substr(17)).append(" ");
  CHECK("01.500000Z 01.999999Z 02.000000Z 01.000001Z " == all);
}

TEST_CASE("UTF-8 is read by maximal parts") {
  struct step {
    unsigned long value;
    int size;
    bool well_formed;
    bool operator==(const step&) const = default;
  };
  const auto [text, expected] = GENERATE(table<std::string, std::vector<step>>({
      {"a", {{'a', 1, true}}},
      {"\xc3\xa9", {{0xe9, 2, true}}},
      {"\xe2\x82\xac", {{0x20ac, 3, true}}},
      {"\xf0\x9f\xa6\x94", {{0x1f994, 4, true}}},
      {"\xf4\x8f\xbf\xbf", {{0x10ffff, 4, true}}},
      {"\xf4\x90\x80\x80",
       {{0xfffd, 1, false}, {0xfffd, 1, false}, {0xfffd, 1, false}, {0xfffd, 1, false}}},
      {"\x80", {{0xfffd, 1, false}}},
      {"\xc1\x81", {{0xfffd, 1, false}, {0xfffd, 1, false}}},
      {"\xe0\x9f\xbf", {{0xfffd, 1, false}, {0xfffd, 1, false}, {0xfffd, 1, false}}},
      {"\xed\xbf\xbf", {{0xfffd, 1, false}, {0xfffd, 1, false}, {0xfffd, 1, false}}},
      {"\xe2\x82", {{0xfffd, 2, false}}},
      {"\xf0\x9f\xa6x", {{0xfffd, 3, false}, {'x', 1, true}}},
      {"\xc3\xc3\xa9", {{0xfffd, 1, false}, {0xe9, 2, true}}},
  }));
  std::vector<step> actual;
  for (const char* p = text.data(); p != text.data() + text.size();) {
    const code_point c = read_code_point(p, text.data() + text.size());
    actual.push_back({static_cast<unsigned long>(c.value), c.size, c.well_formed});
    p += c.size;
  }
  CHECK((expected == actual));
}

TEST_CASE("plain text ends at the first byte that is not, wherever it stands") {
  using plain = plain_text<' ', '"', '\\'>;
  std::string wrong;
  for (std::size_t size = 0; size < 70; ++size)
    for (std::size_t at = 0; at <= size; ++at)
      for (int c = 0; c < 256; ++c) {
        std::string s(size, 'x');
        if (at < size) s[at] = static_cast<char>(c);
        const bool stops = c < 0x20 || c >= 0x7f || c == '"' || c == '\\';
        const std::size_t expected = at < size && stops ? at : size;
        std::string copied(size, '#');
        if (plain::length(s) != expected || plain::copy(s, copied.data()) != expected ||
            copied.substr(0, expected) != s.substr(0, expected))
          wrong += std::to_string(size) + "/" + std::to_string(at) + "/" + std::to_string(c) + " ";
        if (at == size) break;
      }
  CHECK(std::string() == wrong);
}
