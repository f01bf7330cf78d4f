// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "custom_detector.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <re2/re2.h>

#include "characters.hpp"
#include "checksums.hpp"
#include "national_checks.hpp"

namespace hedgerow::policies {

namespace {

constexpr std::int64_t most_memory = 8 << 20;

void fill(term_index& terms, const std::vector<std::string>& words) {
  for (const auto& term : words) {
    std::string spelled;  // as the words of the terms of the packs are written
    for (const char c : term)
      spelled += is(c, word) ? lowered(c) : ' ';
    terms.add(spelled, 0);
  }
  terms.finish();
}

bool has_one(const term_index& terms, std::string_view text) {
  bool found = false;
  for (std::size_t i = 0; i < text.size() && !found;) {
    if (!is(text[i], word)) {
      ++i;
      continue;
    }
    const auto end = word_end(text, i);
    terms.look_up(text, i, end, [&](const term_index::hit&) { found = true; });
    i = end;
  }
  return found;
}

/// Shannon's, of the bytes of the value.
double bits_a_byte(std::string_view value) noexcept {
  std::array<unsigned, 256> counts{};
  for (const char c : value)
    ++counts[static_cast<unsigned char>(c)];
  double bits = 0;
  for (const auto count : counts)
    if (count > 0) bits -= count * std::log2(double(count) / double(value.size()));
  return value.empty() ? 0 : bits / double(value.size());
}

}  // namespace

std::shared_ptr<const re2::RE2> compile_pattern(const std::string& pattern, std::string& why) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(most_memory);
  auto made = std::make_shared<const re2::RE2>(pattern, options);
  if (made->ok() && !re2::RE2::FullMatch("", *made)) return made;
  if (made->ok()) {
    why = "it matches the empty text";
    return nullptr;
  }
  why = made->error();
  const bool beyond =
      pattern.find("(?=") != std::string::npos || pattern.find("(?!") != std::string::npos ||
      pattern.find("(?<") != std::string::npos || made->error_code() == re2::RE2::ErrorBadEscape;
  if (beyond)
    why += "; look-around and back-references are not part of RE2, which takes linear time";
  return nullptr;
}

std::unique_ptr<custom_detector> custom_detector::make(settings wanted, std::string& why) {
  std::unique_ptr<custom_detector> made(new custom_detector);
  made->pattern_ = compile_pattern(wanted.pattern, why);
  if (!made->pattern_) return nullptr;
  fill(made->context_, wanted.context);
  fill(made->exclude_, wanted.exclude);
  made->settings_ = std::move(wanted);
  return made;
}

bool custom_detector::next_match(std::string_view text, search& state, extent& value) const {
  re2::StringPiece groups[2];
  const int wanted = std::min(2, 1 + pattern_->NumberOfCapturingGroups());
  const re2::StringPiece all(text.data(), text.size());
  const auto place_of = [&](const re2::StringPiece& piece) {
    const auto begin = std::size_t(piece.data() - text.data());
    return extent{begin, begin + piece.size()};
  };
  while (state.from < text.size()) {
    if (!settings_.literal.empty()) {
      const auto literal = text.find(settings_.literal, state.from);
      if (literal == std::string_view::npos) return false;
      if (literal > state.from + longest_match) state.from = literal - longest_match;
    }
    const auto end = std::min(text.size(), state.from + state.window);
    if (!pattern_->Match(all, state.from, end, re2::RE2::UNANCHORED, groups, wanted)) {
      if (end == text.size()) return false;
      state.from = end - longest_match;
      state.window = std::min(2 * state.window, most_window);
      continue;
    }
    const auto match = place_of(groups[0]);
    if (match.end == end && end < text.size() && match.begin > state.from) {
      state.from = match.begin;  // it may go on: again, with a whole window before it
      continue;
    }
    value = wanted == 2 && groups[1].data() != nullptr ? place_of(groups[1]) : match;
    state = {match.end > state.from ? match.end : state.from + 1, least_window};
    return true;
  }
  return false;
}

bool custom_detector::accepts(std::string_view text, std::string_view key,
                              const extent& value) const {
  if (!value) return false;
  const auto found = text.substr(value.begin, value.end - value.begin);
  if (settings_.check && !settings_.check(found)) return false;
  if (settings_.entropy > 0 && bits_a_byte(found) < settings_.entropy) return false;
  if (!settings_.context.empty() && !is_near(context_, text, key, value)) return false;
  return settings_.exclude.empty() || !is_near(exclude_, text, key, value);
}

bool custom_detector::is_near(const term_index& terms, std::string_view text, std::string_view key,
                              const extent& value) const {
  const auto from = value.begin > settings_.window ? value.begin - settings_.window : 0;
  return has_one(terms, key) || has_one(terms, text.substr(from, value.begin - from)) ||
         has_one(terms, text.substr(value.end, settings_.window));
}

std::string custom_detector::cost() const {
  constexpr int large = 1000;
  const auto& pattern = settings_.pattern;
  if (pattern.starts_with(".*") || pattern.starts_with("(.*"))
    return "it begins with \".*\", so every match takes the line from its start";
  if (pattern_->ProgramSize() > large)
    return "it compiles to " + std::to_string(pattern_->ProgramSize()) + " steps, more than " +
           std::to_string(large) + "; shorten its counted repetitions";
  if (settings_.literal.empty()) return "it has no \"literal\", so it runs on every value";
  return {};
}

std::string custom_detector::surprise() const {
  const bool letters = std::any_of(settings_.literal.begin(), settings_.literal.end(),
                                   [](char c) { return is(c, letter); });
  if (letters && settings_.pattern.find("(?i") != std::string::npos)
    return "it ignores case and its \"literal\" does not, so it misses what is spelled otherwise";
  return {};
}

std::span<const named_check> named_checks() noexcept {
  static constexpr named_check checks[] = {{"luhn", luhn},
                                           {"mod97", mod97},
                                           {"mod11_10", mod11_10},
                                           {"verhoeff", verhoeff},
                                           {"aba_routing", aba_routing},
                                           {"npi", npi},
                                           {"dea", dea},
                                           {"nhs", nhs},
                                           {"vin", vin},
                                           {"base58check", base58check},
                                           {"bech32", bech32},
                                           {"codice_fiscale", national::italy_codice_fiscale},
                                           {"dni", national::spain_dni},
                                           {"nir", national::france_nir},
                                           {"nino", national::uk_national_insurance},
                                           {"pesel", national::poland_pesel},
                                           {"bsn", national::netherlands_bsn},
                                           {"cpf", national::brazil_cpf}};
  return checks;
}

}  // namespace hedgerow::policies
