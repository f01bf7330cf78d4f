// SPDX-License-Identifier: MIT
// A shared object that logs, built twice with other literals: FLAVOUR is first or second.
#include <hedgerow/hedgerow.hpp>

#define TEXT_OF(word) #word
#define TEXT(word) TEXT_OF(word)

using namespace hedgerow::literals;

namespace {
const auto module_log = hedgerow::logger("module").bind(TEXT(FLAVOUR) "_bound"_k = 1, "ssn"_k = 2);
}

/// Logs `events` events, numbered from `number`, and leaves at once.
extern "C" __attribute__((visibility("default"))) void log_events(int number, int events) {
  const hedgerow::context_scope scope{TEXT(FLAVOUR) "_ambient"_k = true};
  for (int i = 0; i < events; ++i)
    module_log.info("logged_by_" TEXT(FLAVOUR), TEXT(FLAVOUR) "_key"_k = number + i);
}
