// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Whose code a frame is.
#pragma once

#include <string_view>

#include "source_frame.hpp"

namespace hedgerow::exception_capture {

/// Whether the frame is the application's: neither of an object or a source file that the system
/// brings (/lib, /usr/lib, /usr/include and the language runtimes wherever they lie) nor, where no
/// source is known, of a function of a language runtime.
bool is_in_app(const source_frame& frame, std::string_view object_file);

}  // namespace hedgerow::exception_capture
