// SPDX-License-Identifier: MIT
// E-mail addresses. What looks like one and is not: units (user@1000.service), packages
// (react@17.0.2), objects (com.acme.Session@6f13), images (logo@2x.png), remotes (git@host:repo).
#include "gate/detect/detector.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

constexpr byte_set local_part = chars::word.with("._%+-!#$&'*/?^`{|}~").with_range(0x80, 0xff);
/// Of those, what an address does not begin with in a log line: it is punctuation there.
constexpr byte_set opening = byte_set{"._%+-!#$&'*/?^`{|}~"};
constexpr byte_set label = chars::word.with("-").with_range(0x80, 0xff);
constexpr byte_set top_label = chars::letters.with_range(0x80, 0xff);

constexpr std::size_t longest_local = 64;
constexpr std::size_t longest_label = 63;
constexpr std::size_t most_labels = 10;

/// Endings of file names and units that are no domains.
constexpr std::string_view no_domains[] = {
    "service", "socket", "timer", "mount", "automount", "target", "slice", "scope",
    "device",  "swap",   "path",  "png",   "jpg",       "jpeg",   "gif",   "svg",
    "webp",    "ico",    "css",   "js",    "mjs",       "json",   "tgz",   "tar",
    "gz",      "jar",    "war",   "whl",   "deb",       "rpm",    "dll",   "exe",
    "html",    "xml",    "yaml",  "yml",   "txt",       "log",    "conf"};

bool is_domain_ending(std::string_view top) noexcept {
  if (top.size() < 2) return false;
  for (const std::string_view no : no_domains)
    if (same_word(top, no)) return false;
  return true;
}

/// Where the domain that begins at `from` ends; `from` when there is none.
std::size_t domain_end(std::string_view text, std::size_t from) noexcept {
  std::size_t end = from;  // of the longest domain so far
  std::size_t i = from;
  for (std::size_t n = 0; n < most_labels; ++n) {
    const std::size_t stop = skip(text, i, label, longest_label + 1);
    if (stop == i || stop - i > longest_label || text[i] == '-') break;
    std::size_t last = stop;
    while (text[last - 1] == '-')
      --last;
    if (n > 0 && last > i) {
      const bool punycode = word_at(text, i, "xn--");
      const std::size_t letters = punycode ? last : skip(text, i, top_label);
      if (letters >= last && is_domain_ending(text.substr(i, last - i)))
        end = last;
      else if (letters >= last && at(text, last) != '.')
        return from;  // "user@1000.service"
    }
    if (at(text, stop) != '.') break;
    i = stop + 1;
  }
  return end;
}

}  // namespace

void find_email(examination& e, std::size_t sign) {
  const std::string_view text = e.text();
  if (sign > 0 && e.decided(sign - 1)) return;  // the password of a URL; its host stays
  const std::size_t end = domain_end(text, sign + 1);
  if (end == sign + 1) return;
  std::size_t from = skip_back(text, sign, local_part, longest_local);
  // The last "//", "=" or quote before it does not belong to it: "mailto://a@b", "'a@b'".
  for (std::size_t i = sign; i > from; --i)
    if (text[i - 1] == '/' || text[i - 1] == '?' || text[i - 1] == '&' || text[i - 1] == '\'' ||
        text[i - 1] == '`' || text[i - 1] == '{' || text[i - 1] == '|') {
      from = i;
      break;
    }
  from = skip(text, from, opening, sign - from);
  if (from >= sign || text[sign - 1] == '.') return;
  const std::string_view local = text.substr(from, sign - from);
  if (local == "git" && at(text, end) == ':') return;
  if (at(text, end) == '@') return;
  e.report(from, end, "email");
}

}  // namespace hedgerow::internal
