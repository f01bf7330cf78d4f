// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "action_reader.hpp"

#include <algorithm>
#include <array>

namespace hedgerow::policies {

namespace {

using namespace std::string_view_literals;

constexpr std::array simple_actions = {"remove"sv, "generalise"sv, "keep"sv, "drop"sv};
constexpr std::array simple_kinds = {action::kind::remove, action::kind::generalise,
                                     action::kind::keep, action::kind::drop};
constexpr std::array object_actions = {"mask"sv,    "replace"sv,        "hash"sv,
                                       "encrypt"sv, "encrypt_digits"sv, "generalise"sv};
constexpr std::array mask_keys = {"keep_first"sv, "keep_last"sv};
constexpr std::array hash_keys = {"key"sv};
constexpr std::array encrypt_keys = {"key"sv, "mode"sv};
constexpr std::array digits_keys = {"key"sv, "tweak"sv, "luhn"sv};
constexpr std::array generalise_keys = {"date"sv, "ipv4"sv, "ipv6"sv};
constexpr std::array date_forms = {"year"sv, "month"sv};
constexpr std::array modes = {"deterministic"sv, "random"sv};

std::string list_of(std::span<const std::string_view> words) {
  std::string list;
  for (const auto one : words)
    list += (list.empty() ? "" : ", ") + std::string(one);
  return list;
}

/// Those that are a word, and those that need settings.
std::vector<std::string_view> all_actions() {
  std::vector<std::string_view> all(simple_actions.begin(), simple_actions.end());
  for (const auto one : object_actions)
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
  return all;
}

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

action read_simple(const strict_value& item) {
  action made;
  if (item.is_string())
    for (const auto object : object_actions)
      if (item.raw() == object && object != "generalise") {
        item.fail("\"" + std::string(object) + "\" needs its settings: {\"" + std::string(object) +
                  "\": ...}");
        return made;
      }
  if (item.is_string() && !is_one_of(item.raw().get<std::string>(), simple_actions)) {
    item.fail(unknown_word("action", item.raw().get<std::string>(), all_actions()));
    return made;
  }
  if (const auto word = item.word("action", simple_actions)) made.what = simple_kinds[*word];
  return made;
}

void read_mask(const strict_value& item, action& made) {
  made.what = action::kind::mask;
  if (!item.object(mask_keys)) return;
  const auto count = [&](const char* key) {
    return item.has(key) ? item.member(key).number("how many characters stay", 16).value_or(0) : 0;
  };
  made.keep_first = count("keep_first");
  made.keep_last = count("keep_last");
}

void read_hash(const strict_value& item, const key_table& keys, action& made) {
  made.what = action::kind::hash;
  if (item.object(hash_keys)) made.keys = keys.choose(item);
}

void read_encrypt(const strict_value& item, const key_table& keys, action& made) {
  made.what = action::kind::encrypt;
  if (!item.object(encrypt_keys)) return;
  made.keys = keys.choose(item);
  if (!item.has("mode"))
    return item.fail("\"mode\" is missing; deterministic: the same value gives the same text; "
                     "random: no two texts tell that they are of one value");
  if (const auto mode = item.member("mode").word("mode", modes))
    made.how = *mode == 0 ? sealing::deterministic : sealing::random;
}

void read_encrypt_digits(const strict_value& item, const key_table& keys, action& made) {
  made.what = action::kind::encrypt_digits;
  if (!item.object(digits_keys)) return;
  made.keys = keys.choose(item);
  if (item.has("tweak"))
    made.digits.tweak = item.member("tweak").text("a text that tells uses apart").value_or("");
  if (item.has("luhn")) made.digits.luhn = item.member("luhn").boolean().value_or(false);
}

void read_generalise(const strict_value& item, action& made) {
  made.what = action::kind::generalise;
  if (!item.object(generalise_keys)) return;
  if (item.has("date"))
    if (const auto form = item.member("date").word("form of dates", date_forms))
      made.general.keep_month = *form == 1;
  const auto bits = [&](const char* key, std::size_t most, unsigned& to) {
    if (item.has(key))
      if (const auto n = item.member(key).number("the bits of an address that stay", most))
        to = unsigned(*n);
  };
  bits("ipv4", 31, made.general.ipv4_bits);
  bits("ipv6", 127, made.general.ipv6_bits);
}

}  // namespace

std::string names_of_actions() {
  return list_of(all_actions());
}

action read_action(const strict_value& item, const key_table& keys) {
  if (!item.is_object()) return read_simple(item);
  action made;
  if (!item.object(object_actions)) return made;
  if (item.raw().size() != 1) {
    item.fail("found " + std::to_string(item.raw().size()) + " actions, expected one of " +
              list_of(object_actions));
    return made;
  }
  if (item.has("mask")) {
    read_mask(item.member("mask"), made);
  } else if (item.has("replace")) {
    made.what = action::kind::replace;
    made.text = item.member("replace").text("the text to put in its place").value_or("");
  } else if (item.has("hash")) {
    read_hash(item.member("hash"), keys, made);
  } else if (item.has("encrypt")) {
    read_encrypt(item.member("encrypt"), keys, made);
  } else if (item.has("encrypt_digits")) {
    read_encrypt_digits(item.member("encrypt_digits"), keys, made);
  } else if (item.has("generalise")) {
    read_generalise(item.member("generalise"), made);
  }
  return made;
}

void check_digits(const strict_value& item, const std::vector<std::string>& detectors,
                  action& made) {
  struct row {
    std::string_view detector, why;
  };
  constexpr std::string_view too_few = "has fewer than six digits, which could all be tried";
  constexpr std::string_view again =
      "stays one in its form, which the host's own rules would remove";
  constexpr std::array unfit = {row{"card_cvv", too_few}, row{"card_pin", too_few},
                                row{"card_expiry", too_few}, row{"us_ssn", again},
                                row{"iban", again}};
  if (made.what != action::kind::encrypt_digits) return;
  for (const auto& one : unfit)
    if (std::find(detectors.begin(), detectors.end(), one.detector) != detectors.end())
      item.fail("the digits of " + std::string(one.detector) + " cannot be encrypted: it " +
                std::string(one.why) + "; use encrypt or hash");
  const auto cards = std::count(detectors.begin(), detectors.end(), "payment_card");
  if (cards > 0 && std::size_t(cards) < detectors.size())
    item.fail("payment_card has a check digit of its own; give it a rule of its own");
  made.digits.luhn |= cards > 0;
}

}  // namespace hedgerow::policies
