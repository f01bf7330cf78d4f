// SPDX-License-Identifier: MIT
/// @file
/// Whether this machine has a folder in memory: a bare chroot may have none.
#pragma once

#include <linux/magic.h>
#include <sys/vfs.h>

namespace hedgerow::test {

inline bool has_shared_memory() {
  struct statfs s;
  return statfs("/dev/shm", &s) == 0 && s.f_type == TMPFS_MAGIC;
}

}  // namespace hedgerow::test
