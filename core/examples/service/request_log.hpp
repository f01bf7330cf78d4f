// SPDX-License-Identifier: MIT
/// @file
/// Request events, by the names that users of django-structlog know: what a web framework's
/// middleware would do.
#pragma once

#include <functional>

#include <httplib.h>

#include <hedgerow/hedgerow.hpp>

namespace example {

using handler = std::function<void(const httplib::Request&, httplib::Response&)>;

/// The handler with request_started before it, and request_finished or request_failed after it.
/// During the request, every event of its thread carries request_id, ip, and correlation_id where
/// one came. An exception is captured, answered with 500 and goes no further.
handler logged(handler inner);

}  // namespace example
