// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include <array>

#include "checksums.hpp"
#include "health_messages.hpp"
#include "packs.hpp"
#include "shapes.hpp"

namespace hedgerow::policies {

namespace {

/// One that is a registration, in words that may speak of other numbers.
extent dea_registration(std::string_view text, std::size_t place) noexcept {
  const auto value = plain_identifier<9, 9, 7>(text, place);
  return value && dea(text.substr(value.begin, value.end - value.begin)) ? value : extent{};
}

extent beneficiary_number(std::string_view text, std::size_t place) noexcept {
  const auto value = plain_identifier<11, 11, 4>(text, place);
  return value && medicare_beneficiary(text.substr(value.begin, value.end - value.begin))
             ? value
             : extent{};
}

/// As a FHIR record names a person: `"family":"Doe","given":["Jane"]`.
extent quoted_text(std::string_view text, std::size_t place) noexcept {
  if (place > 0 && text[place - 1] != '"') return {};
  return free_text(text, place);
}

extent australian_card(std::string_view text, std::size_t place) noexcept {
  return grouped_digits(text, place, 9, 11, " -/");
}

constexpr detector_row detectors[] = {
    {"health_record_number", "Medical record and patient numbers"},
    {"npi", "US National Provider Identifiers"},
    {"dea_number", "US DEA registrations of prescribers"},
    {"medicare_beneficiary", "US Medicare beneficiary identifiers"},
    {"nhs_number", "NHS and CHI numbers of the UK"},
    {"health_plan_id", "Member and policy numbers of health insurance"},
    {"health_provider_id", "Numbers of practices and doctors (LANR, BSNR, ...)"},
    {"health_condition", "Diagnoses, medication, tests and other facts of health, by key"},
    {"patient_name", "Names in health records, by key"},
    {"health_message", "What segments of HL7 and X12 messages say of patients"},
    {"health_date", "Dates of birth, admission, discharge and death"},
};

constexpr context_row contexts[] = {
    {"health_record_number",
     "mrn|medical record|medical record number|medical record no|patient id|patient number|patient "
     "no|patientid|"
     "admission id|chart no|emr number|hospital id|med rec no|med record number|medical id|visit "
     "number|unit record number|"
     "chart number|health record number|hospital number|encounter id|encounter number|admission "
     "number|"
     "patienten nr|patientennummer|patient identifier|emr id|ehr id|case number patient",
     identifier<4, 16, 4>, nullptr, 0},
    {"npi",
     "npi|npi number|national provider|national provider identifier|provider npi|provider "
     "identifier|"
     "rendering npi|billing npi|referring npi",
     digits<10, 10>, npi, 64},
    {"dea_number",
     "dea|dea number|dea no|dea registration|dea nr|dea license|drug enforcement|prescriber dea",
     plain_identifier<9, 9, 7>, dea, 64},
    {"dea_number", "certificate|certificate number|medical certificate|prescriber",
     dea_registration, dea, 32},
    {"medicare_beneficiary",
     "mbi|medicare|medicare id|medicare number|medicare beneficiary|medicare beneficiary id|"
     "medicare beneficiary identifier|beneficiary id|beneficiary identifier",
     plain_identifier<11, 11, 4>, medicare_beneficiary, 64},
    {"medicare_beneficiary", "patient|beneficiary|cms|claim|subscriber|insured", beneficiary_number,
     medicare_beneficiary, 48},
    {"nhs_number", "nhs|nhs number|nhs no|nhs nr|nhs id|national health service|chi number|chi no",
     digits<10, 10>, nhs, 64},
    {"health_plan_id",
     "kvnr|krankenversichertennummer|versichertennummer|krankenversicherungsnummer|krankenkasse|"
     "krankenversicherung|gesundheitskarte|versichertenkarte|e gk|e gk nummer|"
     "egk|egk nummer|"
     "versicherten nr|versichertennr",
     identifier<9, 10, 9>, german_health_insurance, 64},
    {"health_plan_id", "medicare|medicare card|medicare number|medicare no", australian_card,
     australian_medicare, 64},
    {"health_plan_id",
     "member number|membership number|beneficiary number|insured id|policy holder id|coverage "
     "id|insurance card number|"
     "member id|insurance member id|insurance id|insurance number|insurance policy|policy "
     "number|policy no|"
     "policy id|health plan|health plan id|health plan number|group number|subscriber "
     "id|subscriber number|"
     "medicaid|medicaid id|medicaid number|hicn|health card|health card number|ehic|ehic number|"
     "health insurance number|carte vitale|numero de securite sociale sante|tessera sanitaria",
     identifier<6, 20, 5>, nullptr, 0},
    {"health_provider_id",
     "lanr|bsnr|arztnummer|kv nummer|lebenslange "
     "arztnummer|betriebsstättennummer|betriebsstaettennummer|betriebsnummer|"
     "rpps|adeli|finess|gmc number|ahpra|medical license|medical license number|provider id|clinic "
     "id|"
     "praxisnummer|arzt nr|vnr|upin|clia",
     identifier<6, 16, 5>, nullptr, 0},
    {"health_condition",
     "icd 10|icd 10 code|diagnosis description|discharge summary|doctor notes|nurse notes|progress "
     "notes|patient notes|medical notes|medical condition|health condition|genetic data|reason for "
     "visit|substance abuse|surgical history|surgery|addiction|vaccine status|"
     "diagnosis|diagnose|diagnoses|diagnosen|diagnostic|icd|icd code|icd10|condition "
     "name|symptom|prescription|"
     "medication|medications|medicine|dosage|allergy|allergies|blood type|blood "
     "group|bloodtype|vaccination|"
     "vaccination status|vaccine|immunization|immunization status|pregnancy|pregnancy "
     "status|pregnant|"
     "psychotherapy notes|clinical notes|clinical note|treatment plan|treatment|test result|lab "
     "result|hiv status|"
     "hiv|disability|disability status|mental health|chief complaint|therapy notes|medical "
     "history|family history|"
     "std status|genetic test|covid status|smoking status|substance use|procedure code|drug name|"
     "menstruation|sexual orientation|heart rate|blood pressure|glucose|bmi",
     free_text, nullptr, 0, needs_separator},
    {"patient_name",
     "patient name|patient first name|patient last name|patient full name|next of kin", free_text,
     nullptr, 0, needs_separator},
    {"patient_name", "family|given", quoted_text, nullptr, 0, needs_separator},
    {"health_date",
     "date of admission|admission date|admitted on|discharge date|discharged on|date of "
     "death|deceased date|"
     "date of birth|birth date|birthdate|dob",
     date},
};

constexpr shape_row shapes[] = {
    {"health_message", "PNGIMDAO", hl7_segment, 3, 3},
    {"health_message", "NDH", x12_segment, 2, 3},
};

}  // namespace

pack hipaa_pack() noexcept {
  static const std::array tables = {std::span<const context_row>(contexts)};
  return {"hipaa", "identifiers and facts of health", detectors, {}, tables, shapes};
}

}  // namespace hedgerow::policies
