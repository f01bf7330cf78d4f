// SPDX-License-Identifier: MIT
#include "ring/segment.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>

#include <hedgerow/detail/record.hpp>

namespace hedgerow::internal {

namespace {

using layout::area_kind;
using layout::header;

constexpr int most_programs = 16;

/// An area as it is mapped here.
struct mapping {
  std::byte* memory;
  std::uint64_t offset;
  std::uint64_t size;
};

struct own_file {
  std::mutex turn;  ///< of all but `head`
  int fd = -1;
  std::atomic<header*> head{nullptr};
  std::uint64_t max_bytes = 0;
  std::uint64_t end = 0;
  std::string name;
  std::string path;
  mapping mapped[layout::max_areas];
  std::uint32_t areas = 0;
};

own_file& own() noexcept {
  static auto* file = new own_file;  // never destroyed: threads log until the process is gone
  return *file;
}

/// When this process began, in ticks since the boot: tells it from a later one with the same pid.
std::uint64_t start_of_process() {
  char text[1024];
  std::FILE* stat = std::fopen("/proc/self/stat", "re");
  if (stat == nullptr) return 0;
  text[std::fread(text, 1, sizeof text - 1, stat)] = '\0';
  std::fclose(stat);
  const char* at = std::strrchr(text, ')');  // the second field may hold anything
  constexpr int from_state_to_start = 20;
  for (int field = 0; at != nullptr && field < from_state_to_start; ++field)
    at = std::strchr(at + 1, ' ');
  return at != nullptr ? std::strtoull(at, nullptr, 10) : 0;
}

std::string file_name(std::string_view service, std::uint64_t started) {
  std::string name(segment_prefix);
  for (char c : service.substr(0, 48)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '-';
    name += plain ? c : '_';
  }
  return name + "-" + std::to_string(getpid()) + "-" + std::to_string(started);
}

/// What is logged must not get onto a disk this way.
bool is_in_memory(const std::string& folder) noexcept {
  struct statfs s;
  return statfs(folder.c_str(), &s) == 0 && (s.f_type == TMPFS_MAGIC || s.f_type == RAMFS_MAGIC);
}

std::byte* map(int fd, std::uint64_t offset, std::uint64_t size) noexcept {
  void* p = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, static_cast<off_t>(offset));
  return p == MAP_FAILED ? nullptr : static_cast<std::byte*>(p);
}

/// Allocates and maps `size` bytes at the end of the file. posix_fallocate: a file with holes would
/// be a SIGBUS on the day the memory is short. @return null, and errno
std::byte* grow(own_file& file, std::uint64_t size) noexcept {
  if (file.end + size > file.max_bytes) {
    errno = ENOSPC;
    return nullptr;
  }
  if (const int error =
          posix_fallocate(file.fd, static_cast<off_t>(file.end), static_cast<off_t>(size));
      error != 0) {
    errno = error;
    return nullptr;
  }
  std::byte* memory = map(file.fd, file.end, size);
  if (memory != nullptr) file.end += size;
  return memory;
}

/// Locks belong to the process, and not to a child that inherits the descriptor: they end with it.
bool lock(int fd) noexcept {
  struct flock whole {};
  whole.l_type = F_WRLCK;
  whole.l_whence = SEEK_SET;
  return fcntl(fd, F_SETLK, &whole) == 0;
}

/// The mapping that `p` lies in; null when it is none of the file's.
const mapping* mapping_of(const own_file& file, const std::byte* p) noexcept {
  const auto* end = file.mapped + file.areas;
  const auto* found = std::find_if(
      file.mapped, end, [&](const mapping& m) { return p >= m.memory && p < m.memory + m.size; });
  return found != end ? found : nullptr;
}

}  // namespace

