// SPDX-License-Identifier: MIT
#include "gate/scan/scan.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "gate/detect/registry.hpp"
#include "gate/scan/coding.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t blocks_at_once = 32;
constexpr std::size_t chunk_size = blocks_at_once * block_size;

/// What a text holds beside the triggers.
struct oddities {
  std::uint64_t unusual = 0;
  std::uint64_t percent = 0;
};

/// Where words begin, and what those words begin with.
struct starts {
  std::uint64_t word;  ///< also the 1 of "1//0"
  std::uint64_t hump;  ///< P of dbPassword
  std::uint64_t number;
  std::uint64_t account;
  std::uint64_t dash;
};

/// Bits of the next block moved in from above, so that a trigger can look ahead over the border.
constexpr std::uint64_t ahead(std::uint64_t here, std::uint64_t next, int by) noexcept {
  return here >> by | next << (64 - by);
}

/// `carry`: whether the byte before the block is of a word (bit 0), a dash (bit 1) or a letter in
/// lower case (bit 2).
[[gnu::always_inline]] inline starts find_starts(const block_masks& m, const block_masks& next,
                                                 unsigned carry) noexcept {
  const std::uint64_t word = m.letter | m.digit;
  const std::uint64_t begins = word & ~(word << 1 | (carry & 1));
  const std::uint64_t digit_1 = ahead(m.digit, next.digit, 1);
  const std::uint64_t digit_2 = ahead(m.digit, next.digit, 2);
  const std::uint64_t digit_3 = ahead(m.digit, next.digit, 3);
  const std::uint64_t letter_1 = ahead(m.letter, next.letter, 1);
  const std::uint64_t inside = word | m.dash;
  const std::uint64_t named = letter_1 | ahead(m.dash, next.dash, 1);  // "-p", "--p"; not " - "
  const std::uint64_t lower = m.letter & m.low_case;
  const std::uint64_t word_2 = ahead(word, next.letter | next.digit, 2);
  const std::uint64_t parted = m.digit & ~(letter_1 | digit_1 | word_2) & digit_3;
  return {begins & (m.letter | parted), m.letter & ~m.low_case & (lower << 1 | (carry >> 2 & 1)),
          begins & m.digit & digit_1 & digit_2, begins & m.letter & letter_1 & digit_2 & digit_3,
          m.dash & named & ~(inside << 1 | ((carry & 3) != 0 ? 1u : 0u))};
}

/// Of any number that a detector looks for: a social security number.
constexpr std::size_t least_digits = 9;

/// Whether the number at byte `at` of a block can be one that a detector looks for: a social
/// security number, or that of a card, whose first group has 4, 6 or 8 digits or all of them. One
/// that may go on beyond its block can be anything.
bool worth_a_look(std::uint64_t letter, std::uint64_t digit, unsigned at,
                  bool last_block) noexcept {
  static constexpr std::uint64_t parted = 0b111'1011'0111;          // 123-45-6789
  static constexpr std::uint64_t halves = 0b1'1111'1110'1111'1111;  // 41111111 11111111
  static constexpr int least_of_card = 12;
  static constexpr int most_of_card = 19;
  const std::uint64_t digits = digit >> at;
  const int run = std::countr_one(digits);
  if (last_block || at + static_cast<unsigned>(run) < block_size) {
    if (run == 3)
      return (digits & 0b111'1111'1111) == parted || (!last_block && at + 11 > block_size);
    if (run == 8)
      return (digits & 0b1'1111'1111'1111'1111) == halves || (!last_block && at + 17 > block_size);
    if (run == 9 || (run >= least_of_card && run <= most_of_card)) return true;
    if (run != 4 && run != 6) return false;
  }
  const std::uint64_t letters = letter >> at;
  if (letters == 0 && !last_block) return true;
  if (letters != 0 && std::countr_zero(letters) < least_of_card) return false;
  const std::uint64_t before_letter = letters == 0 ? ~std::uint64_t{0} : (letters & -letters) - 1;
  return std::popcount(digits & before_letter) >= least_of_card;
}

template <class Look>
void each_bit(std::uint64_t bits, std::size_t base, Look look) {
  for (; bits != 0; bits &= bits - 1)
    look(base + static_cast<std::size_t>(std::countr_zero(bits)));
}

void run(examination& e, trigger on, std::size_t at) {
  for (const look_function look : detectors_by_trigger.of(on))
    if (!e.decided(at)) look(e, at);
}

/// In the order of the text, so that what was found last decides over what stands in it.
void look_at_block(examination& e, const block_masks& m, const starts& s, std::size_t base) {
  const bool last_block = base + block_size >= e.text().size();
  const std::string_view text = e.text();
  std::uint64_t words = 0;
  each_bit(s.word | s.hump, base, [&](std::size_t at) {
    if (detectors_by_word.wants(text, at)) words |= std::uint64_t{1} << (at - base);
  });
  const std::uint64_t numbers = s.number | s.account;
  each_bit(words | numbers | m.separator | m.at | s.dash | m.angle, base, [&](std::size_t at) {
    const std::uint64_t bit = std::uint64_t{1} << (at - base);
    if ((m.separator & bit) != 0) {
      run(e, trigger::separator, at);
      if (at + 1 < text.size() && text[at + 1] == '/') run(e, trigger::slashed, at);
      return;
    }
    if ((words & bit) != 0) look_at_word(e, at, (s.hump & bit) != 0);
    if ((s.account & bit) != 0) run(e, trigger::account, at);
    if ((s.number & bit) != 0 &&
        worth_a_look(m.letter, m.digit, static_cast<unsigned>(at - base), last_block))
      run(e, trigger::number, at);
    if ((m.at & bit) != 0) run(e, trigger::at_sign, at);
    if ((s.dash & bit) != 0) run(e, trigger::dash, at);
    if ((m.angle & bit) != 0) run(e, trigger::angle, at);
  });
}

