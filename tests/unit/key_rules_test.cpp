// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include <string>

#include <hedgerow/key_rules.hpp>

#include "gate/key_judge.hpp"

using hedgerow::classify_key;

namespace {
struct row {
  std::string key;
  std::string label;
};
}  // namespace

TEST_CASE("a key that names a secret is denied in any spelling") {
  const row r = GENERATE(values<row>({
      {"password", "password"},
      {"Password", "password"},
      {"PGPASSWORD", "password"},
      {"dbPassword", "password"},
      {"new-password-confirm", "password"},
      {"password2", "password"},
      {"MYSQL_PWD", "password"},
      {"smtpPass", "password"},
      {"passphrase", "password"},
      {"DB_PSWD", "password"},
      {"userPasswort", "password"},
      {"wifi_psk", "secret"},
      {"apiKey", "api_key"},
      {"X-Api-Key", "api_key"},
      {"APIKey", "api_key"},
      {"apikey", "api_key"},
      {"storageAccountKey", "api_key"},
      {"privateKey", "api_key"},
      {"signing_key", "api_key"},
      {"set-cookie", "cookie"},
      {"cookies", "cookie"},
      {"JSESSIONID", "cookie"},
      {"client_secret", "secret"},
      {"CLIENT_SECRET", "secret"},
      {"jwtSecret", "secret"},
      {"clientsecret", "secret"},
      {"credentials", "secret"},
      {"aws.secretkey", "secret"},
      {"ACCESS_TOKEN", "token"},
      {"access_token5", "token"},
      {"X-Vault-Token", "token"},
      {"refresh_tokens", "token"},
      {"password_reset_token", "token"},
      {"http.request.header.authorization", "authorization"},
      {"otp", "otp"},
      {"pin", "otp"},
      {"mfa_code", "otp"},
      {"recoveryCodes", "otp"},
      {"ssn", "ssn"},
      {"taxpayerSsn", "ssn"},
      {"social_security_number", "ssn"},
      {"cardNumber", "credit_card"},
      {"credit_card", "credit_card"},
      {"cvv2", "card_cvv"},
  }));
  CAPTURE(r.key);
  CHECK(r.label == classify_key(r.key).label);
}

TEST_CASE("a key that only describes a secret, or resembles its name, is allowed") {
  const std::string key = GENERATE(values<std::string>({
      "public_key",
      "monkey",
      "token_count",
      "password_reset_completed",
      "author",
      "passport.js",
      "bypass_cache",
      "idempotency_key",
      "secret_name",
      "secretRotationDays",
      "secret_santa",
      "stop_token",
      "prompt_tokens",
      "total_tokens",
      "next_page_token",
      "tokenizer",
      "token_type",
      "password_strength",
      "password_min_length",
      "has_password",
      "password_changed_at",
      "grant_type",
      "apiKeyEnabled",
      "api_keys_rotated",
      "csrf_protection",
      "cookie_consent",
      "credentials_provider",
      "first_pass_yield",
      "pswd_length",
      "license_key",
      "psk_identity",
      "public_token_enabled",
      "password_file",
      "author_id",
      "authority",
      "authorized",
      "secretariat",
      "pinned",
      "otp_length",
      "scorecard",
      "key",
      "keyspace",
      "foreign_key",
      "session_timeout",
      "card_type",
      "",
      "-",
      "___",
  }));
  CAPTURE(key);
  CHECK("" == classify_key(key).label);
}

TEST_CASE("keys are classified at compile time with the data class of their value") {
  STATIC_REQUIRE(classify_key("db.password").sensitivity == hedgerow::data_class::secret);
  STATIC_REQUIRE(classify_key("ssn").sensitivity == hedgerow::data_class::pii);
  STATIC_REQUIRE(classify_key("cvc").sensitivity == hedgerow::data_class::financial);
  STATIC_REQUIRE_FALSE(classify_key("kafka_topic").denied());
}

TEST_CASE("a key of any length is classified by its end") {
  const std::string long_path(5000, 'x');
  CHECK("password" == classify_key(long_path + ".password").label);
  CHECK("" == classify_key("password." + long_path).label);
}

TEST_CASE("a remembered key is judged as it was the first time") {
  using hedgerow::internal::judge_key;
  for (int round = 0; round < 2; ++round)
    for (int i = 0; i < 1000; ++i) {
      const std::string key = (i % 2 == 0 ? "password_" : "topic_name_") + std::to_string(i);
      CHECK(classify_key(key).label == judge_key(key).verdict.label);
    }
}
