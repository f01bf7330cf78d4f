// SPDX-License-Identifier: MIT
// The public ways to a report, on the thread that captures.
#include <ctime>
#include <exception>
#include <utility>

#include <sys/syscall.h>
#include <unistd.h>

#include <hedgerow/exception.hpp>
#include <hedgerow/logger.hpp>

#include "context/merge.hpp"
#include "context/node.hpp"
#include "engine/capture.hpp"
#include "engine/engine.hpp"
#include "engine/text_record.hpp"
#include "event/decode.hpp"
#include "report/locate.hpp"

namespace hedgerow::internal {

namespace {

constinit capture_counters counters{};

std::vector<owned_field> properties_of(const detail::context_node* bound,
                                       const detail::key_table& keys, const std::byte* payload) {
  arena memory;
  const auto call = decoder(payload, memory).fields(keys);
  return own(merge_fields(fields_of(bound), fields_of(detail::this_thread.context), call, memory));
}

}  // namespace

capture_counters& capture_counts() noexcept {
  return counters;
}

report describe_report(const std::exception_ptr& error, const throw_tracer& tracer,
                       const void* capture_site) {
  report r;
  r.id = new_report_id();
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  r.at_ns = std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
  r.thread_id = static_cast<std::uint64_t>(syscall(SYS_gettid));
  r.chain = describe(error, tracer);
  if (!r.chain.empty() && r.chain.front().frames.empty())
    r.chain.front().frames.push_back(internal::capture_site(capture_site));
  return r;
}

}  // namespace hedgerow::internal

namespace hedgerow::detail {

using namespace hedgerow::internal;

std::string capture(std::exception_ptr error, const capture_options& options, const key_table& keys,
                    const std::byte* payload) noexcept {
  try {
    const auto running = engine::the().current();
    if (error == nullptr || running == nullptr || running->reports == nullptr) {
      auto& why = error == nullptr ? counters.nothing_active : counters.not_running;
      why.fetch_add(1, std::memory_order_relaxed);
      return {};
    }
    const throw_tracer tracer =
        running->plugins != nullptr ? running->plugins->tracer() : throw_tracer{};
    report r = describe_report(error, tracer, __builtin_return_address(0));
    r.severity = options.severity;
    r.distinct_id = options.distinct_id;
    r.fingerprint = options.fingerprint;
    r.properties = properties_of(nullptr, keys, payload);
    std::string id = r.id;
    running->reports->submit(std::move(r));
    return id;
  } catch (...) {
    counters.out_of_memory.fetch_add(1, std::memory_order_relaxed);
    return {};
  }
}

void log_exception(const logger_core* logger, const context_node* bound, const event_name& name,
                   const key_table& keys, const std::byte* payload, std::size_t size) noexcept {
  std::string text = "no exception is active";
  try {
    const std::exception_ptr error = std::current_exception();
    const auto running = engine::the().current();
    if (error == nullptr) {
      counters.nothing_active.fetch_add(1, std::memory_order_relaxed);
    } else {
      const throw_tracer tracer = running != nullptr && running->plugins != nullptr
                                      ? running->plugins->tracer()
                                      : throw_tracer{};
      report r = describe_report(error, tracer, __builtin_return_address(0));
      text = chain_text(r.chain);
      r.mechanism = "logger";
      r.logger = logger->name;
      r.event_name = name.text;
      r.properties = properties_of(bound, keys, payload);
      if (running != nullptr && running->reports != nullptr)
        running->reports->submit(std::move(r));
      else
        counters.not_running.fetch_add(1, std::memory_order_relaxed);
    }
  } catch (...) {
    counters.out_of_memory.fetch_add(1, std::memory_order_relaxed);
  }
  if (level::error < logger->threshold.load()) return;
  write_text_record({.logger = logger,
                     .bound = bound,
                     .severity = level::error,
                     .static_name = name.text,
                     .exception = text,
                     .file = name.file,
                     .function = name.function,
                     .line = name.line,
                     .keys = &keys,
                     .fields = payload,
                     .fields_size = size});
}

}  // namespace hedgerow::detail
