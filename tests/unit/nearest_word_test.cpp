// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <array>

#include "event/nearest_word.hpp"

using namespace hedgerow::internal;

namespace {
constexpr std::array<std::string_view, 4> known{"renderer", "rotate_hour", "path", "level"};
}

TEST_CASE("the nearest word is the one with the fewest typing slips") {
  struct row {
    std::string_view typed, meant;
  };
  const auto r = GENERATE(values<row>({{"rendrer", "renderer"},
                                       {"Renderer", "renderer"},
                                       {"rendere", "renderer"},
                                       {"rotate_huor", "rotate_hour"},
                                       {"levle", "level"},
                                       {"paht", "path"},
                                       {"x", ""},
                                       {"", ""},
                                       {"colour", ""}}));
  CHECK(std::string(r.meant) == nearest_word(r.typed, known));
}

TEST_CASE("a word past 64 bytes is near nothing") {
  CHECK(std::string() == nearest_word(std::string(65, 'r'), known));
}

TEST_CASE("the hint names the nearest word, and is nothing where none is near") {
  CHECK("; did you mean \"path\"?" == did_you_mean("pat", known));
  CHECK("" == did_you_mean("colour", known));
}
