// SPDX-License-Identifier: MIT
/// @file
/// Runs every detector over a text: one classification pass, then bounded looks at its hits.
#pragma once

#include <string_view>

#include "gate/detect/detector.hpp"
#include "gate/scan/classify.hpp"

namespace hedgerow::internal {

/// Collects what stands in the text of `e`, also in codings of it. Linear. With any classifier the
/// same is found. @throws std::bad_alloc
void scan(examination& e, classifier classify = best_classifier());

/// What a short text shows in a fraction of the time of a scan. False says nothing.
struct quick_look {
  bool no_trigger = false;  ///< scan() would find nothing
  bool plain = false;       ///< printable ASCII without '"' and '\\': no format escapes anything
};
quick_look look_quickly(std::string_view text) noexcept;

inline bool has_no_trigger(std::string_view text) noexcept {
  return look_quickly(text).no_trigger;
}

/// Whether base64 text, once decoded, holds a secret. @throws std::bad_alloc
bool holds_encoded_secret(std::string_view base64, const examination& outer);

}  // namespace hedgerow::internal
