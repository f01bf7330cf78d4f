// SPDX-License-Identifier: MIT
// The shared cases, where they lie beside the tree.
#include <catch2/catch.hpp>

#include <fstream>

#include "context/merge.hpp"
#include "support/json_value.hpp"
#include "support/rendered.hpp"

using namespace hedgerow;
using namespace hedgerow::internal;
using hedgerow::test::rendered;
using hedgerow::test::to_fields;
using nlohmann::ordered_json;

namespace {

std::optional<std::string_view> part(const ordered_json& input, const char* key, arena& memory) {
  if (!input.contains(key)) return std::nullopt;
  const ordered_json& p = input[key];
  return memory.copy(p.is_string() ? p.get<std::string>() : p.dump());
}

raw_event event_of(const ordered_json& input, arena& memory) {
  const auto fields = [&](const char* key) {
    return input.contains(key) ? to_fields(input[key], memory) : std::span<const field>{};
  };
  raw_event e;
  if (const auto time = part(input, "timestamp", memory)) e.when = timestamp::verbatim(*time);
  e.level_text = part(input, "level", memory);
  e.logger = part(input, "logger", memory);
  e.name = part(input, "event", memory);
  e.stack = part(input, "stack", memory).value_or("");
  e.exception = part(input, "exception", memory).value_or("");
  e.fields = merge_fields(fields("bound"), fields("contextvars"), fields("fields"), memory);
  return e;
}

/// Why a case does not count for us; empty when it does.
std::string not_ours(const ordered_json& c) {
  if (c.contains("error"))
    return "go-logfmt refuses lists and keys of which nothing is left; we lose no field";
  if (c["options"].contains("repr_native_str")) return "an option that the console does not have";
  return {};
}

/// The originals lose a field that is named like a part of the event; we keep it.
std::string kept_field(const ordered_json& input) {
  for (const auto& [key, item] : input["fields"].items())
    if (key == "timestamp" || key == "level" || key == "logger" || key == "event") return key + "_";
  return {};
}

/// Python's json module writes NaN bare, we as a string.
ordered_json parsed(std::string text) {
  for (const std::string word : {"NaN", "-Infinity", "Infinity"})
    for (std::size_t at = 0; (at = text.find(": " + word, at)) != std::string::npos; ++at)
      text.replace(at + 2, word.size(), '"' + word + '"');
  return ordered_json::parse(text);
}

std::string verdict_on(const ordered_json& c) {
  arena memory;
  const ordered_json& input = c["input"];
  const raw_event event = event_of(input, memory);
  renderer_options options;
  options.name = c["renderer"].get<std::string>();
  options.style = c["options"].value("pad_level", false) ? "structlog" : "compact";
  options.colors = c["options"].value("colors", false);
  const std::string line = rendered(event, options);
  const std::string kept = kept_field(input);
  if (options.name == "json") {
    // Order apart: the originals put the event's own parts last.
    nlohmann::json expected = nlohmann::json::parse(parsed(c["expected"]).dump());
    if (!kept.empty()) expected[kept] = "mine";
    return nlohmann::json::parse(line) == expected ? "" : line + "\n  not " + expected.dump();
  }
  std::string expected = c.value("proposal_safe", c["expected"].get<std::string>());
  if (!kept.empty()) expected += " " + kept + "=mine";
  return line == expected ? "" : line + "\n  not " + expected;
}

}  // namespace

TEST_CASE("the shared render cases come out as expected") {
  std::ifstream file(HEDGEROW_SHARED_CASES "/render.ndjson");
  if (!file) {
    WARN("no shared cases beside this tree: nothing compared");
    return;
  }
  std::string failures;
  std::size_t compared = 0;
  for (std::string line; std::getline(file, line);) {
    const ordered_json c = ordered_json::parse(line);
    if (!not_ours(c).empty()) continue;
    ++compared;
    const std::string wrong = verdict_on(c);
    if (!wrong.empty()) failures += c["id"].get<std::string>() + ": " + wrong + "\n";
  }
  CHECK(std::string() == failures);
  CHECK(compared > 0);
}
