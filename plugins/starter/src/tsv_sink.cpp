// SPDX-License-Identifier: MIT
/// @file
/// A small whole plugin to start from: appends redacted events to a file, one line each, as
/// tab-separated columns: time (Unix nanoseconds), level, logger, event, then key=value for each
/// field. Lists and maps are written as their number of elements.
///
/// Configuration: {"path": "/var/log/app/events.tsv"}; without it, a file in the working directory
/// is not invented: events are counted and left out.
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include <hedgerow/plugin_sdk.hpp>

namespace {

namespace sdk = hedgerow::sdk;

/// The string member `key` of a flat JSON object; empty when there is none. A plugin with more to
/// configure uses a JSON library; this one shows that none is needed.
std::string string_member(std::string_view json, std::string_view key) {
  const std::string quoted = '"' + std::string(key) + '"';
  std::size_t at = json.find(quoted);
  if (at == std::string_view::npos) return {};
  at = json.find_first_not_of(" \t\r\n", at + quoted.size());
  if (at == std::string_view::npos || json[at] != ':')
    throw sdk::bad_input("\"" + std::string(key) + "\" has no value");
  at = json.find_first_not_of(" \t\r\n", at + 1);
  if (at == std::string_view::npos || json[at] != '"')
    throw sdk::bad_input("\"" + std::string(key) + "\" must be a string");
  const std::size_t end = json.find('"', at + 1);
  const std::string_view value = json.substr(at + 1, end - at - 1);
  if (end == std::string_view::npos || value.find('\\') != std::string_view::npos)
    throw sdk::bad_input("\"" + std::string(key) + "\" must be a string without escapes");
  return std::string(value);
}

/// A column must not contain what separates columns and lines.
void append_text(std::string& line, std::string_view text) {
  for (const char c : text) {
    if (c == '\t')
      line += "\\t";
    else if (c == '\n')
      line += "\\n";
    else if (c == '\r')
      line += "\\r";
    else if (c == '\\')
      line += "\\\\";
    else
      line += c;
  }
}

template <class Number>
void append_number(std::string& line, Number n) {
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, n).ptr;
  line.append(digits, end);
}

void append_value(std::string& line, const hedgerow_value& v) {
  switch (v.type) {
  case HEDGEROW_NULL:
    line += "null";
    break;
  case HEDGEROW_BOOLEAN:
    line += v.as.boolean != 0 ? "true" : "false";
    break;
  case HEDGEROW_SIGNED:
    append_number(line, v.as.signed_integer);
    break;
  case HEDGEROW_UNSIGNED:
    append_number(line, v.as.unsigned_integer);
    break;
  case HEDGEROW_FLOATING:
    append_number(line, v.as.floating);
    break;
  case HEDGEROW_STRING:
  case HEDGEROW_NUMBER_TEXT:
    append_text(line, sdk::text(v.as.string));
    break;
  case HEDGEROW_LIST:
    line += "list of ";
    append_number(line, v.as.list.count);
    break;
  case HEDGEROW_MAP:
    line += "map of ";
    append_number(line, v.as.map.count);
    break;
  }
}

class tsv_sink {
 public:
  tsv_sink(sdk::host host, std::string_view config)
      : host_(host), path_(string_member(config, "path")) {
    if (path_.empty()) return;
    file_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0) throw sdk::bad_input("path: " + path_ + ": " + std::strerror(errno));
  }
  tsv_sink(const tsv_sink&) = delete;
  tsv_sink& operator=(const tsv_sink&) = delete;
  ~tsv_sink() {
    if (file_ >= 0) ::close(file_);
  }

  void write(std::span<const hedgerow_event_v1* const> events) {
    if (file_ < 0) {
      left_out_ += events.size();
      return;
    }
    lines_.clear();
    for (const hedgerow_event_v1* e : events)
      append_event(*e);
    for (std::string_view rest = lines_; !rest.empty();) {
      const ssize_t n = ::write(file_, rest.data(), rest.size());
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) throw std::runtime_error(path_ + ": " + std::strerror(errno));
      rest.remove_prefix(static_cast<std::size_t>(n));
    }
  }

  /// Nothing is kept back, so there is nothing to do.
  void flush(std::chrono::milliseconds) {}

  void stop(std::chrono::milliseconds) {
    if (left_out_ > 0)
      host_.warning(std::to_string(left_out_) + " events were left out: no \"path\" is configured");
  }

 private:
  void append_event(const hedgerow_event_v1& e) {
    append_number(lines_, e.time_unix_ns);
    for (const hedgerow_str& column : {e.level_text, e.logger, e.name}) {
      lines_ += '\t';
      append_text(lines_, sdk::text(column));
    }
    for (const hedgerow_field& f : std::span(e.fields, e.field_count)) {
      lines_ += '\t';
      append_text(lines_, sdk::text(f.key));
      lines_ += '=';
      append_value(lines_, f.value);
    }
    lines_ += '\n';
  }

  sdk::host host_;
  std::string path_;
  int file_ = -1;
  std::string lines_;
  std::uint64_t left_out_ = 0;
};

}  // namespace

HEDGEROW_PLUGIN(tsv_sink, "starter.tsv", "1.0.0", "MIT", "foss", "hedgerow.sink/1");
