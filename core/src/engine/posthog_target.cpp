// SPDX-License-Identifier: MIT
#include "engine/posthog_target.hpp"

#include <algorithm>

#include <hedgerow/key_rules.hpp>

namespace hedgerow::internal {

namespace {

struct known_host {
  std::string_view copied;
  std::string_view ingestion;
};

constexpr known_host known_hosts[] = {
    {"app.posthog.com", "us.i.posthog.com"},
    {"us.posthog.com", "us.i.posthog.com"},
    {"eu.posthog.com", "eu.i.posthog.com"},
};

status wrong_host(const std::string& what) {
  return status::failure(what + "; right would be \"https://us.i.posthog.com\", "
                                "\"https://eu.i.posthog.com\" or the URL of your own server");
}

}  // namespace

status check_project_key(std::string_view key) {
  if (key.starts_with("phx_"))
    return status::failure("this is a personal API key (phx_...), which gives access to the whole "
                           "account; take the project's key (phc_...) from the project settings, "
                           "and revoke this one if it was written to a file that others can read");
  if (key.starts_with("phc_") && key.size() < 8)
    return status::failure("the project key ends too early, after " + std::to_string(key.size()) +
                           " characters: was all of it copied?");
  if (!key.starts_with("phc_"))
    return status::failure("this is not a project key; one begins with \"phc_\" and stands in the "
                           "PostHog project settings");
  const bool plain = std::all_of(key.begin() + 4, key.end(), [](char c) {
    return detail::is_word_char(c) || c == '_' || c == '-';
  });
  if (!plain)
    return status::failure("the project key has characters other than letters, digits, \"_\" and "
                           "\"-\": was more than the key copied?");
  return {};
}

status straighten_host(std::string_view host, std::string& out) {
  const std::string_view scheme = host.starts_with("https://")  ? "https://"
                                  : host.starts_with("http://") ? "http://"
                                                                : "";
  if (scheme.empty()) return wrong_host("a host begins with \"https://\" or \"http://\"");
  std::string_view rest = host.substr(scheme.size());
  while (rest.ends_with('/'))
    rest.remove_suffix(1);
  if (rest.empty() || rest.front() == '/') return wrong_host("the URL names no host");
  const bool clean = std::all_of(rest.begin(), rest.end(), [](char c) {
    return c > ' ' && c < 0x7f && c != '@' && c != '?' && c != '#' && c != '"' && c != '\\';
  });
  if (!clean)
    return wrong_host("the URL of the host has a user, a query, a fragment or white space in it");
  for (const known_host& known : known_hosts)
    if (rest == known.copied) rest = known.ingestion;
  out = std::string(scheme) + std::string(rest);
  return {};
}

}  // namespace hedgerow::internal
