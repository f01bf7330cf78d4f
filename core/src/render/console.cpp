// SPDX-License-Identifier: MIT
#include <algorithm>
#include <vector>

#include "render/console_text.hpp"
#include "render/form_renderer.hpp"
#include "render/renderers.hpp"

namespace hedgerow::internal {
namespace {

// ANSI colours; each piece ends in `reset`.
namespace ansi {
constexpr std::string_view reset = "\x1b[0m";
constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view dim = "\x1b[2m";
constexpr std::string_view bold_blue = "\x1b[1m\x1b[34m";
constexpr std::string_view bold_green = "\x1b[32m\x1b[1m";
constexpr std::string_view bold_red = "\x1b[31m\x1b[1m";
constexpr std::string_view bold_yellow = "\x1b[33m\x1b[1m";
constexpr std::string_view cyan = "\x1b[36m";
constexpr std::string_view magenta = "\x1b[35m";
}  // namespace ansi

struct level_color {
  std::string_view level;
  std::string_view color;
};
constexpr level_color level_colors[] = {
    {"debug", ansi::bold_green},  {"info", ansi::bold_green}, {"warning", ansi::bold_yellow},
    {"warn", ansi::bold_yellow},  {"error", ansi::bold_red},  {"exception", ansi::bold_red},
    {"critical", ansi::bold_red},
};

std::string_view color_of(std::string_view level) noexcept {
  for (const level_color& c : level_colors)
    if (c.level == level) return c.color;
  return {};
}

std::size_t code_points(std::string_view well_formed) noexcept {
  return static_cast<std::size_t>(std::count_if(well_formed.begin(), well_formed.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0u) != 0x80u;
  }));
}

/// As structlog's ConsoleRenderer, safe where that one is not.
class console_renderer final : public form_renderer<console_renderer> {
 public:
  console_renderer(bool padded, bool colors) : padded_(padded), colors_(colors) {}

 private:
  friend class form_renderer<console_renderer>;

  static constexpr std::size_t level_width = 9;
  static constexpr std::size_t event_width = 30;
  static constexpr std::string_view second_logger_key = "logger_name";

  void begin_line() { keys_.begin_event(); }

  void put_event(const clean_event& event, line_buffer& out) {
    start_ = out.size();
    has_time_ = event.when().is == timestamp::form::nanoseconds;
    sort(event);
    header(event, out);
    put_fields(event, out);
    // Of padding; no value ends in a blank.
    out.cut(start_ + out.from(start_).find_last_not_of(' ') + 1);
    blocks(event, out);
  }

  void put_value(const field& f, line_buffer& out) {
    if (f.key == second_logger_key && f.val.type == kind::string)
      put_escaped(out, f.val.as_text());
    else
      put_console_value(out, f.val, keys_);
  }

  void header(const clean_event& event, line_buffer& out) {
    if (has_time_) {
      color(ansi::dim, out);
      put_time(event.when().ns, out);
      color(ansi::reset, out);
    } else if (event.when().is == timestamp::form::text) {
      color(ansi::dim, out);
      put_escaped(out, event.when().text);
      color(ansi::reset, out);
    }
    if (event.level_text()) level_column(*event.level_text(), out);
    if (event.name()) event_column(*event.name(), out);
    if (event.logger()) {
      open_logger(out);
      put_escaped(out, *event.logger());
      close_logger(out);
    }
    if (logger_name_ != nullptr) {
      open_logger(out);
      put_field(event, position_of(logger_name_), *logger_name_, out);
      close_logger(out);
    }
  }

  void level_column(std::string_view level, line_buffer& out) {
    part(out);
    out.put('[');
    color(color_of(level), out);
    const std::size_t start = out.size();
    put_escaped(out, level);
    if (padded_) pad(start, level_width, out);
    color(ansi::reset, out);
    out.put(']');
  }

  void event_column(std::string_view name, line_buffer& out) {
    if (name.empty() && !padded_ && !colors_) return;
    part(out);
    color(ansi::bold, out);
    const std::size_t start = out.size();
    put_escaped(out, name);
    if (padded_) pad(start, event_width, out);
    color(ansi::reset, out);
  }

  void open_logger(line_buffer& out) {
    part(out);
    out.put('[');
    color(ansi::reset, out);
    color(ansi::bold_blue, out);
  }
  void close_logger(line_buffer& out) {
    color(ansi::reset, out);
    out.put(']');
    color(ansi::reset, out);
  }

  void sort(const clean_event& event) {
    sorted_.clear();
    logger_name_ = nullptr;
    unique_ = keys_.unique(event.fields(), {});
    for (const field& f : unique_)
      if (f.key == second_logger_key)
        logger_name_ = &f;
      else
        sorted_.push_back(&f);
    std::sort(sorted_.begin(), sorted_.end(),
              [](const field* a, const field* b) { return a->key < b->key; });
  }

  /// In the order of the event, which is not that of the line.
  std::size_t position_of(const field* f) const noexcept {
    return static_cast<std::size_t>(f - unique_.data());
  }

  void put_fields(const clean_event& event, line_buffer& out) {
    for (const field* f : sorted_) {
      part(out);
      color(ansi::cyan, out);
      put_console_key(out, f->key);
      color(ansi::reset, out);
      out.put('=');
      color(ansi::magenta, out);
      put_field(event, position_of(f), *f, out);
      color(ansi::reset, out);
    }
  }

  void blocks(const clean_event& event, line_buffer& out) {
    if (!event.stack().empty()) {
      out.put('\n');
      put_block(out, event.stack());
      if (!event.exception().empty()) {
        out.put("\n\n");
        out.fill('=', 79);
        out.put('\n');
      }
    }
    if (!event.exception().empty()) {
      out.put('\n');
      put_block(out, event.exception());
    }
  }

  /// Begins the next part of the line.
  void part(line_buffer& out) {
    if (has_time_ || out.size() != start_) out.put(' ');
  }
  void pad(std::size_t start, std::size_t width, line_buffer& out) {
    const std::size_t has = code_points(out.from(start));
    if (has < width) out.fill(' ', width - has);
  }
  void color(std::string_view code, line_buffer& out) {
    if (colors_) out.put(code);
  }
  const bool padded_;
  const bool colors_;
  output_keys keys_{utf8_keys()};
  std::span<const field> unique_;
  std::vector<const field*> sorted_;
  const field* logger_name_ = nullptr;
  std::size_t start_ = 0;
  bool has_time_ = false;
};

}  // namespace

std::unique_ptr<renderer> make_console_renderer(const renderer_options& options, status& error) {
  if (options.style != "compact" && options.style != "structlog") {
    error = status::failure("console style \"" + options.style +
                            "\" is not known: compact or structlog");
    return nullptr;
  }
  return std::make_unique<console_renderer>(options.style == "structlog", options.colors);
}

}  // namespace hedgerow::internal
