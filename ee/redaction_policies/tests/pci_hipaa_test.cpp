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

TEST_CASE("data of cards and banks goes where its name is near") {
  const auto row_at_hand = GENERATE(values<row>({
      {"charge ok cvv=407 amount=12", "charge ok cvv=[redacted:card_cvv] amount=12"},
      {R"({"cardSecurityCode":"0912"})", R"({"cardSecurityCode":"[redacted:card_cvv]"})"},
      {"<cvc2>311</cvc2>", "<cvc2>[redacted:card_cvv]</cvc2>"},
      {"entered PIN: 8264 at till 3", "entered PIN: [redacted:card_pin] at till 3"},
      {"pinBlock=0A1B2C3D4E5F6071", "pinBlock=[redacted:card_pin]"},
      {"swiped ;4556737586899855=29121010000000000?", "swiped [redacted:card_track]"},
      {"%B4556737586899855^DOE/ANN^2912101000000? read", "[redacted:card_track] read"},
      {"payout to account number 0075321964 failed",
       "payout to account number [redacted:bank_account] failed"},
      {"kontoNr: 12 3456 789", "kontoNr: [redacted:bank_account]"},
      {"routing_number=061000052&x=1", "routing_number=[redacted:bank_routing]&x=1"},
      {"the routing number of the bank was read as 061000052",
       "the routing number of the bank was read as [redacted:bank_routing]"},
      {"sort code 20-41-67", "sort code [redacted:bank_routing]"},
  }));
  CHECK(row_at_hand.expected == redacted({"pci"}, row_at_hand.text));
}

TEST_CASE("numbers without a name near are no card data") {
  const std::string text = GENERATE(
      as<std::string>{}, "order 407 of 0912 shipped", "pinned=true pin_length=6 pinpoint=on",
      "id=061000052",
      "the routing number of the bank was read as 061000053",  // the check digit is wrong
      "account_status=active account_type=12", "took 4556737586899855 ns", "cvv_present=true");
  CHECK(text == redacted({"pci"}, text));
}

TEST_CASE("numbers and facts of health go where their name is near") {
  const auto row_at_hand = GENERATE(values<row>({
      {"MRN: 4471923 admitted", "MRN: [redacted:health_record_number] admitted"},
      {"patientId=PX-20417&ward=7", "patientId=[redacted:health_record_number]&ward=7"},
      {"npi=1788432015 ok", "npi=[redacted:npi] ok"},
      {"the NPI that the clinic gave us is 1788432015",
       "the NPI that the clinic gave us is [redacted:npi]"},
      {"DEA number BC2468139 on file", "DEA number [redacted:dea_number] on file"},
      {"mbi=4TX7-QE2-RN58", "mbi=[redacted:medicare_beneficiary]"},
      {"NHS number 943 476 5919 found", "NHS number [redacted:nhs_number] found"},
      {"policy_number: HX20417733 tenant=a", "policy_number: [redacted:health_plan_id] tenant=a"},
      {"bsnr=271234500", "bsnr=[redacted:health_provider_id]"},
      {R"({"diagnosis":"asthma, mild","ward":7})",
       R"({"diagnosis":"[redacted:health_condition]","ward":7})"},
      {R"({"allergies":["nuts","latex"],"n":2})",
       R"({"allergies":["[redacted:health_condition]","[redacted:health_condition]"],"n":2})"},
      {R"({"name":[{"family":"Roe","given":["Ann"]}]})",
       R"({"name":[{"family":"[redacted:patient_name]","given":["[redacted:patient_name]"]}]})"},
  }));
  CHECK(row_at_hand.expected == redacted({"hipaa"}, row_at_hand.text));
}

TEST_CASE("health is no matter of every word about it") {
  const std::string text =
      GENERATE(as<std::string>{}, "health check passed", "health_status=green",
               "the NPI that the clinic gave us is 1788432014", "patient record not found",
               "GET /patients 403", "diagnosis finished without errors",
               "record 943 476 5918 and 4TX7-QE2-RN58");
  CHECK(text == redacted({"hipaa"}, text));
}
