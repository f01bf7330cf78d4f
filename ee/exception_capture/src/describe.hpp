// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// What is covered, as one line for people.
#pragma once

#include <string>

#include "throw_capture.hpp"

namespace hedgerow::exception_capture {

std::string exception_capture_line(const coverage& reached);

}  // namespace hedgerow::exception_capture
