// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "provider_tokens.hpp"

namespace hedgerow::policies {

namespace {

constexpr form_row table[] = {
    {"provider_token", "A3-<U6>-<U6>-<U5>-<U5>-<U5>"},  // 1Password secret key
    {"provider_token", "A3-<U6>-<U11>-<U5>-<U5>-<U5>"},
    {"provider_token", "ops_eyJ<B100+>"},         // 1Password service account
    {"provider_token", "p8e-<w32>"},              // Adobe
    {"provider_token", "AGE-SECRET-KEY-1<U58>"},  // age
    {"provider_token", "pat<w14>.<h64>"},         // Airtable
    {"provider_token", "LTAI<w17-21>"},           // Alibaba
    {"provider_token", "ATATT3<r100+>"},          // Atlassian
    {"provider_token", "ATCTT3<r100+>"},
    {"provider_token", "ATBB<w24-40>"},  // Bitbucket
    {"provider_token", "ATSTT3<r100+>"},
    {"provider_token", "AP<d1><w10+>"},  // Artifactory passwords
    {"provider_token", "AKC<w10+>"},     // Artifactory keys
    {"provider_token", "cmVmdGtu<w56>"},
    {"provider_token", "v1.0-<x24>-<w146>"},  // Cloudflare origin CA
    {"provider_token", "CFPAT-<b40-64>"},     // Contentful
    {"provider_token", "CLOJARS_<x60>"},
    {"provider_token", "dckr_pat_<b24-40>"},  // Docker
    {"provider_token", "dckr_oat_<b24-40>"},
    {"provider_token", "dnkey-<r26>-<r52>"},  // Defined Networking
    {"provider_token", "dp.pt.<w40-44>"},     // Doppler
    {"provider_token", "dp.st.<p30-60>"},
    {"provider_token", "dp.ct.<w40-44>"},
    {"provider_token", "dp.sa.<w40-44>"},
    {"provider_token", "dp.scim.<w40-44>"},
    {"provider_token", "dp.audit.<w40-44>"},
    {"provider_token", "duffel_live_<r40-46>"},
    {"provider_token", "duffel_test_<r40-46>"},
    {"provider_token", "dt0c01.<U24>.<U64>"},  // Dynatrace
    {"provider_token", "dt0s16.<U8>.<U64>"},
    {"provider_token", "EZAK<w54>"},  // EasyPost
    {"provider_token", "EZTK<w54>"},
    {"provider_token", "fig<a1>_<b40+>"},        // Figma
    {"provider_token", "fio-u-<r60-90>"},        // Frame.io
    {"provider_token", "FLWPUBK_TEST-<h32>-X"},  // Flutterwave
    {"provider_token", "FLWSECK_TEST-<h32>-X"},
    {"provider_token", "FLWSECK_TEST-<h12>"},
    {"provider_token", "FLWPUBK-<h32>-X"},
    {"provider_token", "FLWSECK-<h32>-X"},
    {"provider_token", "fo1_<b43>"},  // Fly.io
    {"provider_token", "fm1<a1>_<B100+>"},
    {"provider_token", "fm2_<B100+>"},
    {"provider_token", "gocardless_live_<r40>"},
    {"provider_token", "live_<r40>"},
    {"provider_token", "gsk_<w52>"},            // Groq
    {"provider_token", "r8_<w37-48>"},          // Replicate
    {"provider_token", "pplx-<w40+>"},          // Perplexity
    {"provider_token", "sk-or-v1-<h64>"},       // OpenRouter
    {"provider_token", "tvly-<b30-50>"},        // Tavily
    {"provider_token", "pcsk_<b40+>"},          // Pinecone
    {"provider_token", "lsv2_pt_<h32>_<h10>"},  // LangSmith
    {"provider_token", "lsv2_sk_<h32>_<h10>"},
    {"provider_token", "nvapi-<b60+>"},        // NVIDIA
    {"provider_token", "live_<d6-10>_<w30>"},  // Amplitude, Instatus and others
    {"provider_token", "test_<d6-10>_<w30>"},
    {"provider_token", "lin_api_<w40>"},  // Linear
    {"provider_token", "lin_oauth_<w40+>"},
    {"provider_token", "sk.eyJ<b60+>[.<b22>]"},  // Mapbox
    {"provider_token", "pk.eyJ<b40+>.<b22>"},
    {"provider_token", "pk.eyJ<b20+>\\<b20+>.<b22>"},
    {"provider_token", "APP_USR-<d16>-<d6>-<h32>-<d6-10>"},  // Mercado Pago
    {"provider_token", "TEST-<d16>-<d6>-<h32>-<d6-10>"},
    {"provider_token", "nfp_<w36-40>"},    // Netlify
    {"provider_token", "ntn_<d11><w35>"},  // Notion
    {"provider_token", "ntn_<w43-50>"},
    {"provider_token", "secret_<w43>"},
    {"provider_token", "oy2<l43>"},             // NuGet
    {"provider_token", "odt_<w32-40>"},         // ownCloud, OpenDataTable
    {"provider_token", "PMAK-<h24>-<h34>"},     // Postman
    {"provider_token", "pnu_<w36>"},            // Prefect
    {"provider_token", "pscale_tkn_<r30-64>"},  // PlanetScale
    {"provider_token", "pscale_pw_<r30-64>"},
    {"provider_token", "pscale_oauth_<r30-64>"},
    {"provider_token", "pul-<h40>"},     // Pulumi
    {"provider_token", "rdme_<l70>"},    // ReadMe
    {"provider_token", "rnd_<w28-40>"},  // Render
    {"provider_token", "rubygems_<x48>"},
    {"provider_token", "xkeysib-<h64>-<w16>"},  // Brevo
    {"provider_token", "xsmtpsib-<h64>-<w16>"},
    {"provider_token", "shippo_live_<h40>"},
    {"provider_token", "shippo_test_<h40>"},
    {"provider_token", "sm_aat_<w16>"},  // SettleMint
    {"provider_token", "sm_pat_<w16>"},
    {"provider_token", "sm_sat_<w16>"},
    {"provider_token", "sgp_<x16>_<x40>"},  // Sourcegraph
    {"provider_token", "sgp_local_<x40>"},
    {"provider_token", "sgp_<x64>"},
    {"provider_token", "sgp_<x40>"},
    {"provider_token", "sq0atp-<b22>"},  // Square
    {"provider_token", "sq0csp-<b40-48>"},
    {"provider_token", "sq0csp-<b22-60>"},
    {"provider_token", "sandbox-sq0atb-<b22>"},
    {"provider_token", "sandbox-sq0csb-<b40+>"},
    {"provider_token", "EAAAE<b55-65>"},
    {"provider_token", "squ_<h40>"},  // SonarQube
    {"provider_token", "sqp_<h40>"},
    {"provider_token", "sqa_<h40>"},
    {"provider_token", "sbp_<l40>"},  // Supabase
    {"provider_token", "sbp_v0_<h40>"},
    {"provider_token", "sb_secret_<b30+>"},
    {"provider_token", "tskey-api-<w5+>-<w5+>"},  // Tailscale
    {"provider_token", "tskey-auth-<w5+>-<w5+>"},
    {"provider_token", "tskey-<a3-10>-<w5+>-<w4+>"},
    {"provider_token", "tfp_<r40-70>"},    // Typeform
    {"provider_token", "tgp_v1_<b40+>"},   // Together
    {"provider_token", "SWMKEY-1-<b43>"},  // Docker Swarm
    {"provider_token", "SWMTKN-1-<l50>-<l25>"},
    {"provider_token", "sk_<d4>_<d6>_<h32>"},  // Ticket Tailor
    {"provider_token", "s-s4t2ud-<h64>"},      // 42
    {"provider_token", "u-s4t2ud-<h64>"},
    {"provider_token", "s-s4t2af-<h64>"},
    {"provider_token", "u-s4t2af-<h64>"},
    {"provider_token", "t1.<r7-100>.<b86>"},  // Yandex
    {"provider_token", "AQVN<b35-38>"},
    {"provider_token", "YC<b38>"},
    {"provider_token", "zpka_<w32>_<h8>"},  // Zuplo
    {"provider_token", "django-insecure-<s40-60>"},
    {"provider_token", "eyJ0eXAiOiAiVENWMiJ9.<b20+>.<b20+>"},
    {"provider_token", "ABIA<U16>"},  // AWS bearer, context
    {"provider_token", "ACCA<U16>"},
    {"provider_token", "bedrock-api-key-<B40+>"},
    {"provider_token", "FwoGZXIvYXdz<B100+>"},
    {"provider_token", "ya29.<b30+>"},  // Google OAuth
    {"provider_token", "GOCSPX-<b28>"},
    {"provider_token", "1//0<b40+>"},
    {"provider_token", "rk_live_<w24+>"},  // Stripe restricted
    {"provider_token", "whsec_<B32+>"},
    {"provider_token", "access-sandbox-<h8>-<h4>-<h4>-<h4>-<h12>"},  // Plaid
    {"provider_token", "access-production-<h8>-<h4>-<h4>-<h4>-<h12>"},
    {"provider_token", "access_token$production$<l16>$<h32>"},  // Braintree
    {"provider_token", "amzn.mws.<h8>-<h4>-<h4>-<h4>-<h12>"},
    {"provider_token", "AAAA<b7>:<b140>"},                    // Firebase messaging
    {"provider_token", "pat-na1-<h8>-<h4>-<h4>-<h4>-<h12>"},  // HubSpot
    {"provider_token", "pat-eu1-<h8>-<h4>-<h4>-<h4>-<h12>"},
    {"provider_token", "apify_api_<w36>"},
    {"provider_token", "bkua_<l40>"},                     // Buildkite
    {"provider_token", "CCIPAT_<w22>_<h40>"},             // CircleCI
    {"provider_token", "re_<w8>_<w24>"},                  // Resend
    {"provider_token", "sdk-<h8>-<h4>-<h4>-<h4>-<h12>"},  // LaunchDarkly
    {"provider_token", "tr_dev_<w20+>"},
    {"provider_token", "tr_prod_<w20+>"},
    {"provider_token", "wandb_v1_<b30+>"},
    {"provider_token", "VF.DM.<h24>.<w16>"},  // Voiceflow
    {"provider_token", "VF.WS.<h24>.<w16>"},
    {"provider_token", "xai-<b70-90>"},
    {"provider_token", "llx-<b48>"},     // LlamaCloud
    {"provider_token", "vcp_<w56-60>"},  // Vercel
    {"provider_token", "sgp_<w64>"},     // Segment
    {"provider_token", "slk_<h64>"},
    {"provider_token", "ion_<w42>"},       // Ionic
    {"provider_token", "shltm_<w38-40>"},  // Flexport
    {"provider_token", "ak_live_<w30>"},   // Pagar.me
    {"provider_token", "ak_test_<w30>"},
    {"provider_token", "pub-c-<w8>-<w4>-<w4>-<w4>-<w12>"},  // PubNub
    {"provider_token", "sub-c-<w8>-<w4>-<w4>-<w4>-<w12>"},
    {"provider_token", "sq0idp-<b22>"},            // Square
    {"provider_token", "1000.<h30-34>.<h30-34>"},  // Zoho
    {"provider_token", "NF-<w32>"},                // Nightfall
    {"provider_token", "BBFF-<w30>"},              // Ubidots
    {"provider_token", "flb_live_<w20>"},          // Fleetbase
    {"provider_token", "flb_test_<w20>"},
    {"provider_token", "pk_<d6-9>_<U30-34>"},  // ClickUp
    {"provider_token", "cfat_<w40-60>"},       // Cloudflare
    {"provider_token", "cfut_<w40-60>"},
    {"provider_token", "cfk_<w40-60>"},
    {"provider_token", "cosmo_<h32>"},         // WunderGraph
    {"provider_token", "PMAT-<U26>"},          // Postman
    {"provider_token", "sha256~<b43>"},        // OpenShift
    {"provider_token", "00D<w12-15>!<r60+>"},  // Salesforce
    {"provider_token", "SU<U56>"},             // seeds of NATS
    {"provider_token", "SA<U56>"},
    {"provider_token", "SO<U56>"},
    {"provider_token", "<w6>_<w29>_mmk"},  // MaxMind
    {"provider_token", "na1.<B90+>"},      // FullStory
    {"provider_token", "eu1.<B90+>"},
    {"provider_token", "web_<h32>"},  // dfuse
    {"provider_token", "server_<h32>"},
    {"provider_token", "sk_<h48>"},                       // ElevenLabs
    {"provider_token", "tkn.v1_<B50+>"},                  // Teamwork
    {"provider_token", "akab-<w16>-<w16>"},               // Akamai
    {"provider_token", "BBDC-<B40+>"},                    // Bitbucket Data Center
    {"provider_token", "IGQV<w100+>"},                    // Instagram
    {"provider_token", "api-<h8>-<h4>-<h4>-<h4>-<h12>"},  // LaunchDarkly
    {"provider_token", "mob-<h8>-<h4>-<h4>-<h4>-<h12>"},
    {"provider_token", "sgp_<x16>_local_<x40>"},
    {"provider_token", "hooks.zapier.com/hooks/catch/<s10+>"},
};

}  // namespace

std::span<const form_row> provider_tokens() noexcept {
  return table;
}

}  // namespace hedgerow::policies
