// SPDX-License-Identifier: MIT
/// @file
/// Other loggers, each in a file of its own since their macros clash: one JSON line an event, into
/// a file in memory, escaped by hand.
#pragma once

#include <memory>

#include "workload.hpp"

namespace bench {

/// A logger that is set up; ended and its file removed at its end.
class peer {
 public:
  virtual ~peer() = default;
  /// [any thread]
  virtual void log(const event& e) = 0;
  /// What was logged is in the file.
  virtual void flush() = 0;
};

std::unique_ptr<peer> make_spdlog(bool async, bool bound);
std::unique_ptr<peer> make_glog();
std::unique_ptr<peer> make_boost_log();
std::unique_ptr<peer> make_log4cplus();

}  // namespace bench
