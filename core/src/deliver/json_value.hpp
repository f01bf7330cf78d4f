// SPDX-License-Identifier: MIT
/// @file
/// Values as JSON documents.
#pragma once

#include <nlohmann/json.hpp>

#include "event/value.hpp"

namespace hedgerow::internal {

/// Members keep their order.
using json = nlohmann::ordered_json;

/// What JSON has no number for becomes a string: "NaN", "Infinity", "-Infinity", and numbers of
/// more than 64 bits.
json json_of(const value& v);

/// The text of a document on one line; ill-formed UTF-8 is replaced.
std::string text_of(const json& document);

}  // namespace hedgerow::internal
