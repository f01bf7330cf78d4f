// SPDX-License-Identifier: MIT
#include <hedgerow/testing.hpp>

#include <condition_variable>
#include <mutex>
#include <ostream>

#include "engine/collectors.hpp"
#include "engine/engine.hpp"
#include "ring/losses.hpp"
#include "testing/messages.hpp"
#include "testing/values.hpp"

namespace hedgerow::testing {

using namespace hedgerow::internal;
using std::chrono::steady_clock;

std::ostream& operator<<(std::ostream& out, const outcome& o) {
  return out << (o.good_ ? "as expected" : o.message_);
}

class capture::collection final : public collector {
 public:
  void take(const clean_event& e, const call_site& place) noexcept override {
    try {
      captured_event copy;
      copy.name = e.name().value_or("");
      copy.level = e.severity();
      copy.logger = e.logger().value_or("");
      copy.fields = testing::own(e.fields());
      copy.exception = e.exception();
      copy.file = place.file;
      copy.function = place.function;
      copy.line = place.line;
      copy.unix_ns = e.when().ns;
      const std::lock_guard lock(turn_);
      events_.push_back(std::move(copy));
      more_.notify_all();
    } catch (...) {
      losses.add(loss::failed);
    }
  }

  std::vector<captured_event> events() const {
    const std::lock_guard lock(turn_);
    return events_;
  }
  void clear() {
    const std::lock_guard lock(turn_);
    events_.clear();
  }
  /// Waits until `times` of the events are as expected. @return all events then
  std::vector<captured_event> wait(std::size_t times, const event& expected,
                                   steady_clock::time_point deadline) const {
    std::unique_lock lock(turn_);
    more_.wait_until(lock, deadline, [&] { return matching(expected, events_) >= times; });
    return events_;
  }

 private:
  mutable std::mutex turn_;
  mutable std::condition_variable more_;
  std::vector<captured_event> events_;
};

namespace {

void settle() {
  engine::the().flush_events(steady_clock::now() + std::chrono::seconds(5));
}

}  // namespace

capture::capture() : collected_(std::make_unique<collection>()) {
  engine::the().begin_capture();
  try {
    add_collector(*collected_);
  } catch (...) {
    engine::the().end_capture();
    throw;
  }
}

capture::~capture() {
  remove_collector(*collected_);
  engine::the().end_capture();
}

std::vector<captured_event> capture::events() const {
  settle();
  return collected_->events();
}

void capture::clear() {
  settle();
  collected_->clear();
}

std::size_t capture::count(const event& expected) const {
  return matching(expected, events());
}

outcome capture::has(const event& expected) const {
  return judge(1, expected, events());
}

outcome capture::has_no(const event& unwanted) const {
  return judge_absence(unwanted, events());
}

outcome capture::has_in_order(std::initializer_list<event> expected) const {
  return judge_order({expected.begin(), expected.end()}, events());
}

outcome capture::wait_for(const event& expected, std::chrono::milliseconds at_most) const {
  return wait_for(1, expected, at_most);
}

outcome capture::wait_for(std::size_t times, const event& expected,
                          std::chrono::milliseconds at_most) const {
  return judge(times, expected, collected_->wait(times, expected, steady_clock::now() + at_most));
}

}  // namespace hedgerow::testing
