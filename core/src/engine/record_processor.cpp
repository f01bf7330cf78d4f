// SPDX-License-Identifier: MIT
#include "engine/record_processor.hpp"

#include <ctime>

#include <hedgerow/logger.hpp>

#include "context/merge.hpp"
#include "context/node.hpp"
#include "engine/call_site.hpp"
#include "engine/collectors.hpp"
#include "event/decode.hpp"
#include "ring/losses.hpp"

namespace hedgerow::internal {

void record_processor::use(pipeline* p) noexcept {
  pipeline_ = p;
  forms_.clear();
}

void record_processor::process(const detail::record& r, const tick_clock& clock) {
  if (r.severity < r.logger->threshold.load()) return;
  memory_.reset();
  const bool with_place = pipeline_->settings.call_site;
  if (r.flags == 0) {
    if (form* const f = forms_.find(r, *pipeline_->passage, with_place); f != nullptr) {
      process_by_form(*f, r, clock.unix_ns(r.ticks));
      return;
    }
  }
  decoder d(reinterpret_cast<const std::byte*>(&r) + sizeof r, memory_);
  raw_event e;
  e.severity = r.severity;
  e.level_text = to_string(r.severity);
  e.logger = r.logger->name;
  e.name = (r.flags & detail::name_in_payload) != 0 ? d.next_value().as_text()
                                                    : std::string_view(r.name);
  if ((r.flags & detail::exception_in_payload) != 0) e.exception = d.next_value().as_text();
  e.when = timestamp::at((r.flags & detail::time_in_payload) != 0 ? d.next_value().as_integer()
                                                                  : clock.unix_ns(r.ticks));
  call_site place = call_site::of(r);
  if ((r.flags & detail::place_in_payload) != 0) {
    place.file = d.next_value().as_text();
    place.function = d.next_value().as_text();
  }
  std::span<field> call = d.fields(*r.keys);
  if (with_place) call = with_call_site(call, place, memory_);
  e.fields = merge_fields(fields_of(r.bound), fields_of(r.ambient), call, memory_);
  const auto clean = pipeline_->passage->pass(e, memory_);
  if (!clean) return;
  write(*clean);
  if (any_collectors.load(std::memory_order_relaxed))
    collect(*clean, place, *pipeline_->passage, memory_);
}

[[gnu::always_inline]] inline void
record_processor::process_by_form(form& f, const detail::record& r, std::int64_t unix_ns) {
  decoder values(reinterpret_cast<const std::byte*>(&r) + sizeof r, memory_);
  contexts_of_event contexts;
  if (f.takes_contexts()) contexts = forms_.contexts_of(r, *pipeline_->passage);
  const clean_event& clean = pipeline_->passage->fill(f, unix_ns, values, contexts, memory_);
  write(clean);
  if (any_collectors.load(std::memory_order_relaxed))
    collect(clean, call_site::of(r), *pipeline_->passage, memory_);
}

[[gnu::always_inline]] inline void record_processor::write(const clean_event& e) noexcept {
  for (const auto& s : pipeline_->sinks)
    s->write(e);
  urgent_ = urgent_ || e.severity() >= pipeline_->settings.flush_at;
  const auto index = static_cast<std::size_t>(e.severity()) / 10 - 1;
  if (index >= written_.size()) return;
  // One thread writes at a time: no locked instruction is needed.
  std::atomic<std::uint64_t>& count = written_[index];
  count.store(count.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
}

void record_processor::write(const raw_event& e) {
  if (const auto clean = pipeline_->passage->pass(e, memory_)) write(*clean);
}

void record_processor::say(level severity, std::string_view event, std::span<const field> fields) {
  memory_.reset();
  raw_event e;
  timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  e.when = timestamp::at(std::int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec);
  e.severity = severity;
  e.level_text = to_string(severity);
  e.logger = "hedgerow";
  e.name = event;
  e.fields = fields;
  write(e);
}

std::array<std::uint64_t, 5> record_processor::written() const noexcept {
  std::array<std::uint64_t, 5> out{};
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = written_[i].load(std::memory_order_relaxed);
  return out;
}

}  // namespace hedgerow::internal
