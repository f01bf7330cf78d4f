// SPDX-License-Identifier: MIT
#include "render/console_text.hpp"

#include <cmath>

#include "event/plain_text.hpp"
#include "event/utf8.hpp"
#include "gate/mark.hpp"
#include "render/hex.hpp"
#include "render/numbers.hpp"
#include "render/printable.hpp"

namespace hedgerow::internal {
namespace {

void put_escape(line_buffer& out, char32_t c) {
  if (c == '\t') return out.put("\\t");
  if (c == '\n') return out.put("\\n");
  if (c == '\r') return out.put("\\r");
  if (c <= 0xff) {
    out.put("\\x");
    put_hex(out, c, 2);
  } else if (c <= 0xffff) {
    out.put("\\u");
    put_hex(out, c, 4);
  } else {
    out.put("\\U");
    put_hex(out, c, 8);
  }
}

/// A character beyond ASCII or a control; an ill-formed part is shown as U+FFFD.
void put_safe(line_buffer& out, const code_point& c, const char* p) {
  if (!c.well_formed)
    out.put(replacement_utf8);
  else if (is_printable(c.value))
    out.put({p, c.size});
  else
    put_escape(out, c.value);
}

/// Copies the plain bytes from `p` on and returns where they end.
template <class Plain>
const char* put_run(line_buffer& out, const char* p, const char* end) {
  const std::string_view rest(p, static_cast<std::size_t>(end - p));
  const std::size_t run = Plain::copy(rest, out.room(rest.size()));
  out.wrote(run);
  return p + run;
}

/// @return false, with an unfinished text in `out`, when the text needs quotes
bool put_bare(line_buffer& out, std::string_view text) {
  using plain = plain_text<'!', '=', '"', '\''>;
  const char* const end = text.data() + text.size();
  const char* p = put_run<plain>(out, text.data(), end);
  while (p != end) {
    const code_point c = read_code_point(p, end);
    if (c.size == 1 && c.well_formed) return false;
    if (!is_printable(c.value)) return false;
    put_safe(out, c, p);
    p = put_run<plain>(out, p + c.size, end);
  }
  return true;
}

void put_quoted(line_buffer& out, std::string_view text) {
  const bool has_single = text.find('\'') != std::string_view::npos;
  const char quote = has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
  out.put(quote);
  using plain = plain_text<' ', '\\', '"', '\''>;
  const char* const end = text.data() + text.size();
  const char* p = put_run<plain>(out, text.data(), end);
  while (p != end) {
    const code_point c = read_code_point(p, end);
    if (c.value == '\\' || c.value == static_cast<unsigned char>(quote)) out.put('\\');
    put_safe(out, c, p);
    p = put_run<plain>(out, p + c.size, end);
  }
  out.put(quote);
}

void put_bare_or_quoted(line_buffer& out, std::string_view text) {
  const std::size_t start = out.size();
  if (put_bare(out, text)) return;
  out.cut(start);
  put_quoted(out, text);
}

void put_console_float(line_buffer& out, double d) {
  if (std::isfinite(d))
    put_float(out, d, float_layout::python);
  else if (std::isnan(d))
    out.put("nan");
  else
    out.put(d < 0 ? "-inf" : "inf");
}

void put_value(line_buffer& out, const value& v, output_keys& keys, bool nested) {
  switch (v.type) {
  case kind::null:
    return out.put("None");
  case kind::boolean:
    return out.put(v.as_bool() ? "True" : "False");
  case kind::signed_integer:
    return put_integer(out, v.as_integer());
  case kind::unsigned_integer:
    return put_integer(out, v.as_unsigned());
  case kind::floating:
    return put_console_float(out, v.as_double());
  case kind::number_text:
    if (is_json_number(v.as_text())) return out.put(v.as_text());
    [[fallthrough]];
  case kind::string:
    return nested ? put_quoted(out, v.as_text()) : put_bare_or_quoted(out, v.as_text());
  case kind::withheld:
    return put_bare_or_quoted(out, withheld_mark);
  case kind::list:
    out.put('[');
    for (bool first = true; const value& item : v.as_list()) {
      if (!first) out.put(", ");
      first = false;
      put_value(out, item, keys, true);
    }
    return out.put(']');
  case kind::map:
    out.put('{');
    for (bool first = true; const field& f : keys.unique(v.as_map(), {})) {
      if (!first) out.put(", ");
      first = false;
      put_quoted(out, f.key);
      out.put(": ");
      put_value(out, f.val, keys, true);
    }
    return out.put('}');
  }
}

bool digits(std::string_view s) noexcept {
  return s.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A date and a 'T', or a level in its brackets: how an event's line begins.
bool looks_like_event(std::string_view line) noexcept {
  if (line.starts_with('[')) return true;
  return line.size() > 10 && digits(line.substr(0, 4)) && line[4] == '-' &&
         digits(line.substr(5, 2)) && line[7] == '-' && digits(line.substr(8, 2)) &&
         line[10] == 'T';
}

}  // namespace

void put_escaped(line_buffer& out, std::string_view text) {
  using plain = plain_text<' '>;
  const char* const end = text.data() + text.size();
  for (const char* p = put_run<plain>(out, text.data(), end); p != end;) {
    const code_point c = read_code_point(p, end);
    put_safe(out, c, p);
    p = put_run<plain>(out, p + c.size, end);
  }
}

void put_console_key(line_buffer& out, std::string_view key) {
  if (key.empty()) return out.put("''");
  put_bare_or_quoted(out, key);
}

void put_console_value(line_buffer& out, const value& v, output_keys& keys) {
  put_value(out, v, keys, false);
}

void put_block(line_buffer& out, std::string_view text) {
  for (;;) {
    const std::size_t line_end = text.find('\n');
    std::string_view line = text.substr(0, line_end);
    if (looks_like_event(line)) out.put("  ");
    for (std::size_t tab; (tab = line.find('\t')) != std::string_view::npos;
         line.remove_prefix(tab + 1)) {
      put_escaped(out, line.substr(0, tab));
      out.put('\t');
    }
    put_escaped(out, line);
    if (line_end == std::string_view::npos) return;
    out.put('\n');
    text.remove_prefix(line_end + 1);
  }
}

}  // namespace hedgerow::internal
