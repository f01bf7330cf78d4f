// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "settings.hpp"

#include <algorithm>
#include <array>

#include <hedgerow/plugin_sdk.hpp>
#include <nlohmann/json.hpp>

#include "problem.hpp"

namespace hedgerow::policies {

module_settings read_settings(std::string_view config) {
  using namespace std::string_view_literals;
  static constexpr std::array known = {"reload_ms"sv, "audit_ms"sv, "audit_file"sv};
  constexpr std::int64_t a_day = 86'400'000;
  const std::string section = "plugins.modules.hedgerow.redaction_policies";
  module_settings read;
  const auto settings = nlohmann::json::parse(config);
  if (!settings.is_object())
    throw sdk::bad_input(section + ": found " + settings.dump() + ", expected an object");
  for (const auto& [key, value] : settings.items()) {
    if (std::find(known.begin(), known.end(), key) == known.end())
      throw sdk::bad_input(section + ": " + unknown_word("key", key, known));
    if (key == "audit_file") {
      if (!value.is_string() || value.get_ref<const std::string&>().empty())
        throw sdk::bad_input(section + "." + key + ": found " + value.dump() +
                             ", expected the path of a file");
      read.audit_file = value;
      continue;
    }
    if (!value.is_number_integer() || value < 0 || value > a_day)
      throw sdk::bad_input(section + "." + key + ": found " + value.dump() +
                           ", expected milliseconds, 0 (never) to 86400000");
    (key == "reload_ms" ? read.reload : read.audit) =
        std::chrono::milliseconds(value.get<std::int64_t>());
  }
  return read;
}

}  // namespace hedgerow::policies
