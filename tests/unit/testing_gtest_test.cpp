// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

// Catch2 has macros of these names.
#define GTEST_DONT_DEFINE_FAIL 1
#define GTEST_DONT_DEFINE_SUCCEED 1
#include <gtest/gtest.h>

#include <hedgerow/hedgerow.hpp>
#include <hedgerow/testing.hpp>

using hedgerow::testing::capture;
using hedgerow::testing::event;

TEST_CASE("GoogleTest's assertions take an outcome and its message") {
  const capture captured;
  hedgerow::logger("shop").info("paid");
  const auto good = ::testing::AssertionResult(captured.has(event("paid")));
  CHECK(static_cast<bool>(good));
  const auto failed = captured.has(event("failed"));
  const auto bad = ::testing::AssertionResult(failed);
  CHECK_FALSE(static_cast<bool>(bad));
  CHECK(failed.message() == bad.message());
}
