// SPDX-License-Identifier: MIT
#include "engine/recovered_event.hpp"

#include <algorithm>
#include <string_view>

#include "context/merge.hpp"
#include "engine/call_site.hpp"
#include "event/decode.hpp"
#include "event/well_formed.hpp"

namespace hedgerow::internal {

namespace {

std::uint64_t address_of(const void* p) noexcept {
  return reinterpret_cast<std::uint64_t>(p);
}

bool has(const dead_record& r, detail::record_flag flag) noexcept {
  return (r.head.flags & flag) != 0;
}

/// Whether the payload holds what the flags and the keys say. Without keys: values, up to its end.
bool is_payload(const dead_record& r, const std::vector<elf_literals::key>* keys,
                std::size_t& values) noexcept {
  wire_checker w(r.payload);
  if (has(r, detail::name_in_payload) && !w.string()) return false;
  if (has(r, detail::exception_in_payload) && !w.string()) return false;
  if (has(r, detail::time_in_payload) && !w.integer()) return false;
  if (has(r, detail::place_in_payload) && !(w.string() && w.string())) return false;
  values = 0;
  if (keys == nullptr) {
    for (; w.bytes_left() > 0; ++values)
      if (!w.value()) return false;
    return true;
  }
  for (const auto& k : *keys)
    if ((k.text.empty() && !w.string()) || !w.value()) return false;
  return true;
}

/// The fields of the call. The gate cannot judge a value whose key is unknown.
std::span<field> call_fields(decoder& d, const std::vector<elf_literals::key>* keys,
                             std::size_t values, arena& memory) {
  auto out = memory.make<field>(keys != nullptr ? keys->size() : values);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (keys == nullptr) {
      d.next_value();
      out[i].key = memory.copy("unknown_key_" + std::to_string(i + 1));
      out[i].val = value::withheld("unknown_key");
      continue;
    }
    const auto& k = (*keys)[i];
    if (k.text.empty()) {
      out[i].key = d.next_value().as_text();
    } else {
      out[i].key = k.text;
      out[i].key_known = true;
      out[i].verdict = k.verdict;
    }
    out[i].val = d.next_value();
  }
  return out;
}

}  // namespace

event_reader::event_reader(const dead_segment& process)
    : process_(process),
      clock_(process.first_reading(), process.last_reading()),
      began_ns_(process.first_reading().unix_ns),
      now_ns_(tick_clock().newest().unix_ns),
      literals_(process.modules(), process.literals()) {
  for (const image_view& i : process.images())
    (i.kind == image_kind::logger ? loggers_ : contexts_)[i.of] = i;
}

std::span<const field> event_reader::context(std::uint64_t address, arena& memory,
                                             bool& lost) const {
  if (address == 0) return {};
  const auto image = contexts_.find(address);
  lost = image == contexts_.end() || !wire_checker(image->second.content).map();
  if (lost) return {};
  return decoder(image->second.content.data(), memory).next_value().as_map();
}

bool event_reader::read(const dead_record& r, bool with_place, arena& memory, raw_event& e) {
  const auto* keys = literals_.keys(address_of(r.head.keys));
  std::size_t values = 0;
  if (!is_payload(r, keys, values)) return false;
  std::string lost;
  const auto missing = [&](std::string_view part) {
    lost += (lost.empty() ? "" : ",") + std::string(part);
  };
  if (keys == nullptr && values > 0) missing("keys");

  decoder d(r.payload.data(), memory);
  e = {};
  e.severity = r.head.severity;
  e.level_text = to_string(r.head.severity);
  if (has(r, detail::name_in_payload)) {
    e.name = d.next_value().as_text();
  } else if (const std::string* name = literals_.text(address_of(r.head.name))) {
    e.name = *name;
  } else {
    e.name = "recovered_event";
    missing("event");
  }
  if (has(r, detail::exception_in_payload)) e.exception = d.next_value().as_text();
  // What was read at the end is an old reading for it: an event lies within the process's life.
  const std::int64_t at =
      has(r, detail::time_in_payload)
          ? d.next_value().as_integer()
          : std::clamp(clock_.unix_ns(r.head.ticks), std::min(began_ns_, now_ns_), now_ns_);
  e.when = timestamp::at(at);
  internal::call_site place{.line = r.head.line};
  if (has(r, detail::place_in_payload)) {
    place.file = d.next_value().as_text();
    place.function = d.next_value().as_text();
  } else if (with_place && r.head.file != nullptr) {
    const std::string* file = literals_.text(address_of(r.head.file));
    const std::string* function = literals_.text(address_of(r.head.function));
    if (file != nullptr) place.file = *file;
    if (function != nullptr) place.function = *function;
    if (file == nullptr) missing("call_site");
  }
  const auto logger = loggers_.find(address_of(r.head.logger));
  if (logger != loggers_.end())
    e.logger = std::string_view(reinterpret_cast<const char*>(logger->second.content.data()),
                                logger->second.content.size());
  else
    missing("logger");
  bool no_bound = false;
  bool no_ambient = false;
  const auto bound = context(address_of(r.head.bound), memory, no_bound);
  const auto ambient = context(address_of(r.head.ambient), memory, no_ambient);
  if (no_bound) missing("bound");
  if (no_ambient) missing("ambient");

  auto call = call_fields(d, keys, values, memory);
  if (with_place) call = with_call_site(call, place, memory);
  auto all = memory.make<field>(call.size() + 2);
  std::copy(call.begin(), call.end(), all.begin());
  std::size_t n = call.size();
  all[n++] = {"recovered_from_pid", value::integer(process_.pid()), true, {}};
  if (!lost.empty()) {
    ++incomplete_;
    all[n++] = {"recovery_lost", value::string(memory.copy(lost)), true, {}};
  }
  e.fields = merge_fields(bound, ambient, all.first(n), memory);
  return true;
}

}  // namespace hedgerow::internal
