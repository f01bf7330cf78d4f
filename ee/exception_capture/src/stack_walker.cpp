// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "stack_walker.hpp"

#include <cstring>
#include <optional>

#include <dlfcn.h>
#include <pthread.h>
#include <unwind.h>

#include "cfi.hpp"
#include "rule_cache.hpp"

// The stack's highest address of the main thread, from the dynamic linker (glibc).
extern "C" __attribute__((visibility("default"))) void* __libc_stack_end;

namespace hedgerow::exception_capture {
namespace {

rule_cache rules;

std::uint64_t word_at(std::uintptr_t address) noexcept {
  std::uint64_t word;
  std::memcpy(&word, reinterpret_cast<const void*>(address), sizeof word);
  return word;
}

/// The loaded object that the walk is in. Cached rules belong to one object: an address may get
/// another meaning when a library is closed and another one opened.
class object_cursor {
 public:
  /// False when no object is loaded at `place`.
  bool enter(std::uintptr_t place) noexcept {
    if (place - begin_ < size_) return true;
    dl_find_object found;
    if (_dl_find_object(reinterpret_cast<void*>(place), &found) != 0) return false;
    begin_ = reinterpret_cast<std::uintptr_t>(found.dlfo_map_start);
    size_ = reinterpret_cast<std::uintptr_t>(found.dlfo_map_end) - begin_;
    eh_frame_header_ = found.dlfo_eh_frame;
    const auto header = reinterpret_cast<std::uintptr_t>(eh_frame_header_);
    identity_ = header;
    if (!has_sorted_table(eh_frame_header_)) return true;
    // Where the tables lie, how many functions there are, and where one in the middle is.
    const std::uint64_t shape = word_at(header + 4);
    const std::uint64_t middle = word_at(header + 12 + (shape >> 33) * 8);
    identity_ = (shape ^ (middle << 16 | middle >> 48) ^ header) * 0x9E3779B97F4A7C15u;
    return true;
  }
  unwind_rule rule(std::uintptr_t place) const noexcept {
    return rules.get(place, identity_, [&] { return read_unwind_rule(eh_frame_header_, place); });
  }

 private:
  std::uintptr_t begin_ = 0;
  std::uintptr_t size_ = 0;
  const void* eh_frame_header_ = nullptr;
  std::uint64_t identity_ = 0;
};

/// No frame of the thread lies at or above it. glibc keeps a thread's descriptor above its stack;
/// the main thread's stack lies above every descriptor.
std::uintptr_t stack_end(std::uintptr_t stack_pointer) noexcept {
  const auto descriptor = static_cast<std::uintptr_t>(pthread_self());
  return stack_pointer < descriptor ? descriptor
                                    : reinterpret_cast<std::uintptr_t>(__libc_stack_end);
}

/// Nothing when a frame needs libgcc.
std::optional<std::uint32_t> walk_by_rules(stack_position at, std::uint32_t skip,
                                           std::span<std::uint64_t> out) noexcept {
  const std::uintptr_t end = stack_end(at.stack_pointer);
  object_cursor object;
  std::uint32_t count = 0;
  std::uintptr_t place = at.instruction;
  while (count < out.size()) {
    if (!object.enter(place)) break;
    const unwind_rule rule = object.rule(place);
    if (rule.kind == step::unsupported) return std::nullopt;
    if (rule.kind != step::follow) break;
    const std::uintptr_t cfa = (rule.cfa_from_rbp ? at.frame_pointer : at.stack_pointer) +
                               static_cast<std::uintptr_t>(std::intptr_t{rule.cfa_offset});
    if (cfa <= at.stack_pointer || cfa > end) break;
    if (rule.rbp_slot != 0) {
      const std::uintptr_t saved = cfa + static_cast<std::uintptr_t>(rule.rbp_slot * 8);
      if (saved < at.stack_pointer || saved > end - 8) break;
      at.frame_pointer = word_at(saved);
    }
    at.instruction = word_at(cfa - 8);
    at.stack_pointer = cfa;
    if (at.instruction == 0) break;
    // A return address may be the next function's first instruction: the call lies before it.
    place = at.instruction - 1;
    if (skip > 0)
      --skip;
    else
      out[count++] = at.instruction;
  }
  return count;
}

struct backtrace_state {
  std::uintptr_t above;
  std::uint32_t skip;
  std::span<std::uint64_t> out;
  std::uint32_t count;
};

std::uint32_t walk_by_libgcc(const stack_position& from, std::uint32_t skip,
                             std::span<std::uint64_t> out) noexcept {
  backtrace_state state{from.stack_pointer, skip, out, 0};
  _Unwind_Backtrace(
      [](_Unwind_Context* frame, void* argument) {
        auto& s = *static_cast<backtrace_state*>(argument);
        const auto address = static_cast<std::uint64_t>(_Unwind_GetIP(frame));
        if (address == 0 || s.count == s.out.size()) return _URC_END_OF_STACK;
        // libgcc begins with our own frames; what it calls a frame's CFA is that of its callee.
        if (static_cast<std::uintptr_t>(_Unwind_GetCFA(frame)) <= s.above) return _URC_NO_REASON;
        if (s.skip > 0)
          --s.skip;
        else
          s.out[s.count++] = address;
        return _URC_NO_REASON;
      },
      &state);
  return state.count;
}

}  // namespace

std::uint32_t walk_stack(const stack_position& from, std::uint32_t skip,
                         std::span<std::uint64_t> out) noexcept {
  if (const auto count = walk_by_rules(from, skip, out)) return *count;
  return walk_by_libgcc(from, skip, out);
}

}  // namespace hedgerow::exception_capture
