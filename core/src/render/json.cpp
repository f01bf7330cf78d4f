// SPDX-License-Identifier: MIT
#include <cmath>

#include "render/form_renderer.hpp"
#include "render/header_keys.hpp"
#include "render/json_text.hpp"
#include "render/numbers.hpp"
#include "render/renderers.hpp"

namespace hedgerow::internal {
namespace {

/// One object a line.
class json_renderer final : public form_renderer<json_renderer> {
 private:
  friend class form_renderer<json_renderer>;

  void begin_line() { keys_.begin_event(); }

  void put_event(const clean_event& event, line_buffer& out) {
    first_ = true;
    out.put('{');
    if (event.when().is == timestamp::form::nanoseconds) {
      part(out);
      out.put("\"timestamp\":\"");
      put_time(event.when().ns, out);
      out.put('"');
    } else if (event.when().is == timestamp::form::text) {
      text("\"timestamp\":", event.when().text, out);
    }
    if (event.level_text()) text("\"level\":", *event.level_text(), out);
    if (event.name()) text("\"event\":", *event.name(), out);
    if (event.logger()) text("\"logger\":", *event.logger(), out);
    std::size_t position = 0;
    for (const field& f : keys_.unique(event.fields(), header_keys(event, "timestamp").all())) {
      part(out);
      put_json_string(out, f.key);
      out.put(':');
      put_field(event, position++, f, out);
    }
    if (!event.stack().empty()) text("\"stack\":", event.stack(), out);
    if (!event.exception().empty()) text("\"exception\":", event.exception(), out);
    out.put('}');
  }

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

  void part(line_buffer& out) {
    if (!first_) out.put(',');
    first_ = false;
  }
  void text(std::string_view key_and_colon, std::string_view text, line_buffer& out) {
    part(out);
    out.put(key_and_colon);
    put_json_string(out, text);
  }

  output_keys keys_{utf8_keys()};
  bool first_ = true;
};

}  // namespace

std::unique_ptr<renderer> make_json_renderer(const renderer_options&, status&) {
  return std::make_unique<json_renderer>();
}

}  // namespace hedgerow::internal
