// SPDX-License-Identifier: MIT
#include <cmath>

#include "render/json_text.hpp"
#include "render/numbers.hpp"
#include "render/pair_renderer.hpp"
#include "render/renderers.hpp"

namespace hedgerow::internal {
namespace {

/// One object a line.
class json_renderer final : public pair_renderer<json_renderer> {
 private:
  friend class form_renderer<json_renderer>;
  friend class pair_renderer<json_renderer>;

  static constexpr pair_words words{.begin = "{",
                                    .end = "}",
                                    .between = ',',
                                    .time_key = "timestamp",
                                    .time = "\"timestamp\":",
                                    .time_quote = "\"",
                                    .level = "\"level\":",
                                    .event = "\"event\":",
                                    .logger = "\"logger\":",
                                    .stack = "\"stack\":",
                                    .exception = "\"exception\":"};

  void begin_line() { keys_.begin_event(); }

  void put_key(std::string_view key, line_buffer& out) {
    put_json_string(out, key);
    out.put(':');
  }
  void put_text(std::string_view text, line_buffer& out) { put_json_string(out, text); }
  void put_value(const field& f, line_buffer& out) { put_json_value(out, f.val, keys_); }

  static constexpr std::size_t quick_most = most_number_text;

  static char* put_quickly(char* at, const char* end, const value& v) noexcept {
    if (v.type == kind::signed_integer) return put_integer(at, v.as_integer());
    if (v.type == kind::floating && std::isfinite(v.as_double()))
      return put_float(at, v.as_double(), float_layout::python);
    const std::string_view text = v.as_text();
    if (v.type != kind::string || !v.plain ||
        end - at < static_cast<std::ptrdiff_t>(text.size() + 2))
      return nullptr;
    *at++ = '"';
    detail::copy_text(at, text.data(), text.size());
    at += text.size();
    *at++ = '"';
    return at;
  }

  output_keys keys_{utf8_keys()};
};

}  // namespace

std::unique_ptr<renderer> make_json_renderer(const renderer_options&, status&) {
  return std::make_unique<json_renderer>();
}

}  // namespace hedgerow::internal
