// SPDX-License-Identifier: MIT
/// @file
/// Tells the library when a module (the program, or a shared object) that logs comes and goes.
/// Records refer to the literals of the module by address.
#pragma once

#include <hedgerow/detail/export.hpp>

namespace hedgerow::detail {

/// Notes the module that `inside` lies in. [any thread]
HEDGEROW_API void module_enters(const void* inside) noexcept;
/// Waits, for a bounded time, until nothing refers to the module any more: all that was logged so
/// far is read. [any thread]
HEDGEROW_API void module_leaves(const void* inside) noexcept;

struct module_presence {
  module_presence() noexcept { module_enters(this); }
  ~module_presence() { module_leaves(this); }
  module_presence(const module_presence&) = delete;
  module_presence& operator=(const module_presence&) = delete;
};

/// One for each module, as the name is not visible outside. Its destructor runs before the linker
/// unmaps the module.
__attribute__((visibility("hidden"))) inline const module_presence this_module;

}  // namespace hedgerow::detail
