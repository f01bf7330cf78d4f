// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "policy_slot.hpp"

namespace hedgerow::policies {

policy_slot::~policy_slot() {
  delete posted_.load(std::memory_order_acquire);
  delete current_;
  sweep();
}

void policy_slot::post(std::unique_ptr<policy_set> next) {
  auto fresh = std::make_unique<node>(node{std::move(next)});
  delete posted_.exchange(fresh.release(), std::memory_order_acq_rel);
}

policy_set* policy_slot::current() noexcept {
  if (posted_.load(std::memory_order_relaxed) != nullptr) {
    node* const fresh = posted_.exchange(nullptr, std::memory_order_acq_rel);
    if (fresh != nullptr) {
      if (node* const old = current_) {
        old->next = replaced_.load(std::memory_order_relaxed);
        while (!replaced_.compare_exchange_weak(old->next, old, std::memory_order_release,
                                                std::memory_order_relaxed)) {
        }
      }
      current_ = fresh;
    }
  }
  return current_ == nullptr ? nullptr : current_->set.get();
}

void policy_slot::sweep() noexcept {
  for (node* one = replaced_.exchange(nullptr, std::memory_order_acquire); one != nullptr;) {
    node* const next = one->next;
    delete one;
    one = next;
  }
}

}  // namespace hedgerow::policies
