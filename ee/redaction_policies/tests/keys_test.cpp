// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
// Key files, and which key is used when.
#include <catch2/catch.hpp>

#include <unistd.h>

#include "calendar.hpp"
#include "support.hpp"

using namespace policy_tests;
using namespace std::chrono_literals;

namespace {

std::string why_not(const std::string& file) {
  std::string why;
  const auto key = secret_key::read(file, why);
  return key ? "it is a key" : why;
}

/// A policy with keys written as `keys`, whose one rule hashes with `choice`.
policy_result with_keys(const temporary_folder& folder, const std::string& keys,
                        const std::string& choice) {
  const auto file = folder.file("t.json", R"({"version": 1, "name": "t", "keys": )" + keys +
                                              R"(, "rules": [{"name": "a", "detect": ["email"],
                                    "action": {"hash": {"key": )" +
                                              choice + "}}}]}");
  return read_policy_file(file);
}

std::string id_at(const policy_result& result, const char* day) {
  return result.read.rules.at(0).then.keys.at(*iso_day(day)).id();
}

}  // namespace

TEST_CASE("a key file holds 64 hex digits, with white space around them or not") {
  const temporary_folder folder;
  const auto text =
      GENERATE(as<std::string>{}, std::string(key_digits),
               " 00112233445566778899AABBCCDDEEFF\r\n00112233445566778899aabbccddeeff");
  std::string why;
  const auto key = secret_key::read(folder.file("k.key", text), why);
  REQUIRE(key != nullptr);
  CHECK(0x33 == key->bytes()[3]);
  CHECK(0xff == key->bytes()[31]);
}

TEST_CASE("a key file that holds no key is refused") {
  const temporary_folder folder;
  const auto [text, found] = GENERATE(table<std::string, std::string>(
      {{"0011", "4 bytes that are not a key"},
       {std::string(64, 'g'), "64 bytes that are not a key"},
       {std::string(65, 'a'), "65 bytes that are not a key"},
       {std::string(64, '0'), "64 bytes that are all zero, which is no key"}}));
  const auto file = folder.file("k.key", text);
  CHECK("the key file \"" + file + "\" has " + found +
            "; it must hold 64 hex digits, as `openssl rand -hex 32` prints" ==
        why_not(file));
}

TEST_CASE("a key file that is not there is told with the way to make one") {
  const temporary_folder folder;
  const auto file = (folder.path() / "absent.key").string();
  CHECK("the key file \"" + file +
            "\" cannot be read (No such file or directory); it must hold 64 hex digits: "
            "(umask 077; openssl rand -hex 32 > " +
            file + ")" ==
        why_not(file));
  CHECK("the key file \"" + folder.path().string() +
            "\" is not a regular file; it must be a file of 64 hex digits" ==
        why_not(folder.path().string()));
}

TEST_CASE("a key file that others can read or change is refused") {
  const temporary_folder folder;
  const auto file = folder.file("k.key", key_digits);
  const auto [mode, shown] = GENERATE(table<int, std::string>(
      {{0640, "0640"}, {0604, "0604"}, {0620, "0620"}, {0602, "0602"}, {0610, "0610"}}));
  std::filesystem::permissions(file, std::filesystem::perms(mode));
  CHECK("the key file \"" + file + "\" is open to others than its owner (mode " + shown +
            "); run: chmod 600 " + file + ", and make a new key if others may have read this one" ==
        why_not(file));
}

TEST_CASE("a key file of another user is refused") {
  if (::geteuid() != 0) return;  // only root can give files away
  const temporary_folder folder;
  const auto file = folder.file("k.key", key_digits);
  REQUIRE(0 == ::chown(file.c_str(), 12345, 0));
  CHECK("the key file \"" + file + "\" belongs to user 12345, who could change it; run: chown 0 " +
            file ==
        why_not(file));
}

TEST_CASE("what is wrong with a key file is an error of the policy, told once") {
  const temporary_folder folder;
  const auto file = folder.file("k.key", "0011");
  CHECK((folder.path() / "t.json").string() + ":1: keys.k1.file: the key file \"" + file +
            "\" has 4 bytes that are not a key; it must hold 64 hex digits, as "
            "`openssl rand -hex 32` prints\n" ==
        problems_of(with_keys(folder, R"({"k1": {"file": "k.key"}})", R"("k1")")));
}

TEST_CASE("of the keys of a rotation the one whose day came last is used") {
  const temporary_folder folder;
  folder.file("a.key", key_digits);
  const auto result =
      with_keys(folder,
                R"({"old": {"file": "a.key"}, "k26": {"file": "a.key", "from": "2026-01-01"},
                    "k25": {"file": "a.key", "from": "2025-01-01"}})",
                R"(["k26", "old", "k25"])");
  REQUIRE("" == problems_of(result));
  CHECK("old" == id_at(result, "2024-12-31"));
  CHECK("k25" == id_at(result, "2025-01-01"));
  CHECK("k25" == id_at(result, "2025-12-31"));
  CHECK("k26" == id_at(result, "2026-01-01"));
  CHECK("k26" == id_at(result, "2031-07-04"));
}

