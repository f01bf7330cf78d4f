// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The tables of each pack, one file each.
#pragma once

#include "pack.hpp"

namespace hedgerow::policies {

pack core_pack() noexcept;
pack secrets_pack() noexcept;
pack pci_pack() noexcept;
pack hipaa_pack() noexcept;
pack gdpr_pack() noexcept;

}  // namespace hedgerow::policies
