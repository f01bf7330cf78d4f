// SPDX-License-Identifier: MIT
#include "ring/dead_segment.hpp"

#include <algorithm>
#include <cstring>

#include "ring/literal_copies.hpp"
#include "ring/ring.hpp"

namespace hedgerow::internal {

namespace {

using detail::max_inline_record;
using detail::record;
using layout::area_kind;

constexpr std::uint8_t payload_flags = detail::name_in_payload | detail::exception_in_payload |
                                       detail::time_in_payload | detail::place_in_payload;

bool is_level(level l) noexcept {
  const int n = static_cast<int>(l);
  return n >= 10 && n <= 50 && n % 10 == 0;
}

/// Copies the fixed part of a record. @return whether it may be one, and ends within `bytes`
bool read_head(std::span<const std::byte> bytes, record& out) noexcept {
  if (bytes.size() < sizeof out) return false;
  std::memcpy(&out, bytes.data(), sizeof out);
  return out.size >= sizeof out && out.size <= bytes.size() && out.size % 8 == 0;
}

bool may_be_event(const record& r) noexcept {
  return is_level(r.severity) && (r.flags & ~payload_flags) == 0;
}

std::string_view text_in(const char* text, std::size_t room) noexcept {
  return {text, strnlen(text, room)};
}

}  // namespace

dead_ring::dead_ring(std::uint32_t number, std::span<const std::byte> storage, std::uint64_t from,
                     std::uint64_t until) noexcept
    : number_(number), storage_(storage), at_(from), until_(until) {}

bool dead_ring::read(std::span<const std::byte> blocks, dead_record& out) const noexcept {
  const std::uint64_t capacity = storage_.size() - max_inline_record;
  const std::uint64_t unread = std::min<std::uint64_t>(until_ - at_, max_inline_record);
  const auto bytes = storage_.subspan(at_ & (capacity - 1), unread);
  if (!read_head(bytes, out.head)) return false;
  auto whole = bytes.first(out.head.size);
  if (out.head.flags == detail::out_of_line) {
    large_record where;
    if (whole.size() != sizeof(record) + sizeof where) return false;
    std::memcpy(&where, whole.data() + sizeof(record), sizeof where);
    const std::uint64_t begin = std::uint64_t{where.first} * block_area::block_size;
    const std::uint64_t size = std::uint64_t{where.count} * block_area::block_size;
    if (begin > blocks.size() || size > blocks.size() - begin) return false;
    if (!read_head(blocks.subspan(begin, size), out.head)) return false;
    whole = blocks.subspan(begin, out.head.size);
  }
  out.payload = whole.subspan(sizeof(record));
  return may_be_event(out.head);
}

void dead_ring::look(std::span<const std::byte> blocks) noexcept {
  front_.reset();
  if (at_ == until_) return;
  dead_record r;
  if (read(blocks, r)) {
    record in_ring;
    std::memcpy(&in_ring, storage_.data() + (at_ & (storage_.size() - max_inline_record - 1)),
                sizeof in_ring);
    size_ = in_ring.size;
    front_ = r;
    return;
  }
  damaged_ = until_ - at_;
  at_ = until_;
}

void dead_ring::pop(std::span<const std::byte> blocks) noexcept {
  at_ += size_;
  look(blocks);
}

std::unique_ptr<dead_segment> dead_segment::read(std::span<std::byte> memory, std::string& why) {
  if (memory.size() < layout::header_room) {
    why = "it is too small";
    return nullptr;
  }
  auto* head = reinterpret_cast<layout::header*>(memory.data());
  if (std::memcmp(head->magic, layout::magic, sizeof layout::magic) != 0) {
    why = "it does not begin as a segment does";
    return nullptr;
  }
  if (head->version != layout::version || head->record_size != sizeof(record)) {
    why = "another version of hedgerow wrote it";
    return nullptr;
  }
  std::unique_ptr<dead_segment> s(new dead_segment);
  s->memory_ = memory;
  s->head_ = head;
  s->service_ = text_in(head->service, layout::max_service);
  std::uint32_t number = 0;
  const std::uint32_t areas = std::min<std::uint32_t>(head->areas, layout::max_areas);
  for (std::uint32_t i = 0; i < areas; ++i) {
    const layout::area a = head->area_of[i];
    const bool within = a.offset >= layout::header_room && a.offset % layout::page == 0 &&
                        a.offset <= memory.size() && a.size <= memory.size() - a.offset;
    const auto bytes = within ? memory.subspan(a.offset, a.size) : std::span<std::byte>();
    if (a.kind == area_kind::ring) {
      const std::uint32_t mine = number++;
      if (mine == layout::max_rings) break;
      if (bytes.size() < layout::ring_storage_at + max_inline_record) continue;
      const auto storage = bytes.subspan(layout::ring_storage_at);
      const std::uint64_t capacity = storage.size() - max_inline_record;
      if (capacity < max_inline_record || (capacity & (capacity - 1)) != 0) continue;
      std::uint64_t until;
      std::memcpy(&until, bytes.data(), sizeof until);
      const std::uint64_t from = s->in_force().read[mine];
      if (until < from || until - from > capacity || until % 8 != 0 || from % 8 != 0) continue;
      s->rings_.emplace_back(mine, storage, from, until);
    } else if (a.kind == area_kind::blocks) {
      s->blocks_ = bytes;
    } else if (a.kind == area_kind::texts && bytes.size() >= checkpoint_writer::texts_size) {
      s->texts_.push_back({bytes, a.offset});
      s->journal_.emplace(*head, s->texts_.back());
    } else if (a.kind == area_kind::literals) {
      s->literal_areas_.push_back(bytes);
    } else if (a.kind == area_kind::images) {
      const auto more = read_images(bytes);
      s->images_.insert(s->images_.end(), more.begin(), more.end());
    }
  }
  for (dead_ring& r : s->rings_)
    r.look(s->blocks_);
  return s;
}

std::vector<dead_text> dead_segment::unwritten_texts() const {
  std::vector<dead_text> out;
  const layout::checkpoint& c = in_force();
  const std::uint32_t count = std::min<std::uint32_t>(c.texts, layout::max_texts);
  for (std::uint32_t i = 0; i < count; ++i) {
    const layout::text& t = c.text_of[i];
    const std::uint64_t at = t.at;
    const std::uint64_t size = t.size;
    const bool known = std::any_of(texts_.begin(), texts_.end(), [&](const texts_area& a) {
      return at >= a.offset && at - a.offset <= a.memory.size() &&
             size <= a.memory.size() - (at - a.offset);
    });
    if (t.done != 0 || !known || size == 0) continue;
    const auto bytes = memory_.subspan(at, size);
    out.push_back({{.text = {reinterpret_cast<const char*>(bytes.data()), bytes.size()},
                    .device = t.device,
                    .inode = t.inode,
                    .file_size = t.file_size,
                    .path = text_in(t.path, layout::max_path)},
                   static_cast<int>(i)});
  }
  return out;
}

const dead_record* dead_segment::front() noexcept {
  oldest_ = nullptr;
  for (dead_ring& r : rings_)
    if (r.front() != nullptr &&
        (oldest_ == nullptr || r.front()->head.ticks < oldest_->front()->head.ticks))
      oldest_ = &r;
  return oldest_ != nullptr ? oldest_->front() : nullptr;
}

void dead_segment::pop() noexcept {
  if (oldest_ != nullptr) oldest_->pop(blocks_);
}

std::uint64_t dead_segment::damaged() const noexcept {
  std::uint64_t bytes = 0;
  for (const dead_ring& r : rings_)
    bytes += r.damaged();
  return bytes;
}

std::vector<layout::module> dead_segment::modules() const {
  std::vector<layout::module> out;
  for (const layout::module& m : head_->module_of)
    if (m.start != 0) {
      out.push_back(m);
      out.back().path[layout::max_path - 1] = '\0';
      out.back().build_id_size = std::min<std::uint32_t>(m.build_id_size, sizeof m.build_id);
    }
  return out;
}

std::map<std::uint64_t, std::span<const std::byte>> dead_segment::literals() const {
  std::map<std::uint64_t, std::span<const std::byte>> out;
  for (const auto area : literal_areas_)
    read_literal_copies(area, head_->module_of, out);
  return out;
}

void dead_segment::text_is_written(int number) noexcept {
  head_->checkpoint_of[head_->checkpoints % 2].text_of[number].done = 1;
}

}  // namespace hedgerow::internal
