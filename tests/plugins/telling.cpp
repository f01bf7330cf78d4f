// SPDX-License-Identifier: MIT
/// @file
/// Tells a secret in everything that a plugin can say: its log, frames, images, failures of each
/// function. Beside each stands a word, "seen_...", that has to come out.
#include <stdexcept>
#include <string>

#include <hedgerow/plugin_sdk.hpp>

namespace {

namespace sdk = hedgerow::sdk;

class telling {
 public:
  telling(sdk::host host, std::string_view) : host_(host) {
#if defined(REFUSED)
    throw sdk::bad_input("seen_refusal: \"url\" is https://ada:planted-refusal-61@h.example/");
#endif
    host_.warning("seen_plugin_log: password=planted-plugin-log-62");
  }

  /// The first event is lost.
  void write(std::span<const hedgerow_event_v1* const>) {
    if (written_++ == 0)
      throw std::runtime_error("seen_plugin_write: password=planted-plugin-write-63");
  }
  void flush(std::chrono::milliseconds) {}
  void stop(std::chrono::milliseconds) {
    host_.error("seen_plugin_stop: token=planted-plugin-stop-64");
  }

  std::uint32_t throw_trace(const void*, std::uint64_t*, std::uint32_t) noexcept {
    return 0;
  }
  /// The first stack is told, the second is not.
  void resolve(std::span<const std::uint64_t> addresses, sdk::frames out) {
    if (resolved_++ > 0)
      throw std::runtime_error("seen_plugin_failure: password=planted-plugin-failure-65");
    hedgerow_frame_v1 frame{};
    frame.instruction_address = addresses.front();
    frame.line = 1;
    frame.resolved = 1;
    frame.function = sdk::str("seen_frame(password=planted-frame-66)");
    frame.file = sdk::str("/srv/planted-frame-67@mail.example/a.cpp");
    frame.module = sdk::str("token=planted-frame-68");
    out.frame(frame);
    hedgerow_image_v1 image{};
    image.image_address = 1;
    image.image_size = 4096;
    image.code_file = sdk::str("/srv/seen_image?api_key=planted-image-69");
    image.build_id = sdk::str("93ac61ec5a8eb1396f9fbd350e3169a558528a40");
    out.image(image);
  }
  std::string describe() const {
    return "seen_description: token=planted-description-70";
  }

  static constexpr std::string_view command_name = "tell";
  static constexpr std::string_view command_summary = "seen_summary: token=planted-summary-71";
  int run(std::span<const std::string_view>, sdk::console) {
    throw std::runtime_error("seen_command_failure: token=planted-command-failure-72");
  }

 private:
  sdk::host host_;
  int resolved_ = 0;
  int written_ = 0;
};

}  // namespace

HEDGEROW_PLUGIN(telling, PLUGIN_ID, "1.0", "MIT", "foss",
                "hedgerow.sink/1,hedgerow.enricher/1,hedgerow.command/1");
