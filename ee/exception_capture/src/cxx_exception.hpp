// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// What libstdc++ puts before a thrown object, as far as throw traces need it: the Itanium C++
/// ABI's exception headers (section 2.2.1), as GCC has laid them out since version 4.5 on 64-bit
/// targets. Nothing trusts this layout before verify_exception_layout() has said yes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <typeinfo>

#include <unwind.h>

namespace hedgerow::exception_capture {

/// `_Unwind_Exception::exception_class` of what `throw` makes, "GNUCC++\0" ...
inline constexpr std::uint64_t primary_exception = 0x474e5543432b2b00;
/// ... and of what std::rethrow_exception makes, which only refers to a primary exception.
inline constexpr std::uint64_t dependent_exception = 0x474e5543432b2b01;

struct exception_header {
  const std::type_info* type;
  void (*destructor)(void*);
  void (*unexpected_handler)();
  void (*terminate_handler)();
  exception_header* next;
  int handler_count;
  int handler_switch_value;
  const unsigned char* action_record;
  const unsigned char* language_specific_data;
  std::uintptr_t catch_temporary;
  void* adjusted_object;
  _Unwind_Exception unwind;
};

struct counted_exception_header {
  int reference_count;
  std::uint32_t unused;
  /// Padding that __cxa_allocate_exception zeroes and libstdc++ never touches: holds the token of
  /// the trace (trace_store.hpp), 0 when there is none.
  std::uint64_t token;
  exception_header exception;
};
static_assert(offsetof(counted_exception_header, exception) == 16);
static_assert(sizeof(counted_exception_header) == 128);

/// The token of a thrown object; it may be read and written by several threads, atomically.
inline std::uint64_t* token_of(const void* object) noexcept {
  auto* header = static_cast<const counted_exception_header*>(object) - 1;
  return const_cast<std::uint64_t*>(&header->token);
}

/// The object that is being thrown; null when `raised` is no C++ exception of this runtime's kind.
inline const void* thrown_object(const _Unwind_Exception* raised) noexcept {
  if (raised->exception_class == primary_exception) return raised + 1;
  if (raised->exception_class != dependent_exception) return nullptr;
  // A dependent exception's header has the size of a primary's and begins with the primary object.
  auto* end_of_header = reinterpret_cast<const std::byte*>(raised + 1);
  return *reinterpret_cast<const void* const*>(end_of_header - sizeof(exception_header));
}

/// Throws privately and compares every known member of the header with what it must be. `why` says
/// what differs. No hook needs to be installed.
bool verify_exception_layout(std::string& why);

}  // namespace hedgerow::exception_capture
