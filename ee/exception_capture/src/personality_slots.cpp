// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "personality_slots.hpp"

#include <algorithm>

#include "cfi.hpp"
#include "cfi_reader.hpp"

namespace hedgerow::exception_capture {
namespace {

/// The CIEs that the functions of an object refer to.
std::vector<const std::uint8_t*> common_entries(const void* eh_frame_header) {
  std::vector<const std::uint8_t*> entries;
  const auto* start = static_cast<const std::uint8_t*>(eh_frame_header);
  cfi_reader table(start + 8);
  for (auto left = table.fixed<std::uint32_t>(); left > 0; --left) {
    table.skip(4);  // where the function begins
    cfi_reader description(start + table.fixed<std::int32_t>());
    description.skip(4);  // length
    const std::uint8_t* here = description.at();
    const std::uint8_t* common = here - description.fixed<std::uint32_t>();
    // The few CIEs of an object come in runs, so the latest are the likeliest.
    if (std::find(entries.rbegin(), entries.rend(), common) == entries.rend())
      entries.push_back(common);
  }
  return entries;
}

}  // namespace

personality_slots find_personality_slots(const loaded_object& object) {
  personality_slots found;
  if (!has_sorted_table(object.eh_frame_header())) return found;
  for (const std::uint8_t* entry : common_entries(object.eh_frame_header())) {
    common_information common;
    if (!read_common_information(entry, common) || common.personality == nullptr) continue;
    if (common.personality_encoding != encoding_indirect_pcrel_sdata4) {
      found.has_direct_ones = true;
      continue;
    }
    const std::uint8_t* pointer = cfi_reader(common.personality).pcrel();
    auto* slot = reinterpret_cast<void**>(const_cast<std::uint8_t*>(pointer));
    if (object.contains(reinterpret_cast<std::uintptr_t>(slot)) &&
        std::find(found.slots.begin(), found.slots.end(), slot) == found.slots.end())
      found.slots.push_back(slot);
  }
  return found;
}

}  // namespace hedgerow::exception_capture
