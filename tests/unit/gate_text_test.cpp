// SPDX-License-Identifier: MIT
// What the content rules take out of a text, and what they leave. The values are invented; those
// that look like somebody's tokens are put together here, so that no scanner takes them for one.
#include <catch2/catch.hpp>

#include <string>

#include "gate/text.hpp"

using namespace hedgerow::internal;

namespace {

std::string redacted(std::string_view text) {
  arena memory;
  std::uint64_t found = 0;
  return std::string(redact_text(text, memory, found));
}

struct row {
  std::string text;
  std::string expected;
};

const std::string hex40 = "c0ffee00c0ffee11c0ffee22c0ffee33c0ffee44";
const std::string word36 = "Zx4Qw7Er2Ty9Ui1Op6As3Df8Gh5Jk0LzXcVb";
const std::string jwt_like = std::string("eyJ") + "hbGciOiJub25lIn0.eyJ" + "zdWIiOiJhbm4ifQ.c2ln";

}  // namespace

TEST_CASE("a secret in a text is replaced and the rest of the line stays") {
  const row r = GENERATE(values<row>({
      // pairs
      {"login user=ann password=tulip-22 from web",
       "login user=ann password=[redacted:password] from web"},
      {"{\"user\":\"ann\",\"apiKey\":\"k1-k2-k3\",\"n\":3}",
       "{\"user\":\"ann\",\"apiKey\":\"[redacted:api_key]\",\"n\":3}"},
      {"body {\\\"token\\\":\\\"a b\\\\c\\\",\\\"n\\\":1}",
       "body {\\\"token\\\":\\\"[redacted:token]\\\",\\\"n\\\":1}"},
      {"{'client_secret' => 'tulip', 'n' => 1}",
       "{'client_secret' => '[redacted:secret]', 'n' => 1}"},
      {"grant_type=password&username=ann&password=tu%20lip&x=1",
       "grant_type=password&username=ann&password=[redacted:password]&x=1"},
      {"db:\n  host: db1\n  password: tulip\n  port: 5432\n",
       "db:\n  host: db1\n  password: [redacted:password]\n  port: 5432\n"},
      {"set dbPassword := 'tulip' now", "set dbPassword := '[redacted:password]' now"},
      {"API key: tulip-22", "API key: [redacted:api_key]"},
      {"Form(user=ann, pin=4931, mfa=false)", "Form(user=ann, pin=[redacted:otp], mfa=false)"},
      {"password=\"unclosed to the end", "password=\"[redacted:password]"},
      {"{\"name\": \"Cookie\", \"value\": \"sid=12ab\"}",
       "{\"name\": \"Cookie\", \"value\": \"sid=[redacted:cookie]\"}"},
      {"[[\"Authorization\", \"tulip\"], [\"Accept\", \"*/*\"]]",
       "[[\"Authorization\", \"[redacted:authorization]\"], [\"Accept\", \"*/*\"]]"},
      {"{\"name\": \"pwd\", \"value\": \"tulip-22\"}",
       "{\"name\": \"pwd\", \"value\": \"[redacted:password]\"}"},
      {"env:\n- name: DB_PASSWORD\n  value: tulip-22\n- name: MODE\n  value: fast-22\n",
       "env:\n- name: DB_PASSWORD\n  value: [redacted:password]\n- name: MODE\n  value: fast-22\n"},
      {"the cache key=a1b2c3d4e5f60718 of api key=a1b2c3d4e5f60718",
       "the cache key=a1b2c3d4e5f60718 of api key=[redacted:api_key]"},
      // speech, options, markup
      {"got api key a1b2c3d4e5f60718 from ann", "got api key [redacted:secret] from ann"},
      {"<db><MY_APP_PWD>tulip-22</MY_APP_PWD></db>",
       "<db><MY_APP_PWD>[redacted:password]</MY_APP_PWD></db>"},
      {"2FA code: 493817", "2FA code: [redacted:otp]"},
      {"use 493817 as your security code", "use [redacted:otp] as your security code"},
      {"connect failed: password 'tulip-22' rejected",
       "connect failed: password '[redacted:password]' rejected"},
      {"machine example.com login ann password tulip",
       "machine example.com login ann password [redacted:password]"},
      {"run --user ann --db-password tulip --verbose",
       "run --user ann --db-password [redacted:password] --verbose"},
      {"curl -u ann:tulip https://example.com",
       "curl -u ann:[redacted:password] https://example.com"},
      {"<Login><User>ann</User><Password>tulip</Password></Login>",
       "<Login><User>ann</User><Password>[redacted:password]</Password></Login>"},
      {"your verification code is 493817, valid for 5 minutes",
       "your verification code is [redacted:otp], valid for 5 minutes"},
      // key and value beside each other
      {"args [\"dbPassword\", \"tulip-22\"]", "args [\"dbPassword\", \"[redacted:password]\"]"},
      {"props.put('app.apiKey', 'tulip-22');", "props.put('app.apiKey', '[redacted:api_key]');"},
      {"connect(dbPassword=tulip, apiKey: 'rose', n=3)",
       "connect(dbPassword=[redacted:password], apiKey: '[redacted:api_key]', n=3)"},
      {"{userPassword: tulip, role: admin}", "{userPassword: [redacted:password], role: admin}"},
      {"conf dbPassword->\"tulip\" loaded", "conf dbPassword->\"[redacted:password]\" loaded"},
      {"Map(authToken -> tulip-22x, n -> 3)", "Map(authToken -> [redacted:token], n -> 3)"},
      {"row ann|clientSecret|tulip-22x|end", "row ann|clientSecret|[redacted:secret]|end"},
      {"| adminPwd | tulip-22x |", "| adminPwd | [redacted:password] |"},
      {"b.setSmtpPassword(\"tulip-22x\").build()",
       "b.setSmtpPassword(\"[redacted:password]\").build()"},
      {"new Mailer().withApiKey('tulip-22x')", "new Mailer().withApiKey('[redacted:api_key]')"},
      {"client.apiKey(\"a1b2c3d4e5f60718\")", "client.apiKey(\"[redacted:api_key]\")"},
      // the value in a call that makes it, in an element that is named
      {"Config { password: Some(\"tulip\"), n: 3 }",
       "Config { password: Some(\"[redacted:password]\"), n: 3 }"},
      {"api_key = String::from(\"tulip\");", "api_key = String::from(\"[redacted:api_key]\");"},
      {"password := []byte(\"tulip\")", "password := []byte(\"[redacted:password]\")"},
      {"SET PASSWORD = PASSWORD('tulip')", "SET PASSWORD = PASSWORD('[redacted:password]')"},
      {"<entry key=\"db.password\">tulip</entry>",
       "<entry key=\"db.password\">[redacted:password]</entry>"},
      {"sig=tulip22x-tulip22x-tulip22x-tulip22-x n=3", "sig=[redacted:secret] n=3"},
      // the value below its key
      {"User:\nann\nPassword:\ntulip-22x\nRole:\nadmin",
       "User:\nann\nPassword:\n[redacted:password]\nRole:\nadmin"},
      {"User:\r\nann\r\nPassword:\r\ntulip\r\n",
       "User:\r\nann\r\nPassword:\r\n[redacted:password]\r\n"},
      {"  API key:\n    'tulip'\nhost: db1", "  API key:\n    '[redacted:api_key]'\nhost: db1"},
      {"password: |-\n  tulip-22x\nhost: db1", "password: |-\n  [redacted:password]\nhost: db1"},
      {"\"token\":\n  \"tulip\",\n\"n\": 1", "\"token\":\n  \"[redacted:token]\",\n\"n\": 1"},
      // headers
      {"Authorization: Bearer tulip.22-x next",
       "Authorization: Bearer [redacted:authorization] next"},
      {"sent Bearer 9f8e7d6c5b4a ok", "sent Bearer [redacted:bearer_token] ok"},
      {"Proxy-Authorization: Basic YW5uOnR1bGlw",
       "Proxy-Authorization: Basic [redacted:authorization]"},
      {"Cookie: theme=dark; sid=12ab34; lang=en",
       "Cookie: theme=[redacted:cookie]; sid=[redacted:cookie]; lang=[redacted:cookie]"},
      {"Set-Cookie: sid=12ab; Path=/; HttpOnly",
       "Set-Cookie: sid=[redacted:cookie]; Path=/; HttpOnly"},
      // URLs
      {"postgres://app:tulip@db1:5432/x", "postgres://app:[redacted:url_credentials]@db1:5432/x"},
      {"amqp://app:tu/l@ip@mq/x", "amqp://app:[redacted:url_credentials]@mq/x"},
      {"https://u:a-b@h.example/x", "https://u:[redacted:url_credentials]@h.example/x"},
      {"GET /cb#state=x&access_token=tulip&n=1",
       "GET /cb#state=x&access_token=[redacted:token]&n=1"},
      {"next=https%3A%2F%2Fa.example%2F%3Ftoken%3Dtulip%26x%3D1",
       "next=https%3A%2F%2Fa.example%2F%3Ftoken%3D[redacted:token]%26x%3D1"},
      {"Server=db1;User Id=ann;Password=tulip;Encrypt=yes",
       "Server=db1;User Id=ann;Password=[redacted:password];Encrypt=yes"},
      // tokens
      {"push with ghp" + ("_" + word36) + " done", "push with [redacted:github_token] done"},
      {"glp" + ("at-" + word36.substr(0, 20)), "[redacted:gitlab_token]"},
      {"xox" + ("b-1234567890-" + word36.substr(0, 24)), "[redacted:slack_token]"},
      {"AK" + ("IA" + std::string("TULIPTULIPTULIP2")) + " used", "[redacted:aws_key] used"},
      {"sk" + ("_live_" + word36.substr(0, 24)), "[redacted:stripe_key]"},
      {"got " + jwt_like + ".", "got [redacted:jwt]"},
      {"got 1/" + ("/0g" + word36 + word36) + " ok", "got [redacted:google_token] ok"},
      {"'1/" + ("/04-" + word36 + "_" + word36) + "'", "'[redacted:google_token]'"},
      {"-----BEGIN " + std::string("PRIVATE KEY-----\nAAAA\nBBBB\n-----END PRIVATE KEY-----\nnext"),
       "[redacted:private_key]\nnext"},
      // numbers and addresses
      {"paid with 4000 0000 0000 0002 today", "paid with [redacted:credit_card] today"},
      {"/q?n=4000+0000+0000+0002&x", "/q?n=[redacted:credit_card]&x"},
      {"/q?n=DE89+3704+0044+0532+0130+00&x", "/q?n=[redacted:iban]&x"},
      {"pan:[5555555555554444]", "pan:[[redacted:credit_card]]"},
      {"to DE8937-0400-4405-3201-3000 now", "to [redacted:iban] now"},
      {"to DE89 3704 0044 0532 0130 00 now", "to [redacted:iban] now"},
      {"GET /people/219-09-9999?x=1", "GET /people/[redacted:ssn]?x=1"},
      {"to DE89-3704-0044-0532-0130-00 now", "to [redacted:iban] now"},
      {"to DE8937-0400-4405-3201-3000 now", "to [redacted:iban] now"},
      {"ids ba775625-9725-1142-6173-722509072791, 3F405DE3-AD23-7300-47DC-0C66C66A2E48.",
       "ids ba775625-9725-1142-6173-722509072791, 3F405DE3-AD23-7300-47DC-0C66C66A2E48."},
      {"ba775625-9725-1142-6173-722509072791", "ba775625-9725-1142-6173-722509072791"},
      {"to GP4210047123450482917356A42 now", "to [redacted:iban] now"},
      {"to AX75 4829 1735 6004 17 now", "to [redacted:iban] now"},
      {"to JE53NWBK48291735600417 now", "to [redacted:iban] now"},
      {"payeeIban=QZ4948291735600417AB", "payeeIban=[redacted:iban]"},
      {"card 120482917356045 declined", "card [redacted:credit_card] declined"},
      {"card 3504829173560480 declined", "card [redacted:credit_card] declined"},
      {"cc: 0604829173565", "cc: [redacted:credit_card]"},
      {"card 41204829 17356047 declined", "card [redacted:credit_card] declined"},
      {"<v>41204829 17356047</v>", "<v>[redacted:credit_card]</v>"},
      {"SSN 219-09-9999 given", "SSN [redacted:ssn] given"},
      {"mail ann.example+x@mail.example.com, please", "mail [redacted:email], please"},
      // disguises
      {"p\xE2\x80\x8B"
       "assword=tulip user=ann",
       "p\xE2\x80\x8B"
       "assword=[redacted:password] user=ann"},
      {"\x1b[32mpassword\x1b[0m=\x1b[33mtulip\x1b[0m",
       "\x1b[32mpassword\x1b[0m=\x1b[33m[redacted:password]\x1b[0m"},
      {"{\"pass\\u0077ord\":\"tulip\"}", "{\"pass\\u0077ord\":\"[redacted:password]\"}"},
  }));
  CAPTURE(r.text);
  CHECK(r.expected == redacted(r.text));
}

