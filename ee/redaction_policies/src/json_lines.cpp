// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "json_lines.hpp"

#include <nlohmann/json.hpp>

namespace hedgerow::policies {

namespace {

/// Walks a text that is known to be JSON; depth is bounded by the parser that accepted it.
class walker {
 public:
  explicit walker(std::string_view text) : text_(text) {}

  json_lines walk() {
    value("");
    return std::move(found_);
  }

 private:
  void skip_space() {
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n')
        ++line_;
      else if (text_[at_] != ' ' && text_[at_] != '\t' && text_[at_] != '\r')
        return;
    }
  }
  std::string string() {
    const auto begin = at_++;
    while (at_ < text_.size() && text_[at_] != '"')
      at_ += text_[at_] == '\\' ? 2 : 1;
    ++at_;
    return nlohmann::json::parse(text_.substr(begin, at_ - begin)).get<std::string>();
  }
  void value(const std::string& path) {
    skip_space();
    found_.line_of.emplace(path, line_);
    if (text_[at_] == '{') return object(path);
    if (text_[at_] == '[') return array(path);
    if (text_[at_] == '"') {
      string();
      return;
    }
    while (at_ < text_.size() &&
           std::string_view(",]} \t\r\n").find(text_[at_]) == std::string_view::npos)
      ++at_;
  }
  /// Past "{" or "[" and "," up to the next item; false at the end.
  bool next_item(char close) {
    ++at_;
    skip_space();
    if (text_[at_] != close) return true;
    ++at_;
    return false;
  }
  void object(const std::string& path) {
    while (next_item('}')) {
      const auto line = line_;
      const auto key = string();
      const auto member = path.empty() ? key : path + "." + key;
      if (!found_.line_of.emplace(member, line).second) found_.twins.push_back({member, line});
      skip_space();
      ++at_;  // ":"
      value(member);
      skip_space();
      if (text_[at_] == '}') {
        ++at_;
        return;
      }
    }
  }
  void array(const std::string& path) {
    for (std::size_t i = 0; next_item(']'); ++i) {
      value(path + "[" + std::to_string(i) + "]");
      skip_space();
      if (text_[at_] == ']') {
        ++at_;
        return;
      }
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  json_lines found_;
};

}  // namespace

json_lines find_lines(std::string_view text) {
  return walker(text).walk();
}

}  // namespace hedgerow::policies