/// The masks of the last `size` bytes of a text, fewer than a block; zeroes behind them.
block_masks classify_end(classifier classify, std::string_view text, std::size_t size) noexcept {
  block_masks m;
  if (text.size() >= block_size) {  // together with what stands before them
    classify(text.data() + text.size() - block_size, 1, &m);
    const auto by = static_cast<unsigned>(block_size - size);
    return {m.letter >> by, m.low_case >> by, m.digit >> by,   m.at >> by,     m.separator >> by,
            m.angle >> by,  m.dash >> by,     m.percent >> by, m.unusual >> by};
  }
  char block[block_size] = {};
  std::memcpy(block, text.data(), size);
  classify(block, 1, &m);
  return m;
}

oddities scan_plain(examination& e, classifier classify) {
  const std::string_view text = e.text();
  oddities odd;
  unsigned carry = 0;
  for (std::size_t chunk = 0; chunk < text.size(); chunk += chunk_size) {
    block_masks masks[blocks_at_once + 1];
    const std::size_t rest = text.size() - chunk;
    const std::size_t full = std::min(rest / block_size, blocks_at_once + 1);
    classify(text.data() + chunk, full, masks);
    std::size_t known = full;
    if (const std::size_t left = rest - full * block_size; known <= blocks_at_once && left > 0)
      masks[known++] = classify_end(classify, text, left);
    for (std::size_t b = 0; b < known && b < blocks_at_once; ++b) {
      const block_masks& m = masks[b];
      static constexpr block_masks nothing{};
      const block_masks& next = b + 1 < known ? masks[b + 1] : nothing;
      odd.unusual |= m.unusual;
      odd.percent |= m.percent;
      look_at_block(e, m, find_starts(m, next, carry), chunk + b * block_size);
      carry = static_cast<unsigned>((m.letter | m.digit) >> 63 | (m.dash >> 63) << 1 |
                                    ((m.letter & m.low_case) >> 63) << 2);
    }
  }
  return odd;
}

/// Scans what a coding hides, and reports it where it stands in the text itself.
void scan_decoded(examination& e, const decoded_text& decoded, classifier classify) {
  if (decoded.text.empty()) return;
  examination inner(decoded.text, e.memory(), e.depth() + 1);
  scan_plain(inner, classify);
  for (const finding& f : inner.found())
    e.report(decoded.begins[f.begin], decoded.ends[f.end - 1], f.label);
}

}  // namespace

void scan(examination& e, classifier classify) {
  const oddities odd = scan_plain(e, classify);
  if (odd.unusual != 0) {
    const decoded_text folded = fold(e.text(), e.memory());
    scan_decoded(e, folded, classify);
  }
  if (odd.percent != 0) scan_decoded(e, decode_percent(e.text(), e.memory()), classify);
}

namespace {

/// Whether no detector has a place to begin in a short text.
bool none_begins(std::string_view text, const quick_masks& m) noexcept {
  block_masks block{};
  block.letter = m.letter;
  block.low_case = m.low_case;
  block.digit = m.digit;
  block.dash = m.dash;
  const starts s = find_starts(block, {}, 0);
  if (m.special || (s.dash | s.account) != 0) return false;
  std::uint64_t numbers = s.number;
  if (numbers != 0 && text.size() >= least_digits) {
    // Without a letter among its first bytes, where the digits have to be.
    std::uint64_t near_letter = m.letter | m.letter >> 1;
    near_letter |= near_letter >> 2;
    near_letter |= near_letter >> 4;
    near_letter |= m.letter >> 8;
    for (numbers &= ~near_letter; numbers != 0; numbers &= numbers - 1)
      if (worth_a_look(m.letter, m.digit, static_cast<unsigned>(std::countr_zero(numbers)), true))
        return false;
  }
  for (std::uint64_t w = s.word | s.hump; w != 0; w &= w - 1) {
    const auto at = static_cast<std::size_t>(std::countr_zero(w));
    if (detectors_by_word.wants(text, at) &&
        detectors_by_word.rows_for(text, at, (s.hump >> at & 1) != 0) != 0)
      return false;
  }
  return true;
}

}  // namespace

quick_look look_quickly(std::string_view text) noexcept {
  if (text.size() > block_size) return {};
  if (text.empty()) return {true, true};
  if (text.size() == uuid_size && is_uuid(text.data())) return {true, true};
  const quick_masks m = classify_short(text.data(), text.size());
  return {none_begins(text, m), m.plain};
}

bool holds_encoded_secret(std::string_view base64, const examination& outer) {
  static constexpr std::size_t shortest = 16;
  static constexpr std::size_t longest = 64 * 1024;
  if (base64.size() < shortest || base64.size() > longest) return false;
  const std::string_view decoded = decode_base64(base64, outer.memory());
  // What is no text is no place for a secret that these rules could find.
  const bool printable = std::all_of(decoded.begin(), decoded.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t' || c == '\r';
  });
  if (decoded.empty() || !printable) return false;
  examination inner(decoded, outer.memory(), outer.depth() + 1);
  scan(inner);
  return !inner.found().empty();
}

}  // namespace hedgerow::internal
