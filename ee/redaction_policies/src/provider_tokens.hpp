// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The long tail of providers: tokens with a prefix or a form of their own.
#pragma once

#include <span>

#include "pack.hpp"

namespace hedgerow::policies {

std::span<const form_row> provider_tokens() noexcept;

}  // namespace hedgerow::policies
