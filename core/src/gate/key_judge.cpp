// SPDX-License-Identifier: MIT
#include "gate/key_judge.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>

#include "gate/scan/chars.hpp"
#include "gate/scan/classify.hpp"
#include "gate/stop_words.hpp"

namespace hedgerow::internal {

namespace {

using detail::split_key;

constexpr bool key_words_are_sorted() noexcept {
  for (std::size_t i = 1; i < std::size(detail::key_words); ++i)
    if (detail::order(detail::key_words[i - 1], detail::key_words[i].text) >= 0) return false;
  return true;
}
static_assert(key_words_are_sorted());  // not there, where each file that logs would do it

constexpr std::string_view password_words[] = {"pass", "pwd", "pw", "passw", "psw"};
constexpr std::string_view credential_words[] = {
    "key",     "auth",   "sig",  "signature", "sid",         "sas",
    "session", "tokens", "code", "api",       "keys",        "credential",
    "login",   "seed",   "salt", "pat",       "accesstoken", "authentication"};
/// "cache_key", "foreign_key", "status_code": keys and codes that are none of ours.
constexpr std::string_view harmless_before[] = {
    "idempotency", "deploy",      "cache",    "partition", "sort",    "foreign",   "primary",
    "public",      "routing",     "object",   "row",       "shard",   "group",     "dedup",
    "translation", "feature",     "flag",     "registry",  "lookup",  "hash",      "map",
    "index",       "unique",      "natural",  "surrogate", "locale",  "message",   "resource",
    "s3",          "status",      "error",    "exit",      "country", "zip",       "postal",
    "currency",    "language",    "response", "return",    "http",    "event",     "product",
    "item",        "range",       "lock",     "queue",     "topic",   "redis",     "file",
    "search",      "correlation", "reason",   "result",    "source",  "exception", "airport",
    "color",       "model",       "join"};

/// "MYSQLPASS", "dbpwd": an owner and its password, run together.
bool owns_password_in_one_word(std::string_view word) noexcept {
  for (const std::string_view ending : {"pass", "pwd", "pw"})
    if (word.ends_with(ending))
      return (detail::meaning_of(word.substr(0, word.size() - ending.size())).roles &
              detail::owns_password) != 0;
  return false;
}

template <std::size_t N>
bool is_one(std::string_view word, const std::string_view (&words)[N]) noexcept {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

suspicion suspect(std::string_view key) noexcept {
  const split_key words(key);
  if (words.count == 0) return suspicion::none;
  for (std::size_t i = 0; i < words.count; ++i)
    if (words[i] == "base" || words[i] == "b") {  // base64, b64: digits are no part of a word
      const std::size_t end = words.end[i];
      if (key.size() <= split_key::longest && key.substr(end).starts_with("64"))
        return suspicion::encoded;
    }
  const std::string_view last = words[words.count - 1];
  if (is_one(last, password_words) || owns_password_in_one_word(last)) return suspicion::password;
  if (key.starts_with("BUNDLE_") && key.find("__") != std::string_view::npos)
    return suspicion::account;
  if (!is_one(last, credential_words)) return suspicion::none;
  if (words.count > 1 && is_one(words[words.count - 2], harmless_before)) return suspicion::none;
  return suspicion::credential;
}

key_part part_of(std::string_view key) noexcept {
  static constexpr std::string_view names[] = {"name", "key", "header", "field", "param", "k"};
  static constexpr std::string_view values[] = {"value", "values", "val", "content", "v"};
  static constexpr std::string_view words[] = {"keys", "code", "codes", "pass",
                                               "pw",   "pwd",  "number"};
  const auto is = [key](std::string_view word) { return same_word(key, word); };
  if (std::any_of(std::begin(names), std::end(names), is)) return key_part::name;
  if (std::any_of(std::begin(values), std::end(values), is)) return key_part::value;
  if (std::any_of(std::begin(words), std::end(words), is)) return key_part::word;
  static constexpr std::string_view types[] = {"string", "str", "static", "optional"};
  if (std::any_of(std::begin(types), std::end(types), is)) return key_part::type;
  if (skip(key, 0, chars::digits) == key.size()) return key_part::number;
  return is("p") ? key_part::p : key_part::none;
}

/// No sign but those of names, and too few digits for a number that matters.
bool is_plain(std::string_view key) noexcept {
  static constexpr std::size_t longest = 32;
  static constexpr std::ptrdiff_t most_digits = 8;
  return key.size() <= longest && skip(key, 0, chars::word.with("_.-")) == key.size() &&
         std::count_if(key.begin(), key.end(), [](char c) { return chars::digits.has(c); }) <=
             most_digits;
}

key_judgement judge(std::string_view key) noexcept {
  key_judgement out;
  out.verdict = classify_key(key);
  if (!out.verdict.denied()) out.suspect = suspect(key);
  out.part = part_of(key);
  out.plain = is_plain(key);
  return out;
}

template <class T>
std::uint64_t load(const char* p) noexcept {
  T v;
  std::memcpy(&v, p, sizeof v);
  return v;
}

/// Both ends of a key, which is what differs among keys; up to 16 bytes they are all of it.
struct key_ends {
  static constexpr std::size_t whole = 16;
  std::uint64_t head = 0;
  std::uint64_t tail = 0;

  key_ends() = default;
  explicit key_ends(std::string_view key) noexcept {
    const char* const p = key.data();
    const std::size_t n = key.size();
    if (n >= 8) {
      head = load<std::uint64_t>(p);
      tail = load<std::uint64_t>(p + n - 8);
    } else if (n >= 4) {
      head = load<std::uint32_t>(p);
      tail = load<std::uint32_t>(p + n - 4);
    } else {
      head = static_cast<unsigned char>(p[0]);
      tail = static_cast<unsigned char>(p[n - 1]) | static_cast<unsigned char>(p[n / 2]) << 8;
    }
  }
  bool operator==(const key_ends&) const = default;

  std::size_t hash(std::size_t size) const noexcept {
    const std::uint64_t h = (head ^ size) * 0x9E3779B97F4A7C15u ^ tail * 0xC2B2AE3D27D4EB4Fu;
    return (h ^ h >> 32) * 0x9E3779B97F4A7C15u;
  }
};

/// A key and what was found of it. The whole key is compared: no key can pass as another.
struct remembered {
  static constexpr std::size_t longest = 47;
  key_ends ends;
  std::uint8_t size = 0;
  std::array<char, longest> key{};
  key_judgement judgement{};

  bool is(std::string_view other, const key_ends& its_ends) const noexcept {
    return size == other.size() && ends == its_ends &&
           (size <= key_ends::whole || std::memcmp(key.data(), other.data(), size) == 0);
  }
};

/// Two keys that fall together stay both; a third one takes the place of the older.
struct remembered_pair {
  remembered newer;
  remembered older;
};
constexpr unsigned pair_bits = 6;
constexpr std::size_t pairs = std::size_t{1} << pair_bits;

/// user:password
bool is_account(std::string_view v) noexcept {
  static constexpr byte_set elsewhere{"/ "};
  static constexpr std::size_t shortest = 4;
  const std::size_t colon = v.find(':');
  if (colon == std::string_view::npos || colon < shortest || v.size() - colon <= shortest)
    return false;
  return v.front() != '-' &&
         std::none_of(v.begin(), v.end(), [](char c) { return elsewhere.has(c); });
}

bool is_path(std::string_view v) noexcept {
  return v.starts_with('/') || v.starts_with('~') || v.starts_with("./") ||
         (v.size() > 2 && v[1] == ':' && (v[2] == '\\' || v[2] == '/'));
}

}  // namespace

key_judgement judge_key(std::string_view key) noexcept {
  static thread_local std::array<remembered_pair, pairs> memory;
  if (key.empty()) return {};
  if (key.size() > remembered::longest) return judge(key);
  const key_ends ends(key);
  remembered_pair& known = memory[ends.hash(key.size()) >> (64 - pair_bits)];
  if (known.newer.is(key, ends)) return known.newer.judgement;
  if (known.older.is(key, ends)) return known.older.judgement;
  known.older = known.newer;
  known.newer.ends = ends;
  known.newer.size = static_cast<std::uint8_t>(key.size());
  std::memcpy(known.newer.key.data(), key.data(), key.size());
  known.newer.judgement = judge(key);
  return known.newer.judgement;
}

bool looks_random(std::string_view v) noexcept {
  static constexpr std::size_t shortest = 16;
  static constexpr std::size_t surely = 24;
  if (v.size() < shortest) return false;
  std::size_t digits = 0;
  bool letter = false;
  for (const char c : v) {
    if (static_cast<unsigned char>(c) <= 0x20) return false;
    digits += chars::digits.has(c);
    letter = letter || chars::letters.has(c);
  }
  if (v.size() == uuid_size && is_uuid(v.data())) return false;
  if (is_path(v) || v.find(':') != std::string_view::npos) return false;
  if (letter && digits >= 2) return true;
  return v.size() >= surely && letter &&
         std::all_of(v.begin(), v.end(), [](char c) { return chars::base64.has(c); });
}

bool confirms(suspicion why, std::string_view value) noexcept {
  static constexpr std::size_t shortest_password = 3;
  switch (why) {
  case suspicion::password:
    return value.size() >= shortest_password && !is_path(value) && !is_stop_word(value) &&
           (value.size() > 4 || skip(value, 0, chars::digits) != value.size());
  case suspicion::credential:
    return looks_random(value);
  case suspicion::account:
    return is_account(value);
  case suspicion::encoded:
  case suspicion::none:
    break;
  }
  return false;
}

}  // namespace hedgerow::internal
