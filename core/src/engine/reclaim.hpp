// SPDX-License-Identifier: MIT
/// @file
/// Frees contexts that nothing can refer to any more (context/node.hpp says why it takes two
/// steps).
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "context/node.hpp"
#include "ring/ring.hpp"

namespace hedgerow::internal {

/// Used from the backend thread only.
class reclaimer {
 public:
  /// Takes what was retired since the last call and notes how far each ring was written then; frees
  /// what was noted earlier, once all rings are read that far. [between two drains]
  void step() noexcept {
    if (!waiting_.empty()) free_what_is_read();
    context_node* first = take_retired();
    if (first == nullptr) return;
    try {
      batch b{first, {}};
      for (ring* r = first_ring(); r != nullptr; r = r->next)
        if (const auto at = r->published_position(); at != r->read.load(std::memory_order_relaxed))
          b.marks.emplace_back(r, at);
      if (b.marks.empty())
        free_nodes(first);
      else
        waiting_.push_back(std::move(b));
    } catch (...) {
      // Out of memory: these few are never freed, which is safe.
    }
  }
  /// In a forked child: its rings are empty, and those of the parent are gone. [the only thread]
  void forget_rings_after_fork() noexcept {
    for (batch& b : waiting_)
      b.marks.clear();
  }
  /// Frees all; the rings are read to their ends and nobody writes.
  void finish() noexcept {
    for (batch& b : waiting_)
      free_nodes(b.first);
    waiting_.clear();
    free_nodes(take_retired());
  }

 private:
  struct batch {
    context_node* first;
    std::vector<std::pair<ring*, std::uint64_t>> marks;
  };
  void free_what_is_read() noexcept {
    std::erase_if(waiting_, [](batch& b) {
      for (const auto& [ring, until] : b.marks)
        if (ring->read.load(std::memory_order_relaxed) < until) return false;
      free_nodes(b.first);
      return true;
    });
  }
  std::vector<batch> waiting_;
};

}  // namespace hedgerow::internal
