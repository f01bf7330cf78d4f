// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// What a pack consists of: its detectors, and the tables that say how each one finds its values.
/// A new detector is a row or two in the tables of one pack.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace hedgerow::policies {

/// A piece of a text, and where it ends; end 0: nothing there.
struct extent {
  std::size_t begin = 0;
  std::size_t end = 0;
  explicit operator bool() const noexcept { return end > begin; }
};

struct detector_row {
  std::string_view name;
  std::string_view about;
};

/// A value known by its own form, see token_form.hpp.
struct form_row {
  std::string_view detector;
  std::string_view form;
};

/// Reads the value that begins at `place`, a place where a word begins. Bounded work.
using shape_fn = extent (*)(std::string_view text, std::size_t place) noexcept;
/// Whether a value, separators and all, passes a checksum or a rule of composition.
using check_fn = bool (*)(std::string_view value) noexcept;

enum context_flags : std::uint8_t {
  none = 0,
  needs_separator = 1,  ///< "=", ":" or a tag must stand between the words and the value
  takes_pair = 2,       ///< also the next argument of a call: f("words", "value")
  loud_words = 4,       ///< without a separator, only words in upper case count
  from_words = 8,       ///< the shape is given the end of the words, and finds the value itself
};

/// A value known by the words before it. Directly after the words ("npi=1", "npi number is 1") the
/// shape is enough; farther away, up to `reach` bytes, the check must hold as well.
struct context_row {
  std::string_view detector;
  std::string_view terms;  ///< lower case, words parted by one space, terms by "|"
  shape_fn shape;
  check_fn check = nullptr;
  std::size_t reach = 0;  ///< 0: directly after the words only
  std::uint8_t flags = none;
};

/// A value known by its shape alone. Tried where a byte of `first` stands at the start of a word
/// or, for bytes that belong to no word, anywhere.
struct shape_row {
  std::string_view detector;
  std::string_view first;
  shape_fn shape;
  /// How long the word at its start is, where it starts with one: others are not even tried.
  std::size_t least_word = 1;
  std::size_t most_word = std::size_t(-1);
};

struct pack {
  std::string_view name;
  std::string_view about;
  std::span<const detector_row> detectors;
  std::span<const std::span<const form_row>> forms;  ///< tables of them
  std::span<const std::span<const context_row>> contexts;
  std::span<const shape_row> shapes;
};

/// core, secrets, pci, hipaa, gdpr: in this order.
std::span<const pack> packs() noexcept;
const pack* find_pack(std::string_view name) noexcept;

}  // namespace hedgerow::policies
