// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "throw_capture.hpp"

#include <algorithm>
#include <array>
#include <atomic>

#include <dlfcn.h>
#include <unwind.h>

#include "cxx_exception.hpp"
#include "loaded_object.hpp"
#include "personality_slots.hpp"
#include "personality_thunks.hpp"
#include "raise_slots.hpp"
#include "stack_walker.hpp"
#include "throw_recorder.hpp"

namespace hedgerow::exception_capture::throw_capture {
namespace {

using raise_function = _Unwind_Reason_Code (*)(_Unwind_Exception*);

/// What the slots led to before; outlives uninstall() for throws that are under way.
std::atomic<raise_function> next_raise{nullptr};
std::uint64_t scanned_generation = 0;

/// Stands in the slots. It is unwound through, so it must have nothing to clean up and must not be
/// noexcept.
_Unwind_Reason_Code raise_hook(_Unwind_Exception* raised) {
  throw_recorder::record(raised, position_here(), 1);  // above us: __cxa_throw
  return next_raise.load(std::memory_order_acquire)(raised);
}

void* hook_address() noexcept {
  return reinterpret_cast<void*>(raise_hook);
}

/// The unwinder's entry by name: with a sanitizer its interceptor, which must stay in the chain.
void* raise_by_name() noexcept {
  if (void* found = dlsym(RTLD_DEFAULT, "_Unwind_RaiseException")) return found;
  void* library = dlopen("libgcc_s.so.1", RTLD_NOW | RTLD_NOLOAD);
  return library == nullptr ? nullptr : dlsym(library, "_Unwind_RaiseException");
}

/// Where the slot leads. Before the first call through it that is a stub of the same object, which
/// would overwrite our redirection when run: then the answer is `by_name`.
void* target_of(const loaded_object& object, void** slot, void* by_name) noexcept {
  void* value = std::atomic_ref<void*>(*slot).load(std::memory_order_acquire);
  return object.contains(reinterpret_cast<std::uintptr_t>(value)) ? by_name : value;
}

void redirect_raise(const loaded_object& object, const raise_slot& raise, void* by_name,
                    coverage& reached) {
  void* target = target_of(object, raise.slot, by_name);
  if (target == hook_address()) {
    ++reached.raise_slots;
    return;
  }
  raise_function none = nullptr;
  next_raise.compare_exchange_strong(none, reinterpret_cast<raise_function>(target));
  // Only one function can come next. Another unwinder, or another's hook, keeps its slot.
  if (reinterpret_cast<raise_function>(target) != next_raise.load()) return;
  if (object.replace(raise.slot, hook_address()))
    ++reached.raise_slots;
  else
    ++reached.unreadable;
}

void redirect_personalities(const loaded_object& object, const personality_slots& found,
                            coverage& reached) {
  bool any = false;
  for (void** slot : found.slots) {
    void* current = *slot;
    if (current == nullptr) continue;
    void* thunk = personality_thunks::original_of(current) != nullptr
                      ? current
                      : personality_thunks::thunk_for(current);
    if (thunk == current || (thunk != nullptr && object.replace(slot, thunk)))
      any = true;
    else
      ++reached.unreadable;
  }
  if (any) ++reached.personality_objects;
}

void redirect_all(coverage& reached) {
  reached.raise_slots = reached.personality_objects = reached.unreadable = 0;
  reached.out_of_reach.clear();
  void* by_name = raise_by_name();
  scanned_generation = loading_generation();
  each_loaded_object([&](const loaded_object& object) {
    if (object.is_vdso()) return;
    const raise_slot raise = find_raise_slot(object);
    const personality_slots personalities = find_personality_slots(object);
    if (raise.slot != nullptr) redirect_raise(object, raise, by_name, reached);
    redirect_personalities(object, personalities, reached);
    if (personalities.has_direct_ones && raise.slot == nullptr && !raise.imports_throw)
      reached.out_of_reach.push_back(object.path());
  });
}

struct self_test_probe {
  std::uint64_t returns_to;
};

__attribute__((noinline)) void throw_probe() {
  throw self_test_probe{reinterpret_cast<std::uint64_t>(__builtin_return_address(0))};
}

/// Whether a throw leaves a trace, and the caller of what threw is in it.
bool throw_leaves_a_trace() {
  try {
    throw_probe();
  } catch (const self_test_probe& caught) {
    std::array<std::uint64_t, 8> trace{};
    const std::uint32_t count = throw_recorder::trace_of(&caught, trace);
    const auto end = trace.begin() + count;
    return std::find(trace.begin(), end, caught.returns_to) != end;
  }
  return false;
}

}  // namespace

coverage install() {
  coverage reached;
  if (!verify_exception_layout(reached.off_because)) return reached;
  redirect_all(reached);
  throw_recorder::enable(true);
  reached.on = throw_leaves_a_trace();
  if (!reached.on) {
    uninstall();
    reached.off_because = "a throw of its own, made as a test, left no trace";
  }
  return reached;
}

void rescan(coverage& reached) {
  if (reached.on && loading_generation() != scanned_generation) redirect_all(reached);
}

void uninstall() {
  throw_recorder::enable(false);
  void* next = reinterpret_cast<void*>(next_raise.load());
  each_loaded_object([&](const loaded_object& object) {
    if (object.is_vdso()) return;
    const raise_slot raise = find_raise_slot(object);
    if (raise.slot != nullptr && *raise.slot == hook_address()) object.replace(raise.slot, next);
    for (void** slot : find_personality_slots(object).slots)
      if (void* original = personality_thunks::original_of(*slot)) object.replace(slot, original);
  });
}

void limit(std::uint32_t traces_a_second) noexcept {
  throw_recorder::limit(traces_a_second);
}

std::uint32_t trace_of(const void* exception_object, std::span<std::uint64_t> out) noexcept {
  return throw_recorder::trace_of(exception_object, out);
}

}  // namespace hedgerow::exception_capture::throw_capture
