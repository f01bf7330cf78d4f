// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "personality_thunks.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <unwind.h>

#include "stack_walker.hpp"
#include "throw_recorder.hpp"

namespace hedgerow::exception_capture::personality_thunks {
namespace {

using personality = _Unwind_Reason_Code (*)(int version, _Unwind_Action actions,
                                            std::uint64_t exception_class,
                                            _Unwind_Exception* raised, _Unwind_Context* context);

constexpr std::size_t most = 32;
std::array<std::atomic<personality>, most> originals{};

template <std::size_t Index>
_Unwind_Reason_Code thunk(int version, _Unwind_Action actions, std::uint64_t exception_class,
                          _Unwind_Exception* raised, _Unwind_Context* context) {
  // In the search phase the stack is still whole. Above us: _Unwind_RaiseException, __cxa_throw.
  if ((actions & _UA_SEARCH_PHASE) != 0) throw_recorder::record(raised, position_here(), 2);
  return originals[Index].load(std::memory_order_relaxed)(version, actions, exception_class, raised,
                                                          context);
}

template <std::size_t... Index>
constexpr std::array<personality, most> make_thunks(std::index_sequence<Index...>) {
  return {thunk<Index>...};
}
constexpr std::array<personality, most> thunks = make_thunks(std::make_index_sequence<most>());

}  // namespace

void* thunk_for(void* original) noexcept {
  const auto wanted = reinterpret_cast<personality>(original);
  for (std::size_t i = 0; i < most; ++i) {
    if (originals[i].load(std::memory_order_relaxed) == nullptr)
      originals[i].store(wanted, std::memory_order_release);
    if (originals[i].load(std::memory_order_relaxed) == wanted)
      return reinterpret_cast<void*>(thunks[i]);
  }
  return nullptr;
}

void* original_of(void* candidate) noexcept {
  for (std::size_t i = 0; i < most; ++i)
    if (candidate == reinterpret_cast<void*>(thunks[i]))
      return reinterpret_cast<void*>(originals[i].load(std::memory_order_relaxed));
  return nullptr;
}

}  // namespace hedgerow::exception_capture::personality_thunks
