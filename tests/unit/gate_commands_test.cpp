// SPDX-License-Identifier: MIT
// Passwords where no key and no sign stand right before them: in statements of SQL, on command
// lines, in commands of protocols, in declarations and in sentences. The values are invented.
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

}  // namespace

TEST_CASE("a password in a statement of SQL is replaced") {
  const row r = GENERATE(values<row>({
      {"CREATE USER 'ann'@'%' IDENTIFIED BY 'tulip-22';",
       "CREATE USER 'ann'@'%' IDENTIFIED BY '[redacted:password]';"},
      {"alter user ann identified with caching_sha2_password by 'tulip-22' account unlock",
       "alter user ann identified with caching_sha2_password by '[redacted:password]' account "
       "unlock"},
      {"CREATE USER ann IDENTIFIED BY tulip22;",
       "CREATE USER ann IDENTIFIED BY [redacted:password];"},
      {"ALTER USER 'ann' IDENTIFIED WITH 'mysql_native_password' AS '*00FF00FF' REQUIRE NONE",
       "ALTER USER 'ann' IDENTIFIED WITH 'mysql_native_password' AS '[redacted:password]' REQUIRE "
       "NONE"},
      {"SET PASSWORD FOR 'ann'@'%' = PASSWORD('tulip-22')",
       "SET PASSWORD FOR 'ann'@'%' = PASSWORD('[redacted:password]')"},
      {"INSERT INTO users (name, password, age) VALUES ('ann', 'tulip-22', 33)",
       "INSERT INTO users (name, password, age) VALUES ('ann', '[redacted:password]', 33)"},
      {"insert into t(`apiKey`,n)\nvalues('tulip-22',1),('rose-33',2) returning id",
       "insert into t(`apiKey`,n)\nvalues('[redacted:api_key]',1),('[redacted:api_key]',2) "
       "returning id"},
      {"sql=\"INSERT INTO u (\\\"pwd\\\") VALUES ('tulip-22')\" took 3 ms",
       "sql=\"INSERT INTO u (\\\"pwd\\\") VALUES ('[redacted:password]')\" took 3 ms"},
  }));
  CAPTURE(r.text);
  CHECK(r.expected == redacted(r.text));
}

TEST_CASE("a password on a command line of its client is replaced") {
  const row r = GENERATE(values<row>({
      {"sshpass -p tulip22 ssh ann@db1", "sshpass -p [redacted:password] ssh ann@db1"},
      {"sshpass -p 'tul ip' scp a b", "sshpass -p '[redacted:password]' scp a b"},
      {"mysql -h db1 -ptulip22 shop < dump", "mysql -h db1 -p[redacted:password] shop < dump"},
      {"mysqldump -P 3306 -p'tulip22' shop", "mysqldump -P 3306 -p'[redacted:password]' shop"},
      {"redis-cli -h db1 -a tulip22 ping", "redis-cli -h db1 -a [redacted:password] ping"},
      {"ldapsearch -x -w tulip22 -b dc=x", "ldapsearch -x -w [redacted:password] -b dc=x"},
      {"curl -u 'a1b2c3d4e5f6:' https://x.example",
       "curl -u '[redacted:password]:' https://x.example"},
      {"curl --user ann:'tulip22' https://x.example",
       "curl --user ann:'[redacted:password]' https://x.example"},
      {"curl -u \"ann\":\"tulip22\" https://x.example",
       "curl -u \"ann\":\"[redacted:password]\" https://x.example"},
  }));
  CAPTURE(r.text);
  CHECK(r.expected == redacted(r.text));
}

TEST_CASE("a password in a command that logs in is replaced") {
  const row r = GENERATE(values<row>({
      {"1795335330.48 [0 db1:6379] \"AUTH\" \"tulip\"",
       "1795335330.48 [0 db1:6379] \"AUTH\" \"[redacted:password]\""},
      {"\"auth\" \"ann\" \"tulip\"", "\"auth\" \"[redacted:password]\" \"[redacted:password]\""},
      {"C: AUTH PLAIN AGFubgB0dWxpcA==", "C: AUTH PLAIN [redacted:password]"},
      {"AUTH default tulip", "AUTH default [redacted:password]"},
      {"AUTH Tulip22x", "AUTH [redacted:password]"},
      {"Authorization: Acme a1b2c3d4e5f60718",
       "Authorization: [redacted:authorization] [redacted:authorization]"},
      {"Content-Disposition: form-data; name=\"password\"\r\n\r\ntulip\r\n--x--",
       "Content-Disposition: form-data; name=\"password\"\r\n\r\n[redacted:password]\r\n--x--"},
      {"form-data; name=\\\"token\\\"\\r\\n\\r\\ntulip\\r\\n--x",
       "form-data; name=\\\"token\\\"\\r\\n\\r\\n[redacted:token]\\r\\n--x"},
  }));
  CAPTURE(r.text);
  CHECK(r.expected == redacted(r.text));
}

