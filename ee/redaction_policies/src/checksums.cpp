// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "checksums.hpp"

#include <algorithm>
#include <array>

#include "characters.hpp"

namespace hedgerow::policies {

compact::compact(std::string_view value) noexcept {
  for (const char c : value) {
    if (!is(c, alnum)) continue;
    if (size_ == room) {
      size_ = 0;
      return;
    }
    bytes_[size_++] = raised(c);
  }
}

bool compact::all_digits() const noexcept {
  return size_ > 0 && std::all_of(bytes_, bytes_ + size_, is_digit);
}

namespace {

int figure(char c) noexcept {
  return c - '0';
}

int luhn_sum(std::string_view digits) noexcept {
  int sum = 0;
  bool twice = false;
  for (auto i = digits.size(); i-- > 0; twice = !twice) {
    const int d = figure(digits[i]) * (twice ? 2 : 1);
    sum += d > 9 ? d - 9 : d;
  }
  return sum;
}

}  // namespace

bool luhn(std::string_view value) noexcept {
  const compact c(value);
  return c.all_digits() && luhn_sum(c.text()) % 10 == 0;
}

bool verhoeff(std::string_view value) noexcept {
  static constexpr int product[10][10] = {
      {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
      {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
      {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
      {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
      {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}};
  static constexpr int permutation[8][10] = {
      {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
      {5, 8, 0, 3, 7, 9, 6, 1, 4, 2}, {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
      {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
      {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}};
  const compact c(value);
  if (!c.all_digits()) return false;
  const auto digits = c.text();
  int check = 0;
  for (std::size_t i = 0; i < digits.size(); ++i)
    check = product[check][permutation[i % 8][figure(digits[digits.size() - 1 - i])]];
  return check == 0;
}

bool mod11_10(std::string_view value) noexcept {
  const compact c(value);
  if (!c.all_digits()) return false;
  const auto digits = c.text();
  int product = 10;
  for (std::size_t i = 0; i + 1 < digits.size(); ++i) {
    int sum = (figure(digits[i]) + product) % 10;
    if (sum == 0) sum = 10;
    product = sum * 2 % 11;
  }
  return (11 - product) % 10 == figure(digits.back());
}

bool mod97(std::string_view value) noexcept {
  const compact c(value);
  const auto text = c.text();
  if (text.size() < 5) return false;
  int rest = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char ch = text[(i + 4) % text.size()];
    rest = is_digit(ch) ? (rest * 10 + figure(ch)) % 97 : (rest * 100 + ch - 'A' + 10) % 97;
  }
  return rest == 1;
}

int weighted(std::string_view digits, std::initializer_list<int> weights) noexcept {
  if (digits.size() != weights.size()) return -1;
  int sum = 0;
  std::size_t i = 0;
  for (const int weight : weights) {
    if (!is_digit(digits[i])) return -1;
    sum += figure(digits[i++]) * weight;
  }
  return sum;
}

bool aba_routing(std::string_view value) noexcept {
  const compact c(value);
  const int sum = weighted(c.text(), {3, 7, 1, 3, 7, 1, 3, 7, 1});
  if (sum <= 0 || sum % 10 != 0) return false;
  const int district = figure(c.text()[0]) * 10 + figure(c.text()[1]);
  return district <= 12 || (district >= 21 && district <= 32) ||
         (district >= 61 && district <= 72) || district == 80;
}

bool npi(std::string_view value) noexcept {
  const compact c(value);
  const auto text = c.text();
  if (text.size() != 10 || !c.all_digits() || (text[0] != '1' && text[0] != '2')) return false;
  return (luhn_sum(text) + 24) % 10 == 0;  // 24: what the prefix 80840 adds
}

bool dea(std::string_view value) noexcept {
  const compact c(value);
  const auto text = c.text();
  if (text.size() != 9 || !is(text[0], upper) || !is(text[1], alnum)) return false;
  const int sum = weighted(text.substr(2, 6), {1, 2, 1, 2, 1, 2});
  return sum >= 0 && is_digit(text[8]) && sum % 10 == figure(text[8]);
}

bool medicare_beneficiary(std::string_view value) noexcept {
  const compact c(value);
  const auto text = c.text();
  static constexpr std::string_view places = "1AXNAXNAANN";  // X: letter or digit, N: digit
  static constexpr std::string_view left_out = "SLOIBZ";
  if (text.size() != places.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool letter_here = is(text[i], upper);
    if (letter_here && left_out.find(text[i]) != std::string_view::npos) return false;
    if (places[i] == '1' && (letter_here || text[i] == '0')) return false;
    if (places[i] == 'A' && !letter_here) return false;
    if (places[i] == 'N' && letter_here) return false;
  }
  return true;
}

bool nhs(std::string_view value) noexcept {
  const compact c(value);
  if (c.text().size() != 10) return false;
  const int sum = weighted(c.text().substr(0, 9), {10, 9, 8, 7, 6, 5, 4, 3, 2});
  if (sum < 0 || !is_digit(c.text()[9])) return false;
  const int check = 11 - sum % 11;
  return (check == 11 ? 0 : check) == figure(c.text()[9]);
}

bool german_health_insurance(std::string_view value) noexcept {
  const compact c(value);
  const auto text = c.text();
  if (text.size() != 10 || !is(text[0], upper)) return false;
  const int number = text[0] - 'A' + 1;
  char digits[11] = {char('0' + number / 10), char('0' + number % 10)};
  std::copy(text.begin() + 1, text.end(), digits + 2);
  int sum = 0;
  for (int i = 0; i < 10; ++i) {
    if (!is_digit(digits[i])) return false;
    const int d = figure(digits[i]) * (i % 2 == 0 ? 1 : 2);
    sum += d > 9 ? d - 9 : d;
  }
  return is_digit(digits[10]) && sum % 10 == figure(digits[10]);
}

bool australian_medicare(std::string_view value) noexcept {
  const compact c(value);
  const auto text = c.text();
  if ((text.size() != 10 && text.size() != 11) || !c.all_digits()) return false;
  if (text[0] < '2' || text[0] > '6') return false;
  return weighted(text.substr(0, 8), {1, 3, 7, 9, 1, 3, 7, 9}) % 10 == figure(text[8]);
}

bool vin(std::string_view value) noexcept {
  static constexpr std::string_view letters = "ABCDEFGHJKLMNPRSTUVWXYZ";
  static constexpr std::string_view worth = "12345678123457923456789";
  static constexpr int weights[17] = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
  const compact c(value);
  const auto text = c.text();
  if (text.size() != 17) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) {
    int d = 0;
    if (is_digit(text[i])) {
      d = figure(text[i]);
    } else {
      const auto place = letters.find(text[i]);
      if (place == std::string_view::npos) return false;
      d = figure(worth[place]);
    }
    sum += d * weights[i];
  }
  return text[8] == (sum % 11 == 10 ? 'X' : char('0' + sum % 11));
}

}  // namespace hedgerow::policies
