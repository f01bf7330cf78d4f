// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Personalities that record a throw and then do what the original one does. Made at compile time,
/// one for each original, since no memory may be both written and run.
#pragma once

namespace hedgerow::exception_capture::personality_thunks {

/// The thunk in place of `original`; null when there are more originals than thunks. One call at a
/// time.
void* thunk_for(void* original) noexcept;
/// What `thunk` stands for; null when it is none of ours.
void* original_of(void* thunk) noexcept;

}  // namespace hedgerow::exception_capture::personality_thunks
