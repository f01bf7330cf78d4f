// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The "action" of a rule.
#pragma once

#include <string>
#include <vector>

#include "action.hpp"
#include "key_reader.hpp"
#include "strict_json.hpp"

namespace hedgerow::policies {

/// All words that "action" may be or hold, for messages.
std::string names_of_actions();

action read_action(const strict_value& item, const key_table& keys);

/// Whether the digits of what these detectors find can be encrypted; tells on `item` what cannot.
/// Sets the check digit that payment cards have.
void check_digits(const strict_value& item, const std::vector<std::string>& detectors,
                  action& made);

}  // namespace hedgerow::policies
