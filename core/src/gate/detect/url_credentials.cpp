// SPDX-License-Identifier: MIT
// Passwords in URLs: scheme://user:password@host, and in data source names that look like them
// (user:password@tcp(host)).
#include <cstring>

#include "gate/detect/detector.hpp"
#include "gate/mark.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t longest_userinfo = 512;
constexpr byte_set ends_url = chars::white.with("\"<>`\\");
constexpr byte_set ends_authority = ends_url.with("/?#,;'()[]{}|");
constexpr byte_set host_char = chars::word.with("-._[").with_range(0x80, 0xff);

/// A user that is a token: "https://<token>@host", "https://<token>:x-oauth-basic@host".
bool user_is_token(std::string_view user) noexcept {
  static constexpr std::size_t shortest = 20;
  if (user.size() < shortest) return false;
  bool digit = false;
  bool letter = false;
  for (const char c : user) {
    if (!chars::base64url.has(c)) return false;
    digit = digit || chars::digits.has(c);
    letter = letter || chars::letters.has(c);
  }
  return digit && letter;
}

/// The '@' that ends the userinfo which begins at `from`; npos: there is none.
std::size_t userinfo_end(std::string_view text, std::size_t from) noexcept {
  const std::string_view window = text.substr(from, longest_userinfo);
  const void* any = std::memchr(window.data(), '@', window.size());
  if (any == nullptr) return std::string_view::npos;
  // The last '@' before the path: a password may hold one itself. A password with a '/' in it is
  // found too, where what stands before that is no host and port.
  std::size_t last = std::string_view::npos;
  bool in_path = false;
  bool has_colon = false;
  bool port_only = true;
  for (std::size_t i = 0; i < window.size(); ++i) {
    const char c = window[i];
    if (ends_url.has(c)) break;
    if (c == '@') {
      if (!host_char.has(at(window, i + 1))) continue;
      last = from + i;
      continue;
    }
    if (in_path) {
      if (last != std::string_view::npos && (c == '/' || c == '?' || c == '#')) break;
      continue;
    }
    if (ends_authority.has(c)) {
      if (c == ',' || last != std::string_view::npos || !has_colon || port_only) break;
      in_path = true;
    } else if (c == ':') {
      has_colon = true;
    } else if (has_colon && !chars::digits.has(c)) {
      port_only = false;
    }
  }
  return last;
}

}  // namespace

void find_url_credentials(examination& e, std::size_t colon) {
  const std::string_view text = e.text();
  if (text[colon] != ':' || at(text, colon + 1) != '/' || at(text, colon + 2) != '/') return;
  if (!chars::word.has(before(text, colon))) return;
  const std::size_t user = colon + 3;
  const std::size_t sign = userinfo_end(text, user);
  if (sign == std::string_view::npos) return;
  const std::string_view info = text.substr(user, sign - user);
  const std::size_t parting = info.find(':');
  const std::string_view name = info.substr(0, parting);
  if (user_is_token(name)) e.report(user, user + name.size(), "url_credentials");
  if (parting == std::string_view::npos) return;
  const std::size_t password = user + parting + 1;
  if (mark_length(text.substr(password)) == sign - password) return;
  e.report(password, sign, "url_credentials");
}

}  // namespace hedgerow::internal
