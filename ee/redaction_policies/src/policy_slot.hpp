// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Hands a new set of policies to the thread that redacts without making it wait.
#pragma once

#include <atomic>
#include <memory>

#include "policy_set.hpp"

namespace hedgerow::policies {

/// One thread at a time redacts with current(); any other may post(). No locks, so that neither
/// waits for the other, and a fork finds nothing locked.
class policy_slot {
 public:
  policy_slot() = default;
  policy_slot(const policy_slot&) = delete;
  policy_slot& operator=(const policy_slot&) = delete;
  ~policy_slot();

  /// Takes effect with the next current(). [any thread]
  void post(std::unique_ptr<policy_set> next);
  /// The newest set that was posted, or null; valid until the next call. Takes no time to speak of:
  /// what it replaces is freed by sweep(). [the redacting thread]
  policy_set* current() noexcept;
  /// Frees what was replaced. [any thread]
  void sweep() noexcept;

 private:
  struct node {
    std::unique_ptr<policy_set> set;
    node* next = nullptr;
  };
  std::atomic<node*> posted_{nullptr};
  std::atomic<node*> replaced_{nullptr};  ///< a stack
  node* current_ = nullptr;
};

}  // namespace hedgerow::policies