TEST_CASE("what is no secret comes back as it was, and without a copy") {
  const std::string text = GENERATE(values<std::string>({
      "event_uuid=017cc727-1662-0000-630c-d35f6a29bae3",
      "trace 4bf92f3577b34da6a3ce929d0e0e4736 span 00f067aa0ba902b7",
      "sha256:" + hex40 + "c0ffee55c0ffee66c0ffee77",
      "ts=1795829971802 ts_us=1795682683928969 ts_ns=1795728821522958174",
      "id=319817557336214878 order_id=4111111111111111",
      "block blk_-4111111111111111 terminating",
      "sizes 41204829 17356047, [41204829 17356047], 41204829-17356047",
      "took 120482917356045 ns, 3504829173560480 and 0604829173565 left",
      "part QZ4948291735600417AB, iban=QZ4848291735600417AB, ibanez=QZ4948291735600417AB",
      "version 4.5.25 at 10.0.0.1:8080, ratio 4111111111111111.5",
      "unit postgres@1000.service and react@17.10.13 and Session@6f130651",
      "git clone git@example.com:ann/tulip.git",
      "The password field cannot be empty",
      "password: must not be blank",
      "Accepted password for user ann from 192.0.2.1 port 51124 ssh2",
      "missing bearer token; bearer of bad news; unsupported authorization type Basic",
      "prompt_tokens=311 token_count=3 token_type=bearer password_min_length=12",
      "auth=required auth_method=oidc grant_type=client_credentials svc=billing",
      "Unexpected token } in JSON at position 3",
      "password=[REDACTED] token=*** secret=${SECRET} key={{ key }}",
      "password_reset_completed for monkey in /run/secrets",
      "https://example.com:8080/x?page=2&sort=name#top",
      "key a1b2c3d4e5f60718 evicted, cache key=a1b2c3d4e5f60718 kept",
      "cookies=3 enabled; secret: !Ref DbSecret",
      "api_key=os.environ[\"API_KEY\"] and password = request.form['password']",
      "if password == None: token = await read()",
      "password: Some(pw), token: Some(\"\"), secret = load(\"tulip\"), key=\"db.password\"",
      "sig=017cc727-1662-4a0c-a30c-d35f6a29be68 <entry key=\"db.host\">tulip</entry>",
      "def login(userPassword: str, apiKey: Optional[str]): pass",
      // key and value beside each other
      "columns [\"dbPassword\", \"dbUser\"], (\"userPassword\", \"email\")",
      "env.get(\"apiKey\", \"none\") and t(\"auth.token\", \"en-GB\")",
      "setPassword(password) setApiKey(config.apiKey) setSecretName(\"db-creds-1\")",
      "getToken(\"client-id-22\") setTokenUrl(\"https://id.example.com/t1\")",
      "new SecretKey(keyBytes) passwordEncoder(\"bcrypt-2y-10\") compass(\"north-east-1\")",
      "authToken->isValid() and this->password->hash2a and secretKey->size() == 32",
      "token -> parse2(token), apiKeyEnabled -> \"tulip\", secret -> tulip",
      "echo token | base64 -d | sha256sum; cat token | sha256sum",
      "| password | email |\n| password | varchar255 |\n| token | char(64) | NO |",
      ":param Ed25519PrivateKey|Ed25519PublicKey|Ed448PublicKey",
      "API key:\n  'tulip-22x",
      "token|type|line, user|secret|public|x, |authMethod|oidc-2-a|",
      // the line below a key
      "Password:\nLast login: Mon Sep 1",
      "Password:\nann@web1:~$",
      "Enter password:\ntulip-22x",
      "password:\n  type: string\n  minLength: 8",
      "password:\n  required: true",
      "token:\n  - a1b2c3d4\n",
      "secret:\n  secretName: db-creds",
      "Password:\nConfirm\nSubmit",
      "password:\n\ntulip-22x",
      "token:\n}",
      "Token:\nhttps://example.com/x1",
      "secret:\n  /run/secrets/db1",
      "password:\nuser=ann22",
      "token:\n  oauth2\n",
      "password: |\n  see the vault\n",
      "token:\nv1.2.3",
      "Password:\n$ ls -l22",
      "the password:\n  is tulip-22x",
      "password:\n*****",
      "case password:\n  return 1;",
      "see a/1/"
      "/0/b, 1/"
      "/0 and 1/"
      "/0gShort; s3://b/1/"
      "/0/part-0001.parquet",
      "card_last4 1234, (code 422), 4444444444444444",
      "000-12-3456 7/219-09-9999 666-12-3456 912-12-3456 123-00-4567",
      "\xE3\x82\xAB\xE3\x83\xBC\xE3\x83\x89 and \xF0\x9F\x91\x8D",
      "\xff\xfe broken \xE2\x80 bytes",
      "",
  }));
  CAPTURE(text);
  arena memory;
  std::uint64_t found = 0;
  const std::string_view out = redact_text(text, memory, found);
  CHECK(text == out);
  CHECK(0 == found);
  CHECK(text.data() == out.data());
}

