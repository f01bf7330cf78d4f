// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Runs many detectors over a text in one pass: words of the text are looked up as beginnings of
/// tokens, as context words and as shapes; what follows is checked in bounded windows.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "context.hpp"
#include "pack.hpp"
#include "term_index.hpp"
#include "token_form.hpp"

namespace hedgerow::policies {

/// A value found in a text.
struct finding {
  std::size_t begin;
  std::size_t end;
  std::uint16_t detector;  ///< index into the names that the scanner was made with
};

/// Made once for a set of detectors; scanning allocates only to note what it finds. Not to be used
/// by two threads at once.
class scanner {
 public:
  /// @param detectors names of detectors of the packs; unknown ones are left out
  explicit scanner(std::span<const std::string_view> detectors);

  /// Adds what is found in `text`.
  /// @param key the name of the field that the text is the whole value of; empty: none
  void scan(std::string_view text, std::string_view key, std::vector<finding>& found);

  /// Adds only what the key alone tells: "npi" of a field, say, and the digits of its value.
  void scan_key(std::string_view text, std::string_view key, std::vector<finding>& found);

 private:
  struct form {
    token_form matcher;
    std::uint16_t detector;
  };
  struct context {
    const context_row* rule;
    std::uint16_t detector;
  };
  struct shape {
    shape_fn read;
    std::uint16_t detector;
    std::size_t least_word;
    std::size_t most_word;
    // Inside of what it found it does not look again, so that long values stay linear.
    std::uint64_t scan = 0;
    std::size_t found_until = 0;
  };
  static constexpr std::size_t longest_first_word = 128;

  /// Both give the place to go on at; try_forms 0 when no token begins there.
  std::size_t scan_word(std::string_view text, std::size_t begin, std::size_t end,
                        std::vector<finding>& found);

  std::size_t try_forms(std::string_view text, std::size_t begin, std::size_t length,
                        std::vector<finding>& found) const;
  /// @param length of the word at `place`; 0: none begins there
  void try_shapes(std::string_view text, std::size_t place, std::size_t length,
                  std::vector<finding>& found);
  void try_context(std::string_view text, std::size_t words_begin, const term_index::hit& hit,
                   std::vector<finding>& found);
  void find_in_key(std::string_view text, std::string_view key, std::vector<finding>& found);
  extent nearby(std::uint16_t owner, std::string_view text, std::size_t from) noexcept;
  void add_values(std::string_view text, const context& rule, extent first,
                  std::vector<finding>& found) const;

  std::vector<form> forms_;
  std::vector<std::vector<std::uint16_t>> forms_by_pair_;  ///< by the first two bytes
  std::array<std::uint16_t, 65536> pair_slot_{};           ///< 0: no form begins so
  struct word_form {
    std::uint16_t form;
    char after;  ///< what must stand behind the first word; 0: anything
  };
  std::array<std::vector<word_form>, longest_first_word> forms_by_word_;
  std::vector<context> contexts_;
  struct remembered {
    nearby_memory what{};
    std::uint64_t scan = 0;
  };
  struct {
    std::uint64_t scan = 0;
    std::size_t words_end = 0;
    bridge over{};
  } crossed_;  ///< the last
  struct {
    std::uint64_t scan = 0;
    std::size_t words_begin = 0;
    earlier_word earlier{};
  } looked_back_;                   ///< the last
  std::vector<remembered> nearby_;  ///< by context; of an earlier scan when the number differs
  std::uint64_t scan_ = 0;
  term_index terms_;
  std::vector<shape> shapes_;
  std::array<std::uint32_t, 256> shapes_by_byte_{};  ///< a bit for each shape
};

}  // namespace hedgerow::policies
