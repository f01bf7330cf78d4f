// SPDX-License-Identifier: MIT
/// @file
/// What the formats of keys and values have in common: which parts a line has, in which order.
#pragma once

#include <string_view>

#include "render/form_renderer.hpp"
#include "render/header_keys.hpp"

namespace hedgerow::internal {

/// How a format writes what is not a value; a key together with what parts it from its value.
struct pair_words {
  std::string_view begin;
  std::string_view end;
  char between;  ///< one pair and the next
  std::string_view time_key;
  std::string_view time;
  std::string_view time_quote;
  std::string_view level;
  std::string_view event;
  std::string_view logger;
  std::string_view stack;
  std::string_view exception;
};

/// `Format`, which derives from this, has all of them in `words`, the keys of its fields in
/// `keys_`, and put_key() and put_text() beside what form_renderer wants of it.
template <class Format>
class pair_renderer : public form_renderer<Format> {
 protected:
  void put_event(const clean_event& event, line_buffer& out) {
    constexpr const pair_words& words = Format::words;
    first_ = true;
    out.put(words.begin);
    if (event.when().is == timestamp::form::nanoseconds) {
      next(words.time, out);
      out.put(words.time_quote);
      this->put_time(event.when().ns, out);
      out.put(words.time_quote);
    } else if (event.when().is == timestamp::form::text) {
      text(words.time, event.when().text, out);
    }
    if (event.level_text()) text(words.level, *event.level_text(), out);
    if (event.name()) text(words.event, *event.name(), out);
    if (event.logger()) text(words.logger, *event.logger(), out);
    std::size_t position = 0;
    const header_keys taken(event, words.time_key);
    for (const field& f : format().keys_.unique(event.fields(), taken.all())) {
      next({}, out);
      format().put_key(f.key, out);
      this->put_field(event, position++, f, out);
    }
    if (!event.stack().empty()) text(words.stack, event.stack(), out);
    if (!event.exception().empty()) text(words.exception, event.exception(), out);
    out.put(words.end);
  }

 private:
  Format& format() noexcept { return static_cast<Format&>(*this); }

  void next(std::string_view key, line_buffer& out) {
    if (!first_) out.put(Format::words.between);
    first_ = false;
    out.put(key);
  }
  void text(std::string_view key, std::string_view text, line_buffer& out) {
    next(key, out);
    format().put_text(text, out);
  }

  bool first_ = true;
};

}  // namespace hedgerow::internal
