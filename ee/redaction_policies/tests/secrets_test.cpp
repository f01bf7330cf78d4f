// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include <catch2/catch.hpp>

#include "support.hpp"

using namespace policy_tests;

namespace {

std::string times(std::string_view piece, int count) {
  std::string all;
  while (count-- > 0)
    all += piece;
  return all;
}

}  // namespace

TEST_CASE("tokens of providers are known by their form") {
  struct row {
    std::string token;
    std::string detector;
  };
  // Invented tokens of the right form, put together here so that no scanner takes them for real.
  const auto row_at_hand = GENERATE(values<row>({
      {"abc4" + std::string("Q~") + times("Ab3.", 8), "azure_key"},
      {"da"
       "pi" +
           times("0a1b2c3d", 4),
       "databricks_token"},
      {"da"
       "pi" +
           times("0a1b2c3d", 4) + "-2",
       "databricks_token"},
      {"do"
       "p_v1_" +
           times("0a1b2c3d", 8),
       "digitalocean_token"},
      {"Mz" + times("Ab3", 8) + ".Zz9_-a." + times("aB3_", 8), "discord_token"},
      {"sl"
       ".B" +
           times("aB3-_", 20),
       "dropbox_token"},
      {"EA"
       "AC" +
           times("aB3dE", 10),
       "facebook_token"},
      {"gl"
       "c_" +
           times("aB3dEfGh", 5),
       "grafana_token"},
      {"gl"
       "sa_" +
           times("aB3d", 8) + "_0a1b2c3d",
       "grafana_token"},
      {"HR"
       "KU-AA" +
           times("aB3-_dEf", 7),
       "heroku_key"},
      {"hf"
       "_" +
           times("aBcDeFgH", 4) + "aB",
       "huggingface_token"},
      {times("0a1b2c3d", 4) + "-us7", "mailchimp_key"},
      {"ke"
       "y-" +
           times("0a1b2c3d", 4),
       "mailgun_key"},
      {times("0a1b2c3d", 4) + "-0a1b2c3d-3d2c1b0a", "mailgun_key"},
      {"NR"
       "AK-" +
           times("A1B", 9),
       "newrelic_key"},
      {times("0a1b2c3d4", 4) + "NRAL", "newrelic_key"},
      {"np"
       "m_" +
           times("aB3dEf", 6),
       "npm_token"},
      {"ph"
       "x_" +
           times("aB3dEf", 7),
       "posthog_key"},
      {"py"
       "pi-AgEI" +
           times("aB3dEf", 12),
       "pypi_token"},
      {"SG"
       "." +
           times("aB3dEf", 3) + "aB3d." + times("aB3dEf", 7),
       "sendgrid_key"},
      {"sn"
       "tryu_" +
           times("0a1b2c3d", 8),
       "sentry_token"},
      {"sh"
       "pat_" +
           times("0a1b2c3d", 4),
       "shopify_token"},
      {"123456789:"
       "AA" +
           times("aB3-_dEfGhI", 3),
       "telegram_token"},
      {"S"
       "K" +
           times("0a1b2c3d", 4),
       "twilio_key"},
      {"hv"
       "s." +
           times("aB3_-dEf", 4),
       "vault_token"},
      {"s." + times("aB3dEf", 4), "vault_token"},
      {"dc"
       "kr_pat_" +
           times("aB3-", 7),
       "provider_token"},
      {"PM"
       "AK-" +
           times("0a1b2c3d", 3) + "-" + times("0a", 17),
       "provider_token"},
      {"sq"
       "0atp-" +
           times("aB", 11),
       "provider_token"},
      {"sg"
       "p_" +
           times("0a1b2c3d", 5),
       "provider_token"},
      {"ts"
       "key-auth-kAbCdE1-xYz12345",
       "provider_token"},
      {"$2"
       "b$12$" +
           times("aB./1", 10) + "abc",
       "password_hash"},
      {"$6"
       "$salt1234$" +
           times("aB./1", 17) + "a",
       "password_hash"},
      {"$argon2"
       "id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ$" +
           times("aB3d", 10),
       "password_hash"},
      {"{SS"
       "HA}" +
           times("aB3+", 9),
       "password_hash"},
  }));
  const auto expected = "got [redacted:" + row_at_hand.detector + "] from the store";
  CHECK(expected == redacted({"secrets"}, "got " + row_at_hand.token + " from the store"));
}

