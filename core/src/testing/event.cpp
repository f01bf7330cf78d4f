// SPDX-License-Identifier: MIT
#include <hedgerow/testing/event.hpp>

#include <algorithm>
#include <ostream>
#include <sstream>

namespace hedgerow::testing {

namespace {

std::string quoted(const std::string& text) {
  std::ostringstream out;
  out << value(text);
  return out.str();
}

std::string expected_found(const std::string& what, const auto& expected, const auto& found) {
  std::ostringstream out;
  out << what << ": expected " << expected << ", found " << found;
  return out.str();
}

}  // namespace

const value* captured_event::find(std::string_view key) const noexcept {
  const auto at = std::find_if(fields.begin(), fields.end(),
                               [&](const captured_field& f) { return f.key == key; });
  return at != fields.end() ? &at->val : nullptr;
}

std::ostream& operator<<(std::ostream& out, const captured_event& e) {
  out << to_string(e.level) << ' ' << e.name << " [" << e.logger << ']';
  for (const captured_field& f : e.fields)
    out << ' ' << f;
  if (!e.exception.empty()) out << " exception=" << quoted(e.exception);
  if (!e.file.empty()) out << " (" << e.file.substr(e.file.rfind('/') + 1) << ':' << e.line << ')';
  return out;
}

event event::at(hedgerow::level severity) const {
  event e = *this;
  e.level_ = severity;
  return e;
}

event event::from(std::string_view logger) const {
  event e = *this;
  e.logger_ = logger;
  return e;
}

event event::with(std::string_view key, value v) const {
  event e = *this;
  e.fields_.push_back({std::string(key), std::move(v)});
  return e;
}

event event::with_fields(std::vector<captured_field> fields) const {
  event e = *this;
  std::move(fields.begin(), fields.end(), std::back_inserter(e.fields_));
  return e;
}

event event::with_key(std::string_view key) const {
  event e = *this;
  e.keys_.emplace_back(key);
  return e;
}

event event::without(std::string_view key) const {
  event e = *this;
  e.absent_.emplace_back(key);
  return e;
}

event event::and_no_others() const {
  event e = *this;
  e.no_others_ = true;
  return e;
}

event event::thrown(std::string_view part) const {
  event e = *this;
  e.thrown_ = part;
  return e;
}

std::vector<std::string> event::differences(const captured_event& e) const {
  std::vector<std::string> out;
  if (name_ != e.name) out.push_back(expected_found("name", name_, e.name));
  if (level_ && *level_ != e.level)
    out.push_back(expected_found("level", to_string(*level_), to_string(e.level)));
  if (logger_ && *logger_ != e.logger) out.push_back(expected_found("logger", *logger_, e.logger));
  for (const captured_field& f : fields_) {
    const value* found = e.find(f.key);
    if (found == nullptr)
      out.push_back(expected_found(f.key, f.val, "no such field"));
    else if (*found != f.val)
      out.push_back(expected_found(f.key, f.val, *found));
  }
  for (const std::string& key : keys_)
    if (e.find(key) == nullptr) out.push_back(expected_found(key, "a value", "no such field"));
  for (const std::string& key : absent_)
    if (const value* found = e.find(key); found != nullptr)
      out.push_back(expected_found(key, "no such field", *found));
  if (no_others_)
    for (const captured_field& f : e.fields) {
      const bool asked = std::find(keys_.begin(), keys_.end(), f.key) != keys_.end() ||
                         std::any_of(fields_.begin(), fields_.end(),
                                     [&](const captured_field& own) { return own.key == f.key; });
      if (!asked) out.push_back(expected_found(f.key, "no such field", f.val));
    }
  if (thrown_ && e.exception.find(*thrown_) == std::string::npos)
    out.push_back(expected_found("exception", "a text with " + quoted(*thrown_),
                                 e.exception.empty() ? "none" : quoted(e.exception)));
  return out;
}

std::ostream& operator<<(std::ostream& out, const event& e) {
  out << "event(" << quoted(e.name_) << ')';
  if (e.level_) out << ".at(" << to_string(*e.level_) << ')';
  if (e.logger_) out << ".from(" << quoted(*e.logger_) << ')';
  for (const captured_field& f : e.fields_)
    out << ".with(" << f << ')';
  for (const std::string& key : e.keys_)
    out << ".with_key(" << quoted(key) << ')';
  for (const std::string& key : e.absent_)
    out << ".without(" << quoted(key) << ')';
  if (e.thrown_) out << ".thrown(" << quoted(*e.thrown_) << ')';
  if (e.no_others_) out << ".and_no_others()";
  return out;
}

}  // namespace hedgerow::testing
