// SPDX-License-Identifier: MIT
#include "gate/detect/detector.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

constexpr std::size_t window = 160;
constexpr std::string_view users[] = {"user", "username", "u", "login", "account"};

}  // namespace

bool examination::user_named_before(std::size_t at) noexcept {
  std::size_t i = users_seen_to_;
  if (at > window && i < at - window) i = at - window;
  for (; i < at; ++i) {
    if (!chars::letters.has(text_[i]) || chars::word.has(hedgerow::internal::before(text_, i)))
      continue;
    for (const std::string_view user : users)
      if (word_at(text_, i, user) &&
          !chars::word.has(hedgerow::internal::at(text_, i + user.size())))
        last_user_ = i;
  }
  if (users_seen_to_ < at) users_seen_to_ = at;
  return last_user_ != npos && at - last_user_ <= window;
}

}  // namespace hedgerow::internal
