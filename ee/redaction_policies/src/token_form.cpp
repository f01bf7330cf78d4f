// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "token_form.hpp"

#include "characters.hpp"

namespace hedgerow::policies {

namespace {

constexpr std::size_t nothing = std::size_t(-1);
constexpr std::size_t unbounded = std::size_t(-1);

bool belongs(char c, char kind) noexcept {
  switch (kind) {
  case 'd':
    return is(c, digit);
  case 'h':
    return is(c, digit | lower_hex);
  case 'x':
    return is(c, hex);
  case 'a':
    return is(c, letter);
  case 'w':
    return is(c, alnum);
  case 'l':
    return is(c, digit | lower);
  case 'U':
    return is(c, digit | upper);
  case 'b':
    return is(c, alnum) || c == '_' || c == '-';
  case 'B':
    return is(c, alnum) || c == '+' || c == '/' || c == '=';
  case 'r':
    return is(c, alnum) || c == '_' || c == '-' || c == '.' || c == '=';
  case 'p':
    return is(c, alnum) || c == '_' || c == '-' || c == '.' || c == '~';
  default:
    return c > ' ' && std::string_view("\"'`<>()[]{}\\,;").find(c) == std::string_view::npos;
  }
}

std::size_t number(std::string_view& text) {
  std::size_t value = 0;
  while (!text.empty() && is_digit(text.front())) {
    value = value * 10 + std::size_t(text.front() - '0');
    text.remove_prefix(1);
  }
  return value;
}

}  // namespace

token_form::token_form(std::string_view text) {
  bool optional = false;
  while (!text.empty()) {
    if (text.front() == '[' || text.front() == ']') {
      optional = text.front() == '[';
      text.remove_prefix(1);
    } else if (text.front() == '<') {
      piece part{.kind = text[1], .optional = optional};
      text.remove_prefix(2);
      part.least = part.most = number(text);
      if (text.front() == '-') {
        text.remove_prefix(1);
        part.most = number(text);
      } else if (text.front() == '+') {
        text.remove_prefix(1);
        part.most = unbounded;
      }
      text.remove_prefix(1);
      pieces_.push_back(part);
    } else {
      const auto length = text.find_first_of("[]<");
      pieces_.push_back({.optional = optional, .literal = text.substr(0, length)});
      text.remove_prefix(pieces_.back().literal.size());
    }
  }
  if (pieces_.front().kind == 0) {
    prefix_ = pieces_.front().literal;
    return;
  }
  // Of these classes a word takes all that it has.
  bool whole_words = true;
  for (const auto& part : pieces_) {
    whole_words &= !part.optional &&
                   std::string_view("\0dhxawlU", 8).find(part.kind) != std::string_view::npos;
    if (part.kind == 0) {
      const auto letters = run(part.literal, 0, alnum);
      shortest_word_ += letters;
      longest_word_ += letters;
      if (letters < part.literal.size()) {
        if (whole_words) after_word_ = part.literal[letters];
        break;
      }
    } else {
      shortest_word_ += part.least;
      longest_word_ += part.most;
    }
  }
}

std::size_t token_form::take(const piece& part, std::string_view text, std::size_t place) noexcept {
  if (part.kind == 0)
    return text.substr(place).starts_with(part.literal) ? place + part.literal.size() : nothing;
  std::size_t end = place;
  while (end < text.size() && end - place < part.most && belongs(text[end], part.kind))
    ++end;
  return end - place < part.least ? nothing : end;
}

std::size_t token_form::match(std::string_view text, std::size_t place) const noexcept {
  const auto start = place;
  for (std::size_t i = 0; i < pieces_.size(); ++i) {
    if (!pieces_[i].optional) {
      place = take(pieces_[i], text, place);
      if (place == nothing) return 0;
      continue;
    }
    // All pieces of one pair of brackets, or none.
    std::size_t end = place;
    for (; i < pieces_.size() && pieces_[i].optional; ++i)
      if (end != nothing) end = take(pieces_[i], text, end);
    --i;
    if (end != nothing) place = end;
  }
  if (is(at(text, place), alnum)) return 0;
  // A short prefix also begins ordinary words, which have no digits.
  if (!prefix_.empty() && prefix_.size() <= 2 &&
      text.substr(start, place - start).find_first_of("0123456789") == std::string_view::npos)
    return 0;
  return place;
}

}  // namespace hedgerow::policies
