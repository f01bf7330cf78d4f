// SPDX-License-Identifier: MIT
/// @file
/// The nearest known word, for the rooms; the tool uses the same by the public header.
#pragma once

#include <hedgerow/detail/nearest_word.hpp>

namespace hedgerow::internal {

using detail::did_you_mean;
using detail::list_words;
using detail::nearest_word;

}  // namespace hedgerow::internal
