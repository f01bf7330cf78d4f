// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// National identity, social insurance and tax numbers: what they are called where, and how they
/// are checked.
#pragma once

#include <span>

#include "pack.hpp"

namespace hedgerow::policies {

std::span<const context_row> national_ids() noexcept;

}  // namespace hedgerow::policies
