// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Where loaded objects call the unwinder: their procedure linkage slots of _Unwind_RaiseException.
/// All of libstdc++ throws through one of them, and so does every object that shares libstdc++,
/// whenever and however it is loaded. x86-64.
#pragma once

#include "loaded_object.hpp"

namespace hedgerow::exception_capture {

/// What an object has to do with throwing.
struct raise_slot {
  void** slot = nullptr;       ///< null: it does not call the unwinder through a slot
  bool imports_throw = false;  ///< it throws through another object's __cxa_throw
};

raise_slot find_raise_slot(const loaded_object& object) noexcept;

}  // namespace hedgerow::exception_capture
