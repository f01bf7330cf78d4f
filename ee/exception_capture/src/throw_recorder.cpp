// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "throw_recorder.hpp"

#include <array>
#include <atomic>

#include "cxx_exception.hpp"
#include "trace_budget.hpp"
#include "trace_store.hpp"

namespace hedgerow::exception_capture::throw_recorder {
namespace {

trace_store store;
trace_budget budget;
std::atomic<bool> enabled{false};

}  // namespace

void enable(bool on) noexcept {
  enabled.store(on, std::memory_order_relaxed);
}

void limit(std::uint32_t traces_a_second) noexcept {
  budget.limit(traces_a_second);
}

void record(_Unwind_Exception* raised, const stack_position& from, std::uint32_t skip) noexcept {
  if (!enabled.load(std::memory_order_relaxed)) return;
  const void* object = thrown_object(raised);
  if (object == nullptr) return;
  std::atomic_ref<std::uint64_t> token(*token_of(object));
  std::uint64_t none = 0;
  if (token.load(std::memory_order_relaxed) != none) return;
  std::array<std::uint64_t, trace_store::depth> addresses;
  const std::size_t room = budget.take() ? addresses.size() : 1;
  const std::uint32_t count = walk_stack(from, skip, std::span(addresses).first(room));
  if (count == 0) return;
  const std::uint64_t kept = store.keep(object, std::span(addresses).first(count));
  if (kept != 0) token.compare_exchange_strong(none, kept, std::memory_order_release);
}

std::uint32_t trace_of(const void* exception_object, std::span<std::uint64_t> out) noexcept {
  // The runtime aligns thrown objects like this; anything else is a part of one.
  if (exception_object == nullptr ||
      reinterpret_cast<std::uintptr_t>(exception_object) % alignof(_Unwind_Exception) != 0)
    return 0;
  const std::uint64_t token =
      std::atomic_ref<std::uint64_t>(*token_of(exception_object)).load(std::memory_order_acquire);
  return token == 0 ? 0 : store.read(token, exception_object, out);
}

}  // namespace hedgerow::exception_capture::throw_recorder
