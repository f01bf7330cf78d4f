// SPDX-License-Identifier: MIT
/// @file
/// What the example service does: a shop with too much in its requests.
#pragma once

#include <httplib.h>

namespace example {

/// Adds the routes to a server: GET /orders/{id}, POST /charge, GET /login, GET /fail.
void add_routes(httplib::Server& server);

}  // namespace example
