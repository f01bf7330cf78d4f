// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "image_map.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "loaded_object.hpp"

namespace hedgerow::exception_capture {
namespace {

/// The path as it is to be told; `path` itself when the file is gone.
std::string absolute(const std::string& path) {
  std::error_code gone;
  const auto found = path == "/proc/self/exe" ? std::filesystem::read_symlink(path, gone)
                                              : std::filesystem::canonical(path, gone);
  return gone ? path : found.string();
}

bool covers(const image& i, std::uint64_t address) noexcept {
  return address - i.begin < i.end - i.begin;
}

}  // namespace

void image_map::refresh() {
  const std::uint64_t generation = loading_generation();
  if (generation == generation_) return;
  generation_ = generation;
  std::vector<image> now;
  each_loaded_object([&](const loaded_object& object) {
    if (object.is_vdso() || object.begin() == object.end()) return;
    now.push_back(
        {object.begin(), object.end(), object.bias(), {}, object.path(), object.build_id()});
  });
  for (image& i : now) {
    i.file = absolute(i.open_as);
    if (i.open_as != "/proc/self/exe") i.open_as = i.file;
  }
  for (const image& old : loaded_)
    if (std::find(now.begin(), now.end(), old) == now.end()) closed_.push_front(old);
  if (closed_.size() > most_closed) closed_.resize(most_closed);
  loaded_ = std::move(now);
}

const image* image_map::find(std::uint64_t address) const noexcept {
  const auto here = [address](const image& i) { return covers(i, address); };
  if (const auto found = std::find_if(loaded_.begin(), loaded_.end(), here); found != loaded_.end())
    return &*found;
  const auto gone = std::find_if(closed_.begin(), closed_.end(), here);
  return gone == closed_.end() ? nullptr : &*gone;
}

}  // namespace hedgerow::exception_capture
