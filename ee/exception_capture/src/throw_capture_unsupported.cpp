// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// In place of throw_capture.cpp on processors other than x86-64.
#include "throw_capture.hpp"

namespace hedgerow::exception_capture::throw_capture {

coverage install() {
  coverage reached;
  reached.off_because = "it is written for x86-64 with glibc and libstdc++ only";
  return reached;
}

void rescan(coverage&) {}
void uninstall() {}
void limit(std::uint32_t) noexcept {}
std::uint32_t trace_of(const void*, std::span<std::uint64_t>) noexcept {
  return 0;
}

}  // namespace hedgerow::exception_capture::throw_capture
