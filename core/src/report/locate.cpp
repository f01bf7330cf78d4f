// SPDX-License-Identifier: MIT
#include "report/locate.hpp"

#include <cxxabi.h>
#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

#include "report/utf8.hpp"

namespace hedgerow::internal {
namespace {

std::string_view base_name(std::string_view path) noexcept {
  const auto slash = path.find_last_of('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool starts_with(std::string_view text, std::string_view start) noexcept {
  return text.substr(0, start.size()) == start;
}

std::string function_at(std::uint64_t address, std::uint64_t& symbol) {
  Dl_info info{};
  if (::dladdr(reinterpret_cast<const void*>(address), &info) == 0 || info.dli_sname == nullptr)
    return {};
  symbol = reinterpret_cast<std::uint64_t>(info.dli_saddr);
  int outcome = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
      abi::__cxa_demangle(info.dli_sname, nullptr, nullptr, &outcome), std::free);
  return valid_utf8(outcome == 0 && name ? name.get() : info.dli_sname);
}

bool is_raw(const frame& f) noexcept {
  return f.instruction_address != 0 && f.image_address == 0 && !f.resolved && f.function.empty() &&
         f.file.empty();
}

/// Of more addresses the places are looked up again.
constexpr std::size_t max_known = 4'096;

frame place_of(std::uint64_t call, const elf_object& object) {
  frame f;
  f.function = function_at(call, f.symbol_address);
  f.image_address = object.base;
  f.module = valid_utf8(base_name(object.path));
  f.file = f.module;
  f.in_app = is_app_code(object.path, f.function);
  return f;
}

void add_image(const elf_object& object, std::vector<debug_image>& images) {
  if (object.build_id.empty()) return;
  for (const debug_image& image : images)
    if (image.image_address == object.base) return;
  images.push_back({valid_utf8(object.path), object.build_id, debug_id_of(object.build_id),
                    object.base, object.size});
}

}  // namespace

frame capture_site(const void* return_address) noexcept {
  frame f;
  f.instruction_address = reinterpret_cast<std::uint64_t>(return_address);
  f.synthetic = true;
  return f;
}

void frame_locator::locate(frame& f, report& r) {
  // The call lies before the address it returns to, which can belong to the next function.
  const std::uint64_t call = f.instruction_address - 1;
  const elf_object* object = objects_.at(call);
  if (object == nullptr) return;
  auto place = known_.find(call);
  if (place == known_.end()) {
    if (known_.size() >= max_known) known_.clear();
    place = known_.emplace(call, place_of(call, *object)).first;
  }
  const frame raw = f;
  f = place->second;
  f.instruction_address = raw.instruction_address;
  f.synthetic = raw.synthetic;
  add_image(*object, r.images);
}

void frame_locator::locate(report& r) {
  if (objects_.refresh()) known_.clear();
  for (thrown& t : r.chain) {
    if (t.frames.empty() || !std::all_of(t.frames.begin(), t.frames.end(), is_raw)) continue;
    std::reverse(t.frames.begin(), t.frames.end());
    for (frame& f : t.frames)
      locate(f, r);
  }
}

std::string debug_id_of(std::string_view build_id_hex) {
  constexpr std::size_t bytes = 16;
  const bool is_hex = build_id_hex.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  if (build_id_hex.empty() || build_id_hex.size() % 2 != 0 || !is_hex) return {};
  std::string padded(build_id_hex.substr(0, 2 * bytes));
  padded.resize(2 * bytes, '0');
  constexpr int order[bytes] = {3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15};
  std::string out;
  for (std::size_t i = 0; i < bytes; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += padded.substr(2 * static_cast<std::size_t>(order[i]), 2);
  }
  return out;
}

bool is_app_code(std::string_view object, std::string_view function) noexcept {
  for (std::string_view folder :
       {"/usr/lib/", "/usr/lib64/", "/usr/lib32/", "/lib/", "/lib64/", "/lib32/"})
    if (starts_with(object, folder)) return false;
  for (std::string_view library : {"libc.so", "libc-", "libstdc++.so", "libgcc_s.so", "libm.so",
                                   "libpthread", "ld-linux", "linux-vdso", "libhedgerow.so"})
    if (starts_with(base_name(object), library)) return false;
  for (std::string_view start : {"_start", "__libc_start", "__libc_csu", "std::", "__gnu_cxx::"})
    if (starts_with(function, start)) return false;
  return true;
}

}  // namespace hedgerow::internal
