// SPDX-License-Identifier: MIT
// Whatever is in the file of a dead process, reading it stays within it and comes to an end. The
// input is laid over a file that is right: first its header, then a ring, images, blocks and texts.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "engine/recovered_event.hpp"
#include "ring/blocks.hpp"
#include "ring/dead_segment.hpp"

namespace {

using namespace hedgerow::internal;

constexpr std::size_t ring_at = layout::header_room;
constexpr std::size_t ring_size =
    layout::ring_storage_at + 4096 + hedgerow::detail::max_inline_record;
constexpr std::size_t images_at = ring_at + ring_size;
constexpr std::size_t images_size = 4096;
constexpr std::size_t blocks_at = images_at + images_size;
constexpr std::size_t blocks_size = block_area::block_size;
constexpr std::size_t texts_at = blocks_at + blocks_size;
constexpr std::size_t whole = texts_at + checkpoint_writer::texts_size;

/// Where a chunk of the input goes: the fields that say how the rest is to be read, and the rest.
constexpr std::size_t places[] = {0,
                                  offsetof(layout::header, areas),
                                  offsetof(layout::header, area_of),
                                  offsetof(layout::header, module_of),
                                  offsetof(layout::header, checkpoints),
                                  offsetof(layout::header, checkpoint_of[0].read),
                                  offsetof(layout::header, checkpoint_of[0].texts),
                                  ring_at,
                                  ring_at + layout::ring_storage_at,
                                  images_at,
                                  blocks_at};

void make_right(std::byte* memory) {
  layout::header h{};
  std::memcpy(h.magic, layout::magic, sizeof h.magic);
  h.version = layout::version;
  h.record_size = sizeof(hedgerow::detail::record);
  h.areas = 4;
  h.area_of[0] = {layout::area_kind::ring, 0, ring_at, ring_size};
  h.area_of[1] = {layout::area_kind::images, 0, images_at, images_size};
  h.area_of[2] = {layout::area_kind::blocks, 0, blocks_at, blocks_size};
  h.area_of[3] = {layout::area_kind::texts, 0, texts_at, checkpoint_writer::texts_size};
  // The literals of this program itself, so that some of what is read is there.
  h.module_of[0].start = 0x10000;
  h.module_of[0].end = 0x1000000;
  h.module_of[0].bias = 0;
  std::strcpy(h.module_of[0].path, "/proc/self/exe");
  std::memcpy(memory, &h, sizeof h);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::byte> memory(whole);
  make_right(memory.data());
  while (size > 2) {
    const std::size_t place = places[data[0] % std::size(places)];
    const std::size_t chunk = std::min({std::size_t{data[1]} * 8, size - 2, whole - place});
    std::memcpy(memory.data() + place, data + 2, chunk);
    data += 2 + chunk;
    size -= 2 + chunk;
  }
  std::string why;
  const auto process = dead_segment::read(memory, why);
  if (process == nullptr) return 0;
  std::size_t seen = 0;
  for (const dead_text& t : process->unwritten_texts())
    for (const char c : t.of.text)
      seen += static_cast<unsigned char>(c);
  event_reader reader(*process);
  while (const dead_record* r = process->front()) {
    arena scratch;
    raw_event e;
    if (reader.read(*r, true, scratch, e)) seen += e.fields.size() + e.name->size();
    process->pop();
  }
  return seen == 1 ? -1 : 0;
}
