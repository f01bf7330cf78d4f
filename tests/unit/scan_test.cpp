// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <vector>

#include "gate/scan/classify.hpp"
#include "gate/scan/scan.hpp"

using namespace hedgerow::internal;

namespace {

/// Texts of the bytes that matter, and of all bytes.
std::string random_text(std::mt19937& random, std::size_t size) {
  static constexpr std::string_view alphabets[] = {
      "0123456789",  "0123456789abcdef-", "abcpastokenkeyPW ",      "-_.=:@<>%\\/ \x1b\"'az09",
      "4111 1111-.", "DEGB0123456789 ",   "aPasTokenKey1/0(\",)|>-"};
  std::string text;
  const auto which = random() % (std::size(alphabets) + 1);
  for (std::size_t i = 0; i < size; ++i)
    text += which < std::size(alphabets) ? alphabets[which][random() % alphabets[which].size()]
                                         : static_cast<char>(random());
  return text;
}

std::vector<std::uint64_t> words_of(const block_masks& m) {
  return {m.letter, m.low_case, m.digit, m.at, m.separator, m.angle, m.dash, m.percent, m.unusual};
}

std::vector<std::uint64_t> classified(classifier by, const std::string& block) {
  block_masks m;
  by(block.data(), 1, &m);
  return words_of(m);
}

/// All that this machine has, but for the portable one.
std::vector<classifier> all_classifiers() {
  std::vector<classifier> ways{best_classifier()};
#if defined(__x86_64__)
  ways.push_back(classify_sse2);
  if (__builtin_cpu_supports("avx2")) ways.push_back(classify_avx2);
#endif
  return ways;
}

std::vector<std::string> found_by(classifier by, std::string_view text) {
  arena memory;
  examination e(text, memory);
  scan(e, by);
  std::vector<std::string> all;
  for (const finding& f : e.found())
    all.push_back(std::to_string(f.begin) + "-" + std::to_string(f.end) + " " +
                  std::string(f.label));
  return all;
}

}  // namespace

TEST_CASE("every way to classify says the same of every byte at every place") {
  const std::vector<classifier> ways = all_classifiers();
  std::mt19937 random(1);
  for (int turn = 0; turn < 256 + 2'000; ++turn) {
    const std::string block = turn < 256 ? std::string(block_size, static_cast<char>(turn))
                                         : random_text(random, block_size);
    for (const classifier way : ways)
      REQUIRE(classified(classify_portably, block) == classified(way, block));
  }
}

TEST_CASE("with every way to classify the same is found in texts of every length") {
  static constexpr std::string_view with_secrets =
      "ann.lee@example.com password=tulip 4111 1111 1111 1111 https://u:p-1@h.example <pwd>x1y2z3"
      "</pwd> --token t0k-22 219-09-9999 DE89 3704 0044 0532 0130 00 %70assword%3Dtulip "
      "setDbPassword(\"tulip-22\") |apiKey|tulip-22| token:\ntulip-22\n";
  const std::vector<classifier> ways = all_classifiers();
  std::mt19937 random(4);
  for (std::size_t size = 0; size < 400; ++size) {
    std::string text = random_text(random, random() % 70);
    while (text.size() < size)
      text += with_secrets;
    text.resize(size);
    CAPTURE(text);
    for (const classifier way : ways)
      REQUIRE(found_by(classify_portably, text) == found_by(way, text));
  }
}

TEST_CASE("a secret is found wherever it stands in a text") {
  for (std::size_t before = 0; before < 150; ++before)
    for (const std::size_t after : {0, 1, 40, 64, 100}) {
      const std::string text =
          std::string(before, ' ') + "ann.lee@example.com" + std::string(after, ' ');
      CAPTURE(before, after);
      REQUIRE(std::vector<std::string>{std::to_string(before) + "-" + std::to_string(before + 19) +
                                       " email"} == found_by(best_classifier(), text));
    }
}

