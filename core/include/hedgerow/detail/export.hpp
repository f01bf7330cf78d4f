// SPDX-License-Identifier: MIT
#pragma once

/// Marks what libhedgerow exports; everything else is hidden.
#define HEDGEROW_API __attribute__((visibility("default")))
