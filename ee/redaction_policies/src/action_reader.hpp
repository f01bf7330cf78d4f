// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The "action" of a rule.
#pragma once

#include "action.hpp"
#include "key_reader.hpp"
#include "strict_json.hpp"

namespace hedgerow::policies {

/// All words that "action" may be or hold, for messages.
std::string names_of_actions();

action read_action(const strict_value& item, const key_table& keys);

}  // namespace hedgerow::policies
