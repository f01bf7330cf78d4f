// SPDX-License-Identifier: MIT
/// @file
/// The key denylist: which field names never carry a loggable value. One table serves the compile
/// time check of `"key"_k` and the run-time check of every other key, at any depth.
///
/// A key is split into words (snake_case, kebab-case, camelCase, UPPER, dotted). It is denied when
/// a word names a secret ("password"), or two do ("api key"), unless what follows makes it a
/// description of one ("password_reset_completed", "token_count") or what stands before it makes it
/// something else ("page_token", "public_key").
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <hedgerow/data_class.hpp>

namespace hedgerow {

/// What the denylist says of a key.
struct key_verdict {
  data_class sensitivity = data_class::unclassified;
  std::string_view label{};  ///< what stands in the mark, "[redacted:password]"; empty when allowed

  constexpr bool denied() const noexcept { return !label.empty(); }
};

namespace detail {

/// What a word does in a key; one word may do several things.
enum key_role : std::uint8_t {
  names_secret = 1,     ///< denies by itself
  qualifies_key = 2,    ///< denies together with "key" after it
  qualifies_code = 4,   ///< denies together with "code" after it
  describes = 8,        ///< after a secret's name: the key only describes the secret
  makes_harmless = 16,  ///< right before a secret's name: the key means something else
  owns_password = 32,   ///< right before "pass", "pwd" and "pw": they mean a password
};

struct key_word {
  std::string_view text;
  std::uint8_t roles;
  key_verdict verdict{};
};

// clang-format off
inline constexpr key_verdict denied_password{data_class::secret, "password"};
inline constexpr key_verdict denied_secret{data_class::secret, "secret"};
inline constexpr key_verdict denied_token{data_class::secret, "token"};
inline constexpr key_verdict denied_key{data_class::secret, "api_key"};
inline constexpr key_verdict denied_cookie{data_class::secret, "cookie"};
inline constexpr key_verdict denied_auth{data_class::secret, "authorization"};
inline constexpr key_verdict denied_code{data_class::secret, "otp"};
inline constexpr key_verdict denied_card{data_class::financial, "credit_card"};
inline constexpr key_verdict denied_cvv{data_class::financial, "card_cvv"};
inline constexpr key_verdict denied_ssn{data_class::pii, "ssn"};

/// Every verdict there is; the first says that the key is allowed.
inline constexpr key_verdict key_verdicts[] = {
    {}, denied_password, denied_secret, denied_token, denied_key, denied_cookie, denied_auth,
    denied_code, denied_card, denied_cvv, denied_ssn};

/// The place of a verdict in key_verdicts.
consteval std::uint8_t index_of(const key_verdict& verdict) {
  std::uint8_t i = 0;
  while (key_verdicts[i].label != verdict.label)
    ++i;
  return i;
}

/// Sorted by text, lower case; a static_assert below checks it.
inline constexpr key_word key_words[] = {
    {"2fa", qualifies_code}, {"access", qualifies_key}, {"account", qualifies_key},
    {"action", describes}, {"admin", qualifies_key | owns_password}, {"aes", qualifies_key},
    {"age", describes}, {"alg", describes}, {"algorithm", describes}, {"allowed", describes},
    {"api", qualifies_key}, {"apikey", names_secret, denied_key},
    {"apikeys", names_secret, denied_key}, {"arn", describes}, {"at", describes},
    {"attempt", describes}, {"attempts", describes}, {"audience", describes},
    {"auth", qualifies_key}, {"authorization", names_secret, denied_auth},
    {"backup", qualifies_code}, {"banner", describes}, {"bind", owns_password},
    {"bos", makes_harmless}, {"bucket", describes}, {"budget", describes}, {"button", describes},
    {"cached", makes_harmless}, {"cancellation", makes_harmless},
    {"cardnumber", names_secret, denied_card}, {"change", describes}, {"changed", describes},
    {"check", describes}, {"checks", describes}, {"cipher", qualifies_key},
    {"class", describes}, {"cleared", describes}, {"client", qualifies_key | owns_password},
    {"cls", makes_harmless}, {"column", describes}, {"completed", describes},
    {"completion", makes_harmless}, {"complexity", describes}, {"confirmation", qualifies_code},
    {"consent", describes}, {"consumer", qualifies_key}, {"continuation", makes_harmless},
    {"cookie", names_secret, denied_cookie}, {"cookies", names_secret, denied_cookie},
    {"cost", describes}, {"count", describes}, {"counts", describes}, {"created", describes},
    {"credential", names_secret, denied_secret}, {"credentials", names_secret, denied_secret},
    {"creditcard", names_secret, denied_card}, {"crypto", qualifies_key},
    {"csrf", qualifies_key}, {"cvc", names_secret, denied_cvv}, {"cvv", names_secret, denied_cvv},
    {"database", owns_password}, {"date", describes}, {"days", describes}, {"db", owns_password},
    {"decrypt", qualifies_key}, {"decryption", qualifies_key}, {"delimiter", describes}, {"description", describes}, {"dir", describes},
    {"domain", describes}, {"duration", describes}, {"email", owns_password},
    {"enabled", describes}, {"encoding", describes}, {"encrypt", qualifies_key},
    {"encryption", qualifies_key}, {"endpoint", describes}, {"enforced", describes},
    {"eos", makes_harmless}, {"error", describes}, {"errors", describes}, {"event", describes},
    {"exists", describes}, {"exp", describes}, {"expiration", describes}, {"expired", describes},
    {"expires", describes}, {"expiry", describes}, {"failed", describes}, {"failure", describes},
    {"failures", describes}, {"field", describes}, {"fields", describes}, {"file", describes},
    {"filename", describes}, {"fingerprint", describes}, {"form", describes},
    {"format", describes}, {"found", describes}, {"ftp", owns_password},
    {"generated", describes}, {"generator", describes}, {"gpg", qualifies_key},
    {"gpio", makes_harmless}, {"handler", describes}, {"has", makes_harmless},
    {"help", describes}, {"hint", describes}, {"history", describes}, {"hmac", qualifies_key},
    {"hours", describes}, {"http", owns_password}, {"id", describes}, {"ids", describes},
    {"idx", describes}, {"index", describes}, {"input", makes_harmless},
    {"invalid", describes | makes_harmless}, {"is", describes | makes_harmless},
    {"issued", describes}, {"issuer", describes}, {"jar", describes},
    {"jsessionid", names_secret, denied_cookie}, {"jwt", names_secret | qualifies_key, denied_token},
    {"kind", describes}, {"label", describes}, {"lambda", describes}, {"ldap", owns_password},
    {"len", describes}, {"length", describes}, {"lifetime", describes},
    {"limit", describes}, {"limits", describes}, {"link", describes}, {"location", describes},
    {"login", qualifies_code | owns_password}, {"mail", owns_password}, {"manager", describes},
    {"mask", makes_harmless}, {"master", qualifies_key | owns_password}, {"match", describes},
    {"max", describes | makes_harmless}, {"method", describes}, {"mfa", qualifies_code},
    {"migrated", describes}, {"min", describes | makes_harmless}, {"minutes", describes},
    {"mismatch", describes}, {"missing", describes | makes_harmless}, {"mode", describes},
    {"ms", describes}, {"mysql", owns_password}, {"name", describes}, {"names", describes},
    {"next", makes_harmless}, {"num", makes_harmless}, {"offset", describes},
    {"oracle", owns_password}, {"origin", describes},
    {"otp", names_secret | qualifies_code, denied_code}, {"output", makes_harmless},
    {"owner", describes}, {"pad", makes_harmless}, {"page", describes | makes_harmless},
    {"pagination", makes_harmless}, {"parser", describes},
    {"passcode", names_secret, denied_password}, {"passphrase", names_secret, denied_password},
    {"passwd", names_secret, denied_password}, {"password", names_secret, denied_password},
    {"passwords", names_secret, denied_password}, {"path", describes}, {"percent", describes},
    {"pg", owns_password}, {"pgp", qualifies_key}, {"phpsessid", names_secret, denied_cookie},
    {"pin", names_secret, denied_code}, {"pincode", names_secret, denied_code},
    {"placeholder", describes}, {"policies", describes}, {"policy", describes},
    {"pos", describes}, {"position", describes}, {"postgres", owns_password},
    {"prefix", describes}, {"present", describes}, {"private", qualifies_key},
    {"prompt", describes | makes_harmless}, {"protection", describes}, {"provider", describes},
    {"proxy", owns_password}, {"public", makes_harmless}, {"rate", describes},
    {"ratio", describes}, {"reasoning", makes_harmless}, {"received", describes},
    {"recovery", qualifies_key | qualifies_code}, {"redis", owns_password}, {"ref", describes},
    {"reference", describes}, {"refreshed", describes}, {"region", describes},
    {"request", describes}, {"requested", describes},
    {"required", describes}, {"requirements", describes}, {"requires", makes_harmless},
    {"reset", describes}, {"resets", describes}, {"resource", describes}, {"result", describes},
    {"retries", describes}, {"revoked", describes}, {"role", describes},
    {"root", qualifies_key | owns_password}, {"rotated", describes}, {"rotation", describes},
    {"rsa", qualifies_key}, {"rule", describes}, {"rules", describes}, {"samesite", describes},
    {"santa", describes}, {"scheme", describes}, {"scope", describes}, {"scopes", describes},
    {"score", describes}, {"screen", describes}, {"seconds", describes},
    {"secret", names_secret | qualifies_key, denied_secret},
    {"secrets", names_secret, denied_secret}, {"security", qualifies_code},
    {"sent", describes}, {"sep", makes_harmless}, {"session", qualifies_key},
    {"sessionid", names_secret, denied_cookie}, {"sftp", owns_password},
    {"shared", qualifies_key}, {"sign", qualifies_key}, {"signing", qualifies_key},
    {"size", describes}, {"smtp", owns_password}, {"source", describes},
    {"special", makes_harmless}, {"ssh", qualifies_key | owns_password}, {"ssl", qualifies_key},
    {"ssn", names_secret, denied_ssn}, {"state", describes}, {"status", describes},
    {"stop", makes_harmless}, {"storage", qualifies_key}, {"store", describes},
    {"strength", describes}, {"subscription", qualifies_key}, {"suffix", describes},
    {"supported", describes}, {"symmetric", qualifies_key}, {"syntax", makes_harmless},
    {"template", describes}, {"time", describes}, {"timeout", describes},
    {"timestamp", describes}, {"title", describes}, {"tls", qualifies_key},
    {"token", names_secret, denied_token}, {"total", makes_harmless},
    {"totp", names_secret | qualifies_code, denied_code}, {"ttl", describes},
    {"type", describes}, {"types", describes}, {"unexpected", makes_harmless},
    {"unk", makes_harmless}, {"updated", describes}, {"uri", describes}, {"url", describes},
    {"usage", describes}, {"used", describes}, {"user", owns_password},
    {"valid", describes}, {"validated", describes}, {"validation", describes},
    {"verification", describes | qualifies_code}, {"verified", describes},
    {"version", describes}, {"versions", describes}, {"wallet", qualifies_key},
    {"webhook", qualifies_key}, {"wifi", owns_password}, {"xsrf", qualifies_key},
};

/// Words that people run together: "dbpassword", "PGPASSWORD", "clientsecret", "accesstoken5".
inline constexpr key_word key_endings[] = {
    {"password", names_secret, denied_password}, {"passwd", names_secret, denied_password},
    {"passphrase", names_secret, denied_password}, {"secret", names_secret, denied_secret},
    {"token", names_secret, denied_token}, {"apikey", names_secret, denied_key},
    {"secretkey", names_secret, denied_secret}, {"privatekey", names_secret, denied_secret},
    {"accesskey", names_secret, denied_secret}, {"authkey", names_secret, denied_key},
    {"accountkey", names_secret, denied_secret}, {"masterkey", names_secret, denied_secret},
    {"signingkey", names_secret, denied_secret}, {"encryptionkey", names_secret, denied_secret},
    {"sharedkey", names_secret, denied_secret},
};
// clang-format on

constexpr bool key_words_are_sorted() noexcept {
  for (std::size_t i = 1; i < sizeof key_words / sizeof *key_words; ++i)
    if (!(key_words[i - 1].text < key_words[i].text)) return false;
  return true;
}
static_assert(key_words_are_sorted());

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}
constexpr bool is_upper(char c) noexcept {
  return c >= 'A' && c <= 'Z';
}
constexpr bool is_lower(char c) noexcept {
  return c >= 'a' && c <= 'z';
}
constexpr bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}
constexpr bool is_word_char(char c) noexcept {
  return is_lower(c) || is_upper(c) || is_digit(c);
}

