// SPDX-License-Identifier: MIT
#include "render/json_text.hpp"

#include <cmath>

#include "event/plain_text.hpp"
#include "event/utf8.hpp"
#include "gate/mark.hpp"
#include "render/hex.hpp"
#include "render/numbers.hpp"

namespace hedgerow::internal {
namespace {

using plain = plain_text<' ', '"', '\\'>;

void put_escape(line_buffer& out, char32_t c) {
  switch (c) {
  case '"':
    return out.put("\\\"");
  case '\\':
    return out.put("\\\\");
  case '\n':
    return out.put("\\n");
  case '\r':
    return out.put("\\r");
  case '\t':
    return out.put("\\t");
  case '\b':
    return out.put("\\b");
  case '\f':
    return out.put("\\f");
  default:
    out.put("\\u");
    put_hex(out, c, 4);
  }
}

/// What follows the plain bytes at the start; the text is not empty.
void put_rest(line_buffer& out, std::string_view text) {
  const char* p = text.data();
  const char* const end = p + text.size();
  while (p != end) {
    const code_point c = read_code_point(p, end);
    if (!c.well_formed)
      out.put(replacement_utf8);
    else if (c.size == 1 || c.value == 0x2028 || c.value == 0x2029)
      put_escape(out, c.value);
    else
      out.put({p, c.size});
    p += c.size;
    const std::string_view rest(p, static_cast<std::size_t>(end - p));
    const std::size_t run = plain::copy(rest, out.room(rest.size()));
    out.wrote(run);
    p += run;
  }
}

void put_json_float(line_buffer& out, double d) {
  if (std::isfinite(d))
    put_float(out, d, float_layout::python);
  else if (std::isnan(d))
    out.put("\"NaN\"");
  else
    out.put(d < 0 ? "\"-Infinity\"" : "\"Infinity\"");
}

}  // namespace

void put_json_string(line_buffer& out, std::string_view text) {
  char* const at = out.room(text.size() + 2);
  at[0] = '"';
  const std::size_t run = plain::copy(text, at + 1);
  if (run == text.size()) [[likely]] {
    at[run + 1] = '"';
    out.wrote(run + 2);
    return;
  }
  out.wrote(run + 1);
  put_rest(out, text.substr(run));
  out.put('"');
}

namespace {

/// Out of the way of the values that fields nearly always hold.
void put_json_rare(line_buffer& out, const value& v, output_keys& keys) {
  switch (v.type) {
  case kind::null:
    return out.put("null");
  case kind::boolean:
    return out.put(v.as_bool() ? "true" : "false");
  case kind::number_text:
    if (is_json_number(v.as_text())) return out.put(v.as_text());
    return put_json_string(out, v.as_text());
  case kind::withheld:
    return put_json_string(out, withheld_mark);
  case kind::list:
    out.put('[');
    for (bool first = true; const value& item : v.as_list()) {
      if (!first) out.put(',');
      first = false;
      put_json_value(out, item, keys);
    }
    return out.put(']');
  case kind::map:
    out.put('{');
    for (bool first = true; const field& f : keys.unique(v.as_map(), {})) {
      if (!first) out.put(',');
      first = false;
      put_json_string(out, f.key);
      out.put(':');
      put_json_value(out, f.val, keys);
    }
    return out.put('}');
  default:
    break;
  }
}

}  // namespace

void put_json_value(line_buffer& out, const value& v, output_keys& keys) {
  switch (v.type) {
  case kind::string:
    return put_json_string(out, v.as_text());
  case kind::signed_integer:
    return put_integer(out, v.as_integer());
  case kind::unsigned_integer:
    return put_integer(out, v.as_unsigned());
  case kind::floating:
    return put_json_float(out, v.as_double());
  default:
    return put_json_rare(out, v, keys);
  }
}

}  // namespace hedgerow::internal
