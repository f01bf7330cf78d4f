// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// The plugin hedgerow.exception_capture: throw-site stack traces of every C++ throw.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <hedgerow/plugin_sdk.hpp>

#include "describe.hpp"
#include "resolver.hpp"
#include "settings.hpp"
#include "throw_capture.hpp"

namespace hedgerow::exception_capture {
namespace {

class exception_capture {
 public:
  exception_capture(sdk::host host, std::string_view config) {
    throw_capture::limit(read_settings(config).max_traces_per_second);
    resolver_.refresh_images();
    reached_ = throw_capture::install();
    if (!reached_.on) host.warning(exception_capture_line(reached_));
    older_ = newest_;
    newest_ = this;
  }

  void stop(std::chrono::milliseconds) {
    const std::lock_guard lock(mutex_);
    resolver_ = resolver();
    if (!reached_.on) return;
    throw_capture::uninstall();
    reached_.on = false;
    reached_.off_because = "the module was stopped";
  }

  std::uint32_t throw_trace(const void* exception_object, std::uint64_t* addresses,
                            std::uint32_t capacity) noexcept {
    return throw_capture::trace_of(exception_object, std::span(addresses, capacity));
  }

  void resolve(std::span<const std::uint64_t> addresses, sdk::frames out) {
    const std::lock_guard lock(mutex_);
    throw_capture::rescan(reached_);
    const std::vector<physical_frame> frames = resolver_.resolve(addresses);
    std::vector<const image*> images;
    for (auto frame = frames.rbegin(); frame != frames.rend(); ++frame) {
      give(*frame, out);
      const image* in = frame->in;
      if (in == nullptr || in->build_id.empty()) continue;
      if (std::find(images.begin(), images.end(), in) == images.end()) images.push_back(in);
    }
    for (const image* i : images)
      out.image({0, i->begin, i->end - i->begin, sdk::str(i->file), sdk::str(i->build_id)});
  }

  std::string describe() {
    const std::lock_guard lock(mutex_);
    throw_capture::rescan(reached_);
    return exception_capture_line(reached_);
  }

 private:
  static void give(const physical_frame& frame, const sdk::frames& out) {
    std::string_view module;
    if (frame.in != nullptr) {
      module = frame.in->file;
      module.remove_prefix(module.rfind('/') + 1);
    }
    for (std::size_t i = 0; i < frame.sources.size(); ++i) {
      const source_frame& source = frame.sources[i];
      hedgerow_frame_v1 f{};
      f.line = source.line;
      f.column = source.column;
      f.in_app = frame.in_app[i] ? 1 : 0;
      f.is_inline = i > 0 ? 1 : 0;
      f.resolved = !source.function.empty() && source.line != 0 ? 1 : 0;
      f.instruction_address = frame.address;
      if (source.symbol_address != 0) f.symbol_address = source.symbol_address + frame.in->bias;
      f.image_address = frame.in == nullptr ? 0 : frame.in->begin;
      f.function = sdk::str(source.function);
      f.file = sdk::str(source.file);
      f.module = sdk::str(module);
      out.frame(f);
    }
  }

  /// Instances are kept after stop(), for another thread may be in throw_trace(). The chain is what
  /// leak checkers find them by.
  inline static const exception_capture* newest_ = nullptr;
  const exception_capture* older_ = nullptr;

  std::mutex mutex_;  ///< describe() may meet resolve()
  coverage reached_;
  resolver resolver_;
};

}  // namespace
}  // namespace hedgerow::exception_capture

HEDGEROW_PLUGIN(hedgerow::exception_capture::exception_capture, "hedgerow.exception_capture",
                HEDGEROW_MODULE_VERSION, "LicenseRef-Hedgerow-EE", "enterprise",
                HEDGEROW_ENRICHER_V1);
