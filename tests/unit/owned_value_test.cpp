// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "event/owned_value.hpp"

using namespace hedgerow::internal;

TEST_CASE("an owned value keeps the text that its source no longer has") {
  arena memory;
  owned_value kept;
  {
    std::string text = "default";
    kept = owned_value(value::string(text));
    text = "changed";
  }
  CHECK(std::string("default") == kept.view(memory).as_text());
}
