// SPDX-License-Identifier: MIT
#include "engine/own_events.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "ring/losses.hpp"

namespace hedgerow::internal {

namespace {

using count = std::pair<std::string_view, std::uint64_t>;

field number(std::string_view key, std::uint64_t n) {
  return {key, value::unsigned_integer(n), true, {}};
}

field numbers(std::string_view key, std::initializer_list<count> counts, arena& memory) {
  auto members = memory.make<field>(counts.size());
  std::transform(counts.begin(), counts.end(), members.begin(),
                 [](const count& c) { return number(c.first, c.second); });
  return {key, value::map(members), true, {}};
}

}  // namespace

std::span<const field> loss_fields(std::uint64_t lost, arena& memory) {
  auto fields = memory.make<field>(static_cast<std::size_t>(loss::count) + 1);
  std::size_t n = 0;
  fields[n++] = number("lost", lost);
  for (std::size_t i = 0; i < static_cast<std::size_t>(loss::count); ++i)
    if (const auto so_far = losses.of(static_cast<loss>(i)); so_far > 0)
      fields[n++] = number(to_string(static_cast<loss>(i)), so_far);
  return fields.first(n);
}

std::span<const field> stats_fields(const statistics& s, arena& memory) {
  const std::initializer_list<field> all{numbers("events",
                                                 {{"debug", s.written.debug},
                                                  {"info", s.written.info},
                                                  {"warning", s.written.warning},
                                                  {"error", s.written.error},
                                                  {"critical", s.written.critical}},
                                                 memory),
                                         number("bytes", s.bytes),
                                         numbers("lost",
                                                 {{"ring_full", s.lost.ring_full},
                                                  {"dropped_oldest", s.lost.dropped_oldest},
                                                  {"too_large", s.lost.too_large},
                                                  {"out_of_memory", s.lost.out_of_memory},
                                                  {"nested", s.lost.nested},
                                                  {"before_init", s.lost.before_init},
                                                  {"after_shutdown", s.lost.after_shutdown},
                                                  {"failed", s.lost.failed},
                                                  {"sinks", s.lost.sinks}},
                                                 memory),
                                         number("rings", s.queue.rings),
                                         number("rings_in_use", s.queue.rings_in_use),
                                         number("ring_bytes", s.queue.ring_bytes),
                                         number("high_water", s.queue.high_water),
                                         number("lag_us", s.queue.lag_us),
                                         number("most_lag_us", s.queue.most_lag_us),
                                         number("values_redacted", s.gate.values_redacted),
                                         number("values_withheld", s.gate.values_withheld)};
  auto fields = memory.make<field>(all.size());
  std::copy(all.begin(), all.end(), fields.begin());
  return fields;
}

}  // namespace hedgerow::internal
