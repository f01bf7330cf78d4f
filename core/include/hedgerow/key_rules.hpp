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

/// What a denied key holds: its place in key_verdicts.
enum class denial : std::uint8_t {
  none,
  password,
  secret,
  token,
  api_key,
  cookie,
  authorization,
  otp,
  card,
  cvv,
  ssn,
};

inline constexpr key_verdict key_verdicts[] = {
    {},
    {data_class::secret, "password"},
    {data_class::secret, "secret"},
    {data_class::secret, "token"},
    {data_class::secret, "api_key"},
    {data_class::secret, "cookie"},
    {data_class::secret, "authorization"},
    {data_class::secret, "otp"},
    {data_class::financial, "credit_card"},
    {data_class::financial, "card_cvv"},
    {data_class::pii, "ssn"},
};

/// What a word does in a key, and what it names.
struct word_meaning {
  std::uint8_t roles = 0;
  denial named = denial::none;
};

/// Every file that logs compiles the table: an array of characters costs the compiler a third of
/// what a std::string_view does.
struct key_word {
  char text[16];
  std::uint8_t roles;
  denial named = denial::none;
};

// clang-format off
/// Sorted by text, lower case; key_judge.cpp checks it.
inline constexpr key_word key_words[] = {
    {"2fa", qualifies_code}, {"access", qualifies_key}, {"account", qualifies_key},
    {"action", describes}, {"admin", qualifies_key | owns_password}, {"aes", qualifies_key},
    {"age", describes}, {"alg", describes}, {"algorithm", describes}, {"allowed", describes},
    {"api", qualifies_key}, {"apikey", names_secret, denial::api_key},
    {"apikeys", names_secret, denial::api_key}, {"arn", describes}, {"at", describes},
    {"attempt", describes}, {"attempts", describes}, {"audience", describes},
    {"auth", qualifies_key}, {"authorization", names_secret, denial::authorization},
    {"backup", qualifies_code}, {"banner", describes}, {"bind", owns_password},
    {"bos", makes_harmless}, {"bucket", describes}, {"budget", describes}, {"button", describes},
    {"cached", makes_harmless}, {"cancellation", makes_harmless},
    {"cardnumber", names_secret, denial::card}, {"change", describes}, {"changed", describes},
    {"check", describes}, {"checks", describes}, {"cipher", qualifies_key},
    {"class", describes}, {"cleared", describes}, {"client", qualifies_key | owns_password},
    {"cls", makes_harmless}, {"column", describes}, {"completed", describes},
    {"completion", makes_harmless}, {"complexity", describes}, {"confirmation", qualifies_code},
    {"consent", describes}, {"consumer", qualifies_key}, {"continuation", makes_harmless},
    {"contrasena", names_secret, denial::password},
    {"cookie", names_secret, denial::cookie}, {"cookies", names_secret, denial::cookie},
    {"cost", describes}, {"count", describes}, {"counts", describes}, {"created", describes},
    {"credential", names_secret, denial::secret}, {"credentials", names_secret, denial::secret},
    {"creditcard", names_secret, denial::card}, {"crypto", qualifies_key},
    {"csrf", qualifies_key}, {"cvc", names_secret, denial::cvv}, {"cvv", names_secret, denial::cvv},
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
    {"haslo", names_secret, denial::password}, {"help", describes},
    {"heslo", names_secret, denial::password}, {"hint", describes},
    {"history", describes}, {"hmac", qualifies_key},
    {"hours", describes}, {"http", owns_password}, {"id", describes}, {"identity", describes},
    {"ids", describes},
    {"idx", describes}, {"index", describes}, {"input", makes_harmless},
    {"invalid", describes | makes_harmless}, {"is", describes | makes_harmless},
    {"issued", describes}, {"issuer", describes}, {"jar", describes},
    {"jsessionid", names_secret, denial::cookie}, {"jwt", names_secret | qualifies_key, denial::token},
    {"kennwort", names_secret, denial::password},
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
    {"otp", names_secret | qualifies_code, denial::otp}, {"output", makes_harmless},
    {"owner", describes}, {"pad", makes_harmless}, {"page", describes | makes_harmless},
    {"pagination", makes_harmless}, {"parser", describes},
    {"passcode", names_secret, denial::password}, {"passphrase", names_secret, denial::password},
    {"passwd", names_secret, denial::password}, {"password", names_secret, denial::password},
    {"passwords", names_secret, denial::password}, {"passwort", names_secret, denial::password},
    {"passwrd", names_secret, denial::password}, {"paswd", names_secret, denial::password},
    {"pasword", names_secret, denial::password}, {"paswrd", names_secret, denial::password},
    {"path", describes}, {"percent", describes},
    {"pg", owns_password}, {"pgp", qualifies_key}, {"phpsessid", names_secret, denial::cookie},
    {"pin", names_secret, denial::otp}, {"pincode", names_secret, denial::otp},
    {"placeholder", describes}, {"policies", describes}, {"policy", describes},
    {"pos", describes}, {"position", describes}, {"postgres", owns_password},
    {"prefix", describes}, {"present", describes}, {"private", qualifies_key},
    {"prompt", describes | makes_harmless}, {"protection", describes}, {"provider", describes},
    {"proxy", owns_password}, {"psk", names_secret, denial::secret},
    {"psswd", names_secret, denial::password}, {"pssword", names_secret, denial::password},
    {"psswrd", names_secret, denial::password}, {"pswd", names_secret, denial::password},
    {"psword", names_secret, denial::password}, {"pswrd", names_secret, denial::password},
    {"public", makes_harmless}, {"rate", describes},
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
    {"secret", names_secret | qualifies_key, denial::secret},
    {"secrets", names_secret, denial::secret}, {"security", qualifies_code},
    {"senha", names_secret, denial::password},
    {"sent", describes}, {"sep", makes_harmless}, {"session", qualifies_key},
    {"sessionid", names_secret, denial::cookie}, {"sftp", owns_password},
    {"shared", qualifies_key}, {"sign", qualifies_key}, {"signing", qualifies_key},
    {"size", describes}, {"smtp", owns_password}, {"source", describes},
    {"special", makes_harmless}, {"ssh", qualifies_key | owns_password}, {"ssl", qualifies_key},
    {"ssn", names_secret, denial::ssn}, {"state", describes}, {"status", describes},
    {"stop", makes_harmless}, {"storage", qualifies_key}, {"store", describes},
    {"strength", describes}, {"subscription", qualifies_key}, {"suffix", describes},
    {"supported", describes}, {"symmetric", qualifies_key}, {"syntax", makes_harmless},
    {"template", describes}, {"time", describes}, {"timeout", describes},
    {"timestamp", describes}, {"title", describes}, {"tls", qualifies_key},
    {"token", names_secret, denial::token}, {"total", makes_harmless},
    {"totp", names_secret | qualifies_code, denial::otp}, {"ttl", describes},
    {"type", describes}, {"types", describes}, {"unexpected", makes_harmless},
    {"unk", makes_harmless}, {"updated", describes}, {"uri", describes}, {"url", describes},
    {"usage", describes}, {"used", describes}, {"user", owns_password},
    {"valid", describes}, {"validated", describes}, {"validation", describes},
    {"verification", describes | qualifies_code}, {"verified", describes},
    {"version", describes}, {"versions", describes},
    {"wachtwoord", names_secret, denial::password}, {"wallet", qualifies_key},
    {"webhook", qualifies_key}, {"wifi", owns_password}, {"xsrf", qualifies_key},
};

