// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "action.hpp"

namespace hedgerow::policies {

namespace {

bool continues(char c) noexcept {  // a character of UTF-8
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

void mask(std::string_view value, std::size_t keep_first, std::size_t keep_last, std::string& out) {
  std::size_t count = 0;
  for (const char c : value)
    count += !continues(c);
  if (keep_first + keep_last >= count) keep_first = keep_last = 0;
  std::size_t i = 0;
  for (const char c : value) {
    if (!continues(c)) ++i;
    const bool kept = i <= keep_first || i > count - keep_last;
    if (kept)
      out += c;
    else if (!continues(c))
      out += '*';
  }
}

}  // namespace

action::kind action::apply(std::string_view rule_name, std::string_view value,
                           std::string& out) const {
  std::string why;
  switch (what) {
  case kind::mask:
    mask(value, keep_first, keep_last, out);
    return what;
  case kind::replace:
    out += text;
    return what;
  case kind::hash:
    keys.current().append_pseudonym(value, out);
    return what;
  case kind::encrypt:
    append_sealed(keys.current(), how, value, out);
    return what;
  case kind::encrypt_digits:
    if (const auto other = digits.encrypted(keys.current(), value, why)) {
      out += *other;
      return what;
    }
    break;
  case kind::generalise:
    if (const auto wider = general.of(value)) {
      out += *wider;
      return what;
    }
    break;
  case kind::keep:
    out += value;
    return what;
  case kind::remove:
  case kind::drop:
    break;
  }
  out += "[redacted:";
  out += rule_name;
  out += ']';
  return kind::remove;
}

std::string_view name_of(action::kind what) noexcept {
  switch (what) {
  case action::kind::mask:
    return "mask";
  case action::kind::replace:
    return "replace";
  case action::kind::hash:
    return "hash";
  case action::kind::encrypt:
    return "encrypt";
  case action::kind::encrypt_digits:
    return "encrypt_digits";
  case action::kind::generalise:
    return "generalise";
  case action::kind::keep:
    return "keep";
  case action::kind::drop:
    return "drop";
  case action::kind::remove:
    break;
  }
  return "remove";
}

}  // namespace hedgerow::policies