TEST_CASE("redacting twice changes nothing") {
  const std::string text = GENERATE(values<std::string>({
      "password=tulip token=\"a\" ann@example.com 4111111111111111",
      "x4111111111111111 5555555555554444,4111111111111111",
      "https://ann:tu@li@p@example.com/?password=a@b.example",
      "Authorization: Digest username=\"ann\", response=\"00ff\"",
      "Cookie: a=1; b=[redacted:cookie]x; c",
      "password=[redacted:password]tulip",
      "password password password 'a1b2c' password is c3d4e",
      "-u a:b@c.example -p tulip1 --token=--token x",
  }));
  CAPTURE(text);
  const std::string once = redacted(text);
  CHECK(once != text);
  CHECK(once == redacted(once));
}

TEST_CASE("a private key goes in each form that it takes in a log") {
  const std::string begin = "-----BEGIN RSA " + std::string("PRIVATE KEY-----");
  const std::string end = "-----END RSA " + std::string("PRIVATE KEY-----");
  const std::string line = "MIIEtulipTULIPtulipTULIPtulipTULIP0123456789+/tulip";
  const row r = GENERATE_COPY(values<row>({
      {"key " + begin + "\\n" + line + "\\n" + line + "==\\n" + end + "\\n\" next",
       "key [redacted:private_key]\\n\" next"},
      {begin + " " + line + " " + end + " next", "[redacted:private_key] next"},
      {begin + "\n" + line + "\n" + line, "[redacted:private_key]"},
      {begin + "\\n[redacted:named_secret]\\n" + line + "\\n" + end, "[redacted:private_key]"},
  }));
  CHECK(r.expected == redacted(r.text));
}

