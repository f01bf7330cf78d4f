// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "national_checks.hpp"

#include <array>
#include <cstdint>

#include "characters.hpp"
#include "checksums.hpp"

namespace hedgerow::policies::national {

namespace {

int figure(char c) noexcept {
  return c - '0';
}

/// The number that digits spell; the callers see to it that they are few and only digits.
std::uint64_t number(std::string_view digits) noexcept {
  std::uint64_t value = 0;
  for (const char c : digits)
    value = value * 10 + std::uint64_t(figure(c));
  return value;
}

bool digits_of(const compact& c, std::size_t count) noexcept {
  return c.text().size() == count && c.all_digits();
}

bool only_digits(std::string_view text) noexcept {
  return !text.empty() && run(text, 0, digit) == text.size();
}

}  // namespace

bool uk_national_insurance(std::string_view value) noexcept {
  const compact c(value);
  const auto t = c.text();
  if (t.size() != 9 || !is(t[0], upper) || !is(t[1], upper) || !only_digits(t.substr(2, 6)))
    return false;
  if (t[8] < 'A' || t[8] > 'D') return false;
  constexpr std::string_view never = "DFIQUV";
  if (never.find(t[0]) != std::string_view::npos || never.find(t[1]) != std::string_view::npos ||
      t[1] == 'O')
    return false;
  for (const std::string_view prefix : {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
    if (t.starts_with(prefix)) return false;
  return true;
}

bool spain_dni(std::string_view value) noexcept {
  constexpr std::string_view control = "TRWAGMYFPDXBNJZSQVHLCKE";
  const compact c(value);
  auto t = c.text();
  if (t.size() < 8 || t.size() > 9) return false;
  std::uint64_t prefix = 0;
  const char last = t.back();
  t.remove_suffix(1);
  if (t[0] >= 'X' && t[0] <= 'Z') {
    prefix = std::uint64_t(t[0] - 'X') * 10000000;
    t.remove_prefix(1);
  }
  return only_digits(t) && control[(prefix + number(t)) % 23] == last;
}

bool france_nir(std::string_view value) noexcept {
  const compact c(value);
  const auto t = c.text();
  if (t.size() != 15 || !only_digits(t.substr(7)) || !only_digits(t.substr(0, 6))) return false;
  std::uint64_t department = 0;
  if (t[5] == '2' && (t[6] == 'A' || t[6] == 'B'))
    department = t[6] == 'A' ? 19 : 18;
  else if (is_digit(t[6]))
    department = number(t.substr(5, 2));
  else
    return false;
  const auto body = (number(t.substr(0, 5)) * 100 + department) * 1000000 + number(t.substr(7, 6));
  return 97 - body % 97 == number(t.substr(13, 2));
}

bool italy_codice_fiscale(std::string_view value) noexcept {
  static constexpr std::array<int, 26> odd = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                              20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
  const compact c(value);
  const auto t = c.text();
  if (t.size() != 16) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 15; ++i) {
    const int place = is_digit(t[i]) ? figure(t[i]) : t[i] - 'A';
    sum += i % 2 == 0 ? odd[std::size_t(place)] : place;
  }
  for (const std::size_t i : {0, 1, 2, 3, 4, 5, 8, 11})
    if (!is(t[i], upper)) return false;
  return t[15] == char('A' + sum % 26);
}

bool italy_partita_iva(std::string_view value) noexcept {
  const compact c(value);
  return digits_of(c, 11) && luhn(c.text());
}

bool germany_tax_id(std::string_view value) noexcept {
  const compact c(value);
  return digits_of(c, 11) && c.text()[0] != '0' && mod11_10(c.text());
}

bool germany_pension(std::string_view value) noexcept {
  const compact c(value);
  const auto t = c.text();
  if (t.size() != 12 || !only_digits(t.substr(0, 8)) || !is(t[8], upper) ||
      !only_digits(t.substr(9)))
    return false;
  const int letter_number = t[8] - 'A' + 1;
  char digits[13];
  std::size_t n = 0;
  for (const char d : t.substr(0, 8))
    digits[n++] = d;
  digits[n++] = char('0' + letter_number / 10);
  digits[n++] = char('0' + letter_number % 10);
  for (const char d : t.substr(9, 2))
    digits[n++] = d;
  static constexpr int weights[12] = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
  int sum = 0;
  for (std::size_t i = 0; i < 12; ++i) {
    const int d = figure(digits[i]) * weights[i];
    sum += d / 10 + d % 10;
  }
  return sum % 10 == figure(t[11]);
}

bool poland_pesel(std::string_view value) noexcept {
  const compact c(value);
  const int sum = weighted(c.text(), {1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1});
  return sum > 0 && sum % 10 == 0;
}

bool poland_nip(std::string_view value) noexcept {
  const compact c(value);
  auto t = c.text();
  if (t.starts_with("PL")) t.remove_prefix(2);
  if (t.size() != 10) return false;
  const int sum = weighted(t.substr(0, 9), {6, 5, 7, 2, 3, 4, 5, 6, 7});
  return sum > 0 && sum % 11 == figure(t[9]);
}

bool sweden_personnummer(std::string_view value) noexcept {
  const compact c(value);
  auto t = c.text();
  if (!c.all_digits()) return false;
  if (t.size() == 12) t.remove_prefix(2);
  return t.size() == 10 && luhn(t);
}

bool finland_hetu(std::string_view value) noexcept {
  constexpr std::string_view control = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  if (value.size() != 11 || !only_digits(value.substr(0, 6)) || !only_digits(value.substr(7, 3)))
    return false;
  if (std::string_view("+-ABCDEFUVWXY").find(raised(value[6])) == std::string_view::npos)
    return false;
  const auto n = number(value.substr(0, 6)) * 1000 + number(value.substr(7, 3));
  return control[n % 31] == raised(value[10]);
}

bool norway_fodselsnummer(std::string_view value) noexcept {
  const compact c(value);
  const auto t = c.text();
  if (!digits_of(c, 11)) return false;
  return weighted(t.substr(0, 10), {3, 7, 6, 1, 8, 9, 4, 5, 2, 1}) % 11 == 0 &&
         weighted(t, {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0;
}

bool netherlands_bsn(std::string_view value) noexcept {
  const compact c(value);
  const int sum = weighted(c.text(), {9, 8, 7, 6, 5, 4, 3, 2, -1});
  return sum > 0 && sum % 11 == 0;
}

bool belgium_rijksregister(std::string_view value) noexcept {
  const compact c(value);
  if (!digits_of(c, 11)) return false;
  const auto body = number(c.text().substr(0, 9)), check = number(c.text().substr(9));
  return 97 - body % 97 == check || 97 - (2000000000 + body) % 97 == check;
}

bool portugal_nif(std::string_view value) noexcept {
  const compact c(value);
  if (!digits_of(c, 9)) return false;
  const int rest = weighted(c.text().substr(0, 8), {9, 8, 7, 6, 5, 4, 3, 2}) % 11;
  return (rest < 2 ? 0 : 11 - rest) == figure(c.text()[8]);
}

bool romania_cnp(std::string_view value) noexcept {
  const compact c(value);
  if (!digits_of(c, 13)) return false;
  const int rest = weighted(c.text().substr(0, 12), {2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9}) % 11;
  return (rest == 10 ? 1 : rest) == figure(c.text()[12]);
}

bool bulgaria_egn(std::string_view value) noexcept {
  const compact c(value);
  if (!digits_of(c, 10)) return false;
  return weighted(c.text().substr(0, 9), {2, 4, 8, 5, 10, 9, 7, 3, 6}) % 11 % 10 ==
         figure(c.text()[9]);
}

bool czech_rodne_cislo(std::string_view value) noexcept {
  const compact c(value);
  if (!c.all_digits()) return false;
  if (c.text().size() == 9) return true;  // until 1953, without a check digit
  return c.text().size() == 10 &&
         (number(c.text()) % 11 == 0 ||
          (number(c.text().substr(0, 9)) % 11 == 10 && c.text()[9] == '0'));
}

bool slovenia_emso(std::string_view value) noexcept {
  const compact c(value);
  if (!digits_of(c, 13)) return false;
  const int check =
      11 - weighted(c.text().substr(0, 12), {7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2}) % 11;
  return (check > 9 ? 0 : check) == figure(c.text()[12]);
}

bool baltic_isikukood(std::string_view value) noexcept {
  const compact c(value);
  if (!digits_of(c, 11)) return false;
  int rest = weighted(c.text().substr(0, 10), {1, 2, 3, 4, 5, 6, 7, 8, 9, 1}) % 11;
  if (rest == 10) rest = weighted(c.text().substr(0, 10), {3, 4, 5, 6, 7, 8, 9, 1, 2, 3}) % 11;
  return rest % 10 == figure(c.text()[10]);
}

bool brazil_cpf(std::string_view value) noexcept {
  const compact c(value);
  if (!digits_of(c, 11)) return false;
  const auto check = [](int sum) { return sum * 10 % 11 % 10; };
  return check(weighted(c.text().substr(0, 9), {10, 9, 8, 7, 6, 5, 4, 3, 2})) ==
             figure(c.text()[9]) &&
         check(weighted(c.text().substr(0, 10), {11, 10, 9, 8, 7, 6, 5, 4, 3, 2})) ==
             figure(c.text()[10]);
}

bool china_resident(std::string_view value) noexcept {
  const compact c(value);
  const auto t = c.text();
  if (t.size() != 18) return false;
  const int sum = weighted(t.substr(0, 17), {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2});
  return sum >= 0 && std::string_view("10X98765432")[std::size_t(sum % 11)] == t[17];
}

bool india_aadhaar(std::string_view value) noexcept {
  const compact c(value);
  return digits_of(c, 12) && c.text()[0] > '1' && verhoeff(c.text());
}

bool india_pan(std::string_view value) noexcept {
  const compact c(value);
  const auto t = c.text();
  return t.size() == 10 && run(t, 0, upper) == 5 && run(t, 5, digit) == 4 && is(t[9], upper) &&
         std::string_view("ABCFGHJLPT").find(t[3]) != std::string_view::npos;
}

bool singapore_nric(std::string_view value) noexcept {
  const compact c(value);
  const auto t = c.text();
  if (t.size() != 9 || !is(t[8], upper)) return false;
  const int sum = weighted(t.substr(1, 7), {2, 7, 6, 5, 4, 3, 2});
  if (sum < 0) return false;
  switch (t[0]) {
  case 'S':
    return std::string_view("JZIHGFEDCBA")[std::size_t(sum % 11)] == t[8];
  case 'T':
    return std::string_view("JZIHGFEDCBA")[std::size_t((sum + 4) % 11)] == t[8];
  case 'F':
    return std::string_view("XWUTRQPNMLK")[std::size_t(sum % 11)] == t[8];
  case 'G':
    return std::string_view("XWUTRQPNMLK")[std::size_t((sum + 4) % 11)] == t[8];
  case 'M':
    return std::string_view("KLJNPQRTUWX")[std::size_t(10 - (sum + 3) % 11)] == t[8];
  default:
    return false;
  }
}

bool south_africa_id(std::string_view value) noexcept {
  const compact c(value);
  return digits_of(c, 13) && luhn(c.text());
}

bool thailand_id(std::string_view value) noexcept {
  const compact c(value);
  if (!digits_of(c, 13)) return false;
  return (11 - weighted(c.text().substr(0, 12), {13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2}) % 11) %
             10 ==
         figure(c.text()[12]);
}

bool turkey_tckn(std::string_view value) noexcept {
  const compact c(value);
  const auto t = c.text();
  if (!digits_of(c, 11) || t[0] == '0') return false;
  const int odd = weighted(t.substr(0, 9), {1, 0, 1, 0, 1, 0, 1, 0, 1});
  const int even = weighted(t.substr(0, 9), {0, 1, 0, 1, 0, 1, 0, 1, 0});
  return (odd * 7 - even + 100) % 10 == figure(t[9]) &&
         (odd + even + figure(t[9])) % 10 == figure(t[10]);
}

bool canada_sin(std::string_view value) noexcept {
  const compact c(value);
  return digits_of(c, 9) && luhn(c.text());
}

bool australia_tfn(std::string_view value) noexcept {
  const compact c(value);
  const int nine = weighted(c.text(), {1, 4, 3, 7, 5, 8, 6, 9, 10});
  const int eight = weighted(c.text(), {10, 7, 8, 4, 6, 3, 5, 1});
  return (nine > 0 && nine % 11 == 0) || (eight > 0 && eight % 11 == 0);
}

bool us_itin(std::string_view value) noexcept {
  const compact c(value);
  if (!digits_of(c, 9) || c.text()[0] != '9') return false;
  const auto group = number(c.text().substr(3, 2));
  return group >= 50 && group != 89 && group != 93;
}

}  // namespace hedgerow::policies::national
