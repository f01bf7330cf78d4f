// SPDX-License-Identifier: MIT
#pragma once

#if defined(HEDGEROW_STATIC)
#  define HEDGEROW_API
#else
#  define HEDGEROW_API __attribute__((visibility("default")))
#endif