TEST_CASE("hostile texts of a megabyte are finished") {
  const std::string unit = GENERATE(values<std::string>({"a",
                                                         "1-1-",
                                                         "a.a.",
                                                         "a@a@",
                                                         "password=password=",
                                                         "://://",
                                                         "ab:ab:",
                                                         "4111-",
                                                         "pass ",
                                                         "password=\"",
                                                         "://a:b",
                                                         "eyJaaaaaaaaaa.",
                                                         "b64=eyJh",
                                                         "eyJh-",
                                                         "password={{",
                                                         "-p ",
                                                         "value=",
                                                         "\"name\":\"",
                                                         "-----BEGIN PRIVATE KEY",
                                                         "cookie: a=",
                                                         "%41",
                                                         "\xE2\x80\x8B",
                                                         "GB82 ",
                                                         "[redacted:",
                                                         "\\\\\\\"",
                                                         "aPass",
                                                         "pass->\"",
                                                         "setPass('",
                                                         "|pass|",
                                                         "pass:\n",
                                                         "token:\n1",
                                                         "1/"
                                                         "/0",
                                                         "[enc:k1:A",
                                                         "<password>",
                                                         "(a,b)values('",
                                                         "(password)values('x'),",
                                                         "identified by '",
                                                         "create identified by x ",
                                                         "mysql -",
                                                         "sshpass -p ",
                                                         "\"auth\" \"",
                                                         "AUTH default ",
                                                         "string = \"",
                                                         "password for a ",
                                                         "name=\"password\"\n\n",
                                                         "<token>\n",
                                                         "password("}));
  std::string text;
  while (text.size() < (std::size_t{1} << 20))
    text += unit;
  const std::string once = redacted(text);
  CHECK(once == redacted(once));
}
