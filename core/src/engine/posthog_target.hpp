// SPDX-License-Identifier: MIT
/// @file
/// Checking and straightening where reports are sent.
#pragma once

#include <string>
#include <string_view>

#include <hedgerow/status.hpp>

namespace hedgerow::internal {

/// Whether `key` is a project key (phc_...). The message never holds the key itself.
status check_project_key(std::string_view key);

/// The ingestion host behind what people copy from their browser: app.posthog.com and
/// us.posthog.com become us.i.posthog.com, eu.posthog.com eu.i.posthog.com; slashes at the end go.
/// `host` must be an http or https URL of a host, without user, query or fragment.
status straighten_host(std::string_view host, std::string& out);

}  // namespace hedgerow::internal
