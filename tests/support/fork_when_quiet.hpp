// SPDX-License-Identifier: MIT
/// @file
/// fork() for tests that sanitizers watch.
#pragma once

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include "support/temporary_folder.hpp"

namespace hedgerow::test {

/// Whether a thread besides the calling one does anything but sleep.
inline bool another_thread_runs() {
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    if (task.path().filename() == std::to_string(gettid())) continue;
    const std::string stat = read_file(task.path() / "stat");  // "15 (name) S ..."
    const std::size_t name_end = stat.rfind(')');
    if (name_end != std::string::npos && stat.compare(name_end, 3, ") S") != 0) return true;
  }
  return false;
}

/// fork(), when no other thread runs. The C library looks after its allocator at a fork; that of
/// AddressSanitizer stays locked for ever in a child, when a thread was amid an allocation.
inline pid_t fork_when_quiet() {
  while (another_thread_runs())
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return fork();
}

}  // namespace hedgerow::test
