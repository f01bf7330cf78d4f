// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "key_reader.hpp"

#include <array>
#include <filesystem>

#include "calendar.hpp"
#include "mark.hpp"

namespace hedgerow::policies {

namespace {

using namespace std::string_view_literals;

constexpr std::array key_keys = {"file"sv, "from"sv};

std::optional<key_choice::clock::time_point> read_day(const strict_value& item) {
  const auto text = item.text("the first day of its use, as 2026-01-31");
  if (!text) return std::nullopt;
  if (const auto day = iso_day(*text)) return key_choice::clock::time_point(*day);
  item.fail("found \"" + *text + "\", expected the first day of its use (UTC), as 2026-01-31");
  return std::nullopt;
}

}  // namespace

void key_table::read(const strict_value& keys, const std::string& policy_file) {
  if (!keys.is_object())
    return keys.fail("expected an object: {\"<key id>\": {\"file\": \"...\"}}");
  for (const auto& [id, unused] : keys.raw().items()) {
    keys_.emplace(id, entry{});
    read_key(id, keys.member(id), policy_file);
  }
}

void key_table::read_key(const std::string& id, const strict_value& one,
                         const std::string& policy_file) {
  if (!is_key_id(id))
    return one.fail(
        "found \"" + id +
        "\", expected a key id, as k2026 or pay_2026-01: at most 24 letters, digits, "
        "\"_\" and \"-\"; in up to 4 words of 12 letters, digits at their ends, 8 in all");
  if (!one.object(key_keys)) return;
  if (one.has("from")) keys_[id].from = read_day(one.member("from"));
  if (!one.has("file"))
    return one.fail("\"file\" is missing; it names a file of 64 hex digits, outside the policy");
  const auto file = one.member("file").text("the path of a file");
  if (!file) return;
  const auto beside = (std::filesystem::path(policy_file).parent_path() / *file).string();
  files_.push_back(beside);
  std::string why;
  if (const auto secret = secret_key::read(beside, why))
    keys_[id].key = std::make_shared<policy_key>(id, *secret);
  else
    one.member("file").fail(why);
}

key_choice key_table::choose(const strict_value& action) const {
  key_choice made;
  if (!action.has("key")) {
    action.fail("\"key\" is missing; it must be the id of one of \"keys\"");
    return made;
  }
  const auto key = action.member("key");
  if (keys_.empty()) {
    key.fail("the policy has no \"keys\"; add {\"keys\": {\"<key id>\": {\"file\": \"...\"}}}");
    return made;
  }
  std::size_t undated = 0;
  if (!key.raw().is_array()) {
    choose_one(key, made, undated);
    return made;
  }
  for (const auto& item : key.items("key ids, a rotation"))
    choose_one(item, made, undated);
  if (undated > 1)
    key.fail("found " + std::to_string(undated) +
             " keys without \"from\", expected at most one: the others need the day from which on "
             "they are used");
  return made;
}

void key_table::choose_one(const strict_value& item, key_choice& made, std::size_t& undated) const {
  std::vector<std::string_view> ids;
  for (const auto& [id, unused] : keys_)
    ids.push_back(id);
  const auto number = item.word("key id", ids);
  if (!number) return;
  const auto& found = keys_.at(std::string(ids[*number]));
  undated += found.from ? 0 : 1;
  if (found.key) made.add(found.key, found.from.value_or(key_choice::clock::time_point::min()));
}

}  // namespace hedgerow::policies
