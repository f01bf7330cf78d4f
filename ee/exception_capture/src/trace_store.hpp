// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The raw traces of the latest throws: a fixed ring that throwing threads write and capturing
/// threads read, without locks and without allocation. A token, kept in the thrown object's header,
/// leads to its trace in O(1).
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace hedgerow::exception_capture {

class trace_store {
 public:
  static constexpr std::size_t traces = 256;
  static constexpr std::size_t depth = 64;

  /// Keeps the first `depth` of `addresses` in place of the oldest trace. Returns the token, never
  /// 0; 0 when a thread that began 256 throws ago still writes to the same place. [any thread]
  std::uint64_t keep(const void* object, std::span<const std::uint64_t> addresses) noexcept {
    const std::uint64_t token = next_.fetch_add(1, std::memory_order_relaxed) << 1 | salt();
    record& r = records_[index(token)];
    std::uint64_t before = r.state.load(std::memory_order_relaxed);
    if ((before & writing) != 0 ||
        !r.state.compare_exchange_strong(before, token | writing, std::memory_order_acq_rel))
      return 0;
    const std::size_t count = addresses.size() < depth ? addresses.size() : depth;
    r.object.store(object, std::memory_order_release);
    r.count.store(static_cast<std::uint32_t>(count), std::memory_order_release);
    for (std::size_t i = 0; i < count; ++i)
      r.addresses[i].store(addresses[i], std::memory_order_release);
    r.state.store(token, std::memory_order_release);
    return token;
  }

  /// The trace that `token` leads to, when it is `object`'s and was not overwritten; returns how
  /// many addresses were written to `out`, 0 when it is gone. [any thread]
  std::uint32_t read(std::uint64_t token, const void* object,
                     std::span<std::uint64_t> out) const noexcept {
    const record& r = records_[index(token)];
    if (r.state.load(std::memory_order_acquire) != token) return 0;
    if (r.object.load(std::memory_order_acquire) != object) return 0;
    std::size_t count = r.count.load(std::memory_order_acquire);
    if (count > out.size()) count = out.size();
    for (std::size_t i = 0; i < count; ++i)
      out[i] = r.addresses[i].load(std::memory_order_acquire);
    // Whoever reads one value of a newer trace here also sees that the state has moved on.
    return r.state.load(std::memory_order_relaxed) == token ? static_cast<std::uint32_t>(count) : 0;
  }

 private:
  struct record {
    std::atomic<std::uint64_t> state{0};  ///< token of the trace; with `writing` set: not yet whole
    std::atomic<const void*> object{nullptr};
    std::atomic<std::uint32_t> count{0};
    std::array<std::atomic<std::uint64_t>, depth> addresses{};
  };
  static constexpr std::uint64_t writing = 1;

  static std::size_t index(std::uint64_t token) noexcept { return (token >> 1) % traces; }
  /// Tokens of another copy of this store in the same process must not look like ours.
  std::uint64_t salt() const noexcept {
    return (reinterpret_cast<std::uintptr_t>(this) * 0x9E3779B97F4A7C15u) & 0xffff000000000000u;
  }

  std::atomic<std::uint64_t> next_{1};
  std::array<record, traces> records_{};
};

}  // namespace hedgerow::exception_capture
