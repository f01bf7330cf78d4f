// SPDX-License-Identifier: MIT
// Payment cards: issuer prefix, length, Luhn digit, and borders that no id, float or hash has.
#include "gate/detect/payment_card.hpp"

#include <array>
#include <charconv>

#include <hedgerow/key_rules.hpp>

#include "gate/detect/detector.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

struct issuer_range {
  std::uint32_t first;  ///< the first six digits
  std::uint32_t last;
  std::uint32_t lengths;  ///< bit n: n digits are usual
  std::uint32_t rare;     ///< bit n: n digits exist
};

constexpr std::uint32_t of(std::initializer_list<int> lengths) noexcept {
  std::uint32_t bits = 0;
  for (const int n : lengths)
    bits |= 1u << n;
  return bits;
}

/// First match counts. Long numbers are rare on cards and usual among ids: they need context.
constexpr issuer_range issuers[] = {
    {400000, 499999, of({13, 16}), of({18, 19})},                  // Visa
    {510000, 559999, of({16}), 0},                                 // Mastercard
    {222100, 272099, of({16}), 0},                                 // Mastercard, second series
    {340000, 349999, of({15}), 0},                                 // American Express
    {370000, 379999, of({15}), 0},                                 //
    {300000, 305999, of({14}), of({16, 17, 18, 19})},              // Diners Club
    {309500, 309599, of({14}), of({16, 17, 18, 19})},              //
    {360000, 369999, of({14}), of({16, 17, 18, 19})},              //
    {380000, 399999, of({14}), of({16, 17, 18, 19})},              //
    {352800, 358999, of({16}), of({17, 18, 19})},                  // JCB
    {350000, 359999, of({}), of({16})},                            // not given out yet
    {180000, 180099, of({}), of({15})},                            // JCB, old
    {213100, 213199, of({}), of({15})},                            //
    {100000, 199999, of({}), of({15})},                            // UATP
    {601100, 601199, of({16}), of({19})},                          // Discover
    {622126, 622925, of({16}), of({17, 18, 19})},                  //
    {644000, 659999, of({16}), of({19})},                          //
    {620000, 629999, of({16}), of({17, 18, 19})},                  // UnionPay
    {810000, 819999, of({16}), of({17, 18, 19})},                  //
    {606282, 606282, of({16}), of({19})},                          // Hipercard
    {220000, 220499, of({16}), of({17, 18, 19})},                  // Mir
    {979200, 979289, of({16}), 0},                                 // Troy
    {508500, 508999, of({16}), 0},                                 // RuPay
    {600000, 609999, of({16}), of({12, 13, 14, 15, 17, 18, 19})},  // RuPay, Maestro
    {500000, 509999, of({16}), of({12, 13, 14, 15, 17, 18, 19})},  // Maestro
    {560000, 589999, of({16}), of({12, 13, 14, 15, 17, 18, 19})},  //
    {630000, 639999, of({16}), of({12, 13, 14, 15, 17, 18, 19})},  //
    {670000, 679999, of({16}), of({12, 13, 14, 15, 17, 18, 19})},  //
    {60400, 60499, of({}), of({12, 13, 14, 15, 16, 17, 18, 19})},  // 0604
};

bool luhn(std::string_view digits) noexcept {
  int sum = 0;
  bool doubled = false;
  for (std::size_t i = digits.size(); i-- > 0; doubled = !doubled) {
    const int d = digits[i] - '0';
    sum += doubled ? (d > 4 ? 2 * d - 9 : 2 * d) : d;
  }
  return sum % 10 == 0;
}

constexpr std::string_view halves = "88";
/// Group sizes as they are printed on cards, one digit a group.
constexpr std::string_view groupings[] = {"4444",  "465",   "464",   "4442", "4441", "4443",
                                          "44443", "44442", "44441", "445",  "649",  halves};

constexpr std::size_t most_digits = 19;

/// A number as it stands in the text.
struct written_number {
  std::size_t end = 0;
  std::array<char, most_digits> digits{};
  std::size_t count = 0;
  bool grouped = false;
  bool in_halves = false;  ///< "41111111 11111111", as two counts would stand as well

  std::string_view view() const noexcept { return {digits.data(), count}; }
};

/// @return whether the whole run, with its groups, could be a card number
bool read_number(std::string_view text, std::size_t from, written_number& out) noexcept {
  char groups[most_digits] = {};
  std::size_t group_count = 0;
  char separator = 0;
  std::size_t i = from;
  for (;;) {
    const std::size_t group = skip(text, i, chars::digits, most_digits + 1);
    const std::size_t n = group - i;
    if (n == 0 || out.count + n > most_digits) return false;
    for (; i < group; ++i)
      out.digits[out.count++] = text[i];
    groups[group_count++] = static_cast<char>('0' + (n > 9 ? 0 : n));
    const char next = at(text, i);
    const bool goes_on = (next == ' ' || next == '-' || next == '.' || next == '+') &&
                         (separator == 0 || next == separator) &&
                         chars::digits.has(at(text, i + 1)) && (n <= 6 || group_count == 1);
    if (!goes_on) break;
    // "4111111111111111 2026": a whole number, and then another one.
    if (group_count == 1 && n != 4 && n != 6 && n != 8) break;
    separator = next;
    ++i;
  }
  out.end = i;
  out.grouped = group_count > 1;
  if (!out.grouped) return out.count >= 12;
  const std::string_view shape(groups, group_count);
  out.in_halves = shape == halves;
  for (const std::string_view known : groupings)
    if (shape == known) return true;
  // "4111 1111 1111 1111 12": the number of the card, and what follows it.
  for (const std::string_view known : {groupings[0], groupings[1], groupings[2]}) {
    if (separator != ' ' || !shape.starts_with(known)) continue;
    std::size_t digits = 0;
    for (const char g : known)
      digits += static_cast<std::size_t>(g - '0');
    out.end = from + digits + known.size() - 1;
    out.count = digits;
    return true;
  }
  return false;
}

