// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <string>

#include <hedgerow/key_rules.hpp>

#include "event/arena.hpp"
#include "gate/detect/known_tokens.hpp"
#include "gate/mark.hpp"
#include "gate/text.hpp"

using namespace hedgerow::internal;

namespace {

/// Of one byte, with a synthetic IV; of two, randomised.
const std::string ciphertext = "AoZxj2vUrpZYRH8nyl-tEOz80u8axD8CvZA";
const std::string randomised = "AXj2vUrpZYRH8nyltEOz80u8axD8CvZAoZxp0k_UivYAyzYXUN3DcwB-8w";

std::string redacted(std::string_view text) {
  arena memory;
  std::uint64_t found = 0;
  return std::string(redact_text(text, memory, found));
}

}  // namespace

TEST_CASE("what a gate or a policy put in place of a value is known as a mark") {
  const auto text = GENERATE_COPY(as<std::string>{}, "[withheld]", "[redacted:payment_card]",
                                  "[redacted:Team-Rule_7]", "[hmac:k2026:0123456789abcdef]",
                                  "[hmac:prod_2026-01:0123456789012345]",
                                  "[enc:k-1:" + ciphertext + "]", "[enc:k1:" + randomised + "]");
  CHECK(text.size() == mark_length(text));
  CHECK(text.size() == mark_length(text + " and more"));
}

TEST_CASE("what only looks like a mark is none") {
  const auto text = GENERATE_COPY(
      as<std::string>{}, "", "[", "[redacted:]", "[redacted:a b]", "[redacted:x",
      "[hmac:k1:0123456789abcde]", "[hmac:k1:0123456789abcdef0]", "[hmac:0123456789abcdef]",
      "[enc:k1:short]", "[enc::" + ciphertext + "]", "[enc:k1:" + ciphertext,
      "[enc:k1:" + ciphertext + "!]", "[redacted:" + std::string(17, 'a') + "]");
  CHECK(0 == mark_length(text));
}

TEST_CASE("every label of the gate itself makes a mark") {
  for (const hedgerow::key_verdict& verdict : hedgerow::detail::key_verdicts)
    if (verdict.denied()) CHECK(is_mark_label(verdict.label));
  for (const known_token& token : known_tokens)
    CHECK(is_mark_label(token.label));
}

TEST_CASE("a secret in the brackets of a mark is no mark") {
  const auto secret =
      GENERATE_COPY(as<std::string>{}, "hunter2", "tulip22", "Tr0ub4dor", "tUlIp",
                    "4000000000000002", "219-09-9999", "2026-11-22", "c0ffee11", "9fK2mQ7xLd",
                    "AKIA"
                    "TULIPTULIPTULIP2",
                    "tulip_", "_tulip", "a--b", "aVeryLongTokenOfLettersAlone",
                    "correcthorsebatterystaple", "a-b-c-d-e-f-g");
  CHECK(0 == mark_length("[redacted:" + secret + "]"));
  CHECK(0 == mark_length("[hmac:k1:" + secret + "]"));
  CHECK(0 == mark_length("[enc:k1:" + secret + "]"));
  CHECK("password=[redacted:password] x" == redacted("password=[redacted:" + secret + "] x"));
}

TEST_CASE("the key of a mark is a short name") {
  const auto key = GENERATE(as<std::string>{}, "4000000000000002", "219-09-9999", "Zx4Qw7Er2Ty9",
                            "c0ffee11ddee22", "a-very-long-name-of-a-key", "a_b_c_d_e", "9k-2k",
                            "correcthorsebatterystaple", "-", "_k", "k_");
  CHECK(0 == mark_length("[hmac:" + key + ":0123456789abcdef]"));
  CHECK(0 == mark_length("[enc:" + key + ":" + ciphertext + "]"));
}

TEST_CASE("the body of a mark is what its action writes") {
  const auto mark = GENERATE_COPY(
      as<std::string>{}, "[hmac:k1:4000000000000002]", "[hmac:k1:0123456789ABCDEF]",
      "[hmac:k1:tulip-tulip-tuli]",
      // neither action begins so; too short for its action; a length that nothing has; bits left
      "[enc:k1:B" + ciphertext.substr(1) + "]", "[enc:k1:AX" + ciphertext.substr(2) + "]",
      "[enc:k1:" + ciphertext + "AA]", "[enc:k1:" + ciphertext.substr(0, 34) + "B]",
      // a number in it; letters of one case
      "[enc:k1:Ag" + std::string("tulip4000000000000002tulipTULIPtu") + "]",
      "[enc:k1:Ag" + std::string("c0ffee11c0ffee22c0ffee33c0ffee44A") + "]");
  CHECK(0 == mark_length(mark));
}

TEST_CASE("a note that hides a value hides nothing but words") {
  const auto [text, expected] = GENERATE(table<std::string, std::string>(
      {{"password=[REDACTED] x", "password=[REDACTED] x"},
       {"password=[redacted by ops] x", "password=[redacted by ops] x"},
       {"password=(hidden: 12 bytes) x", "password=(hidden: 12 bytes) x"},
       {"password=[REDACTED_PASSWORD] x", "password=[REDACTED_PASSWORD] x"},
       {"password=[hidden tulip22] x", "password=[redacted:password] x"},
       {"password=(secretTulip22) x", "password=[redacted:password] x"},
       {"password=[removed: 40000-00000] x", "password=[redacted:password] x"},
       {"password=[redacted by ops]tulip x", "password=[redacted:password] x"},
       {"password=[redacted by", "password=[redacted:password] by"}}));
  CHECK(expected == redacted(text));
  CHECK(expected == redacted(expected));
}

TEST_CASE("a policy's marks stand where the core would hide a secret") {
  const auto text = GENERATE_COPY(as<std::string>{}, "password=[hmac:k1:0123456789abcdef] next",
                                  "login with token=[enc:k1:" + ciphertext + "], fine",
                                  "https://ann:[enc:k1:" + ciphertext + "]@db.example/x");
  CHECK(text == redacted(text));
}
