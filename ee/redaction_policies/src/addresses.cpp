// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "addresses.hpp"

#include <algorithm>
#include <array>

#include "characters.hpp"
#include "checksums.hpp"

namespace hedgerow::policies {

namespace {

/// The end of a dotted quad, or 0; no look at what is around.
std::size_t dotted_quad(std::string_view text, std::size_t place) noexcept {
  for (int octet = 0;; ++octet) {
    const auto length = run(text, place, digit);
    if (length < 1 || length > 3 || (length > 1 && text[place] == '0')) return 0;
    int value = 0;
    for (std::size_t i = 0; i < length; ++i)
      value = value * 10 + (text[place + i] - '0');
    if (value > 255) return 0;
    place += length;
    if (octet == 3) return place;
    if (at(text, place) != '.') return 0;
    ++place;
  }
}

bool is_product_version(std::string_view text, std::size_t place) noexcept {
  // Chrome/120.0.0.0, pkg-1.2.3.4, v1.2.3.4, version 1.2.3.4
  if (place >= 2 && (text[place - 1] == '/' || text[place - 1] == '-' || text[place - 1] == '@') &&
      is(text[place - 2], letter))
    return true;
  const auto before = text.substr(place > 12 ? place - 12 : 0, std::min<std::size_t>(place, 12));
  for (std::size_t i = 0; i + 3 <= before.size(); ++i)
    if (lowered(before[i]) == 'v' && lowered(before[i + 1]) == 'e' && lowered(before[i + 2]) == 'r')
      return true;
  return false;
}

}  // namespace

extent ipv4_address(std::string_view text, std::size_t place) noexcept {
  if (place > 0 && (text[place - 1] == '.' || text[place - 1] == ':') && place > 1 &&
      is(text[place - 2], alnum) && text[place - 1] == '.')
    return {};
  const auto end = dotted_quad(text, place);
  if (end == 0 || !ends_word(text, end)) return {};
  if (at(text, end) == '.' && is_digit(at(text, end + 1))) return {};
  const auto value = text.substr(place, end - place);
  if (value == "0.0.0.0" || value == "127.0.0.1" || value == "255.255.255.255") return {};
  return is_product_version(text, place) ? extent{} : extent{place, end};
}

extent ipv6_address(std::string_view text, std::size_t place) noexcept {
  const char before = place > 0 ? text[place - 1] : ' ';
  if (!starts_word(text, place) || before == ':' || before == '.' || before == '-') return {};
  if (at(text, place) != ':') {  // a group and a colon, or nothing
    const auto group = run(text.substr(0, place + 5), place, hex);
    if (group > 4 || at(text, place + group) != ':') return {};
  }
  std::size_t groups = 0, end = place, longest = 0;
  bool shortened = false, any_digit = false, any_letter = false, quad = false;
  if (at(text, end) == ':') {
    if (at(text, end + 1) != ':') return {};
    shortened = true;
    end += 2;
  }
  for (;;) {
    const auto length = run(text, end, hex);
    if (length == 0) break;
    if (const auto quad_end = dotted_quad(text, end);
        quad_end != 0 && groups > 0 + (shortened ? 0u : 5u) - (shortened ? 0u : 0u)) {
      quad = true;
      groups += 2;
      end = quad_end;
      break;
    }
    if (shortened && groups == 0 && at(text, end + length) == '.') {
      if (const auto quad_end = dotted_quad(text, end)) {
        quad = true;
        groups += 2;
        end = quad_end;
        break;
      }
    }
    if (length > 4) return {};
    ++groups;
    longest = std::max(longest, length);
    any_digit |= std::any_of(text.begin() + std::ptrdiff_t(end),
                             text.begin() + std::ptrdiff_t(end + length), is_digit);
    any_letter |= run(text, end, digit) < length;
    end += length;
    if (at(text, end) != ':' || groups == 8) break;
    if (at(text, end + 1) == ':') {
      if (shortened) return {};
      shortened = true;
      end += 2;
    } else if (is(at(text, end + 1), hex)) {
      ++end;
    } else {
      break;
    }
  }
  if (!ends_word(text, end) ||
      (at(text, end) == ':' && (at(text, end + 1) == ':' || is(at(text, end + 1), hex)) &&
       groups >= 8))
    return {};
  if (at(text, end) == '.' && is_digit(at(text, end + 1))) return {};
  if (!shortened) return groups == 8 ? extent{place, end} : extent{};
  if (groups > 7 || (!any_digit && !quad)) return {};
  // Two short groups alone, as 1::2 or a::b1, are too often something else; so are small numbers,
  // as in a line and a column, 58::34:58.
  const auto prefix = text.substr(place, 2);
  const bool known_prefix = prefix == "fe" || prefix == "FE" || prefix == "fd" || prefix == "FD" ||
                            prefix == "20" || prefix == "26" || prefix == "2a" || prefix == "2A";
  return quad || (groups >= 3 && (longest >= 3 || any_letter)) ||
                 (groups == 2 && known_prefix && longest >= 3)
             ? extent{place, end}
             : extent{};
}

extent mac_address(std::string_view text, std::size_t place) noexcept {
  const char before = place > 0 ? text[place - 1] : ' ';
  if (before == ':' || before == '-' || before == '.') return {};
  const auto first = run(text, place, hex);
  const char separator = at(text, place + first);
  std::size_t end = place, groups = 0;
  const std::size_t width = first;
  if (!((width == 2 && (separator == ':' || separator == '-')) || (width == 4 && separator == '.')))
    return {};
  while (run(text, end, hex) == width) {
    ++groups;
    end += width;
    if (at(text, end) != separator || !is(at(text, end + 1), hex)) break;
    ++end;
  }
  if (groups * width != 12 || !ends_word(text, end)) return {};
  if (at(text, end) == separator && is(at(text, end + 1), word)) return {};
  const auto value = text.substr(place, end - place);
  const auto all = [&](std::string_view set) {
    return value.find_first_not_of(set) == std::string_view::npos;
  };
  if (all("fF:-.") || all("0:-.")) return {};
  if (width == 4 && std::none_of(value.begin(), value.end(), [](char c) { return is(c, letter); }))
    return {};
  return {place, end};
}

extent wallet_address(std::string_view text, std::size_t place) noexcept {
  const auto length = run(text, place, alnum);
  const auto value = text.substr(place, length);
  const auto end = place + length;
  if (!ends_word(text, end)) return {};
  if (value.starts_with("0x") || value.starts_with("0X"))
    return length == 42 && run(text, place + 2, hex) == 40 ? extent{place, end} : extent{};
  if (length >= 26 && length <= 36 && run(text, place, base58) == length)
    return base58check(value) ? extent{place, end} : extent{};
  constexpr std::size_t monero = 95;  // its hash is not at hand; hardly another token is so long
  if (length == monero && (value[0] == '4' || value[0] == '8') &&
      run(text, place, base58) == length)
    return {place, end};
  if (length > 36 && length <= 90) {
    const auto head = value.substr(0, 4);
    if (head.starts_with("bc1") || head.starts_with("tb1") || head.starts_with("ltc1") ||
        head.starts_with("BC1"))
      return bech32(value) ? extent{place, end} : extent{};
  }
  return {};
}

extent wallet_text(std::string_view text, std::size_t place) noexcept {
  const auto length = run(text, place, alnum);
  if (length < 25 || length > 110 || !ends_word(text, place + length)) return {};
  const auto value = text.substr(place, length);
  return std::any_of(value.begin(), value.end(), is_digit) &&
                 std::any_of(value.begin(), value.end(), [](char c) { return is(c, letter); })
             ? extent{place, place + length}
             : extent{};
}

extent track_data(std::string_view text, std::size_t place) noexcept {
  // Track 2: PAN=YYMM...; track 1: %BPAN^NAME^YYMM...
  std::size_t begin = place, pan = place;
  if (at(text, place) == '%') {
    if (raised(at(text, place + 1)) != 'B') return {};
    pan = place + 2;
  } else if (place > 0 && text[place - 1] == ';') {
    begin = place - 1;
  }
  const auto length = run(text, pan, digit);
  if (length < 12 || length > 19 || !luhn(text.substr(pan, length))) return {};
  auto end = pan + length;
  if (at(text, end) == '=' || raised(at(text, end)) == 'D') {
    const auto rest = run(text, end + 1, digit);
    if (rest < 7 || rest > 40) return {};
    end += 1 + rest;
  } else if (at(text, end) == '^') {
    const auto name_end = text.find('^', end + 1);
    if (name_end == std::string_view::npos || name_end - end > 30) return {};
    const auto rest = run(text, name_end + 1, digit);
    if (rest < 4) return {};
    end = name_end + 1 + rest;
  } else {
    return {};
  }
  if (at(text, end) == '?') ++end;
  return {begin, end};
}

extent password_hash(std::string_view text, std::size_t place) noexcept {
  constexpr std::size_t longest = 4096;
  if (at(text, place) == '{') {  // LDAP
    for (const std::string_view scheme :
         {"{SSHA}", "{SHA}", "{SMD5}", "{SSHA256}", "{SSHA512}", "{CRYPT}"}) {
      if (!text.substr(place).starts_with(scheme)) continue;
      auto end = place + scheme.size();
      while (end < text.size() && end - place < 256 &&
             (is(text[end], alnum) ||
              std::string_view("+/=$.").find(text[end]) != std::string_view::npos))
        ++end;
      return end - place > scheme.size() + 12 ? extent{place, end} : extent{};
    }
    return {};
  }
  if (!starts_word(text, place) || (place > 0 && text[place - 1] == '$')) return {};  // inside one
  static constexpr std::array<std::string_view, 27> schemes = {"1",
                                                               "2",
                                                               "2a",
                                                               "2b",
                                                               "2x",
                                                               "2y",
                                                               "5",
                                                               "6",
                                                               "7",
                                                               "8",
                                                               "9",
                                                               "y",
                                                               "gy",
                                                               "apr1",
                                                               "md5",
                                                               "scrypt",
                                                               "argon2i",
                                                               "argon2d",
                                                               "argon2id",
                                                               "pbkdf2",
                                                               "pbkdf2-sha256",
                                                               "pbkdf2-sha512",
                                                               "krb5asrep",
                                                               "krb5tgs",
                                                               "krb5pa",
                                                               "P",
                                                               "H"};
  const auto close = text.substr(place + 1, 16).find('$');
  if (close == std::string_view::npos || close == 0) return {};
  const auto scheme = text.substr(place + 1, close);
  if (std::find(schemes.begin(), schemes.end(), scheme) == schemes.end()) return {};
  auto end = place + 1;
  std::size_t dollars = 1;
  const bool kerberos = scheme.starts_with("krb5");
  while (end < text.size() && end - place < longest) {
    const char c = text[end];
    if (c == '$')
      ++dollars;
    else if (!is(c, alnum) && std::string_view("./+=,-_").find(c) == std::string_view::npos &&
             !(kerberos && (c == '@' || c == ':' || c == '*' || c == '~')))
      break;
    ++end;
  }
  while (end > place && (text[end - 1] == ',' || text[end - 1] == '.'))
    --end;
  return dollars >= 3 && end - place >= 25 ? extent{place, end} : extent{};
}

}  // namespace hedgerow::policies
