// SPDX-License-Identifier: MIT
// Passwords for clients that take them in a short option of their own: sshpass -p x, mysql -px,
// redis-cli -a x, ldapsearch -w x.
#include "gate/detect/detector.hpp"
#include "gate/detect/pair_value.hpp"
#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

namespace {

struct client {
  std::string_view name;  ///< the program's begins so
  char option;
  bool apart;  ///< the password may be the next word; else it is joined to the option
};

constexpr client clients[] = {
    {"sshpass", 'p', true},  {"redis-cli", 'a', true}, {"mysql", 'p', false},
    {"mariadb", 'p', false}, {"ldap", 'w', true},
};

constexpr std::size_t longest_line = 256;
constexpr std::size_t shortest = 3;

/// -px: no second option, as in -print.
bool is_joined_password(std::string_view v) noexcept {
  return v.size() >= shortest && !v.starts_with("rotocol") && !v.starts_with("lugin") &&
         v != "ort" && v.front() != '=';
}

}  // namespace

void find_client_password(examination& e, std::size_t word) {
  if (word < e.followed_to()) return;
  const std::string_view text = e.text();
  const client* found = nullptr;
  for (const client& c : clients)
    if (word_at(text, word, c.name)) found = &c;
  if (found == nullptr) return;
  const std::size_t end = skip(text, word, chars::word.with("_-."), 32);
  if (at(text, end) != ' ') return;
  const std::string_view line = text.substr(0, end + longest_line);
  std::size_t i = end;
  // Options and their values, up to what ends a command.
  for (; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '\n' || c == '|' || c == ';' || c == '&') break;
    if (c != '-' || line[i - 1] != ' ' || at(line, i + 1) != found->option) continue;
    const bool apart = at(line, i + 2) == ' ';
    if (apart && !found->apart) continue;
    const text_range value = read_value(text, i + 2);
    const std::string_view v = value.of(text);
    if (value.empty() || is_harmless(text, value) || (!apart && !is_joined_password(v))) continue;
    if (skip(v, 0, chars::digits) == v.size()) continue;
    e.report(value.begin, value.end, "password");
    i = value.end;
    break;
  }
  e.followed(i);
}

}  // namespace hedgerow::internal
