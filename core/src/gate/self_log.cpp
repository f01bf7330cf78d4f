// SPDX-License-Identifier: MIT
#include "gate/self_log.hpp"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include <unistd.h>

#include "gate/gate.hpp"

namespace hedgerow::internal {

namespace {

using clock = std::chrono::steady_clock;
constexpr std::chrono::seconds between_lines{60};

/// How one topic has been spoken of.
struct topic_state {
  std::string name;
  clock::time_point last;
  std::uint64_t held_back = 0;
};

struct topic_book {
  std::mutex turn;
  std::vector<topic_state> topics;
  gate rules;
};

/// Never destroyed: background threads may speak until the process ends.
topic_book& book() {
  static topic_book* const one = new topic_book;
  return *one;
}

/// One line of printable bytes, so that no data can forge another.
void append_printable(std::string& line, std::string_view text) {
  for (const char c : text)
    line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
}

void write_line(std::string_view line) noexcept {
  while (!line.empty()) {
    const ssize_t n = ::write(STDERR_FILENO, line.data(), line.size());
    if (n <= 0) return;  // stderr is the last resort: there is nobody left to tell
    line.remove_prefix(static_cast<std::size_t>(n));
  }
}

/// @return whether it is this topic's turn; `held_back` says how many lines were not written
bool may_speak(topic_book& b, std::string_view topic, std::uint64_t& held_back) {
  const std::lock_guard turn(b.turn);
  const auto now = clock::now();
  for (topic_state& t : b.topics) {
    if (t.name != topic) continue;
    if (now - t.last < between_lines) {
      ++t.held_back;
      return false;
    }
    held_back = t.held_back;
    t.held_back = 0;
    t.last = now;
    return true;
  }
  b.topics.push_back({std::string(topic), now, 0});
  held_back = 0;
  return true;
}

}  // namespace

void self_log(std::string_view topic, std::string_view text) noexcept {
  try {
    topic_book& b = book();
    std::uint64_t held_back = 0;
    if (!may_speak(b, topic, held_back)) return;
    arena memory;
    std::string line = "hedgerow: ";
    append_printable(line, b.rules.pass_text(text, memory).view());
    if (held_back != 0)
      line += " (and " + std::to_string(held_back) + " more like it since the last such line)";
    line += '\n';
    write_line(line);
  } catch (...) {
    write_line("hedgerow: no memory to say what went wrong\n");
  }
}

}  // namespace hedgerow::internal
