// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// What the verbs of `hedgerow policy` share.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <hedgerow/plugin_sdk.hpp>
#include <nlohmann/json.hpp>

#include "policy.hpp"

namespace hedgerow::policies {

enum exit_status : std::int32_t { fine = 0, findings = 1, wrong_use = 2 };

/// How all verbs are called.
extern const std::string_view policy_usage;

/// The words of a command, options apart.
struct options {
  std::vector<std::string> names;
  std::string key;
  std::string logger;
  std::string rule;
  std::optional<std::string> text;
  bool as_json = false;
};

/// @return nothing after saying on `console` what is wrong
std::optional<options> read_options(std::span<const std::string_view> words,
                                    std::span<const std::string_view> allowed,
                                    const sdk::console& console);

/// Reads all that are named, or says what is wrong.
std::optional<std::vector<policy>> read_all(const std::vector<std::string>& names,
                                            const sdk::console& console);

/// Calls `each` for `text` when there is one, else for every line of standard input, however it
/// comes in pieces.
void for_each_line(const std::optional<std::string>& text, const sdk::console& console,
                   const std::function<void(std::string_view)>& each);

/// A line of JSON for machines.
std::string line_of(const nlohmann::ordered_json& value);

// The verbs. Each gives the exit status.
std::int32_t check_verb(std::span<const std::string_view> words, const sdk::console& console);
std::int32_t list_verb(std::span<const std::string_view> words, const sdk::console& console);
std::int32_t try_verb(std::span<const std::string_view> words, const sdk::console& console);
std::int32_t reveal_verb(std::span<const std::string_view> words, const sdk::console& console);

}  // namespace hedgerow::policies
