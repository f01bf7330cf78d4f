// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// A map that forgets what was not asked for longest.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <unordered_map>
#include <utility>

namespace hedgerow::exception_capture {

template <class Key, class Value, class Hash = std::hash<Key>>
class lru_cache {
 public:
  explicit lru_cache(std::size_t capacity) : capacity_(capacity) {}

  /// The value of `key`; `make()` is asked when there is none. Valid until the next call.
  template <class Make>
  const Value& get(const Key& key, Make&& make) {
    if (const auto found = index_.find(key); found != index_.end()) {
      entries_.splice(entries_.begin(), entries_, found->second);
      return found->second->second;
    }
    Value made = make();
    if (entries_.size() == capacity_) {
      index_.erase(entries_.back().first);
      entries_.pop_back();
    }
    entries_.emplace_front(key, std::move(made));
    index_.emplace(key, entries_.begin());
    return entries_.front().second;
  }

 private:
  using entry_list = std::list<std::pair<Key, Value>>;
  std::size_t capacity_;
  entry_list entries_;  ///< latest first
  std::unordered_map<Key, typename entry_list::iterator, Hash> index_;
};

}  // namespace hedgerow::exception_capture
