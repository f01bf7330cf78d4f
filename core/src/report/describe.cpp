// SPDX-License-Identifier: MIT
#include <algorithm>

#include "report/capture.hpp"
#include "report/thrown_object.hpp"
#include "report/thrown_type.hpp"
#include "report/thrown_value.hpp"
#include "report/utf8.hpp"

namespace hedgerow::internal {
namespace {

constexpr std::size_t max_chain = 50;
constexpr std::uint32_t max_trace = 64;

std::vector<frame> raw_frames(const thrown_object& object, const throw_tracer& tracer) {
  std::vector<frame> frames;
  if (tracer.trace == nullptr) return frames;
  std::uint64_t addresses[max_trace];
  const std::uint32_t count =
      std::min(tracer.trace(tracer.context, object.address(), addresses, max_trace), max_trace);
  frames.resize(count);
  for (std::uint32_t i = 0; i < count; ++i)
    frames[i].instruction_address = addresses[i];
  return frames;
}

thrown describe_one(const thrown_object& object, const throw_tracer& tracer) {
  thrown out;
  out.type = type_name(object.type());
  thrown_text text = text_of(object);
  out.value = std::move(text.text);
  out.value_size = text.whole_size;
  out.properties = properties_of(object);
  out.frames = raw_frames(object, tracer);
  return out;
}

std::exception_ptr nested_in(const thrown_object& object) noexcept {
  const auto* nested = object.as<std::nested_exception>();
  return nested != nullptr ? nested->nested_ptr() : nullptr;
}

}  // namespace

std::vector<thrown> describe(const std::exception_ptr& error, const throw_tracer& tracer) noexcept {
  std::vector<thrown> chain;
  try {
    // The chain can come back to an exception it has been at.
    std::vector<const void*> seen;
    for (std::exception_ptr next = error; next != nullptr && chain.size() < max_chain;) {
      const thrown_object object(next);
      if (std::find(seen.begin(), seen.end(), object.address()) != seen.end()) break;
      seen.push_back(object.address());
      chain.push_back(describe_one(object, tracer));
      next = nested_in(object);
    }
  } catch (...) {
    // Out of memory: what was described so far is better than nothing.
  }
  return chain;
}

std::string chain_text(const std::vector<thrown>& chain) {
  constexpr std::size_t max_line_value = 2'000;
  std::string out;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const thrown& t = chain[i];
    if (i > 0) out += "\n  caused by ";
    out += t.type;
    if (t.value.empty()) continue;
    out += ": ";
    const std::uint64_t whole = std::max<std::uint64_t>(t.value_size, t.value.size());
    if (t.value_size == 0 && t.value.size() <= max_line_value) {
      out += t.value;
      continue;
    }
    // Half a secret is not found by the gate: what is cut ends at the end of a word.
    std::string_view kept = utf8_prefix(t.value, max_line_value);
    const std::size_t word_end = kept.find_last_of(" \t\n,;");
    out += kept.substr(0, word_end == std::string_view::npos ? 0 : word_end);
    out += cut_mark_of(whole);
  }
  return out;
}

}  // namespace hedgerow::internal
