// SPDX-License-Identifier: MIT
/// @file
/// The name of a thrown type as a person writes it.
#pragma once

#include <cstddef>
#include <string>
#include <typeinfo>

namespace hedgerow::internal {

inline constexpr std::size_t max_type_bytes = 255;

/// The demangled name: without libstdc++'s inline namespaces, std::string for what it stands for,
/// and without the wrapper that std::throw_with_nested puts around a type. At most 255 bytes, with
/// a mark where it was cut.
std::string type_name(const std::type_info& type);

}  // namespace hedgerow::internal
