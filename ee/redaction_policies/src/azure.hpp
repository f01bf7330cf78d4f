// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Secrets in parts of connection strings and URLs, which no single form describes.
#pragma once

#include <string_view>

#include "pack.hpp"

namespace hedgerow::policies {

/// AccountName=...;AccountKey=..., Endpoint=...;Id=...;Secret=..., SharedAccessKey, Teams webhooks.
extent azure_secret(std::string_view text, std::size_t place) noexcept;
/// https://discord.com/api/webhooks/<id>/<token>
extent discord_webhook(std::string_view text, std::size_t place) noexcept;

}  // namespace hedgerow::policies
