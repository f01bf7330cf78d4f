// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
// FF1 and the digits of values.
#include <catch2/catch.hpp>

#include "digit_cipher.hpp"
#include "ff1.hpp"
#include "support.hpp"

using namespace policy_tests;

namespace {

std::vector<unsigned char> bytes_of(std::string_view hex_digits) {
  std::vector<unsigned char> bytes(hex_digits.size() / 2);
  if (bytes.empty()) return bytes;
  sodium_hex2bin(bytes.data(), bytes.size(), hex_digits.data(), hex_digits.size(), nullptr, nullptr,
                 nullptr);
  return bytes;
}

constexpr std::string_view alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

ff1::numerals numerals_of(std::string_view text) {
  ff1::numerals made;
  for (const char c : text)
    made.push_back(std::uint8_t(alphabet.find(c)));
  return made;
}

std::string text_of(const ff1::numerals& numerals) {
  std::string made;
  for (const auto n : numerals)
    made += alphabet.at(n);
  return made;
}

struct digits_key {
  temporary_folder folder;
  std::string file = folder.file("p.json", "");
  digits_key() {
    folder.file("k1.key", key_digits);
    folder.file("k2.key", "ff112233445566778899aabbccddeeffff112233445566778899aabbccddeeff");
  }
  policy_result read(const std::string& rule) const {
    return read_policy(
        R"({"version": 1, "name": "own", "keys": {"k1": {"file": "k1.key"}, "k2": {"file": "k2.key"}},
            "rules": [)" +
            rule + "]}",
        file);
  }
  std::shared_ptr<const policy_key> key(const std::string& id) const {
    return read(R"({"name": "r", "detect": ["email"], "action": "remove"})").read.keys.at(id);
  }
};

}  // namespace

TEST_CASE("FF1 gives what NIST published for SP 800-38G, samples 1 to 9, and goes back") {
  const std::string aes128 = "2B7E151628AED2A6ABF7158809CF4F3C",
                    aes192 = aes128 + "EF4359D8D580AA4F", aes256 = aes192 + "7F036D6F04FC6A94",
                    ten = "39383736353433323130", eleven = "3737373770717273373737";
  struct sample {
    std::string key;
    std::uint32_t radix;
    std::string tweak, plain, cipher;
  };
  const std::vector<sample> samples = {
      {aes128, 10, "", "0123456789", "2433477484"},
      {aes128, 10, ten, "0123456789", "6124200773"},
      {aes128, 36, eleven, "0123456789abcdefghi", "a9tv40mll9kdu509eum"},
      {aes192, 10, "", "0123456789", "2830668132"},
      {aes192, 10, ten, "0123456789", "2496655549"},
      {aes192, 36, eleven, "0123456789abcdefghi", "xbj3kv35jrawxv32ysr"},
      {aes256, 10, "", "0123456789", "6657667009"},
      {aes256, 10, ten, "0123456789", "1001623463"},
      {aes256, 36, eleven, "0123456789abcdefghi", "xs8a0azh2avyalyzuwd"}};
  for (const auto& one : samples) {
    const ff1 cipher(bytes_of(one.key), one.radix);
    const auto tweak = bytes_of(one.tweak);
    CHECK(one.cipher == text_of(cipher.encrypt(numerals_of(one.plain), tweak)));
    CHECK(one.plain == text_of(cipher.decrypt(numerals_of(one.cipher), tweak)));
  }
}

TEST_CASE("FF1 refuses domains of less than a million values, and texts that are too long") {
  const auto key = bytes_of("2B7E151628AED2A6ABF7158809CF4F3C");
  struct row {
    std::uint32_t radix;
    std::size_t shortest, longest;
  };
  const auto one = GENERATE(values<row>({{10, 6, 56}, {36, 4, 36}, {2, 20, 192}}));
  const ff1 cipher(key, one.radix);
  CHECK(one.shortest == cipher.shortest());
  CHECK(one.longest == cipher.longest());
  for (const auto size : {one.shortest, one.longest})
    CHECK(ff1::numerals(size, 1) == cipher.decrypt(cipher.encrypt(ff1::numerals(size, 1), {}), {}));
  CHECK_THROWS_AS(cipher.encrypt(ff1::numerals(one.shortest - 1, 1), {}), std::invalid_argument);
  CHECK_THROWS_AS(cipher.decrypt(ff1::numerals(one.longest + 1, 1), {}), std::invalid_argument);
}

