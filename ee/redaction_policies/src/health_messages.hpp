// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Segments of the messages that health care exchanges: what one says of a patient.
#pragma once

#include <cstddef>
#include <string_view>

#include "pack.hpp"

namespace hedgerow::policies {

/// HL7 version 2, all fields after the name of the segment: "PID|1||48291735^^^GH^MR||ROE^ANN".
extent hl7_segment(std::string_view text, std::size_t place) noexcept;

/// X12, the elements that say something: "NM1*IL*1*ROE*ANN****MI*W4829173~" from the name on.
extent x12_segment(std::string_view text, std::size_t place) noexcept;

}  // namespace hedgerow::policies
