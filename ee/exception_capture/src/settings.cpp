// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "settings.hpp"

#include <string>

#include <hedgerow/plugin_sdk.hpp>
#include <nlohmann/json.hpp>

#include "trace_budget.hpp"

namespace hedgerow::exception_capture {

settings read_settings(std::string_view json) {
  const auto document = nlohmann::json::parse(json, nullptr, false);
  if (!document.is_object())
    throw sdk::bad_input(
        "the configuration must be a JSON object such as "
        "{\"max_traces_per_second\": 1000}; found " +
        std::string(document.is_discarded() ? "text that is not JSON" : document.type_name()));
  settings found;
  for (const auto& [key, value] : document.items()) {
    if (key != "max_traces_per_second")
      throw sdk::bad_input("unknown key \"" + key +
                           "\"; the only key is \"max_traces_per_second\"");
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > trace_budget::highest_limit)
      throw sdk::bad_input("max_traces_per_second: found " + value.dump() +
                           "; it must be a whole number from 0 (no limit) to " +
                           std::to_string(trace_budget::highest_limit));
    found.max_traces_per_second = value.get<std::uint32_t>();
  }
  return found;
}

}  // namespace hedgerow::exception_capture
