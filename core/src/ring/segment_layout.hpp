// SPDX-License-Identifier: MIT
/// @file
/// What lies in the shared memory file of a process, for the process itself and for the one that
/// reads it after its death. Everything is at a fixed place or named by an offset in the file;
/// addresses are those of the writer and mean nothing but equality to a reader.
#pragma once

#include <cstddef>
#include <cstdint>

#include "ring/tick_clock.hpp"

namespace hedgerow::internal::layout {

inline constexpr char magic[8] = {'h', 'e', 'd', 'g', 'e', 'r', 'o', 'w'};
/// Of all that is here, and of records, payloads, key tables and images.
inline constexpr std::uint32_t version = 2;

inline constexpr std::size_t page = 4096;
inline constexpr std::size_t max_areas = 1040;
inline constexpr std::size_t max_rings = 1024;
inline constexpr std::size_t max_texts = 8;
inline constexpr std::size_t max_modules = 64;
inline constexpr std::size_t max_path = 512;
inline constexpr std::size_t max_service = 128;

enum class area_kind : std::uint32_t {
  ring = 1,      ///< a page with ring.hpp's ring, then its storage
  blocks = 2,    ///< large records (blocks.hpp)
  images = 3,    ///< contexts and logger names (context/image.hpp)
  texts = 4,     ///< what sinks are about to write
  literals = 5,  ///< literal_copies.hpp
};

/// A part of the file, allocated whole.
struct area {
  area_kind kind;
  std::uint32_t reserved;
  std::uint64_t offset;
  std::uint64_t size;
};

/// A module whose literals records refer to.
struct module {
  std::uint64_t start;  ///< of its addresses; 0: the entry is free
  std::uint64_t end;
  std::uint64_t bias;  ///< address less the address in the file
  std::uint64_t file_size;
  std::int64_t modified_ns;
  std::uint32_t build_id_size;
  unsigned char build_id[32];
  char path[max_path];
};

/// Text that a sink is about to append to a file.
struct text {
  std::uint64_t device;
  std::uint64_t inode;
  std::uint64_t file_size;  ///< before the writing
  std::uint64_t at;         ///< in the file, in an area for texts
  std::uint64_t size;
  std::uint32_t done;  ///< 1: it is written
  std::uint32_t reserved;
  char path[max_path];
};

/// How far all rings are processed. What came before is written, or stands in `texts`.
struct checkpoint {
  clock_reading newest;
  std::uint64_t read[max_rings];  ///< by the ring's number; 0 where a ring is younger
  std::uint32_t texts;
  std::uint32_t reserved;
  text text_of[max_texts];
};

struct header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t record_size;  ///< sizeof(detail::record)
  std::int64_t pid;
  std::uint64_t started;  ///< the process's start in /proc/PID/stat
  clock_reading first;
  char service[max_service];
  std::uint32_t recoveries;  ///< how often somebody began to recover it
  std::uint32_t areas;
  area area_of[max_areas];
  module module_of[max_modules];
  std::uint64_t checkpoints;  ///< the one in force is checkpoint_of[checkpoints % 2]
  checkpoint checkpoint_of[2];
};

inline constexpr std::size_t header_room = (sizeof(header) + page - 1) / page * page;

/// A ring's storage begins a page after its start.
inline constexpr std::size_t ring_storage_at = page;

}  // namespace hedgerow::internal::layout
