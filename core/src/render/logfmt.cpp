// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "event/plain_text.hpp"
#include "event/utf8.hpp"
#include "gate/mark.hpp"
#include "render/form_renderer.hpp"
#include "render/header_keys.hpp"
#include "render/hex.hpp"
#include "render/json_text.hpp"
#include "render/numbers.hpp"
#include "render/renderers.hpp"

namespace hedgerow::internal {
namespace {

/// What needs neither quotes in a value nor dropping from a key.
using plain = plain_text<'!', '=', '"'>;

/// For a character that is not in `plain`.
bool harmless(const code_point& c) noexcept {
  return c.size > 1 && c.value != replacement_character;
}

/// Go reads an ill-formed text byte by byte, not by maximal parts.
std::size_t step(const code_point& c) noexcept {
  return c.well_formed ? c.size : 1;
}

bool all_harmless(std::string_view text) noexcept {
  const char* const end = text.data() + text.size();
  for (const char* p = text.data() + plain::length(text); p != end;) {
    const code_point c = read_code_point(p, end);
    if (!harmless(c)) return false;
    p += c.size;
    p += plain::length({p, static_cast<std::size_t>(end - p)});
  }
  return true;
}

/// A key has no quotes in logfmt: what may not stand in it is dropped.
class logfmt_spelling final : public key_spelling {
 public:
  bool keeps(std::string_view key) const noexcept { return !key.empty() && all_harmless(key); }
  std::string_view respell(std::string_view key, arena& memory) const {
    const auto out = memory.make<char>(key.size() + 1);
    std::size_t n = 0;
    const char* const end = key.data() + key.size();
    for (const char* p = key.data(); p != end;) {
      const code_point c = read_code_point(p, end);
      if (plain::is_plain(*p) || harmless(c)) {
        std::copy(p, p + c.size, out.data() + n);
        n += c.size;
      }
      p += step(c);
    }
    // Nothing is left of the key, but the value is not to be lost.
    if (n == 0) out[n++] = '_';
    return {out.data(), n};
  }
};

void put_quoted(line_buffer& out, std::string_view text) {
  using inside = plain_text<' ', '"', '\\'>;
  out.put('"');
  const char* const end = text.data() + text.size();
  for (const char* p = text.data(); p != end;) {
    const std::string_view rest(p, static_cast<std::size_t>(end - p));
    const std::size_t run = inside::copy(rest, out.room(rest.size()));
    out.wrote(run);
    p += run;
    if (p == end) break;
    const code_point c = read_code_point(p, end);
    if (c.value == replacement_character) {
      out.put("\\ufffd");
    } else if (c.size > 1) {
      out.put({p, c.size});
    } else if (c.value == '"' || c.value == '\\') {
      out.put('\\');
      out.put(*p);
    } else if (c.value == '\n' || c.value == '\r' || c.value == '\t') {
      out.put('\\');
      out.put(c.value == '\n' ? 'n' : c.value == '\r' ? 'r' : 't');
    } else {
      out.put("\\u");
      put_hex(out, c.value, 4);
    }
    p += step(c);
  }
  out.put('"');
}

void put_text(line_buffer& out, std::string_view text) {
  char* const at = out.room(text.size());
  const std::size_t run = plain::copy(text, at);
  if (run == text.size() && text != "null") [[likely]]
    out.wrote(run);
  else if (text != "null" && all_harmless(text.substr(run)))
    out.put(text);
  else
    put_quoted(out, text);
}

void put_logfmt_float(line_buffer& out, double d) {
  if (std::isfinite(d))
    put_float(out, d, float_layout::go);
  else if (std::isnan(d))
    out.put("NaN");
  else
    out.put(d < 0 ? "-Inf" : "+Inf");
}

/// What go-logfmt reads back without loss; lists and maps as their JSON text.
class logfmt_renderer final : public form_renderer<logfmt_renderer> {
 private:
  friend class form_renderer<logfmt_renderer>;

  void begin_line() {
    keys_.begin_event();
    inner_keys_.begin_event();
  }

  void put_event(const clean_event& event, line_buffer& out) {
    first_ = true;
    if (event.when().is == timestamp::form::nanoseconds) {
      part(out);
      out.put("ts=");
      put_time(event.when().ns, out);
    } else if (event.when().is == timestamp::form::text) {
      text("ts=", event.when().text, out);
    }
    if (event.level_text()) text("level=", *event.level_text(), out);
    if (event.name()) text("event=", *event.name(), out);
    if (event.logger()) text("logger=", *event.logger(), out);
    std::size_t position = 0;
    for (const field& f : keys_.unique(event.fields(), header_keys(event, "ts").all())) {
      part(out);
      out.put(f.key);
      out.put('=');
      put_field(event, position++, f, out);
    }
    if (!event.stack().empty()) text("stack=", event.stack(), out);
    if (!event.exception().empty()) text("exception=", event.exception(), out);
  }

  void put_value(const field& f, line_buffer& out) {
    const value& v = f.val;
    switch (v.type) {
    case kind::null:
      return out.put("null");
    case kind::boolean:
      return out.put(v.as_bool() ? "true" : "false");
    case kind::signed_integer:
      return put_integer(out, v.as_integer());
    case kind::unsigned_integer:
      return put_integer(out, v.as_unsigned());
    case kind::floating:
      return put_logfmt_float(out, v.as_double());
    case kind::string:
    case kind::number_text:
      return put_text(out, v.as_text());
    case kind::withheld:
      return put_text(out, withheld_mark);
    case kind::list:
    case kind::map:
      nested_.clear();
      put_json_value(nested_, v, inner_keys_);
      return put_quoted(out, nested_.view());
    }
  }

  void part(line_buffer& out) {
    if (!first_) out.put(' ');
    first_ = false;
  }
  void text(std::string_view key_and_equals, std::string_view text, line_buffer& out) {
    part(out);
    out.put(key_and_equals);
    put_text(out, text);
  }

  logfmt_spelling spelling_;
  output_keys keys_{spelling_};
  output_keys inner_keys_{utf8_keys()};
  line_buffer nested_;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<renderer> make_logfmt_renderer(const renderer_options&, status&) {
  return std::make_unique<logfmt_renderer>();
}

}  // namespace hedgerow::internal
