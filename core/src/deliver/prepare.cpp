// SPDX-License-Identifier: MIT
#include "deliver/prepare.hpp"

#include "event/arena.hpp"
#include "report/capture.hpp"
#include "report/tree.hpp"

namespace hedgerow::internal {
namespace {

/// PostHog refuses a whole batch for one event with another id.
bool is_uuid(std::string_view text) noexcept {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hex = std::string_view("0123456789abcdefABCDEF").find(text[i]) != std::string::npos;
    if (dash ? text[i] != '-' : !hex) return false;
  }
  return true;
}

}  // namespace

new_report prepare(report& r, gate& passage, frame_locator& places) {
  if (!is_uuid(r.id)) r.id = new_report_id();
  places.locate(r);
  arena memory;
  const clean_report clean = passage.pass_report(report_tree(r, memory), memory);
  new_report out;
  out.facts = {r.id, r.at_ns, r.severity, r.handled, r.thread_id, new_report_id()};
  out.payload = make_payload(clean, out.facts);
  return out;
}

}  // namespace hedgerow::internal
