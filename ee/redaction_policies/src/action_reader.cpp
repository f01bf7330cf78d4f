// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "action_reader.hpp"

#include <algorithm>
#include <array>

namespace hedgerow::policies {

namespace {

using namespace std::string_view_literals;

constexpr std::array simple_actions = {"remove"sv, "drop"sv};
constexpr std::array object_actions = {"mask"sv, "replace"sv, "hash"sv, "encrypt"sv};
constexpr std::array mask_keys = {"keep_first"sv, "keep_last"sv};
constexpr std::array hash_keys = {"key"sv};
constexpr std::array encrypt_keys = {"key"sv, "mode"sv};
constexpr std::array modes = {"deterministic"sv, "random"sv};

std::string list_of(std::span<const std::string_view> words) {
  std::string list;
  for (const auto one : words)
    list += (list.empty() ? "" : ", ") + std::string(one);
  return list;
}

action read_simple(const strict_value& item) {
  action made;
  if (item.is_string())
    for (const auto object : object_actions)
      if (item.raw() == object) {
        item.fail("\"" + std::string(object) + "\" needs its settings: {\"" + std::string(object) +
                  "\": ...}");
        return made;
      }
  if (const auto word = item.word("action", simple_actions))
    made.what = *word == 0 ? action::kind::remove : action::kind::drop;
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

}  // namespace

std::string names_of_actions() {
  return list_of(simple_actions) + ", " + list_of(object_actions);
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
  }
  return made;
}

}  // namespace hedgerow::policies
