// SPDX-License-Identifier: MIT
/// @file
/// What a detector is. A new one is its own file, one declaration here, one row of the table in
/// registry.cpp, and a row in its test.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "gate/key_judge.hpp"
#include "gate/scan/findings.hpp"

namespace hedgerow::internal {

/// One text under examination.
class examination {
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

 public:
  examination(std::string_view text, arena& memory, int depth = 0) noexcept
      : text_(text), memory_(memory), found_(memory), depth_(depth) {}

  std::string_view text() const noexcept { return text_; }
  arena& memory() const noexcept { return memory_; }
  /// How many codings this text was taken out of.
  int depth() const noexcept { return depth_; }
  finding_list& found() noexcept { return found_; }

  /// [begin, end) must not come out. `label` is a literal.
  void report(std::size_t begin, std::size_t end, std::string_view label) {
    if (begin >= end) return;
    found_.add({begin, end, label});
    last_begin_ = begin;
    last_end_ = end;
  }
  /// Whether a place lies in what was found last: no detector begins there any more, so that nested
  /// triggers can't make the cost grow faster than the text.
  bool decided(std::size_t at) const noexcept { return at >= last_begin_ && at < last_end_; }

  /// {"name": "Cookie", "value": ...}: what the last name, which ended at `end`, says of a value.
  void name_a_value(std::size_t end, const key_judgement& judged) noexcept {
    named_at_ = end;
    named_ = judged;
  }
  /// That, where the name stands at most `widest` bytes before `at`.
  key_judgement name_near(std::size_t at, std::size_t widest) const noexcept {
    return at >= named_at_ && at - named_at_ <= widest ? named_ : key_judgement{};
  }

  /// Whether a word for a user stands a line's length before `at`. Asked for places in order, it
  /// costs no more than the text is long.
  bool user_named_before(std::size_t at) noexcept;

  /// A run of base64 up to `end` has been looked into: no part of it is decoded again.
  void decoded(std::size_t end) noexcept { decoded_to_ = end; }
  std::size_t decoded_to() const noexcept { return decoded_to_; }

  /// The same for what follows a word of a command or a statement, up to `end`.
  void followed(std::size_t end) noexcept { followed_to_ = end; }
  std::size_t followed_to() const noexcept { return followed_to_; }

 private:
  std::string_view text_;
  arena& memory_;
  finding_list found_;
  std::size_t last_begin_ = 0;
  std::size_t last_end_ = 0;
  std::size_t decoded_to_ = 0;
  std::size_t followed_to_ = 0;
  std::size_t named_at_ = 0;
  std::size_t users_seen_to_ = 0;
  std::size_t last_user_ = npos;
  key_judgement named_{};
  int depth_;
};

/// What makes a detector look at a place.
enum class trigger {
  word,     ///< a word begins with one of the prefixes (of two bytes or more; the first two count)
  hump,     ///< as `word`, and also where one begins inside of camelCase: dbPassword
  number,   ///< a word begins with three digits
  account,  ///< a word begins with two letters and two digits
  at_sign,  ///< @
  separator,  ///< = or :
  slashed,    ///< = or : with a / behind it
  angle,      ///< <
  dash,       ///< - after a blank, a quote or nothing
};

struct detector {
  std::string_view name;
  trigger on;
  /// For trigger::word and trigger::hump. Lower case stands for any case, unless one has upper case
  /// or a sign.
  std::span<const std::string_view> prefixes;
  void (*look)(examination& e, std::size_t at);

  constexpr bool any_case() const noexcept {
    for (const std::string_view prefix : prefixes)
      for (const char c : prefix)
        if (c < '0' || (c > '9' && c < 'a') || c > 'z') return false;
    return true;
  }
};

/// Every detector.
std::span<const detector> all_detectors() noexcept;

// The detectors, one file each. `at` is the place of the trigger. Each may look back and ahead over
// a bounded window, and beyond it only over what it reports.
void find_payment_card(examination& e, std::size_t at);
void find_card_track(examination& e, std::size_t at);
void find_iban(examination& e, std::size_t at);
void find_us_ssn(examination& e, std::size_t at);
void find_email(examination& e, std::size_t at);
void find_url_credentials(examination& e, std::size_t at);
void find_key_value(examination& e, std::size_t at);
void find_auth_scheme(examination& e, std::size_t at);
void find_jwt(examination& e, std::size_t at);
void find_private_key(examination& e, std::size_t at);
void find_known_token(examination& e, std::size_t at);
void find_one_time_code(examination& e, std::size_t at);
void find_option(examination& e, std::size_t at);
void find_spoken_password(examination& e, std::size_t at);
void find_markup(examination& e, std::size_t at);
void find_key_beside_value(examination& e, std::size_t at);
void find_sql_password(examination& e, std::size_t at);
void find_client_password(examination& e, std::size_t at);
void find_auth_command(examination& e, std::size_t at);

}  // namespace hedgerow::internal
