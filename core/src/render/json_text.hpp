// SPDX-License-Identifier: MIT
/// @file
/// JSON text: valid whatever the value holds, one line, UTF-8 kept.
#pragma once

#include <string_view>

#include "event/value.hpp"
#include "render/line_buffer.hpp"
#include "render/output_keys.hpp"

namespace hedgerow::internal {

/// With its quotes. Controls, DEL and the line separators U+2028 and U+2029 are escaped; an
/// ill-formed part becomes U+FFFD.
void put_json_string(line_buffer& out, std::string_view text);

/// NaN and the infinities become strings; keys of maps are unique.
void put_json_value(line_buffer& out, const value& v, output_keys& keys);

}  // namespace hedgerow::internal
