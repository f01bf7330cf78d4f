// SPDX-License-Identifier: MIT
#include "plugin/elf_note.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <span>

#include <elf.h>
#include <unistd.h>

#include <hedgerow/plugin.h>

namespace hedgerow::internal {

namespace {

#if defined(__x86_64__)
constexpr Elf64_Half our_machine = EM_X86_64;
#elif defined(__aarch64__)
constexpr Elf64_Half our_machine = EM_AARCH64;
#elif defined(__riscv)
constexpr Elf64_Half our_machine = EM_RISCV;
#else
#  error "add the ELF machine number of this architecture"
#endif
constexpr unsigned char our_order =
    std::endian::native == std::endian::little ? ELFDATA2LSB : ELFDATA2MSB;

constexpr std::uint64_t max_note_segment = 64 * 1024;
constexpr std::uint64_t max_segments = 1024;

/// A range that does not leave [0, size), without overflow.
constexpr bool inside(std::uint64_t offset, std::uint64_t length, std::uint64_t size) noexcept {
  return offset <= size && length <= size - offset;
}

class reader {
 public:
  reader(int fd, std::uint64_t size) noexcept : fd_(fd), size_(size) {}

  std::uint64_t size() const noexcept { return size_; }

  bool read(std::uint64_t offset, void* to, std::uint64_t length) const noexcept {
    if (!inside(offset, length, size_)) return false;
    auto* out = static_cast<char*>(to);
    while (length > 0) {
      const ssize_t n = ::pread(fd_, out, length, static_cast<off_t>(offset));
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) return false;
      out += n;
      offset += static_cast<std::uint64_t>(n);
      length -= static_cast<std::uint64_t>(n);
    }
    return true;
  }

 private:
  int fd_;
  std::uint64_t size_;
};

refusal truncated(std::string what, std::uint64_t needs, std::uint64_t has) {
  return {"truncated", "The file ends too early: its " + std::move(what) + " reaches to byte " +
                           std::to_string(needs) + ", but it has " + std::to_string(has) +
                           " bytes."};
}
refusal damaged(std::string what) {
  return {"damaged", "The file is damaged: " + std::move(what) + "."};
}

std::optional<refusal> check_header(const reader& file, Elf64_Ehdr& header) {
  std::array<unsigned char, EI_NIDENT> ident{};
  if (!file.read(0, ident.data(), SELFMAG) || std::memcmp(ident.data(), ELFMAG, SELFMAG) != 0)
    return refusal{"not_elf", "The file is not an ELF file, so it is no shared library."};
  if (!file.read(0, &header, sizeof header)) return truncated("header", sizeof header, file.size());
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_ident[EI_DATA] != our_order ||
      header.e_machine != our_machine)
    return refusal{"wrong_machine",
                   "The file is built for another machine (ELF class " +
                       std::to_string(header.e_ident[EI_CLASS]) + ", byte order " +
                       std::to_string(header.e_ident[EI_DATA]) + ", machine " +
                       std::to_string(header.e_machine) + "); this program needs class " +
                       std::to_string(ELFCLASS64) + ", byte order " + std::to_string(our_order) +
                       ", machine " + std::to_string(our_machine) + "."};
  if (header.e_type != ET_DYN)
    return refusal{"not_shared", "The file is not a shared library (ELF type " +
                                     std::to_string(header.e_type) + ", expected " +
                                     std::to_string(ET_DYN) + ")."};
  if (header.e_version != EV_CURRENT || header.e_phentsize != sizeof(Elf64_Phdr) ||
      header.e_phnum == 0 || header.e_phnum > max_segments)
    return damaged("its header describes no usable segments");
  // The section table is not loaded, but it comes last: it tells a file that was cut short.
  const std::uint64_t sections = std::uint64_t{header.e_shentsize} * header.e_shnum;
  if (header.e_shoff != 0 && !inside(header.e_shoff, sections, file.size()))
    return truncated("section table", header.e_shoff + sections, file.size());
  return std::nullopt;
}

