// SPDX-License-Identifier: MIT
/// @file
/// What the renderers have in common: the text that all events of a form share is rendered once.
#pragma once

#include <cstring>
#include <vector>

#include "event/timestamp.hpp"
#include "render/line_template.hpp"
#include "render/renderer.hpp"

namespace hedgerow::internal {

/// `Format`, which derives from this, says how a whole event looks (put_event) and how one value
/// does (put_value), and writes times and values of fields through put_time() and put_field(), so
/// that they can be left open. Its begin_line() comes before each line.
template <class Format>
class form_renderer : public renderer {
 public:
  void render(const clean_event& event, line_buffer& out) final {
    format().begin_line();
    if (const form* const shared = event.made_from(); shared != nullptr)
      fill_in(templates_.of(*shared, [&](auto& made) { make_template(event, made); }), event, out);
    else
      format().put_event(event, out);
  }

 protected:
  void put_time(std::int64_t unix_ns, line_buffer& out) {
    if (being_made_ != nullptr) {
      being_made_->leave_open(line_template::time, out.size());
      return;
    }
    std::memcpy(out.room(timestamp_text::size), time_(unix_ns).data(), timestamp_text::size);
    out.wrote(timestamp_text::size);
  }

  /// The value of `f`, which is the field at `position` of the event, under whatever key.
  void put_field(const clean_event& event, std::size_t position, const field& f, line_buffer& out) {
    if (being_made_ != nullptr && event.made_from()->is_blank(position))
      being_made_->leave_open(static_cast<std::uint32_t>(position), out.size());
    else
      format().put_value(f, out);
  }

 private:
  /// Such a format also has put_quickly(at, end, value), which writes a text that fits before
  /// `end`, or another value of up to `quick_most` bytes, or returns null.
  static constexpr bool quick = requires { Format::quick_most; };

  Format& format() noexcept { return static_cast<Format&>(*this); }

  void fill_in(const line_template& lines, const clean_event& event, line_buffer& out) {
    if constexpr (quick)
      if (fill_in_quickly(lines, event, out)) return;
    const field* const fields = event.fields().data();
    const char* text = lines.text.data();
    for (const line_template::opening* o = lines.openings.data();; ++o) {
      put_piece(out, text, o->before);
      text += o->before;
      if (o->field < line_template::first_mark) [[likely]]
        format().put_value(fields[o->field], out);
      else if (o->field == line_template::time)
        put_time(event.when().ns, out);
      else
        return;
    }
  }

  /// Makes room for the line once. @return false, and nothing is written, when a value is not of
  /// the kinds that nearly all are, or longer than such are
  bool fill_in_quickly(const line_template& lines, const clean_event& event, line_buffer& out) {
    constexpr std::size_t for_texts = 512;
    const field* const fields = event.fields().data();
    char* const start =
        out.room(lines.text.size() + for_texts + lines.openings.size() * Format::quick_most);
    const char* end = start + for_texts;  // of the room, without that of what is still to come
    char* at = start;
    const char* text = lines.text.data();
    for (const line_template::opening* o = lines.openings.data();; ++o) {
      at = put_piece(at, text, o->before);
      text += o->before;
      end += o->before + Format::quick_most;
      if (o->field < line_template::first_mark) [[likely]] {
        at = Format::put_quickly(at, end, fields[o->field].val);
        if (at == nullptr) return false;
      } else if (o->field == line_template::time) {
        std::memcpy(at, time_(event.when().ns).data(), timestamp_text::size);
        at += timestamp_text::size;
      } else {
        out.wrote(static_cast<std::size_t>(at - start));
        return true;
      }
    }
  }

  /// Pieces are short: a copy in steps of fixed size, which may write behind them, beats a call.
  static char* put_piece(char* to, const char* from, std::size_t size) noexcept {
    constexpr std::size_t step = line_template::slack;
    std::memcpy(to, from, step);
    for (std::size_t i = step; i < size; i += step)
      std::memcpy(to + i, from + i, step);
    return to + size;
  }
  static void put_piece(line_buffer& out, const char* from, std::size_t size) {
    put_piece(out.room(size + line_template::slack), from, size);
    out.wrote(size);
  }

  void make_template(const clean_event& event, line_template& made) {
    line_buffer text;
    being_made_ = &made;
    try {
      format().put_event(event, text);
    } catch (...) {
      being_made_ = nullptr;
      throw;
    }
    being_made_ = nullptr;
    made.leave_open(line_template::end, text.size());
    made.text = text.view();
    made.text.append(line_template::slack, '\0');
  }

  timestamp_text time_;
  line_templates templates_;
  line_template* being_made_ = nullptr;
};

}  // namespace hedgerow::internal