TEST_CASE("before the first day of all keys the first one is used") {
  const temporary_folder folder;
  folder.file("a.key", key_digits);
  const auto result = with_keys(folder,
                                R"({"k26": {"file": "a.key", "from": "2026-01-01"},
                                    "k25": {"file": "a.key", "from": "2025-01-01"}})",
                                R"(["k26", "k25"])");
  CHECK("k25" == id_at(result, "2020-01-01"));
}

TEST_CASE("a mistake in keys and rotations is told") {
  const auto [keys, choice, expected] = GENERATE(table<std::string, std::string, std::string>(
      {{R"({"k1": {"file": "a.key", "form": "2026-01-01"}})", R"("k1")",
        "keys.k1.form: unknown key \"form\"; did you mean \"from\"? allowed: file, from"},
       {R"({"k1": {"file": "a.key", "from": "2026-02-30"}})", R"("k1")",
        "keys.k1.from: found \"2026-02-30\", expected the first day of its use (UTC), as "
        "2026-01-31"},
       {R"({"k 1": {"file": "a.key"}})", R"("k 1")",
        "keys.k 1: found \"k 1\", expected a key id, as k2026 or pay_2026-01: at most 24 letters, "
        "digits, \"_\" and \"-\"; in up to 4 words of 12 letters, digits at their ends, 8 in all"},
       {R"({"k1": {"file": "a.key"}, "k2": {"file": "a.key"}})", R"(["k1", "k2"])",
        "rules[0].action.hash.key: found 2 keys without \"from\", expected at most one: the others "
        "need the day from which on they are used"},
       {R"({"k1": {"file": "a.key"}})", R"(["k2"])",
        "rules[0].action.hash.key[0]: unknown key id \"k2\"; did you mean \"k1\"? allowed: k1"},
       {R"({"k1": {}})", R"("k1")",
        "keys.k1: \"file\" is missing; it names a file of 64 hex digits, outside the policy"}}));
  const temporary_folder folder;
  folder.file("a.key", key_digits);
  const auto found = problems_of(with_keys(folder, keys, choice));
  CHECK(found.find(": " + expected + "\n") != std::string::npos);
  if (found.find(expected) == std::string::npos) CHECK(expected == found);
}

TEST_CASE(
    "a pseudonym is the same for the same value under the same key, and other under another") {
  std::string why;
  const temporary_folder folder;
  const auto secret = secret_key::read(folder.file("k.key", key_digits), why);
  const policy_key first("k1", *secret);
  std::string once, again, other;
  first.append_pseudonym("ann@example.org", once);
  first.append_pseudonym("ann@example.org", again);
  first.append_pseudonym("bob@example.org", other);
  // HMAC-SHA-256 as `openssl dgst -sha256 -mac hmac -macopt hexkey:...` gives it.
  CHECK("[hmac:k1:610e279e8f96e8e7]" == once);
  CHECK(once == again);
  CHECK(once != other);
}
