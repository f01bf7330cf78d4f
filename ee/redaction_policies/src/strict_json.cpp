// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "strict_json.hpp"

#include <algorithm>

#include "characters.hpp"

namespace hedgerow::policies {

problem strict_value::as_problem(std::string text) const {
  const auto line = document_->lines.line_of.find(path_);
  return {document_->file, line == document_->lines.line_of.end() ? 0 : line->second, path_,
          std::move(text)};
}

void strict_value::fail(std::string text) const {
  document_->problems.push_back(as_problem(std::move(text)));
}

void strict_value::fail_at(std::string_view key, std::string text) const {
  const auto path = path_.empty() ? std::string(key) : path_ + "." + std::string(key);
  strict_value(*document_, *value_, path).fail(std::move(text));
}

std::string strict_value::found() const {
  constexpr std::size_t longest = 40;
  auto text = value_->dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  if (text.size() > longest)
    return std::string("a") + (value_->is_array() || value_->is_object() ? "n " : " ") +
           value_->type_name();
  return text;
}

bool strict_value::object(std::span<const std::string_view> allowed) const {
  if (!value_->is_object()) {
    fail("found " + found() + ", expected an object");
    return false;
  }
  for (const auto& [key, unused] : value_->items())
    if (std::find(allowed.begin(), allowed.end(), key) == allowed.end())
      fail_at(key, unknown_word("key", key, allowed));
  return true;
}

strict_value strict_value::member(const std::string& key) const {
  return {*document_, value_->at(key), path_.empty() ? key : path_ + "." + key};
}

std::vector<strict_value> strict_value::items(std::string_view what) const {
  std::vector<strict_value> all;
  if (!value_->is_array() || value_->empty()) {
    fail("found " + found() + ", expected a list of " + std::string(what) +
         (value_->is_array() ? ", one at least" : ""));
    return all;
  }
  for (std::size_t i = 0; i < value_->size(); ++i)
    all.push_back({*document_, (*value_)[i], path_ + "[" + std::to_string(i) + "]"});
  return all;
}

std::optional<std::string> strict_value::text(std::string_view what) const {
  if (value_->is_string() && !value_->get_ref<const std::string&>().empty())
    return value_->get<std::string>();
  fail("found " + found() + ", expected " + std::string(what));
  return std::nullopt;
}

std::optional<std::size_t> strict_value::word(std::string_view what,
                                              std::span<const std::string_view> allowed) const {
  if (!value_->is_string()) {
    std::string list;
    for (const auto one : allowed)
      list += (list.empty() ? "" : ", ") + std::string(one);
    fail("found " + found() + ", expected a " + std::string(what) + ": " + list);
    return std::nullopt;
  }
  const auto& text = value_->get_ref<const std::string&>();
  const auto it = std::find(allowed.begin(), allowed.end(), text);
  if (it != allowed.end()) return std::size_t(it - allowed.begin());
  fail(unknown_word(what, text, allowed));
  return std::nullopt;
}

std::optional<std::size_t> strict_value::number(std::string_view what, std::size_t most) const {
  if (value_->is_number_unsigned() && value_->get<std::uint64_t>() <= most)
    return value_->get<std::size_t>();
  fail("found " + found() + ", expected " + std::string(what) + ", 0 to " + std::to_string(most));
  return std::nullopt;
}

std::optional<double> strict_value::decimal(std::string_view what, double least,
                                            double most) const {
  if (value_->is_number() && value_->get<double>() >= least && value_->get<double>() <= most)
    return value_->get<double>();
  const nlohmann::json from = least, to = most;
  fail("found " + found() + ", expected " + std::string(what) + ", " + from.dump() + " to " +
       to.dump());
  return std::nullopt;
}

std::optional<bool> strict_value::boolean() const {
  if (value_->is_boolean()) return value_->get<bool>();
  fail("found " + found() + ", expected true or false");
  return std::nullopt;
}

std::vector<std::string> strict_value::texts(const char* key, std::string_view what) const {
  std::vector<std::string> all;
  if (!has(key)) return all;
  for (const auto& item : member(key).items(std::string(what) + "s"))
    if (auto one = item.text("a " + std::string(what))) all.push_back(std::move(*one));
  return all;
}

std::optional<std::string> strict_value::name(std::string_view what) const {
  constexpr std::size_t longest = 64;
  auto text = this->text(std::string(what) + " (letters, digits, \"_\", \"-\")");
  if (!text) return text;
  const bool fine = text->size() <= longest && std::all_of(text->begin(), text->end(), [](char c) {
                      return is(c, alnum) || c == '_' || c == '-';
                    });
  if (fine) return text;
  fail("found " + found() + ", expected " + std::string(what) +
       ": at most 64 letters, digits, \"_\" and \"-\"");
  return std::nullopt;
}

}  // namespace hedgerow::policies
