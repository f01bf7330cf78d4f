// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include <catch2/catch.hpp>

#include "support.hpp"

using namespace policy_tests;

namespace {
struct row {
  std::string text;
  std::string expected;
};
}  // namespace

TEST_CASE("phone numbers go, as they are written all over the world") {
  const std::string number = GENERATE(as<std::string>{}, "+49 30 5550123", "+1 (212) 555-0187",
                                      "+442079460123", "(212) 555-0187", "212-555-0187",
                                      "1-212-555-0187", "+81-3-5550-1234", "001-212-555-0187");
  CHECK("reached [redacted:phone] twice" == redacted({"gdpr"}, "reached " + number + " twice"));
}

TEST_CASE("personal numbers go where their name is near") {
  const auto row_at_hand = GENERATE(values<row>({
      {"call me on 555 0187 please", "call me on [redacted:phone] please"},
      {"mobile: 0171 5550123", "mobile: [redacted:phone]"},
      {"passportNo=XK4471920 ok", "passportNo=[redacted:passport] ok"},
      {"passport number: GLCF3GR5K", "passport number: [redacted:passport]"},
      {"params[vat_id]=DE812345679 row[\"imei\"] = 356938035643809",
       "params[vat_id]=[redacted:tax_id] row[\"imei\"] = [redacted:device_id]"},
      {"Reisepass C4VR7T2K9", "Reisepass [redacted:passport]"},
      {"driving_licence=ROEAN850712AB9CD", "driving_licence=[redacted:driver_license]"},
      {"nino: QQ 12 34 56 C", "nino: [redacted:national_id]"},
      {"DNI 48213975H", "DNI [redacted:national_id]"},
      {"NIR: 2 87 05 75310 042 64", "NIR: [redacted:national_id]"},
      {"pesel=85071212347", "pesel=[redacted:national_id]"},
      {"bsn 173459201", "bsn [redacted:national_id]"},
      {"SIN: 273-194-886", "SIN: [redacted:national_id]"},
      {"hetu 120385-234M", "hetu [redacted:national_id]"},
      {"EM\xc5\xa0O 0101006500006", "EM\xc5\xa0O [redacted:national_id]"},
      {"codiceFiscale=BNCLRA80D41F839L", "codiceFiscale=[redacted:tax_id]"},
      {"Steuer-ID 47036928159", "Steuer-ID [redacted:tax_id]"},
      {"the steuer-id, as sent last week, was 47036928159",
       "the steuer-id, as sent last week, was [redacted:tax_id]"},
      {"vat_id=DE812345679", "vat_id=[redacted:tax_id]"},
      {"dob=1985-07-12", "dob=[redacted:date_of_birth]"},
      {"born on 12 July 1985 in Ulm", "born on [redacted:date_of_birth] in Ulm"},
      {"imei 356938035643809", "imei [redacted:device_id]"},
      {"wallet 1eBMeTpiB6V3JQLTvaK3u944WAVRfVGmK", "wallet [redacted:crypto_wallet]"},
      {"lastName='Roe' plan=pro", "lastName='[redacted:personal_field]' plan=pro"},
      {"home_address=7 Elm Row, Ulm;", "home_address=[redacted:personal_field], Ulm;"},
      {"postcode: 89073 ", "postcode: [redacted:personal_field] "},
      {"gps=48.40108,9.98761 ok", "gps=[redacted:personal_field] ok"},
  }));
  CHECK(row_at_hand.expected == redacted({"gdpr"}, row_at_hand.text));
}

TEST_CASE("addresses of machines go in all their spellings") {
  struct spelling {
    std::string address;
    std::string detector;
  };
  const auto one = GENERATE(values<spelling>({
      {"203.0.113.77", "ipv4"},
      {"10.20.30.40", "ipv4"},
      {"2001:db8:0:1::77", "ipv6"},
      {"fe80::1c2f:77ff:fe3a:1", "ipv6"},
      {"2001:0db8:85a3:0000:0000:8a2e:0370:7334", "ipv6"},
      {"::ffff:203.0.113.77", "ipv6"},
      {"64:ff9b::203.0.113.77", "ipv6"},
      {"0:0:0:0:0:FFFF:203.0.113.77", "ipv6"},
      {"02:42:ac:11:00:7f", "mac_address"},
      {"02-42-AC-11-00-7F", "mac_address"},
      {"0242.ac11.007f", "mac_address"},
      {"1eBMeTpiB6V3JQLTvaK3u944WAVRfVGmK", "crypto_wallet"},
      {"0x52908400098527886E0F7030069857D2E4169EE7", "crypto_wallet"},
  }));
  CHECK("from [redacted:" + one.detector + "], done" ==
        redacted({"gdpr"}, "from " + one.address + ", done"));
}

TEST_CASE("what machines count and name is nobody's data") {
  const std::string text = GENERATE(
      as<std::string>{}, "version 10.2.3.4 and v1.2.3.4 and Chrome/120.0.0.0",
      "listening on 127.0.0.1 and ::1", "line=34,col=58::34:58",
      "at 2026-11-22 08:15:30.123 took 12.75 s", "ts=1795649492413 id=319817557336214878",
      "std::vector at a::b in std::dec", "time 04:00:07:08:07", "ptr=0x710a715d8973",
      "range 6045-166-31811 of 1234-5678",
      "1-112-555-0187 2-212-555-0187 1-2-3 1-212-555-018 1-x 1-", "+42918993+44923453+44770021",
      "+12.5% and +5 and +0200", "isbn=978-3-16-326054-5",
      "passport.js 15.24.11 registered 12 users", "birthday_campaign=2026 phone_verified=false",
      "lanes 1 2 3 4567 mobile", "1eBMeTpiB6V3JQLTvaK3u944WAVRfVGmL",
      "license MIT, expires 2026-11-22", "gender_field_hidden=true", "call 1234567 returned",
      "passport-510517d1d7d4 and national_id-0334ab73c4b7", "zip: archive.tar",
      "ff:ff:ff:ff:ff:ff");
  CHECK(text == redacted({"gdpr"}, text));
}

TEST_CASE("a field's key is context for its whole value") {
  auto set = set_of({"gdpr", "hipaa", "pci"});
  CHECK("[redacted:bank_account]" == redacted(*set, "0075321964", at_key("accountNumber")));
  CHECK("[redacted:personal_field]" == redacted(*set, "Ann Roe", at_key("full_name")));
  CHECK("Ann Roe" == redacted(*set, "Ann Roe", at_key("release_name")));
  CHECK("[redacted:health_condition]" == redacted(*set, "asthma", at_key("diagnosis")));
}