bool open_segment(const std::string& folder, std::string_view service, std::uint64_t max_bytes,
                  std::string& why) {
  own_file& file = own();
  const std::lock_guard lock_file(file.turn);
  if (file.head.load() != nullptr) return true;
  if (!is_in_memory(folder)) {
    why = folder + " is no folder in memory (tmpfs); right would be /dev/shm";
    return false;
  }
  const std::uint64_t started = start_of_process();
  // What a program left that this process ran before exec() has the same name.
  for (int i = 1; i <= most_programs; ++i) {
    file.name = file_name(service, started) + (i > 1 ? "-" + std::to_string(i) : "");
    file.path = folder + "/" + file.name;
    file.fd = open(file.path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (file.fd >= 0 || errno != EEXIST) break;
  }
  if (file.fd < 0) {
    why = file.path + ": " + std::strerror(errno);
    return false;
  }
  file.end = 0;
  file.max_bytes = max_bytes;
  std::byte* memory = nullptr;
  if (fchmod(file.fd, 0600) == 0 && lock(file.fd)) memory = grow(file, layout::header_room);
  if (memory == nullptr) {
    why = file.path + ": " + std::strerror(errno);
    unlink(file.path.c_str());
    close(file.fd);
    file.fd = -1;
    return false;
  }
  auto* head = new (memory) header{};
  head->version = layout::version;
  head->record_size = sizeof(detail::record);
  head->pid = getpid();
  head->started = started;
  head->first = tick_clock().first();
  head->checkpoint_of[0].newest = head->first;
  std::memcpy(head->service, service.data(), std::min(service.size(), layout::max_service - 1));
  std::atomic_signal_fence(std::memory_order_seq_cst);
  std::memcpy(head->magic, layout::magic, sizeof layout::magic);  // last: now it can be read
  file.head.store(head, std::memory_order_release);
  return true;
}

header* own_segment() noexcept {
  return own().head.load(std::memory_order_acquire);
}

std::string_view own_segment_name() noexcept {
  return own_segment() != nullptr ? std::string_view(own().name) : std::string_view();
}

std::byte* add_area(area_kind kind, std::size_t size, std::uint32_t* number) noexcept {
  own_file& file = own();
  const std::lock_guard lock_file(file.turn);
  header* head = file.head.load();
  if (head == nullptr || file.areas == layout::max_areas) return nullptr;
  std::uint32_t before = 0;
  for (std::uint32_t i = 0; i < file.areas; ++i)
    before += head->area_of[i].kind == kind;
  if (kind == area_kind::ring && before == layout::max_rings) return nullptr;
  size = (size + layout::page - 1) / layout::page * layout::page;
  const std::uint64_t offset = file.end;
  std::byte* memory = grow(file, size);
  if (memory == nullptr) return nullptr;
  file.mapped[file.areas] = {memory, offset, size};
  head->area_of[file.areas++] = {kind, 0, offset, size};
  __atomic_store_n(&head->areas, file.areas, __ATOMIC_RELEASE);
  if (number != nullptr) *number = before;
  return memory;
}

std::uint64_t segment_offset(const std::byte* in_area) noexcept {
  own_file& file = own();
  const std::lock_guard lock_file(file.turn);
  const mapping* in = mapping_of(file, in_area);
  return in != nullptr ? in->offset + static_cast<std::uint64_t>(in_area - in->memory) : 0;
}

void drop_memory(std::byte* begin, std::size_t size) noexcept {
  own_file& file = own();
  const std::lock_guard lock_file(file.turn);
  if (const mapping* in = mapping_of(file, begin); in != nullptr)
    fallocate(file.fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
              static_cast<off_t>(in->offset + static_cast<std::uint64_t>(begin - in->memory)),
              static_cast<off_t>(size));
}

bool restore_memory(std::byte* begin, std::size_t size) noexcept {
  own_file& file = own();
  const std::lock_guard lock_file(file.turn);
  const mapping* in = mapping_of(file, begin);
  return in != nullptr &&
         posix_fallocate(
             file.fd,
             static_cast<off_t>(in->offset + static_cast<std::uint64_t>(begin - in->memory)),
             static_cast<off_t>(size)) == 0;
}

void remove_segment() noexcept {
  own_file& file = own();
  const std::lock_guard lock_file(file.turn);
  if (file.head.load() == nullptr) return;
  unlink(file.path.c_str());
  close(file.fd);  // what is mapped lives on, without a name
  file.fd = -1;
  file.areas = 0;
  file.head.store(nullptr, std::memory_order_release);
}

void leave_segment_to_parent() noexcept {
  own_file& file = own();
  new (&file.turn) std::mutex();  // another thread of the parent may have held it
  header* head = file.head.exchange(nullptr);
  if (head == nullptr) return;
  for (const mapping* m = file.mapped; m != file.mapped + file.areas; ++m)
    munmap(m->memory, m->size);
  munmap(head, layout::header_room);
  close(file.fd);
  file.fd = -1;
  file.areas = 0;
}

}  // namespace hedgerow::internal