/// The words of a key, lower case; digits at the end of a word are left out ("password2").
struct split_key {
  static constexpr std::size_t longest = 120;
  static constexpr std::size_t most_words = 16;
  char text[longest] = {};
  std::uint8_t begin[most_words] = {};
  std::uint8_t end[most_words] = {};
  std::size_t count = 0;

  constexpr std::string_view operator[](std::size_t i) const noexcept {
    return {text + begin[i], static_cast<std::size_t>(end[i] - begin[i])};
  }

  /// A longer key counts by its end, where its meaning is.
  constexpr explicit split_key(std::string_view key) noexcept {
    if (key.size() > longest) key.remove_prefix(key.size() - longest);
    std::size_t from = 0;
    for (std::size_t i = 0; i < key.size(); ++i) {
      text[i] = lower(key[i]);
      if (!is_word_char(key[i])) {
        add(from, i);
        from = i + 1;
      } else if (i > from && starts_word(key, i)) {
        add(from, i);
        from = i;
      }
    }
    add(from, key.size());
  }

 private:
  /// apiKey, APIKey.
  static constexpr bool starts_word(std::string_view key, std::size_t i) noexcept {
    if (!is_upper(key[i])) return false;
    return !is_upper(key[i - 1]) || (i + 1 < key.size() && is_lower(key[i + 1]));
  }
  constexpr void add(std::size_t from, std::size_t to) noexcept {
    while (to > from && is_digit(text[to - 1]))
      --to;
    if (from == to) return;
    if (count == most_words) {  // the last words say what a key is
      for (std::size_t i = 1; i < most_words; ++i) {
        begin[i - 1] = begin[i];
        end[i - 1] = end[i];
      }
      --count;
    }
    begin[count] = static_cast<std::uint8_t>(from);
    end[count++] = static_cast<std::uint8_t>(to);
  }
};

