// SPDX-License-Identifier: MIT
/// @file
/// Text for a terminal: what came in as data can neither end the line, nor colour it, nor turn it
/// round. Quotes and escapes are those of Python's repr().
#pragma once

#include <string_view>

#include "event/value.hpp"
#include "render/line_buffer.hpp"
#include "render/output_keys.hpp"

namespace hedgerow::internal {

/// Verbatim, but for an escape in place of each character that is not printable.
void put_escaped(line_buffer& out, std::string_view text);

/// Quoted where it is empty or would not read back as one key.
void put_console_key(line_buffer& out, std::string_view key);

/// A string verbatim where nothing in it could be mistaken, else quoted; the strings inside a list
/// or a map are always quoted.
void put_console_value(line_buffer& out, const value& v, output_keys& keys);

/// Lines below an event's own. A line that looks like the start of an event is indented, so that
/// the text of an exception cannot pass for one.
void put_block(line_buffer& out, std::string_view text);

}  // namespace hedgerow::internal
