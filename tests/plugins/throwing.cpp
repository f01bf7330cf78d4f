// SPDX-License-Identifier: MIT
/// @file
/// Throws from every function that its configuration names.
#include <cerrno>
#include <stdexcept>
#include <string>

#include <hedgerow/plugin_sdk.hpp>

namespace {

class throwing {
 public:
  throwing(hedgerow::sdk::host, std::string_view config) : config_(config) {
    if (named("start_error")) throw hedgerow::sdk::bad_input("start: expected peace, found war");
    if (named("start_int")) throw 7;
  }
  void write(std::span<const hedgerow_event_v1* const>) {
    if (named("write_later")) throw hedgerow::sdk::try_later("the queue is full");
    if (named("write")) throw std::runtime_error("the disk is gone");
  }
  void flush(std::chrono::milliseconds) {
    if (named("flush")) throw std::runtime_error("the flush failed");
  }
  static constexpr std::string_view command_name = "throw";
  static constexpr std::string_view command_summary = "throws";
  int run(std::span<const std::string_view>, hedgerow::sdk::console) {
    throw std::runtime_error("the command failed");
  }

 private:
  bool named(std::string_view what) const {
    return config_.find('"' + std::string(what) + '"') != std::string::npos;
  }
  std::string config_;
};

}  // namespace

HEDGEROW_PLUGIN(throwing, "test.throwing", "1.0", "MIT", "foss",
                "hedgerow.sink/1,hedgerow.command/1");
