// SPDX-License-Identifier: MIT
#include "context/merge.hpp"

#include "event/key_index.hpp"

namespace hedgerow::internal {
namespace {

/// Belongs to the event itself, in every output.
bool reserved(std::string_view key) noexcept {
  switch (key.size()) {
  case 5:
    return key == "level" || key == "event";
  case 6:
    return key == "logger";
  case 9:
    return key == "timestamp";
  default:
    return false;
  }
}

/// Fields under construction, each key once.
class merged {
 public:
  merged(std::size_t most, arena& memory)
      : memory_(memory),
        fields_(memory.make<field>(most)),
        // Every reserved key may come back under a second name.
        keys_(most + reserved_keys, memory) {}

  /// Fields before `kept` hold against an equal key.
  void add(std::span<const field> fields, std::size_t kept) {
    for (const field& f : fields) {
      const std::size_t at = keys_.find(f.key);
      if (at == key_index::none) {
        if (reserved(f.key)) renamed_ = true;
        keys_.add(f.key);
        fields_[count_++] = f;
      } else if (at >= kept) {
        fields_[at] = f;
      }
    }
  }

  std::size_t size() const noexcept { return count_; }

  std::span<const field> take() {
    if (renamed_)
      for (std::size_t i = 0; i < count_; ++i)
        if (reserved(fields_[i].key)) {
          fields_[i].key = with_underscores(fields_[i].key, keys_, memory_);
          keys_.add(fields_[i].key);
        }
    return fields_.first(count_);
  }

 private:
  static constexpr std::size_t reserved_keys = 4;

  arena& memory_;
  std::span<field> fields_;
  key_index keys_;
  std::size_t count_ = 0;
  bool renamed_ = false;
};

}  // namespace

std::span<const field> merge_fields(std::span<const field> bound, std::span<const field> ambient,
                                    std::span<const field> call, arena& memory) {
  const std::size_t most = bound.size() + ambient.size() + call.size();
  if (most == 0) return {};
  if (most == call.size() && most == 1 && !reserved(call[0].key)) return call;
  merged all(most, memory);
  all.add(bound, 0);
  all.add(ambient, all.size());
  all.add(call, 0);
  return all.take();
}

}  // namespace hedgerow::internal
