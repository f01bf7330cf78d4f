// SPDX-License-Identifier: MIT
#include "engine/collectors.hpp"

#include <mutex>
#include <vector>

namespace hedgerow::internal {

constinit std::atomic<bool> any_collectors{false};

namespace {

/// Never destroyed: static destructors may log.
struct collector_list {
  std::mutex turn;
  std::vector<collector*> all;

  static collector_list& the() {
    static auto* list = new collector_list;
    return *list;
  }
};

}  // namespace

void add_collector(collector& c) {
  collector_list& list = collector_list::the();
  const std::lock_guard lock(list.turn);
  list.all.push_back(&c);
  any_collectors.store(true);
}

void remove_collector(collector& c) noexcept {
  collector_list& list = collector_list::the();
  const std::lock_guard lock(list.turn);
  std::erase(list.all, &c);
  any_collectors.store(!list.all.empty());
}

void collect(const clean_event& event, const call_site& place, gate& passage,
             arena& memory) noexcept {
  const call_site clean{passage.pass_text(place.file, memory).view(),
                        passage.pass_text(place.function, memory).view(), place.line};
  collector_list& list = collector_list::the();
  const std::lock_guard lock(list.turn);
  for (collector* c : list.all)
    c->take(event, clean);
}

}  // namespace hedgerow::internal