TEST_CASE("only the secret goes, the rest of the line stays") {
  struct row {
    std::string text;
    std::string expected;
  };
  const auto row_at_hand = GENERATE(values<row>({
      {"AccountName=acme1;Account"
       "Key=" +
           times("aB3+", 20) + "==;EndpointSuffix=core.example",
       "AccountName=[redacted:azure_key];AccountKey=[redacted:azure_key];EndpointSuffix=core."
       "example"},
      {"posting to https://discord.com/api/web"
       "hooks/112233445566778899/" +
           times("aB3_-", 13) + " now",
       "posting to [redacted:discord_token] now"},
      {"Unseal Key 1: " + times("aB3+xY7/z", 5), "Unseal Key 1: [redacted:vault_token]"},
      {"export WEATHERLY_API_KEY=q8w7e6r5t4y3u2i1 # local",
       "export WEATHERLY_API_KEY=[redacted:named_secret] # local"},
      {R"({"acmeToken": "k3j4h5g6f7d8s9a0", "page": 2})",
       R"({"acmeToken": "[redacted:named_secret]", "page": 2})"},
      {R"(env.set("ACME_SECRET", "k3j4h5g6f7d8s9a0");)",
       R"(env.set("ACME_SECRET", "[redacted:named_secret]");)"},
      {"acme KEY k3j4h5g6f7d8s9a0 loaded", "acme KEY [redacted:named_secret] loaded"},
  }));
  CHECK(row_at_hand.expected == redacted({"secrets"}, row_at_hand.text));
}

TEST_CASE("a key without a form of its own is known by the name of its provider") {
  struct row {
    std::string text;
    std::string expected;
  };
  const auto row_at_hand = GENERATE(values<row>({
      {"finnhub key k3j4h5g6f7d8s9a0 loaded", "finnhub key [redacted:provider_token] loaded"},
      {"bugsnag-secret-5f2b8d1c-0c1d-4f3a-9e2b-7a6c5d4e3f21, next",
       "bugsnag-secret-[redacted:provider_token], next"},
      {"mailmodoPRIVATE ABCD123-EFGH456-IJKL789", "mailmodoPRIVATE [redacted:provider_token]"},
      {"asana: 'k3j4h5g6f7d8s9a0K3J4' n=3", "asana: '[redacted:provider_token]' n=3"},
      {"everhour access token is " + times("0a1b2c3d", 4),
       "everhour access token is [redacted:provider_token]"},
      {"chartmogul k3j4h5g6f7d8s9a0q1w2e3r4 ok", "chartmogul [redacted:provider_token] ok"},
      {"browshot key " + times("abcdefg", 4), "browshot key [redacted:provider_token]"},
      {"vault operator unseal " + times("aB3+xY7/z", 5),
       "vault operator unseal [redacted:vault_token]"},
      {R"({"method":"auth.login_with_api_key", "params":["8-)" + times("aB3d", 16) + R"("]})",
       R"({"method":"auth.login_with_api_key", "params":["[redacted:provider_token]"]})"},
  }));
  const auto once = redacted({"secrets"}, row_at_hand.text);
  CHECK(row_at_hand.expected == once);
  CHECK(once == redacted({"secrets"}, once));
}

TEST_CASE("the name of a provider alone makes no key of what follows") {
  const std::string text =
      GENERATE(as<std::string>{}, "datadog trace 4bf92f3577b34da6a3ce929d0e0e4736",
               "netlify deploy 5f2b8d1c-0c1d-4f3a-9e2b-7a6c5d4e3f21 done",
               "travis: 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
               "splunk key rotated-2026-11-22 at 10:11:12.123456",
               "vercel token expired for request 5f2b8d1c0c1d4f3a9e2b7a6c",
               "cloudflare ray 8f2b8d1c0c1d4f3a-FRA took 1234567890123456 ns",
               "newrelic access denied: user12345678901@shop2",
               "pagerduty key rotation scheduled, finnhub access ok",
               "mailjet keys from getKeyFromVault2Store(config)",
               "asana: version-1.22.3-alpha4, wistia=video22",
               "https://api.wistia.com/v1/medias/12345678/stats.json?page=2");
  CHECK(text == redacted({"secrets"}, text));
}

TEST_CASE("what only resembles a secret stays as it is") {
  const std::string text =
      GENERATE(as<std::string>{},
               "rev 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567 built",  // SHA-1
               "trace 4bf92f3577b34da6a3ce929d0e0e4736 span 00f067aa0ba902b7",
               "request 5f2b8d1c-0c1d-4f3a-9e2b-7a6c5d4e3f21 done",
               "dapiClientFactoryForTheDataPlaneOfEveryRegion made",
               "token_count=1234567890123456 token_type=bearer",
               "foreign_key=user_account_2024_id public_key=ab12cd34ef56ab12",
               "key_id=k2026abcdef12 cache_key=v2:user:1234567890",
               "unexpected token 'abc123def456' in line 3", "s.AcceptanceTimeoutInSecondsX is set",
               "password reset completed, secret rotation scheduled",
               "the price is $5 and $1,234.56 in total", "hf_ is the prefix, npm_ as well",
               "pIdxKey->default_rc==0 and next_token: none");
  CHECK(text == redacted({"secrets"}, text));
}