/// The table's line for a word; an empty one when it has none.
constexpr key_word find_key_word(std::string_view word) noexcept {
  std::size_t low = 0;
  std::size_t high = sizeof key_words / sizeof *key_words;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const int order = key_words[middle].text.compare(word);
    if (order == 0) return key_words[middle];
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (const key_word& ending : key_endings)
    if (word.ends_with(ending.text)) return ending;
  if (word.starts_with("password") && word != "passwordless") return key_endings[0];
  return {};
}

/// What the word at `i` names, alone or with the one before it.
constexpr key_verdict named_by(const split_key& words, const key_word* found,
                               std::size_t i) noexcept {
  if ((found[i].roles & names_secret) != 0) return found[i].verdict;
  if (i == 0) return {};
  const std::uint8_t before = found[i - 1].roles;
  const std::string_view word = words[i];
  if (word == "key" || word == "keys")
    return (before & qualifies_key) != 0 ? denied_key : key_verdict{};
  if (word == "code" || word == "codes")
    return (before & qualifies_code) != 0 ? denied_code : key_verdict{};
  if (word == "pass" || word == "pwd" || word == "pw")
    return (before & owns_password) != 0 ? denied_password : key_verdict{};
  if (word == "number" && words[i - 1] == "card") return denied_card;
  if (word == "card" && words[i - 1] == "credit" && i + 1 == words.count) return denied_card;
  if (word == "security" && words[i - 1] == "social") return denied_ssn;
  if (word == "tokens" && (words[i - 1] == "access" || words[i - 1] == "refresh" ||
                           words[i - 1] == "auth" || words[i - 1] == "api"))
    return denied_token;
  return {};
}

}  // namespace detail

/// Classifies a key, in any spelling (snake_case, kebab-case, camelCase, UPPER, dotted).
/// Pure and usable at compile time; linear in the key's length.
constexpr key_verdict classify_key(std::string_view key) noexcept {
  const detail::split_key words(key);
  detail::key_word found[detail::split_key::most_words];
  for (std::size_t i = 0; i < words.count; ++i)
    found[i] = detail::find_key_word(words[i]);
  // From the end: "client_secret.password_min_length" describes, whatever else it mentions.
  for (std::size_t i = words.count; i-- > 0;) {
    const key_verdict verdict = detail::named_by(words, found, i);
    if (verdict.denied() && !(i > 0 && (found[i - 1].roles & detail::makes_harmless) != 0))
      return verdict;
    if ((found[i].roles & detail::describes) != 0) return {};
  }
  return {};
}

}  // namespace hedgerow
