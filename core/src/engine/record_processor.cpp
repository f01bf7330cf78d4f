// SPDX-License-Identifier: MIT
#include "engine/record_processor.hpp"

#include <algorithm>
#include <ctime>

#include <hedgerow/logger.hpp>

#include "context/merge.hpp"
#include "context/node.hpp"
#include "engine/collectors.hpp"
#include "event/decode.hpp"
#include "ring/losses.hpp"

namespace hedgerow::internal {

void record_processor::process(const detail::record& r, const tick_clock& clock) {
  if (r.severity < r.logger->threshold.load(std::memory_order_relaxed)) return;
  memory_.reset();
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
  std::string_view file = r.file != nullptr ? r.file : "";
  std::string_view function = r.function != nullptr ? r.function : "";
  if ((r.flags & detail::place_in_payload) != 0) {
    file = d.next_value().as_text();
    function = d.next_value().as_text();
  }
  std::span<field> call = d.fields(*r.keys);
  if (pipeline_->settings.call_site && !file.empty()) {
    auto with_place = memory_.make<field>(call.size() + 3);
    std::copy(call.begin(), call.end(), with_place.begin());
    const auto slash = file.rfind('/');
    with_place[call.size()] = {"filename", value::string(file.substr(slash + 1)), true, {}};
    with_place[call.size() + 1] = {"lineno", value::unsigned_integer(r.line), true, {}};
    with_place[call.size() + 2] = {"func_name", value::string(function), true, {}};
    call = with_place;
  }
  e.fields = merge_fields(fields_of(r.bound), fields_of(r.ambient), call, memory_);
  const auto clean = write(e);
  if (clean && any_collectors.load(std::memory_order_relaxed))
    collect(*clean, {file, function, r.line}, *pipeline_->passage, memory_);
}

std::optional<clean_event> record_processor::write(const raw_event& e) {
  auto clean = pipeline_->passage->pass(e, memory_);
  if (!clean) return clean;
  for (const auto& s : pipeline_->sinks)
    s->write(*clean);
  if (e.severity >= pipeline_->settings.flush_at)
    for (const auto& s : pipeline_->sinks)
      s->end_batch();
  const auto index = static_cast<std::size_t>(e.severity) / 10 - 1;
  if (index < written_.size()) written_[index].fetch_add(1, std::memory_order_relaxed);
  return clean;
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
