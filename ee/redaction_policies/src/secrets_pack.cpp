// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include <array>

#include "addresses.hpp"
#include "azure.hpp"
#include "packs.hpp"
#include "provider_key.hpp"
#include "provider_tokens.hpp"
#include "shapes.hpp"

namespace hedgerow::policies {

namespace {

constexpr detector_row detectors[] = {
    {"azure_key", "Azure client secrets, service keys, connection strings and webhooks"},
    {"databricks_token", "Databricks personal access tokens"},
    {"digitalocean_token", "DigitalOcean personal, OAuth and refresh tokens"},
    {"discord_token", "Discord bot tokens and webhooks"},
    {"dropbox_token", "Dropbox access tokens"},
    {"facebook_token", "Facebook access tokens and app secrets"},
    {"grafana_token", "Grafana API keys, cloud and service account tokens"},
    {"heroku_key", "Heroku API keys"},
    {"huggingface_token", "Hugging Face user and organisation tokens"},
    {"mailchimp_key", "Mailchimp API keys"},
    {"mailgun_key", "Mailgun private, public and signing keys"},
    {"newrelic_key", "New Relic and Pixie keys"},
    {"npm_token", "npm access tokens"},
    {"posthog_key", "PostHog personal API keys and tokens"},
    {"pypi_token", "PyPI upload tokens"},
    {"sendgrid_key", "SendGrid API keys"},
    {"sentry_token", "Sentry auth tokens"},
    {"shopify_token", "Shopify access tokens and shared secrets"},
    {"telegram_token", "Telegram bot tokens"},
    {"twilio_key", "Twilio API keys"},
    {"vault_token", "HashiCorp Vault and Terraform tokens, unseal keys"},
    {"provider_token",
     "Tokens of some four hundred further providers, by their prefixes and names"},
    {"password_hash", "Password hashes and Kerberos tickets"},
    {"named_secret", "Random-looking values named token, key, secret or password"},
};

constexpr form_row forms[] = {
    {"azure_key", "<w3><d1>Q~<p31-34>"},
    {"azure_key", "<w2><d1>Q~<p31-34>"},
    {"azure_key", "<w1><d1>Q~<p31-34>"},
    {"azure_key", "<d1>Q~<p31-34>"},
    {"azure_key", "<w76>AZDO<w4>"},
    {"databricks_token", "dapi<h32>[-<d1>]"},
    {"digitalocean_token", "dop_v1_<h64>"},
    {"digitalocean_token", "doo_v1_<h64>"},
    {"digitalocean_token", "dor_v1_<h64>"},
    {"discord_token", "<w24-28>.<b6>.<b27-40>"},
    {"discord_token", "mfa.<b84>"},
    {"dropbox_token", "sl.<b50+>"},
    {"dropbox_token", "sl.u.<b50+>"},
    {"facebook_token", "EAAC<w20+>"},
    {"facebook_token", "EAAM<w20+>"},
    {"facebook_token", "EAA<w80+>"},
    {"facebook_token", "<d13-16>|<b26-28>"},
    {"grafana_token", "glc_<B32+>"},
    {"grafana_token", "glsa_<w32>_<x8>"},
    {"grafana_token", "eyJrIjoi<B40+>"},
    {"heroku_key", "HRKU-<b36-70>"},
    {"huggingface_token", "hf_<w30-40>"},
    {"huggingface_token", "api_org_<w30-40>"},
    {"mailchimp_key", "<w32>-us<d1-2>"},
    {"mailgun_key", "key-<h32>"},
    {"mailgun_key", "pubkey-<h32>"},
    {"mailgun_key", "<h32>-<h8>-<h8>"},
    {"newrelic_key", "NRAK-<w26-32>"},
    {"newrelic_key", "NRAA-<x27>"},
    {"newrelic_key", "NRBR-<x19>"},
    {"newrelic_key", "NRII-<b24-32>"},
    {"newrelic_key", "NRIQ-<b32>"},
    {"newrelic_key", "NRJS-<x19-20>"},
    {"newrelic_key", "NRRA-<x42>"},
    {"newrelic_key", "NRSP-<w33>"},
    {"newrelic_key", "<x36>NRAL"},
    {"newrelic_key", "eu01x<w30-36>"},
    {"newrelic_key", "px-dep-<h8>-<h4>-<h4>-<h4>-<h12>"},
    {"newrelic_key", "px-api-<h8>-<h4>-<h4>-<h4>-<h12>"},
    {"npm_token", "npm_<w10-60>"},
    {"posthog_key", "phx_<w32+>"},
    {"posthog_key", "phs_<w32+>"},
    {"posthog_key", "pha_<w32+>"},
    {"posthog_key", "phr_<w32+>"},
    {"posthog_key", "phu_<w32+>"},
    {"posthog_key", "phe_<w32+>"},
    {"pypi_token", "pypi-AgE<b50+>"},
    {"sendgrid_key", "SG.<r32+>"},
    {"sentry_token", "sntrys_<s60+>"},
    {"sentry_token", "sntryu_<h64>"},
    {"sentry_token", "sntrya_<h64>"},
    {"sentry_token", "sntryi_<h64>"},
    {"shopify_token", "shpat_<x32>"},
    {"shopify_token", "shpca_<x32>"},
    {"shopify_token", "shppa_<x32>"},
    {"shopify_token", "shpss_<x32>"},
    {"shopify_token", "shptka_<x32>"},
    {"shopify_token", "shpit_<x32>"},
    {"telegram_token", "<d8-10>:AA<b32-34>"},
    {"telegram_token", "<d8-10>:<b35>"},
    {"twilio_key", "SK<x32>"},
    {"twilio_key", "SKxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"},
    {"vault_token", "hvs.<b20+>"},
    {"vault_token", "hvb.<b20+>"},
    {"vault_token", "hvr.<b20+>"},
    {"vault_token", "s.<w24>"},
    {"vault_token", "s.<w24>.<w5>"},
    {"vault_token", "s.CAES<b60+>"},
    {"vault_token", "b.AAAAAQ<b100+>"},
    {"vault_token", "<w14>.atlasv1.<r50-80>"},
};

const context_row contexts[] = {
    {"azure_key",
     "storage name|account key|storage account key|shared access key|storage account name",
     random_secret, nullptr, 0, needs_separator},
    {"facebook_token", "facebook app secret|fb app secret|facebook client access token|fb api key",
     random_secret, nullptr, 0, needs_separator},
    {"vault_token", "unseal key|recovery key|root token", random_secret, nullptr, 0,
     needs_separator},
    {"vault_token", "operator unseal", random_secret},
    {"provider_token", "login with api key", random_secret, nullptr, 48},  // TrueNAS
    {"provider_token", "sonar login|cc test reporter id|coveralls repo token", random_secret,
     nullptr, 0, needs_separator | takes_pair},
    {"provider_token", provider_names(), provider_key, nullptr, 0, from_words},
    {"named_secret",
     "token|key|secret|api key|apikey|access key|secret key|pat|password|passwd|auth "
     "token|authtoken|"
     "credential|client secret|app secret|signing secret|webhook secret|license key",
     random_secret, nullptr, 0, needs_separator | takes_pair | loud_words},
};

constexpr shape_row shapes[] = {
    {"azure_key", "AEhS", azure_secret, 5, 15},
    {"discord_token", "h", discord_webhook, 5, 5},
    {"password_hash", "${", password_hash},
};

}  // namespace

pack secrets_pack() noexcept {
  static const std::array<std::span<const form_row>, 2> tables = {forms, provider_tokens()};
  static const std::array named = {std::span<const context_row>(contexts)};
  return {"secrets", "keys and tokens of providers, password hashes", detectors, tables, named,
          shapes};
}

}  // namespace hedgerow::policies
