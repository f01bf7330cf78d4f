// SPDX-License-Identifier: MIT
/// @file
/// What a process says when std::terminate ends it: the report on disk, the log out.
#pragma once

namespace hedgerow::internal {

void install_last_words() noexcept;
void remove_last_words() noexcept;

}  // namespace hedgerow::internal
