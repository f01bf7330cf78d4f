// SPDX-License-Identifier: MIT
/// @file
/// Runs every detector over a text: one classification pass, then bounded looks at its hits.
#pragma once

#include <string_view>

#include "gate/detect/detector.hpp"

namespace hedgerow::internal {

/// Collects what stands in the text of `e`, also in codings of it. Linear. @throws std::bad_alloc
void scan(examination& e);

/// Says of nearly every short text that scan() would find nothing in it, in a fraction of the time.
/// False says nothing.
bool has_no_trigger(std::string_view text) noexcept;

/// Whether base64 text, once decoded, holds a secret. @throws std::bad_alloc
bool holds_encoded_secret(std::string_view base64, const examination& outer);

}  // namespace hedgerow::internal