TEST_CASE("a short text is classified as a block of it and zeroes would be") {
  std::mt19937 random(2);
  for (int turn = 0; turn < 5'000; ++turn) {
    const std::string text = random_text(random, 1 + random() % block_size);
    std::string block = text;
    block.resize(block_size, '\0');
    block_masks m;
    classify_portably(block.data(), 1, &m);
    const quick_masks quick = classify_short(text.data(), text.size());
    CAPTURE(text);
    REQUIRE(std::vector<std::uint64_t>{m.letter, m.low_case, m.digit, m.dash} ==
            std::vector<std::uint64_t>{quick.letter, quick.low_case, quick.digit, quick.dash});
    if ((m.at | m.separator | m.angle | m.percent | m.unusual) != 0) REQUIRE(quick.special);
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
      return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    });
    REQUIRE(plain == quick.plain);
  }
}

TEST_CASE("in a text without a trigger nothing is found") {
  std::mt19937 random(3);
  arena memory;
  int without = 0;
  for (int turn = 0; turn < 50'000; ++turn) {
    const std::string text = random_text(random, random() % (block_size + 8));
    if (!has_no_trigger(text)) continue;
    ++without;
    memory.reset();
    examination e(text, memory);
    scan(e);
    CAPTURE(text);
    REQUIRE(e.found().empty());
  }
  CHECK(without > 1'000);  // or the test says nothing
}

TEST_CASE("a short text with a secret has a trigger") {
  const auto text =
      GENERATE(values<std::string>({"(\"dbPassword\", \"tulip-22\")", "setApiKey('tulip-22x')",
                                    "myToken -> \"tulip\"", "|userPwd|tulip-22x|",
                                    "1//"
                                    "0gTulipTulipTulipTulipTulipTulipTulipTulip22"}));
  arena memory;
  examination e(text, memory);
  scan(e);
  CHECK(1 == e.found().size());
  CHECK_FALSE(has_no_trigger(text));
}

TEST_CASE("in a UUID nothing is found") {
  static constexpr std::string_view alphabets[] = {"0123456789", "0123456789abcdef",
                                                   "0123456789ABCDEF"};
  // Begin like an account number of Bosnia, Belgium or Andorra, or like a payment card.
  static constexpr std::string_view beginnings[] = {"ba1", "be2", "ad3", "BA4", "BE5", "411", "34"};
  std::mt19937 random(4);
  arena memory;
  for (int turn = 0; turn < 50'000; ++turn) {
    const std::string_view alphabet = alphabets[random() % std::size(alphabets)];
    std::string text = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
    for (char& c : text)
      if (c == 'x') c = alphabet[random() % alphabet.size()];
    static constexpr std::size_t groups[] = {0, 9, 14, 19, 24};
    const std::string_view begin = beginnings[random() % std::size(beginnings)];
    if (turn % 2 == 0) text.replace(groups[random() % std::size(groups)], begin.size(), begin);
    memory.reset();
    examination e(text, memory);
    scan(e);
    CAPTURE(text);
    REQUIRE(e.found().empty());
    REQUIRE(has_no_trigger(text));
  }
}

TEST_CASE("what has nearly the form of a UUID has none") {
  const std::string uuid = "017cc727-1662-4a0c-A30c-d35f6a29be68";
  REQUIRE(is_uuid(uuid.data()));
  for (std::size_t at = 0; at < uuid.size(); ++at)
    for (const char c : {'g', '/', ':', '@', '`', 'G', '-', '0', ' ', '\xb0'}) {
      std::string changed = uuid;
      changed[at] = c;
      CAPTURE(changed);
      CHECK((uuid[at] == '-' ? c == '-' : c == '0') == is_uuid(changed.data()));
    }
}

TEST_CASE("what people write has no trigger") {
  const auto text = GENERATE(values<std::string>(
      {"", "orders", "payments", "017cc727-1662-0000-630c-d35f6a290000", "eu-central-1",
       "capture-7f9d", "1.42.0", "GET", "production", "a few words, and a stop."}));
  CHECK(has_no_trigger(text));
}
