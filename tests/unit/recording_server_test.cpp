// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "support/recording_server.hpp"

TEST_CASE("servers of the tests have a port each") {
  hedgerow::test::recording_server one;
  hedgerow::test::recording_server two;
  CHECK(one.url() != two.url());
  CHECK(one.requests().empty());
}
