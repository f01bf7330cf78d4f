// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "packs.hpp"

#include <algorithm>
#include <array>

namespace hedgerow::policies {

std::span<const pack> packs() noexcept {
  static const std::array<pack, 5> all = {core_pack(), secrets_pack(), pci_pack(), hipaa_pack(),
                                          gdpr_pack()};
  return all;
}

const pack* find_pack(std::string_view name) noexcept {
  const auto all = packs();
  const auto it =
      std::find_if(all.begin(), all.end(), [&](const pack& p) { return p.name == name; });
  return it == all.end() ? nullptr : &*it;
}

}  // namespace hedgerow::policies
