// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>

#include "event/plain_text.hpp"
#include "event/utf8.hpp"
#include "gate/mark.hpp"
#include "render/hex.hpp"
#include "render/json_text.hpp"
#include "render/numbers.hpp"
#include "render/pair_renderer.hpp"
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

void put_bare_or_quoted(line_buffer& out, std::string_view text) {
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
class logfmt_renderer final : public pair_renderer<logfmt_renderer> {
 private:
  friend class form_renderer<logfmt_renderer>;
  friend class pair_renderer<logfmt_renderer>;

  static constexpr pair_words words{.begin = "",
                                    .end = "",
                                    .between = ' ',
                                    .time_key = "ts",
                                    .time = "ts=",
                                    .time_quote = "",
                                    .level = "level=",
                                    .event = "event=",
                                    .logger = "logger=",
                                    .stack = "stack=",
                                    .exception = "exception="};

  void begin_line() {
    keys_.begin_event();
    inner_keys_.begin_event();
  }

  void put_key(std::string_view key, line_buffer& out) {
    out.put(key);
    out.put('=');
  }
  void put_text(std::string_view text, line_buffer& out) { put_bare_or_quoted(out, text); }
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
      return put_bare_or_quoted(out, v.as_text());
    case kind::withheld:
      return put_bare_or_quoted(out, withheld_mark);
    case kind::list:
    case kind::map:
      nested_.clear();
      put_json_value(nested_, v, inner_keys_);
      return put_quoted(out, nested_.view());
    }
  }

  logfmt_spelling spelling_;
  output_keys keys_{spelling_};
  output_keys inner_keys_{utf8_keys()};
  line_buffer nested_;
};

}  // namespace

std::unique_ptr<renderer> make_logfmt_renderer(const renderer_options&, status&) {
  return std::make_unique<logfmt_renderer>();
}

}  // namespace hedgerow::internal
