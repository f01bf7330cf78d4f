// SPDX-License-Identifier: MIT
#include "render/output_keys.hpp"

#include <algorithm>

#include "event/key_index.hpp"
#include "event/plain_text.hpp"
#include "event/utf8.hpp"

namespace hedgerow::internal {
namespace {

class utf8_spelling final : public key_spelling {
 public:
  bool keeps(std::string_view key) const noexcept override {
    const char* const end = key.data() + key.size();
    // Only ill-formed UTF-8 changes, so that the ASCII bytes in between need no look.
    for (const char* p = key.data() + plain_text<'\1'>::length(key); p < end;) {
      const code_point c = read_code_point(p, end);
      if (!c.well_formed) return false;
      p += c.size;
    }
    return true;
  }
  std::string_view respell(std::string_view key, arena& memory) const override {
    const auto out = memory.make<char>(key.size() * replacement_utf8.size());
    std::size_t n = 0;
    const char* const end = key.data() + key.size();
    for (const char* p = key.data(); p < end;) {
      const code_point c = read_code_point(p, end);
      const std::string_view shown = c.well_formed ? std::string_view(p, c.size) : replacement_utf8;
      std::copy(shown.begin(), shown.end(), out.begin() + static_cast<std::ptrdiff_t>(n));
      n += shown.size();
      p += c.size;
    }
    return {out.data(), n};
  }
};

/// Says it of nearly every key, and fast.
bool plain_in_every_format(std::string_view key) noexcept {
  return !key.empty() && plain_text<'!', '=', '"'>::length(key) == key.size();
}

/// More keys than this are always looked up in an index.
constexpr std::size_t few = 32;

}  // namespace

const key_spelling& utf8_keys() noexcept {
  static const utf8_spelling spelling;
  return spelling;
}

bool output_keys::nothing_to_do(std::span<const field> fields,
                                std::span<const std::string_view> taken) const noexcept {
  if (fields.size() > few) return false;
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const std::string_view key = fields[i].key;
    if (!plain_in_every_format(key) && !spelling_.keeps(key)) return false;
    for (const std::string_view t : taken)
      if (t == key) return false;
    const std::uint64_t bit = key_index::bit_of(key);
    if ((seen & bit) != 0)
      for (const field& before : fields.first(i))
        if (before.key == key) return false;
    seen |= bit;
  }
  return true;
}

std::span<const field> output_keys::unique(std::span<const field> fields,
                                           std::span<const std::string_view> taken) {
  if (nothing_to_do(fields, taken)) return fields;
  const auto out = memory_.make<field>(fields.size());
  std::size_t count = 0;
  key_index given(fields.size(), memory_);
  for (const field& f : fields) {
    if (const std::size_t at = given.find(f.key); at != key_index::none) {
      out[at].val = f.val;
    } else {
      given.add(f.key);
      out[count++] = f;
    }
  }
  const std::span<field> unique = out.first(count);

  // Keys that may stay as they are come first: they do not give way to one that may not.
  key_index shown(count + taken.size(), memory_);
  for (const std::string_view t : taken)
    shown.add(t);
  const auto stays = [&](const field& f) {
    return spelling_.keeps(f.key) && std::find(taken.begin(), taken.end(), f.key) == taken.end();
  };
  for (const field& f : unique)
    if (stays(f)) shown.add(f.key);
  for (field& f : unique) {
    if (stays(f)) continue;
    if (!spelling_.keeps(f.key)) f.key = spelling_.respell(f.key, memory_);
    if (shown.find(f.key) != key_index::none) f.key = with_underscores(f.key, shown, memory_);
    shown.add(f.key);
  }
  return unique;
}

}  // namespace hedgerow::internal