/// Words that people run together: "dbpassword", "PGPASSWORD", "clientsecret", "accesstoken5".
struct key_ending {
  std::string_view text;
  denial named;
};
inline constexpr key_ending key_endings[] = {
    {"password", denial::password}, {"passwd", denial::password}, {"passphrase", denial::password},
    {"secret", denial::secret}, {"token", denial::token}, {"apikey", denial::api_key},
    {"secretkey", denial::secret}, {"privatekey", denial::secret}, {"accesskey", denial::secret},
    {"authkey", denial::api_key}, {"accountkey", denial::secret}, {"masterkey", denial::secret},
    {"signingkey", denial::secret}, {"encryptionkey", denial::secret},
    {"sharedkey", denial::secret},
};
// clang-format on

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

/// Below, at or above 0, as the line's text is before, the same as or behind a word.
constexpr int order(const key_word& line, std::string_view word) noexcept {
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = i < sizeof line.text ? line.text[i] : '\0';
    if (c != word[i])
      return static_cast<unsigned char>(c) < static_cast<unsigned char>(word[i]) ? -1 : 1;
  }
  return word.size() < sizeof line.text && line.text[word.size()] != '\0' ? 1 : 0;
}

constexpr word_meaning meaning_of(std::string_view word) noexcept {
  std::size_t low = 0;
  std::size_t high = sizeof key_words / sizeof *key_words;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    const int found = order(key_words[middle], word);
    if (found == 0) return {key_words[middle].roles, key_words[middle].named};
    if (found < 0)
      low = middle + 1;
    else
      high = middle;
  }
  for (const key_ending& ending : key_endings)
    if (word.ends_with(ending.text)) return {names_secret, ending.named};
  if (word.starts_with("password") && word != "passwordless")
    return {names_secret, denial::password};
  return {};
}

/// What the word at `i` names, alone or with the one before it.
constexpr denial named_by(const split_key& words, const word_meaning* found,
                          std::size_t i) noexcept {
  if ((found[i].roles & names_secret) != 0) return found[i].named;
  if (i == 0) return denial::none;
  const std::uint8_t before = found[i - 1].roles;
  const std::string_view word = words[i];
  if (word == "key" || word == "keys")
    return (before & qualifies_key) != 0 ? denial::api_key : denial::none;
  if (word == "code" || word == "codes")
    return (before & qualifies_code) != 0 ? denial::otp : denial::none;
  if (word == "pass" || word == "pwd" || word == "pw")
    return (before & owns_password) != 0 ? denial::password : denial::none;
  if (word == "number" && words[i - 1] == "card") return denial::card;
  if (word == "card" && words[i - 1] == "credit" && i + 1 == words.count) return denial::card;
  if (word == "security" && words[i - 1] == "social") return denial::ssn;
  if (word == "tokens" && (words[i - 1] == "access" || words[i - 1] == "refresh" ||
                           words[i - 1] == "auth" || words[i - 1] == "api"))
    return denial::token;
  return denial::none;
}

constexpr denial denial_of(std::string_view key) noexcept {
  const split_key words(key);
  word_meaning found[split_key::most_words];
  for (std::size_t i = 0; i < words.count; ++i)
    found[i] = meaning_of(words[i]);
  // From the end: "client_secret.password_min_length" describes, whatever else it mentions.
  for (std::size_t i = words.count; i-- > 0;) {
    const denial named = named_by(words, found, i);
    if (named != denial::none && !(i > 0 && (found[i - 1].roles & makes_harmless) != 0))
      return named;
    if ((found[i].roles & describes) != 0) return denial::none;
  }
  return denial::none;
}

}  // namespace detail

/// Classifies a key, in any spelling (snake_case, kebab-case, camelCase, UPPER, dotted).
/// Pure and usable at compile time; linear in the key's length.
constexpr key_verdict classify_key(std::string_view key) noexcept {
  return detail::key_verdicts[static_cast<std::size_t>(detail::denial_of(key))];
}

}  // namespace hedgerow