constexpr std::string_view card_words[] = {
    "card", "cards",    "cardnumber", "pan", "credit", "debit", "visa",  "mastercard", "maestro",
    "amex", "discover", "diners",     "jcb", "cc",     "ccn",   "ccnum", "unionpay"};
constexpr std::string_view other_words[] = {
    "id",        "ids",     "uid",     "pid",      "tid",       "order",    "orders", "ref",
    "reference", "trace",   "span",    "shipment", "tracking",  "invoice",  "ts",     "time",
    "timestamp", "created", "updated", "epoch",    "seq",       "sequence", "offset", "size",
    "bytes",     "ns",      "us",      "ms",       "snowflake", "serial",   "isbn",   "imei",
    "ean",       "upc",     "sku",     "barcode",  "ticket",    "message",  "msgid",  "block",
    "blk",       "build",   "nonce",   "hash",     "partition", "version",  "batch",  "txid",
    "count",     "counter", "total"};

/// Keys of readings of a clock. One that counts nanoseconds since the machine started passes
/// through the numbers of every issuer, and one of ten of those is in order.
constexpr std::string_view clock_words[] = {
    "clock",   "monotonic", "tick",    "ticks", "now",   "uptime", "start",    "started",
    "begin",   "began",     "end",     "ended", "sent",  "due",    "received", "deadline",
    "elapsed", "duration",  "latency", "since", "until", "expires"};

bool borders_fit(std::string_view text, std::size_t from, std::size_t to) noexcept {
  const char left = before(text, from);
  const char left_of_it = before(text, from == 0 ? 0 : from - 1);
  if (left == '_' || left == '+' || left == '$') return false;
  if (left == '.' && chars::digits.has(left_of_it)) return false;
  if (left == '-' && (chars::word.has(left_of_it) || left_of_it == '_') &&
      (chars::digits.has(left_of_it) || to - from != 16))
    return false;
  const char right = at(text, to);
  const char right_of_it = at(text, to + 1);
  if (chars::word.has(right) || right == '_') return false;
  if ((right == '-' || right == '/' || right == ':') && chars::word.has(right_of_it)) return false;
  return right != '.' || !chars::digits.has(right_of_it);
}

/// The key or label that stands right before a value: "order_id=", "\"ref\": \"", "order #".
std::string_view label_before(std::string_view text, std::size_t from) noexcept {
  static constexpr byte_set gap = byte_set{" \t=:\"'#([{>\\/"};
  static constexpr byte_set label = chars::word.with("_-.");
  const std::size_t end = skip_back(text, from, gap, 6);
  return text.substr(skip_back(text, end, label, 32), end - skip_back(text, end, label, 32));
}

/// Whether the piece is all of a quoted value or of an element: "41111111 11111111".
bool is_whole_value(std::string_view text, std::size_t from, std::size_t to) noexcept {
  const char left = before(text, from);
  const char right = at(text, to);
  return (left == '"' && right == '"') || (left == '\'' && right == '\'') ||
         (left == '>' && right == '<');
}

constexpr std::size_t context_window = 48;

}  // namespace

card_likeness looks_like_card(std::string_view digits) noexcept {
  if (digits.size() < 12 || digits.size() > most_digits) return card_likeness::none;
  std::uint32_t prefix = 0;
  std::from_chars(digits.data(), digits.data() + 6, prefix);
  const std::uint32_t length = 1u << digits.size();
  for (const issuer_range& r : issuers) {
    if (prefix < r.first || prefix > r.last) continue;
    if (((r.lengths | r.rare) & length) == 0) return card_likeness::none;
    if (digits.find_first_not_of(digits[0]) == std::string_view::npos || !luhn(digits))
      return card_likeness::none;
    return (r.lengths & length) != 0 ? card_likeness::sure : card_likeness::with_context;
  }
  return card_likeness::none;
}

bool names_other_number(std::string_view label) noexcept {
  return mentions(label, other_words) && !mentions(label, card_words);
}

bool integer_is_card(std::uint64_t number, std::string_view key) noexcept {
  if (number < least_card_number) return false;
  char digits[20];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  const card_likeness likeness = looks_like_card({digits, static_cast<std::size_t>(end - digits)});
  if (likeness == card_likeness::none || names_other_number(key)) return false;
  if (mentions(key, clock_words) && !mentions(key, card_words)) return false;
  return likeness == card_likeness::sure || mentions(key, card_words);
}

void find_card_track(examination& e, std::size_t letter) {
  // "%B4111111111111111^": the letter stands for the format, and hides the border.
  if (before(e.text(), letter) == '%') find_payment_card(e, letter + 1);
}

void find_payment_card(examination& e, std::size_t from) {
  const std::string_view text = e.text();
  written_number number;
  if (!read_number(text, from, number)) return;
  const card_likeness likeness = looks_like_card(number.view());
  if (likeness == card_likeness::none || !borders_fit(text, from, number.end)) return;
  const bool has_context = mentions(window_before(text, from, context_window), card_words);
  if (!has_context) {
    if (likeness == card_likeness::with_context) return;
    if (number.in_halves && !is_whole_value(text, from, number.end)) return;
    if (!number.grouped && names_other_number(label_before(text, from))) return;
  }
  e.report(from, number.end, "credit_card");
}

}  // namespace hedgerow::internal