TEST_CASE("a secret that is declared or assigned in other ways is replaced") {
  const row r = GENERATE(values<row>({
      {"var acmeToken string = \"tulip\"", "var acmeToken string = \"[redacted:token]\""},
      {"let token: &'static str = \"tulip\";", "let token: &'static str = \"[redacted:token]\";"},
      {"def f(passwd: Optional[str] = 'tulip')",
       "def f(passwd: Optional[str] = '[redacted:password]')"},
      {"val password: String = \"tulip\"", "val password: String = \"[redacted:password]\""},
      {"ACME_TOKEN ?= tulip", "ACME_TOKEN ?= [redacted:token]"},
      {"ACME_TOKEN :::= \"tulip\"", "ACME_TOKEN :::= \"[redacted:token]\""},
      {"$acmeToken .= \"tulip\"", "$acmeToken .= \"[redacted:token]\""},
      {"secret ||= 'tulip'", "secret ||= '[redacted:secret]'"},
      {"PSWD=tulip wpa_psk=tulip", "PSWD=[redacted:password] wpa_psk=[redacted:secret]"},
      {"MYSQLPASS: tulip22 dbpwd=tulip22",
       "MYSQLPASS: [redacted:password] dbpwd=[redacted:password]"},
      {"BUNDLE_GEMS__ACME__EXAMPLE=cafe01:f00d02", "BUNDLE_GEMS__ACME__EXAMPLE=[redacted:secret]"},
      {"<token>\n    tulip\n  </token>", "<token>\n    [redacted:token]\n  </token>"},
      {"\xEB\xB9\x84\xEB\xB0\x80\xEB\xB2\x88\xED\x98\xB8:tulip",
       "\xEB\xB9\x84\xEB\xB0\x80\xEB\xB2\x88\xED\x98\xB8:[redacted:password]"},
      {"user: ann, \xD0\xBF\xD0\xB0\xD1\x80\xD0\xBE\xD0\xBB\xD1\x8C = tulip",
       "user: ann, \xD0\xBF\xD0\xB0\xD1\x80\xD0\xBE\xD0\xBB\xD1\x8C = [redacted:password]"},
      {"Passwort=tulip", "Passwort=[redacted:password]"},
      {"your password is: tulip22", "your password is: [redacted:password]"},
      {"password for user 'ann' is 'tulip'", "password for user 'ann' is '[redacted:password]'"},
      {"password for ann: tulip22", "password for ann: [redacted:password]"},
  }));
  CAPTURE(r.text);
  CHECK(r.expected == redacted(r.text));
}

TEST_CASE("what only reads like a command or a statement stays") {
  const std::string text = GENERATE(values<std::string>({
      "the part is identified by 'db-creds-1' and identified as 'tulip'",
      "every row is identified by id22 of the table",
      "SELECT * FROM t WHERE (password) IN (1) AND values ('a', 'b')",
      "INSERT INTO users (name, password) VALUES (?, ?)",
      "INSERT INTO users (name, password) VALUES ($1, $2), (:name, :password)",
      "INSERT INTO users (name, age) VALUES ('ann', 'thirty3')",
      "INSERT INTO users (password_hint, name) VALUES ('none', 'ann')",
      "INSERT INTO t (password) SELECT 'x' FROM y",
      "values ('a') and (password) in values",
      "mysql -h db1 -u root -p -P 3306 --protocol=tcp",
      "mysql: started with -port 3306 on db1; redis-cli -a",
      "redirect to /login, mariadb restarted, ldap -w 5",
      "AUTH failed, AUTH TOKEN_EXPIRED",
      "AUTH user-22",
      "AUTH PLAIN not offered by mail1",
      "\"auth\": \"oidc\", \"auth\" is \"none\"",
      "curl -u ann: https://x.example -u 1000:1000",
      "the string = 'tulip', name: str = 'ann'",
      "if (token string == none) type string = tulip",
      "user.name ?= ann; a::b = c; x ::= y",
      "if token?.value += 1",
      "[sudo] password for ann: ",
      "Failed password for root from 192.0.2.1 port 51124 ssh2",
      "password for user ann: 3 attempts left",
      "form-data; name=\"user\"\r\n\r\nann\r\n--x",
      "form-data; name=\"password\"; filename=\"x\"\r\n\r\n",
      "compass: north-east-22, bypass=none22, BUNDLE_PATH=vendor:22",
      "BUNDLE_BUILD__PG: \"--with-pg-config=/usr/bin/pg_config\"",
      "<token>\n  <kind>x</kind>\n</token>",
      "\xEB\xB9\x84\xEB\xB0\x80: tulip",
  }));
  CAPTURE(text);
  CHECK(text == redacted(text));
}

TEST_CASE("statements and commands that were redacted stay as they are") {
  const std::string text = GENERATE(values<std::string>({
      "CREATE USER ann IDENTIFIED BY tulip22 IDENTIFIED BY 'x-22'",
      "INSERT INTO u (password, a) VALUES ('tulip', 'b'), ('unclosed, 3)",
      "mysql -ptulip -ptulip; sshpass -p tulip -p tulip",
      "AUTH Tulip22x\n\"AUTH\" \"tulip\" \"rose\"",
      "var token string = \"tulip\" token ::= rose",
      "password for ann: tulip22 password is: rose33",
      "curl -u 'a1b2c3d4e5f6:' -u ann:'tulip'",
      "name=\"password\"\r\n\r\ntulip\r\n",
  }));
  CAPTURE(text);
  const std::string once = redacted(text);
  CHECK(once != text);
  CHECK(once == redacted(once));
}
