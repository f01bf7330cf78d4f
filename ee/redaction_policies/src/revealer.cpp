// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "revealer.hpp"

#include <nlohmann/json.hpp>

#include "mark.hpp"
#include "sealed_value.hpp"

namespace hedgerow::policies {

namespace {

template <class Change>
void change_texts(nlohmann::ordered_json& value, const Change& change) {
  if (value.is_string()) {
    value = change(value.get_ref<const std::string&>());
  } else if (value.is_structured()) {
    for (auto& item : value)
      change_texts(item, change);
  }
}

}  // namespace

revealer::revealer(const std::vector<policy>& policies) {
  for (const auto& one : policies)
    for (const auto& [id, key] : one.keys)
      if (key) keys_.push_back(key);
}

std::string revealer::line(std::string_view line) {
  if (line.find("[enc:") == std::string_view::npos) return std::string(line);
  auto parsed = nlohmann::ordered_json::parse(line, nullptr, false);
  if (!parsed.is_structured()) return text(line);
  change_texts(parsed, [this](const std::string& one) { return text(one); });
  return parsed.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string revealer::text(std::string_view text) {
  std::string out;
  std::size_t done = 0;
  for (auto place = text.find('['); place != std::string_view::npos;
       place = text.find('[', place)) {
    const auto found = find_ciphertext(text, place);
    if (found.key.empty()) {
      ++place;
      continue;
    }
    out += text.substr(done, place - done);
    open(found.key, found.base64, text.substr(place, found.end - place), out);
    done = place = found.end;
  }
  out += text.substr(done);
  return out;
}

void revealer::open(std::string_view id, std::string_view base64, std::string_view mark,
                    std::string& out) {
  bool known = false;
  for (const auto& key : keys_) {
    if (key->id() != id) continue;
    known = true;
    if (const auto value = opened(*key, base64)) {
      out += *value;
      return;
    }
  }
  problems_.insert("the key \"" + std::string(id) + "\" " +
                   (known ? "does not open every value: it is another key than the one they were "
                            "encrypted with, or they were changed"
                          : "is in none of the policies; name the one that has it"));
  out += mark;
}

}  // namespace hedgerow::policies
