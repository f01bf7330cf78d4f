// SPDX-License-Identifier: MIT
#include <algorithm>
#include <vector>

#include "event/timestamp.hpp"
#include "render/console_text.hpp"
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
class console_renderer final : public renderer {
 public:
  console_renderer(bool padded, bool colors) : padded_(padded), colors_(colors) {}

  void render(const clean_event& event, std::string& out) override {
    line_.clear();
    keys_.begin_event();
    sort(event);
    header(event);
    fields();
    cut_trailing_spaces();
    blocks(event);
    out.append(line_.view());
  }

 private:
  static constexpr std::size_t level_width = 9;
  static constexpr std::size_t event_width = 30;
  static constexpr std::string_view second_logger_key = "logger_name";

  void header(const clean_event& event) {
    if (event.when().is == timestamp::form::nanoseconds) {
      color(ansi::dim);
      line_.put(time_(event.when().ns));
      color(ansi::reset);
    } else if (event.when().is == timestamp::form::text) {
      color(ansi::dim);
      put_escaped(line_, event.when().text);
      color(ansi::reset);
    }
    if (event.level_text()) level_column(*event.level_text());
    if (event.name()) event_column(*event.name());
    if (event.logger()) {
      open_logger();
      put_escaped(line_, *event.logger());
      close_logger();
    }
    if (logger_name_ != nullptr) {
      open_logger();
      if (logger_name_->type == kind::string)
        put_escaped(line_, logger_name_->as_text());
      else
        put_console_value(line_, *logger_name_, keys_);
      close_logger();
    }
  }

  void level_column(std::string_view level) {
    part();
    line_.put('[');
    color(color_of(level));
    const std::size_t start = line_.size();
    put_escaped(line_, level);
    if (padded_) pad(start, level_width);
    color(ansi::reset);
    line_.put(']');
  }

  void event_column(std::string_view name) {
    if (name.empty() && !padded_ && !colors_) return;
    part();
    color(ansi::bold);
    const std::size_t start = line_.size();
    put_escaped(line_, name);
    if (padded_) pad(start, event_width);
    color(ansi::reset);
  }

  void open_logger() {
    part();
    line_.put('[');
    color(ansi::reset);
    color(ansi::bold_blue);
  }
  void close_logger() {
    color(ansi::reset);
    line_.put(']');
    color(ansi::reset);
  }

  void sort(const clean_event& event) {
    sorted_.clear();
    logger_name_ = nullptr;
    for (const field& f : keys_.unique(event.fields(), {}))
      if (f.key == second_logger_key)
        logger_name_ = &f.val;
      else
        sorted_.push_back(&f);
    std::sort(sorted_.begin(), sorted_.end(),
              [](const field* a, const field* b) { return a->key < b->key; });
  }

  void fields() {
    for (const field* f : sorted_) {
      part();
      color(ansi::cyan);
      put_console_key(line_, f->key);
      color(ansi::reset);
      line_.put('=');
      color(ansi::magenta);
      put_console_value(line_, f->val, keys_);
      color(ansi::reset);
    }
  }

  void blocks(const clean_event& event) {
    if (!event.stack().empty()) {
      line_.put('\n');
      put_block(line_, event.stack());
      if (!event.exception().empty()) {
        line_.put("\n\n");
        line_.fill('=', 79);
        line_.put('\n');
      }
    }
    if (!event.exception().empty()) {
      line_.put('\n');
      put_block(line_, event.exception());
    }
  }

  /// Begins the next part of the line.
  void part() {
    if (line_.size() != 0) line_.put(' ');
  }
  void pad(std::size_t start, std::size_t width) {
    const std::size_t has = code_points(line_.from(start));
    if (has < width) line_.fill(' ', width - has);
  }
  void color(std::string_view code) {
    if (colors_) line_.put(code);
  }
  void cut_trailing_spaces() noexcept {
    const std::string_view line = line_.view();
    line_.cut(line.find_last_not_of(' ') + 1);
  }

  const bool padded_;
  const bool colors_;
  timestamp_text time_;
  output_keys keys_{utf8_keys()};
  std::vector<const field*> sorted_;
  const value* logger_name_ = nullptr;
  line_buffer line_;
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