std::optional<refusal> check_segments(const reader& file, std::span<const Elf64_Phdr> segments) {
  const Elf64_Phdr* dynamic = nullptr;
  std::uint64_t last_end = 0;
  bool any_load = false;
  for (const Elf64_Phdr& s : segments) {
    if (s.p_type == PT_DYNAMIC) dynamic = &s;
    if (s.p_type != PT_LOAD && s.p_type != PT_DYNAMIC && s.p_type != PT_NOTE) continue;
    if (!inside(s.p_offset, s.p_filesz, file.size()))
      return truncated("segment", s.p_offset + s.p_filesz, file.size());
    if (s.p_type != PT_LOAD) continue;
    const bool aligned = s.p_align <= 1 || (std::has_single_bit(s.p_align) &&
                                            (s.p_vaddr - s.p_offset) % s.p_align == 0);
    if (s.p_filesz > s.p_memsz || !aligned || s.p_vaddr + s.p_memsz < s.p_vaddr ||
        (any_load && s.p_vaddr < last_end))
      return damaged("its segments contradict each other");
    last_end = s.p_vaddr + s.p_memsz;
    any_load = true;
  }
  if (!any_load || dynamic == nullptr)
    return damaged("it has nothing to load, or no dynamic section");
  const bool mapped = std::any_of(segments.begin(), segments.end(), [&](const Elf64_Phdr& s) {
    return s.p_type == PT_LOAD && dynamic->p_vaddr >= s.p_vaddr &&
           inside(dynamic->p_vaddr - s.p_vaddr, dynamic->p_memsz, s.p_filesz);
  });
  if (!mapped) return damaged("its dynamic section lies outside of what is loaded");
  return std::nullopt;
}

/// Calls `found(description)` for each of our notes in a PT_NOTE segment.
template <class Found>
bool each_note(std::span<const char> segment, std::uint64_t align, Found&& found) {
  const auto padded = [align](std::uint64_t n) { return (n + align - 1) & ~(align - 1); };
  std::uint64_t at = 0;
  while (inside(at, sizeof(Elf64_Nhdr), segment.size())) {
    Elf64_Nhdr note;
    std::memcpy(&note, segment.data() + at, sizeof note);
    const std::uint64_t owner = at + sizeof note;
    const std::uint64_t text = padded(owner + note.n_namesz);
    if (!inside(owner, note.n_namesz, segment.size()) ||
        !inside(text, note.n_descsz, segment.size()))
      return false;
    const std::string_view owner_text(segment.data() + owner, note.n_namesz);
    using namespace std::string_view_literals;
    if (owner_text == "hedgerow\0"sv && note.n_type == HEDGEROW_NOTE_TYPE)
      found(std::string_view(segment.data() + text, note.n_descsz));
    at = padded(text + note.n_descsz);
  }
  return true;
}

bool printable(std::string_view s) noexcept {
  return std::all_of(s.begin(), s.end(), [](char c) { return c >= 0x20 && c <= 0x7e; });
}

std::optional<refusal> parse_description(std::string_view text, plugin_note& note) {
  const auto bad = [](std::string what) {
    return refusal{"bad_note", "The plugin's note is wrong: " + std::move(what) + "."};
  };
  if (text.empty() || text.back() != '\0') return bad("its text is not terminated");
  struct part {
    std::string_view key;
    std::string* to;
    bool seen = false;
  };
  std::string provides;
  std::array parts{part{"abi", &note.abi},         part{"id", &note.id},
                   part{"version", &note.version}, part{"license", &note.license},
                   part{"edition", &note.edition}, part{"provides", &provides}};
  while (!text.empty()) {
    const std::string_view entry = text.substr(0, text.find('\0'));
    text.remove_prefix(entry.size() + 1);
    const std::size_t equals = entry.find('=');
    if (equals == std::string_view::npos || entry.size() > 512 || !printable(entry))
      return bad("it has an entry that is not key=value in printable ASCII");
    for (part& p : parts) {
      if (p.key != entry.substr(0, equals)) continue;
      if (p.seen) return bad("it says " + std::string(p.key) + " twice");
      p.seen = true;
      *p.to = entry.substr(equals + 1);
    }
  }
  for (const part& p : parts)
    if (p.to->empty()) return bad("it does not say " + std::string(p.key));
  for (std::string_view rest = provides; !rest.empty();) {
    const std::size_t comma = rest.find(',');
    note.provides.emplace_back(rest.substr(0, comma));
    rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);
  }
  return std::nullopt;
}

}  // namespace

