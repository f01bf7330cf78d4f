// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
// Values that are encrypted and revealed again.
#include <catch2/catch.hpp>

#include "mark.hpp"
#include "revealer.hpp"
#include "sealed_value.hpp"
#include "support.hpp"

using namespace policy_tests;

namespace {

struct two_keys {
  temporary_folder folder;
  std::string file = folder.file("p.json", "");
  two_keys() {
    folder.file("k1.key", key_digits);
    folder.file("k2.key", "ff112233445566778899aabbccddeeffff112233445566778899aabbccddeeff");
  }
  policy policy_with(const std::string& action, const std::string& keys = both) const {
    const auto result = read_policy(R"({"version": 1, "name": "own", "keys": )" + keys +
                                        R"(, "rules": [{"name": "mail", "detect": ["email"],
                                         "action": )" +
                                        action + "}]}",
                                    file);
    REQUIRE("" == problems_of(result));
    return result.read;
  }
  std::shared_ptr<const policy_key> key(const std::string& id) const {
    return policy_with(R"("remove")").keys.at(id);
  }
  static inline const std::string both = R"({"k1": {"file": "k1.key"}, "k2": {"file": "k2.key"}})";
};

std::string sealed(const policy_key& key, sealing how, std::string_view value) {
  std::string out;
  append_sealed(key, how, value, out);
  return out;
}

std::string_view base64_of(std::string_view mark) {
  return find_ciphertext(mark, 0).base64;
}

}  // namespace

TEST_CASE("an encrypted value opens under its key and under no other") {
  const two_keys written;
  const auto first = written.key("k1"), second = written.key("k2");
  const auto how = GENERATE(sealing::random, sealing::deterministic);
  const auto value = GENERATE(as<std::string>{}, "x", "ann@example.org", std::string("a\0b\xff", 4),
                              std::string(100'000, 'v'));
  const auto mark = sealed(*first, how, value);
  CHECK(value == opened(*first, base64_of(mark)));
  CHECK_FALSE(opened(*second, base64_of(mark)).has_value());
}

TEST_CASE("deterministic encryption gives one text for one value, randomised never the same") {
  const two_keys written;
  const auto key = written.key("k1");
  const auto of = [&](sealing how) { return sealed(*key, how, "ann@example.org"); };
  CHECK(of(sealing::deterministic) == of(sealing::deterministic));
  CHECK(of(sealing::random) != of(sealing::random));
  // Computed apart, from the definitions of BLAKE2b, ChaCha20 and HChaCha20.
  CHECK("[enc:k1:AoZxj2vUrpZYRH8nyl-tEOz80u8axD8CvZAp0k_UivYAyzYXUN3Dcw]" ==
        of(sealing::deterministic));
}

TEST_CASE("a changed ciphertext does not open") {
  const two_keys written;
  const auto key = written.key("k1");
  const auto how = GENERATE(sealing::random, sealing::deterministic);
  const auto mark = sealed(*key, how, "ann@example.org");
  const std::string whole(base64_of(mark));
  std::vector<std::size_t> opens_changed;
  for (std::size_t i = 0; i + 1 < whole.size(); ++i) {  // the last digit has bits of no use
    auto changed = whole;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    if (opened(*key, changed)) opens_changed.push_back(i);
  }
  CHECK(std::vector<std::size_t>{} == opens_changed);
  CHECK_FALSE(opened(*key, whole.substr(0, whole.size() - 4)).has_value());
  CHECK_FALSE(opened(*key, "").has_value());
  CHECK_FALSE(opened(*key, "not base64!").has_value());
}

TEST_CASE("the key id is part of what is authenticated") {
  const two_keys written;
  std::string why;
  const auto secret = secret_key::read((written.folder.path() / "k1.key").string(), why);
  const policy_key named("k1", *secret), renamed("k9", *secret);
  const auto how = GENERATE(sealing::random, sealing::deterministic);
  CHECK_FALSE(opened(renamed, base64_of(sealed(named, how, "value"))).has_value());
}

TEST_CASE("a rule that encrypts leaves a mark that can be revealed, and redacting again keeps it") {
  const two_keys written;
  const auto mode = GENERATE(as<std::string>{}, "random", "deterministic");
  std::vector<policy> policies;
  policies.push_back(
      written.policy_with(R"({"encrypt": {"key": "k2", "mode": ")" + mode + R"("}})"));
  revealer by_key(policies);
  policy_set set(std::move(policies));
  const auto once = redacted(set, "from ann@example.org to bob@example.org.");
  CHECK(once.find("example") == std::string::npos);
  CHECK(once.starts_with("from [enc:k2:"));
  CHECK(once == redacted(set, once));
  CHECK("from ann@example.org to bob@example.org." == by_key.line(once));
  CHECK(by_key.problems().empty());
}

TEST_CASE("in a line of JSON the texts are revealed, and it stays JSON") {
  const two_keys written;
  const auto mark = sealed(*written.key("k1"), sealing::random, "say \"hi\"\n");
  std::vector<policy> policies;
  policies.push_back(written.policy_with(R"("remove")"));
  revealer by_key(policies);
  CHECK(R"({"b":["<say \"hi\"\n>",2],"a":{"x":"say \"hi\"\n"}})" ==
        by_key.line(R"({"b": ["<)" + mark + R"(>", 2], "a": {"x": ")" + mark + "\"}}"));
  CHECK(R"({"a": 1})" == by_key.line(R"({"a": 1})"));
}

TEST_CASE("what cannot be revealed stays, with the reason for each key") {
  const two_keys written;
  const auto theirs = sealed(*written.key("k2"), sealing::random, "secret");
  std::vector<policy> policies;
  policies.push_back(written.policy_with(
      R"("remove")", R"({"k1": {"file": "k1.key"}, "k2": {"file": "k1.key"}})"));
  revealer by_key(policies);
  const std::string unknown = "[enc:k7:AXJ0b2_9-3kQm7Zt8Vw1Yx4Ra6Pc2Nd5Lf0GhJs]";
  CHECK("a " + theirs + " b " + unknown == by_key.line("a " + theirs + " b " + unknown));
  CHECK(std::set<std::string>{
            "the key \"k2\" does not open every value: it is another key than the one they were "
            "encrypted with, or they were changed",
            "the key \"k7\" is in none of the policies; name the one that has it"} ==
        by_key.problems());
}

TEST_CASE("every mark that an action writes is known as one") {
  const two_keys written;
  const auto how = GENERATE(sealing::random, sealing::deterministic);
  const auto id = GENERATE(as<std::string>{}, "k1", "k2");
  for (std::size_t size = 1; size < 120; ++size) {
    const auto mark = sealed(*written.key(id), how, std::string(size, 'a'));
    CAPTURE(mark);
    CHECK(mark.size() == mark_end(mark, 0));
  }
}

TEST_CASE("a secret in the brackets of a mark makes none") {
  const auto mark = GENERATE(as<std::string>{}, "[redacted:hunter2]", "[redacted:Tr0ub4dor]",
                             "[hmac:k1:4000000000000002x]", "[hmac:k1:01234567 9abcdef]",
                             "[hmac:Zx4Qw7Er2Ty9:0123456789abcdef]",
                             "[enc:k1:AXJ0b2_9-3kQm7Zt8Vw1Yx4Ra6Pc2Nd5Lf0GhJs]",
                             "[enc:k1:a-long-passphrase-of-many-plain-words]");
  CHECK(0 == mark_end(mark, 0));
}
