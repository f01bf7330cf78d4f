// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "custom_detector.hpp"

#include <algorithm>

#include <re2/re2.h>

#include "characters.hpp"
#include "checksums.hpp"
#include "national_checks.hpp"

namespace hedgerow::policies {

namespace {

constexpr std::int64_t most_memory = 8 << 20;

}  // namespace

custom_detector::custom_detector() = default;
custom_detector::~custom_detector() = default;

std::unique_ptr<custom_detector> custom_detector::make(settings wanted, std::string& why) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(most_memory);
  std::unique_ptr<custom_detector> made(new custom_detector);
  made->pattern_ = std::make_unique<re2::RE2>(wanted.pattern, options);
  if (!made->pattern_->ok()) {
    why = made->pattern_->error();
    const bool beyond = wanted.pattern.find("(?=") != std::string::npos ||
                        wanted.pattern.find("(?!") != std::string::npos ||
                        wanted.pattern.find("(?<") != std::string::npos ||
                        made->pattern_->error_code() == re2::RE2::ErrorBadEscape;
    if (beyond)
      why += "; look-around and back-references are not part of RE2, which takes linear time";
    return nullptr;
  }
  if (re2::RE2::FullMatch("", *made->pattern_)) {
    why = "it matches the empty text";
    return nullptr;
  }
  if (!wanted.context.empty()) {
    for (const auto& term : wanted.context) {
      std::string spelled;  // as the words of the terms of the packs are written
      for (const char c : term)
        spelled += is(c, word) ? lowered(c) : ' ';
      made->terms_.add(spelled, 0);
    }
    made->terms_.finish();
  }
  made->settings_ = std::move(wanted);
  return made;
}

bool custom_detector::may_match(std::string_view text) const noexcept {
  return settings_.literal.empty() || text.find(settings_.literal) != std::string_view::npos;
}

bool custom_detector::next_match(std::string_view text, std::size_t from, extent& match,
                                 extent& value) const {
  re2::StringPiece groups[2];
  const int wanted = std::min(2, 1 + pattern_->NumberOfCapturingGroups());
  const re2::StringPiece all(text.data(), text.size());
  if (!pattern_->Match(all, from, text.size(), re2::RE2::UNANCHORED, groups, wanted)) return false;
  const auto place_of = [&](const re2::StringPiece& piece) {
    const auto begin = std::size_t(piece.data() - text.data());
    return extent{begin, begin + piece.size()};
  };
  match = place_of(groups[0]);
  value = wanted == 2 && groups[1].data() != nullptr ? place_of(groups[1]) : match;
  return true;
}

bool custom_detector::accepts(std::string_view text, std::string_view key,
                              const extent& value) const {
  if (!value) return false;
  if (settings_.check && !settings_.check(text.substr(value.begin, value.end - value.begin)))
    return false;
  if (settings_.context.empty()) return true;
  const auto from = value.begin > settings_.window ? value.begin - settings_.window : 0;
  return has_context(key) || has_context(text.substr(from, value.begin - from)) ||
         has_context(text.substr(value.end, settings_.window));
}

bool custom_detector::has_context(std::string_view text) const {
  bool found = false;
  for (std::size_t i = 0; i < text.size() && !found;) {
    if (!is(text[i], word)) {
      ++i;
      continue;
    }
    const auto end = word_end(text, i);
    terms_.look_up(text, i, end, [&](const term_index::hit&) { found = true; });
    i = end;
  }
  return found;
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
