// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "resolver.hpp"

#include <functional>

#include "function_name.hpp"
#include "in_app.hpp"

namespace hedgerow::exception_capture {
namespace {

constexpr std::size_t most_files = 32;
constexpr std::size_t most_frames = 8192;

}  // namespace

resolver::resolver() : files_(most_files), frames_(most_frames) {}

bool resolver::is_own(const image& i) const {
  static const char inside_plugin = 0;
  const auto here = reinterpret_cast<std::uint64_t>(&inside_plugin);
  const std::string name = i.file.substr(i.file.rfind('/') + 1);
  return here - i.begin < i.end - i.begin || name.starts_with("libhedgerow.so");
}

std::vector<source_frame> resolver::sources_of(const image& i, std::uint64_t return_address) {
  const std::size_t file = std::hash<std::string>()(i.build_id + ' ' + i.file);
  // The call ends where the return address points: it may be the last of its function.
  const std::uint64_t address = return_address - i.bias - 1;
  return frames_.get({file, address}, [&] {
    const auto& symbols =
        files_.get(file, [&] { return std::make_unique<symbol_file>(i.open_as, i.build_id); });
    return symbols->frames_at(address);
  });
}

std::vector<physical_frame> resolver::resolve(std::span<const std::uint64_t> addresses) {
  images_.refresh();
  std::vector<physical_frame> frames;
  for (const std::uint64_t address : addresses) {
    physical_frame frame{address, images_.find(address - 1), {}, {}};
    if (frame.in == nullptr) {
      frame.sources.emplace_back();
    } else {
      if (is_own(*frame.in)) continue;
      frame.sources = sources_of(*frame.in, address);
    }
    if (frames.empty() && is_throw_machinery(frame.sources.front().function)) continue;
    for (const source_frame& source : frame.sources)
      frame.in_app.push_back(is_in_app(source, frame.in == nullptr ? "" : frame.in->file));
    frames.push_back(std::move(frame));
  }
  return frames;
}

}  // namespace hedgerow::exception_capture
