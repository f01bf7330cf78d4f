// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// The conditions of a policy file.
#pragma once

#include "condition.hpp"
#include "strict_json.hpp"

namespace hedgerow::policies {

condition read_condition(const strict_value& item);

}  // namespace hedgerow::policies
