// SPDX-License-Identifier: MIT
#include "engine/elf_literals.hpp"

#include <elf.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>

#include <hedgerow/field.hpp>

namespace hedgerow::internal {

namespace {

constexpr std::size_t longest_text = 1024;
constexpr std::size_t most_parts = 64;
constexpr std::size_t longest_notes = 64 * 1024;

template <class T>
bool read_at(int fd, std::uint64_t offset, T* out, std::size_t count) noexcept {
  const auto size = static_cast<ssize_t>(sizeof(T) * count);
  return pread(fd, out, sizeof(T) * count, static_cast<off_t>(offset)) == size;
}

/// Whether the notes at a place of the file have this build id.
bool has_build_id(int fd, std::uint64_t offset, std::uint64_t size, const layout::module& m) {
  std::vector<unsigned char> notes(std::min<std::uint64_t>(size, longest_notes));
  if (notes.empty() || !read_at(fd, offset, notes.data(), notes.size())) return false;
  std::span<const unsigned char> rest(notes);
  while (rest.size() >= sizeof(Elf64_Nhdr)) {
    Elf64_Nhdr note;
    std::memcpy(&note, rest.data(), sizeof note);
    const std::size_t text_at = sizeof note + ((std::size_t{note.n_namesz} + 3) & ~std::size_t{3});
    const std::size_t end = text_at + ((std::size_t{note.n_descsz} + 3) & ~std::size_t{3});
    if (end > rest.size()) return false;
    if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == 4 &&
        std::memcmp(rest.data() + sizeof note, "GNU", 4) == 0)
      return note.n_descsz >= m.build_id_size &&
             std::memcmp(rest.data() + text_at, m.build_id, m.build_id_size) == 0;
    rest = rest.subspan(end);
  }
  return false;
}

/// Whether a file without a build id is as the dead process saw it.
bool is_unchanged(int fd, const layout::module& m) noexcept {
  struct stat s;
  return fstat(fd, &s) == 0 && static_cast<std::uint64_t>(s.st_size) == m.file_size &&
         std::int64_t{s.st_mtim.tv_sec} * 1'000'000'000 + s.st_mtim.tv_nsec == m.modified_ns;
}

}  // namespace

elf_literals::~elf_literals() {
  for (const auto& [start, f] : files_)
    if (f.fd >= 0) close(f.fd);
}

const elf_literals::file& elf_literals::file_of(const layout::module& m) {
  const auto known = files_.find(m.start);
  if (known != files_.end()) return known->second;
  file& f = files_[m.start];
  f.fd = open(m.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  Elf64_Ehdr head;
  const bool is_elf =
      f.fd >= 0 && read_at(f.fd, 0, &head, 1) && std::memcmp(head.e_ident, ELFMAG, SELFMAG) == 0 &&
      head.e_ident[EI_CLASS] == ELFCLASS64 && head.e_phentsize == sizeof(Elf64_Phdr);
  std::array<Elf64_Phdr, most_parts> parts;
  const std::size_t count = is_elf ? std::min<std::size_t>(head.e_phnum, parts.size()) : 0;
  if (count == 0 || !read_at(f.fd, head.e_phoff, parts.data(), count)) return f;
  bool same = m.build_id_size == 0 && is_unchanged(f.fd, m);
  for (const Elf64_Phdr& p : std::span(parts).first(count))
    if (p.p_type == PT_LOAD && (p.p_flags & PF_W) == 0)
      f.parts.push_back({p.p_vaddr, p.p_filesz, p.p_offset});
    else if (p.p_type == PT_NOTE && m.build_id_size > 0)
      same = same || has_build_id(f.fd, p.p_offset, p.p_filesz, m);
  if (!same) f.parts.clear();
  return f;
}

std::size_t elf_literals::read(std::uint64_t address, std::span<char> out) {
  if (const auto copied = copies_.find(address); copied != copies_.end()) {
    const std::size_t n = std::min(copied->second.size(), out.size());
    std::memcpy(out.data(), copied->second.data(), n);
    return n;
  }
  for (const layout::module& m : modules_) {
    if (address < m.start || address >= m.end) continue;
    const file& f = file_of(m);
    const std::uint64_t in_file = address - m.bias;
    for (const part& p : f.parts) {
      if (in_file < p.address || in_file - p.address >= p.size) continue;
      const std::uint64_t left = p.size - (in_file - p.address);
      const ssize_t n = pread(f.fd, out.data(), std::min<std::uint64_t>(left, out.size()),
                              static_cast<off_t>(p.offset + (in_file - p.address)));
      return n > 0 ? static_cast<std::size_t>(n) : 0;
    }
  }
  return 0;
}

const std::string* elf_literals::text(std::uint64_t address) {
  const auto [at, is_new] = texts_.try_emplace(address);
  if (is_new) {
    std::array<char, longest_text> bytes;
    const std::size_t n = read(address, bytes);
    const auto* end = std::find(bytes.data(), bytes.data() + n, '\0');
    if (end != bytes.data() + n)
      at->second.emplace(bytes.data(), static_cast<std::size_t>(end - bytes.data()));
  }
  return at->second ? &*at->second : nullptr;
}

const std::vector<elf_literals::key>* elf_literals::keys(std::uint64_t address) {
  using table = detail::key_table;
  const auto [at, is_new] = keys_.try_emplace(address);
  if (is_new) {
    std::vector<char> bytes(UINT16_MAX + 1);
    bytes.resize(read(address, bytes));
    std::uint32_t count = 0;
    if (bytes.size() < sizeof count) return nullptr;
    std::memcpy(&count, bytes.data(), sizeof count);
    if (count > (bytes.size() - sizeof(table)) / sizeof(table::entry)) return nullptr;
    std::vector<key> keys(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      table::entry e;
      std::memcpy(&e, bytes.data() + sizeof(table) + i * sizeof e, sizeof e);
      if (std::size_t{e.at} + e.size > bytes.size() || e.verdict >= std::size(detail::key_verdicts))
        return nullptr;
      keys[i] = {std::string(bytes.data() + e.at, e.size), detail::key_verdicts[e.verdict]};
    }
    at->second = std::move(keys);
  }
  return at->second ? &*at->second : nullptr;
}

}  // namespace hedgerow::internal
