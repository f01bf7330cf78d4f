// SPDX-License-Identifier: MIT
/// @file
/// A report as one tree of values: the form in which it passes the gate, and in which plugins and
/// the store see it. Members without a value are left out.
///
///     id            string, a UUID
///     timestamp     integer, nanoseconds since 1970 UTC
///     level         string: "debug" ... "critical"
///     handled       boolean
///     mechanism     string: "generic", "logger", "terminate"
///     source        string: "cpp.terminate_handler"
///     distinct_id   string
///     fingerprint   string
///     thread_id     integer
///     logger        string
///     event         string: the name of the event it was logged with
///     exceptions    list, outermost first, of
///         type        string
///         value       string
///         properties  map: what the exception carries (error_code, error_category, path1 ...)
///         frames      list, outermost call first, of
///             function, file, module            strings
///             line, column                      integers, from 1
///             in_app, inline, resolved, synthetic   booleans, always there
///             instruction_address, symbol_address, image_address   strings, "0x55e07d9ca1f1"
///     properties    map: the call's, the bound and the ambient fields
///     images        list of
///         code_file, code_id, debug_id          strings
///         image_address                         string, as above
///         image_size                            integer, bytes
#pragma once

#include "event/arena.hpp"
#include "event/value.hpp"
#include "report/report.hpp"

namespace hedgerow::internal {

/// The tree views `r` and `memory`; it is valid while both live and `r` is not changed.
/// @throws std::bad_alloc
value report_tree(const report& r, arena& memory);

}  // namespace hedgerow::internal
