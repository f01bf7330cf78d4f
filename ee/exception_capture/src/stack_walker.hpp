// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Return addresses of the calling thread's stack, fast enough for every throw: unwind rules are
/// read once for each place and cached. Neither locks nor allocates. x86-64.
#pragma once

#include <cstdint>
#include <span>

namespace hedgerow::exception_capture {

/// Where a function stands.
struct stack_position {
  std::uintptr_t instruction;
  std::uintptr_t stack_pointer;
  std::uintptr_t frame_pointer;
};

/// Of the function that calls it; all three at one instruction.
__attribute__((always_inline)) inline stack_position position_here() noexcept {
  stack_position here;
  asm volatile("leaq 0(%%rip), %0\n\t"
               "movq %%rsp, %1\n\t"
               "movq %%rbp, %2"
               : "=&r"(here.instruction), "=&r"(here.stack_pointer), "=&r"(here.frame_pointer));
  return here;
}

/// Writes the return addresses of the frames above `from`, which must be a function that has not
/// returned yet, innermost first, leaving out the first `skip`. Returns how many.
/// Takes libgcc's unwinder where a frame needs more than a cached rule can say.
std::uint32_t walk_stack(const stack_position& from, std::uint32_t skip,
                         std::span<std::uint64_t> out) noexcept;

}  // namespace hedgerow::exception_capture
