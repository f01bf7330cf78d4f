// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <string>

#include "event/arena.hpp"
#include "gate/mark.hpp"
#include "gate/text.hpp"

using namespace hedgerow::internal;

namespace {
const std::string ciphertext = "AXJ0b2_9-3kQm7Zt8Vw1Yx4Ra6Pc2Nd5Lf0GhJs";
}

TEST_CASE("what a gate or a policy put in place of a value is known as a mark") {
  const auto text = GENERATE_COPY(as<std::string>{}, "[withheld]", "[redacted:payment_card]",
                                  "[redacted:Team-Rule_7]", "[hmac:k2026:0123456789abcdef]",
                                  "[enc:k-1:" + ciphertext + "]");
  CHECK(text.size() == mark_length(text));
  CHECK(text.size() == mark_length(text + " and more"));
}

TEST_CASE("what only looks like a mark is none") {
  const auto text = GENERATE_COPY(
      as<std::string>{}, "", "[", "[redacted:]", "[redacted:a b]", "[redacted:x",
      "[hmac:k1:0123456789abcde]", "[hmac:k1:0123456789abcdef0]", "[hmac:0123456789abcdef]",
      "[enc:k1:short]", "[enc::" + ciphertext + "]", "[enc:k1:" + ciphertext,
      "[enc:k1:" + ciphertext + "!]", "[redacted:" + std::string(65, 'a') + "]");
  CHECK(0 == mark_length(text));
}

TEST_CASE("a policy's marks stand where the core would hide a secret") {
  const auto text = GENERATE_COPY(as<std::string>{}, "password=[hmac:k1:0123456789abcdef] next",
                                  "login with token=[enc:k1:" + ciphertext + "], fine",
                                  "https://ann:[enc:k1:" + ciphertext + "]@db.example/x");
  arena memory;
  std::uint64_t found = 0;
  CHECK(text == redact_text(text, memory, found));
  CHECK(0 == found);
}
