// SPDX-License-Identifier: MIT
/// @file
/// What killed processes had logged and not yet written: what `hedgerow recover` does. init() does
/// the same for the service that it starts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <hedgerow/detail/export.hpp>
#include <hedgerow/status.hpp>

namespace hedgerow {

struct recover_options {
  std::string config_file{};  ///< for the sinks and policies; empty: as init() chooses
  std::string service{};      ///< only of this service; empty: of every service
  bool dry_run = false;       ///< only says what there is
};

/// What was found of one dead process.
struct recovered_process {
  std::string file;  ///< its name in recorder.dir
  std::string service;
  std::int64_t pid = 0;
  std::uint64_t events = 0;          ///< that were logged and not written
  std::uint64_t incomplete = 0;      ///< of these: without a part, which `recovery_lost` names
  std::uint64_t finished_bytes = 0;  ///< of lines that were about to be written
  std::uint64_t damaged_bytes = 0;   ///< that could not be read
  std::string problem{};             ///< empty: all is written, and the file is gone
};

/// Takes what dead processes of this user left through the gate to the configured sinks, each event
/// marked with `recovered_from_pid`, and removes it. Processes that live are left alone.
/// @return failure when the configuration has mistakes: nothing was touched then
HEDGEROW_API status recover(const recover_options& options, std::vector<recovered_process>& out);

}  // namespace hedgerow
