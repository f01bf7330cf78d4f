// SPDX-License-Identifier: MIT
/// @file
/// What was thrown or crashed, as data: before the gate, before delivery, independent of PostHog.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <hedgerow/level.hpp>

#include "event/owned_value.hpp"

namespace hedgerow::internal {

/// One place in a stack. Text is empty and numbers are 0 where nothing is known.
struct frame {
  std::uint64_t instruction_address = 0;  ///< the raw return address
  std::uint64_t symbol_address = 0;
  std::uint64_t image_address = 0;  ///< load base of the object it lies in
  std::string function;             ///< demangled
  std::string file;                 ///< source path, else the object's base name
  std::string module;               ///< base name of the object
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  bool in_app = true;
  bool is_inline = false;  ///< inlined into the frame before it
  bool resolved = false;   ///< function and line come from symbols here, not from a server
  bool synthetic = false;  ///< invented by the library: the place of the capture, not of the throw
};

/// An ELF object that frames lie in.
struct debug_image {
  std::string code_file;
  std::string code_id;   ///< the GNU build id, hex
  std::string debug_id;  ///< PostHog's form of it
  std::uint64_t image_address = 0;
  std::uint64_t image_size = 0;
};

/// One exception of a chain.
struct thrown {
  std::string type;              ///< demangled
  std::string value;             ///< what(), or the value itself (thrown_value.hpp)
  std::uint64_t value_size = 0;  ///< bytes it had when it was longer than what is kept; else 0
  std::vector<owned_field> properties;  ///< error codes, paths
  std::vector<frame> frames;            ///< outermost call first, the throw last
};

/// A captured exception or crash.
struct report {
  std::string id;  ///< UUID, version 7
  std::int64_t at_ns = 0;
  level severity = level::error;
  bool handled = true;
  std::string mechanism = "generic";  ///< "generic", "logger", "terminate"
  std::string source;                 ///< "cpp.terminate_handler"; empty for manual capture
  std::string distinct_id;
  std::string fingerprint;
  std::uint64_t thread_id = 0;
  std::string logger;  ///< of logger.exception(), with the event name
  std::string event_name;
  std::vector<thrown> chain;            ///< outermost first, root cause last
  std::vector<owned_field> properties;  ///< the call's, the bound and the ambient fields
  std::vector<debug_image> images;
};

}  // namespace hedgerow::internal
