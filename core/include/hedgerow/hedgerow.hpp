// SPDX-License-Identifier: MIT
/// @file
/// Everything a service needs in order to log and to capture exceptions.
#pragma once

#include <hedgerow/context.hpp>
#include <hedgerow/data_class.hpp>
#include <hedgerow/exception.hpp>
#include <hedgerow/field.hpp>
#include <hedgerow/init.hpp>
#include <hedgerow/level.hpp>
#include <hedgerow/logger.hpp>
#include <hedgerow/stats.hpp>
