// SPDX-License-Identifier: MIT
/// @file
/// From a captured report to what is stored: frames completed, redacted, in PostHog's form.
#pragma once

#include "deliver/store.hpp"
#include "gate/gate.hpp"
#include "report/locate.hpp"
#include "report/report.hpp"

namespace hedgerow::internal {

/// Frames that are raw addresses still are located (report/locate.hpp). A report without a valid
/// UUID is given one. @throws std::bad_alloc
new_report prepare(report& r, gate& passage, frame_locator& places);

}  // namespace hedgerow::internal
