// SPDX-License-Identifier: MIT
/// @file
/// The values of the headers whose inside is worth keeping.
#pragma once

#include "gate/detect/detector.hpp"

namespace hedgerow::internal {

/// After "Authorization:": the scheme stays, the credentials go.
void report_authorization(examination& e, std::size_t from);

/// After "Cookie:" and "Set-Cookie:": names and attributes stay, values go.
void report_cookies(examination& e, std::size_t from);

}  // namespace hedgerow::internal