TEST_CASE("what FF1 refuses is told with the least that is needed") {
  const ff1 cipher(bytes_of("2B7E151628AED2A6ABF7158809CF4F3C"), 10);
  CHECK(
      "5 digits have too few values, which could all be tried; NIST SP 800-38G asks for a million, "
      "and so for 6 digits at least" == cipher.unfit(5));
  CHECK("57 digits are too many; at most 56 are encrypted" == cipher.unfit(57));
  CHECK("" == cipher.unfit(6));
  CHECK_THROWS_WITH(ff1(bytes_of("00"), 10), "a key of AES has 16, 24 or 32 bytes, not 1");
  CHECK_THROWS_WITH(ff1(bytes_of("2B7E151628AED2A6ABF7158809CF4F3C"), 37),
                    "the radix must be 2 to 36, not 37");
}

TEST_CASE("the digits of a value change, its form stays, and the key brings it back") {
  const digits_key written;
  const auto key = written.key("k1");
  const auto value =
      GENERATE(as<std::string>{}, "+49 30 5550123", "(212) 555-0187", "000000", "AB 123-456 C",
               "12345678901234567890123456789012345678901234567890123456");
  const digit_cipher plain;
  std::string why;
  const auto made = plain.encrypted(*key, value, why);
  REQUIRE(made.has_value());
  CHECK(value != *made);
  const auto form = [](std::string text) {
    for (char& c : text)
      if (c >= '0' && c <= '9') c = 'd';
    return text;
  };
  CHECK(form(value) == form(*made));
  CHECK(value == plain.decrypted(*key, *made, why));
  CHECK(value != plain.decrypted(*written.key("k2"), *made, why));
  const digit_cipher other{"invoices", false};
  CHECK(*made != other.encrypted(*key, value, why));
}

TEST_CASE("a card becomes what nobody takes for a card, and comes back") {
  const digits_key written;
  const auto key = written.key("k1");
  const digit_cipher cards{"", true};
  std::string why;
  for (const std::string value : {"4556737586899855", "4556 7375 8689 9855", "378282246310005"}) {
    const auto made = cards.encrypted(*key, value, why);
    REQUIRE(made.has_value());
    CHECK(*made == redacted({"core"}, *made));
    CHECK(value == cards.decrypted(*key, *made, why));
  }
  CHECK_FALSE(cards.encrypted(*key, "4556737586899856", why).has_value());
  CHECK("its last digit is not the check digit that it should be" == why);
}

TEST_CASE("a rule that encrypts digits does so once, and removes what is too short for it") {
  const digits_key written;
  auto result = written.read(
      R"({"name": "phone", "detect": ["phone"], "action": {"encrypt_digits": {"key": "k1"}}},
         {"name": "pin", "when": {"keys": ["door"]}, "action": {"encrypt_digits": {"key": "k1"}}})");
  REQUIRE("" == problems_of(result));
  const auto key = written.key("k1");
  std::vector<policy> policies;
  policies.push_back(result.read);
  policy_set set(std::move(policies));
  std::string why;
  const auto expected = digit_cipher{}.encrypted(*key, "+49 30 5550123", why);
  CHECK("call " + *expected + " now" == redacted(set, "call +49 30 5550123 now"));
  CHECK("[redacted:pin]" == redacted(set, "12345", at_key("door")));
  REQUIRE(1 == set.decisions().size());
  CHECK(action::kind::remove == set.decisions()[0].done);
}

TEST_CASE("a policy that would encrypt digits in vain is refused") {
  const digits_key written;
  const auto [detect, expected] = GENERATE(table<std::string, std::string>(
      {{R"(["card_cvv"])",
        "the digits of card_cvv cannot be encrypted: it has fewer than six digits, which could all "
        "be tried; use encrypt or hash"},
       {R"(["phone", "us_ssn"])",
        "the digits of us_ssn cannot be encrypted: it stays one in its form, which the host's own "
        "rules would remove; use encrypt or hash"},
       {R"(["payment_card", "phone"])",
        "payment_card has a check digit of its own; give it a rule of its own"}}));
  CHECK(written.file + ":2: rules[0].action: " + expected + "\n" ==
        problems_of(written.read(R"({"name": "r", "detect": )" + detect +
                                 R"(, "action": {"encrypt_digits": {"key": "k1"}}})")));
}
