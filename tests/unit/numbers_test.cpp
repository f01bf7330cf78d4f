// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <cstdlib>
#include <cstring>
#include <limits>
#include <random>

#include "render/numbers.hpp"

using namespace hedgerow::internal;

namespace {

std::string text(double d, float_layout layout) {
  line_buffer out;
  put_float(out, d, layout);
  return std::string(out.view());
}

}  // namespace

TEST_CASE("doubles are laid out as Python and Go lay them out") {
  const auto [d, python, go] = GENERATE(table<double, std::string, std::string>({
      {0.0, "0.0", "0"},
      {-0.0, "-0.0", "-0"},
      {1.0, "1.0", "1"},
      {-2.5, "-2.5", "-2.5"},
      {12.34, "12.34", "12.34"},
      {0.007, "0.007", "0.007"},
      {-0.001, "-0.001", "-0.001"},
      {1999.999, "1999.999", "1999.999"},
      {0.0001, "0.0001", "0.0001"},
      {0.00001, "1e-05", "1e-05"},
      {1.5e-7, "1.5e-07", "1.5e-07"},
      {0.1 + 0.2, "0.30000000000000004", "0.30000000000000004"},
      {123456.0, "123456.0", "123456"},
      {1234567.0, "1234567.0", "1.234567e+06"},
      {1e6, "1000000.0", "1e+06"},
      {1e9, "1000000000.0", "1e+09"},
      {1e15, "1000000000000000.0", "1e+15"},
      {1e16, "1e+16", "1e+16"},
      {123456789012345680.0, "1.2345678901234568e+17", "1.2345678901234568e+17"},
      {1e22, "1e+22", "1e+22"},
      {5e-324, "5e-324", "5e-324"},
      {1.7976931348623157e308, "1.7976931348623157e+308", "1.7976931348623157e+308"},
  }));
  CHECK(python == text(d, float_layout::python));
  CHECK(go == text(d, float_layout::go));
}

TEST_CASE("every double reads back as itself") {
  std::mt19937_64 random(20231114);
  std::string wrong;
  for (int i = 0; i < 20'000; ++i) {
    double d;
    const std::uint64_t bits = random();
    std::memcpy(&d, &bits, sizeof d);
    if (i % 2 == 0) d = static_cast<double>(static_cast<std::int64_t>(bits % 2'000'000'000)) / 1000;
    if (!(d - d == 0)) continue;
    const std::string shown = text(d, float_layout::python);
    if (std::strtod(shown.c_str(), nullptr) != d || !is_json_number(shown)) wrong += shown + " ";
  }
  CHECK(std::string() == wrong);
}

TEST_CASE("a number is what JSON calls one") {
  const auto [number, expected] = GENERATE(table<std::string, bool>({
      {"0", true},    {"-0", true},      {"10", true},   {"1.5", true},  {"1e5", true},
      {"1E+5", true}, {"-1.5e-5", true}, {"", false},    {"-", false},   {"01", false},
      {"+1", false},  {".5", false},     {"1.", false},  {"1e", false},  {"1 ", false},
      {"NaN", false}, {"0x1", false},    {"1,2", false}, {"1\n", false},
  }));
  CAPTURE(number);
  CHECK(expected == is_json_number(number));
}
