// SPDX-License-Identifier: MIT
/// @file
/// From values to the wire form of hedgerow/detail/wire.hpp; event/decode.hpp reads it.
#pragma once

#include <cstddef>
#include <span>

#include "event/value.hpp"

namespace hedgerow::internal {

/// The bytes that write_wire() writes.
std::size_t wire_size(std::span<const field> fields) noexcept;
/// Writes the fields as one map. @return behind it
std::byte* write_wire(std::span<const field> fields, std::byte* out) noexcept;

}  // namespace hedgerow::internal
