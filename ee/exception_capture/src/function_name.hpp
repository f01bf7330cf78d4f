// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// From a symbol's name to a function's.
#pragma once

#include <string>

namespace hedgerow::exception_capture {

/// "_Z4sitei.cold" becomes "site(int)": demangled (Itanium C++ ABI), and without the suffixes that
/// GCC gives to the parts and copies it makes of a function.
std::string function_name(const char* symbol);

/// Whether `function` is a step of the C++ runtime between `throw` and the search for a handler.
bool is_throw_machinery(const std::string& function);

}  // namespace hedgerow::exception_capture
