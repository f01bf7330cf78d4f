// SPDX-License-Identifier: MIT
/// @file
/// Tokens that say by their first letters whose they are. A row is all that a new one needs.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "gate/scan/chars.hpp"

namespace hedgerow::internal {

struct known_token {
  std::string_view prefix;  ///< as it is written; case counts
  const byte_set& rest;
  std::size_t least;  ///< so many more at least
  std::string_view label;
};

namespace token_chars {
inline constexpr byte_set any = chars::base64url;
inline constexpr byte_set dotted = chars::base64url.with(".");
inline constexpr byte_set based = chars::base64url.with(".+/=");
inline constexpr byte_set capitals = chars::upper.with_range('0', '9');
}  // namespace token_chars

// clang-format off
inline constexpr known_token known_tokens[] = {
    {"sk-ant-", token_chars::any, 16, "anthropic_key"},
    {"AKIA", token_chars::capitals, 16, "aws_key"},
    {"ASIA", token_chars::capitals, 16, "aws_key"},
    {"ABIA", token_chars::capitals, 16, "aws_key"},
    {"ACCA", token_chars::capitals, 16, "aws_key"},
    {"A3T", token_chars::capitals, 17, "aws_key"},
    {"ABSK", token_chars::based, 60, "aws_key"},
    {"bedrock-api-key-", token_chars::based, 16, "aws_key"},
    {"ghp_", chars::word, 20, "github_token"},
    {"gho_", chars::word, 20, "github_token"},
    {"ghu_", chars::word, 20, "github_token"},
    {"ghs_", chars::word, 20, "github_token"},
    {"ghr_", chars::word, 20, "github_token"},
    {"github_pat_", token_chars::any, 20, "github_token"},
    {"glpat-", token_chars::dotted, 20, "gitlab_token"},
    {"gldt-", token_chars::any, 20, "gitlab_token"},
    {"glrt-", token_chars::dotted, 20, "gitlab_token"},
    {"glrtr-", token_chars::dotted, 20, "gitlab_token"},
    {"glcbt-", token_chars::any, 16, "gitlab_token"},
    {"glptt-", token_chars::any, 20, "gitlab_token"},
    {"glft-", token_chars::any, 20, "gitlab_token"},
    {"glimt-", token_chars::any, 20, "gitlab_token"},
    {"glagent-", token_chars::any, 20, "gitlab_token"},
    {"gloas-", token_chars::any, 20, "gitlab_token"},
    {"glsoat-", token_chars::any, 20, "gitlab_token"},
    {"glwt-", token_chars::any, 20, "gitlab_token"},
    {"glffct-", token_chars::any, 20, "gitlab_token"},
    {"GR1348941", token_chars::any, 20, "gitlab_token"},
    {"AIza", token_chars::any, 35, "google_api_key"},
    {"ya29.", token_chars::dotted, 20, "google_token"},
    {"1//0", token_chars::any, 40, "google_token"},
    {"GOCSPX-", token_chars::any, 20, "google_token"},
    {"AGE-SECRET-KEY-1", token_chars::capitals, 20, "private_key"},
    {"mdb_sa_sk_", token_chars::any, 20, "mongodb_key"},
    {"sk-proj-", token_chars::any, 20, "openai_key"},
    {"sk-svcacct-", token_chars::any, 20, "openai_key"},
    {"sk-admin-", token_chars::any, 20, "openai_key"},
    {"sk-", chars::word, 20, "openai_key"},
    {"phx_", token_chars::any, 20, "posthog_key"},
    {"phs_", token_chars::any, 20, "posthog_key"},
    {"xoxa-", token_chars::any, 10, "slack_token"},
    {"xoxb-", token_chars::any, 10, "slack_token"},
    {"xoxc-", token_chars::any, 10, "slack_token"},
    {"xoxd-", token_chars::based, 10, "slack_token"},
    {"xoxe-", token_chars::any, 10, "slack_token"},
    {"xoxe.", token_chars::dotted, 10, "slack_token"},
    {"xoxo-", token_chars::any, 10, "slack_token"},
    {"xoxp-", token_chars::any, 10, "slack_token"},
    {"xoxr-", token_chars::any, 10, "slack_token"},
    {"xoxs-", token_chars::any, 10, "slack_token"},
    {"xapp-", token_chars::any, 10, "slack_token"},
    {"xwfp-", token_chars::any, 10, "slack_token"},
    {"hooks.slack.com/services/", chars::base64, 20, "slack_webhook"},
    {"hooks.slack.com/workflows/", chars::base64, 20, "slack_webhook"},
    {"hooks.slack.com/triggers/", chars::base64, 20, "slack_webhook"},
    {"sk_live_", chars::word, 10, "stripe_key"},
    {"sk_test_", chars::word, 10, "stripe_key"},
    {"sk_prod_", chars::word, 10, "stripe_key"},
    {"rk_live_", chars::word, 10, "stripe_key"},
    {"rk_test_", chars::word, 10, "stripe_key"},
    {"rk_prod_", chars::word, 10, "stripe_key"},
    {"whsec_", chars::base64, 20, "stripe_key"},
};
// clang-format on

constexpr std::array<std::string_view, std::size(known_tokens)> known_token_prefixes() noexcept {
  std::array<std::string_view, std::size(known_tokens)> out{};
  for (std::size_t i = 0; i < out.size(); ++i)
    out[i] = known_tokens[i].prefix;
  return out;
}

}  // namespace hedgerow::internal