std::optional<refusal> read_note(int fd, std::uint64_t size, plugin_note& note) {
  const reader file(fd, size);
  Elf64_Ehdr header;
  if (auto no = check_header(file, header)) return no;
  std::vector<Elf64_Phdr> segments(header.e_phnum);
  const std::uint64_t table_size = segments.size() * sizeof(Elf64_Phdr);
  if (!file.read(header.e_phoff, segments.data(), table_size))
    return truncated("segment table", header.e_phoff + table_size, size);
  if (auto no = check_segments(file, segments)) return no;

  std::vector<std::string> found;
  for (const Elf64_Phdr& s : segments) {
    if (s.p_type != PT_NOTE || s.p_filesz > max_note_segment) continue;
    std::vector<char> bytes(s.p_filesz);
    if (!file.read(s.p_offset, bytes.data(), bytes.size())) return damaged("a note is unreadable");
    const std::uint64_t align = s.p_align == 8 ? 8 : 4;
    if (!each_note(bytes, align, [&](std::string_view d) { found.emplace_back(d); }))
      return damaged("a note reaches past the end of its segment");
  }
  if (found.empty())
    return refusal{"no_note", "The file is a shared library, but has no note "
                              "\"" HEDGEROW_NOTE_SECTION "\", so it is no hedgerow plugin."};
  if (found.size() > 1)
    return refusal{"bad_note", "The plugin has " + std::to_string(found.size()) +
                                   " notes; a file holds one plugin."};
  return parse_description(found.front(), note);
}

std::optional<refusal> check_note(const plugin_note& note, std::string_view stem) {
  if (note.abi != std::to_string(HEDGEROW_PLUGIN_ABI))
    return refusal{"wrong_abi", "The plugin is built for plugin ABI " + note.abi +
                                    "; this hedgerow has ABI " +
                                    std::to_string(HEDGEROW_PLUGIN_ABI) + "."};
  if (note.id != stem)
    return refusal{"wrong_id", "The file is called \"" + std::string(stem) +
                                   ".so\", but the plugin in it is \"" + note.id + "\"."};
  if (note.edition != "foss" && note.edition != "enterprise")
    return refusal{"bad_note", "The plugin's note says edition \"" + note.edition +
                                   "\"; allowed are foss and enterprise."};
  constexpr std::array known{HEDGEROW_SINK_V1, HEDGEROW_REDACTOR_V1, HEDGEROW_ENRICHER_V1,
                             HEDGEROW_COMMAND_V1};
  std::string all;
  for (const std::string& p : note.provides) {
    if (std::find(known.begin(), known.end(), p) != known.end()) return std::nullopt;
    all += (all.empty() ? "" : ", ") + p;
  }
  return refusal{"nothing_usable",
                 "The plugin provides " + all + ", none of which this hedgerow knows."};
}

bool is_plugin_id(std::string_view id) noexcept {
  const std::size_t dot = id.find('.');
  if (dot == 0 || dot == std::string_view::npos || dot + 1 == id.size()) return false;
  return std::all_of(id.begin(), id.end(), [&, at = std::size_t{0}](char c) mutable {
    const bool is_dot = at++ == dot;
    return is_dot ? c == '.'
                  : (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

}  // namespace hedgerow::internal
