// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "national_ids.hpp"

#include "checksums.hpp"
#include "national_checks.hpp"
#include "shapes.hpp"

namespace hedgerow::policies {

namespace {

constexpr auto any_id = identifier<6, 20, 5>;
constexpr std::size_t prose = 96;

/// Finland's century sign and others join date and number by "+".
extent century_id(std::string_view text, std::size_t place) noexcept {
  return id_number(text, place, {10, 13, 8, "-+ "});
}

/// As its users write it, also with colons between the groups.
extent aadhaar_number(std::string_view text, std::size_t place) noexcept {
  return grouped_digits(text, place, 12, 12, " -:");
}

/// One letter, seven digits, one letter.
extent nric_number(std::string_view text, std::size_t place) noexcept {
  const bool fits = is(at(text, place), letter) && run(text, place + 1, digit) == 7 &&
                    is(at(text, place + 8), letter) && ends_word(text, place + 9);
  return fits ? extent{place, place + 9} : extent{};
}

/// Five letters, four digits, one letter.
extent pan_number(std::string_view text, std::size_t place) noexcept {
  const bool fits = run(text.substr(0, place + 10), place, letter) == 5 &&
                    run(text.substr(0, place + 10), place + 5, digit) == 4 &&
                    is(at(text, place + 9), letter) && ends_word(text, place + 10);
  return fits ? extent{place, place + 10} : extent{};
}

/// Two digits, a letter and five digits, in groups or not: 11 A 12345, 99L 999 99.
extent temporary_reference(std::string_view text, std::size_t place) noexcept {
  const auto value = identifier<8, 8, 7>(text, place);
  return value && is(at(text, place + 1), digit) &&
                 is(at(text, place + (at(text, place + 2) == ' ' ? 3 : 2)), letter)
             ? value
             : extent{};
}

/// Groups of three digits, and perhaps the number of a branch: 123-456-789-000.
extent philippine_tin(std::string_view text, std::size_t place) noexcept {
  const auto value = grouped_digits(text, place, 9, 14, "-");
  if (!value) return {};
  for (std::size_t group = 0; group < 3; ++group)
    if (run(text, place + 4 * group, digit) != 3) return {};
  return value;
}

constexpr context_row table[] = {
    // United Kingdom, Ireland
    {"national_id", "nino|ni number|national insurance|national insurance number|ni no", any_id,
     national::uk_national_insurance, prose},
    {"national_id", "ni", identifier<9, 9, 6>, national::uk_national_insurance, 16,
     needs_separator},
    {"tax_id",
     "utr|unique taxpayer reference|self assessment|uk tax reference|tax reference number|trn",
     identifier<10, 14, 10>},
    {"tax_id", "trn|temporary reference number", identifier<8, 8, 7>, nullptr, prose},
    {"tax_id", "paye|payslip|p60|temp number|temporary number", temporary_reference, nullptr, prose,
     needs_separator},
    {"national_id", "pps|pps number|ppsn|personal public service", identifier<8, 10, 7>},
    // Germany, Austria, Switzerland
    {"national_id",
     "personalausweis|personalausweisnummer|ausweisnummer|ausweis nr|ausweisnr|personalausweis "
     "nr|npa|n pa|aufenthaltstitel|dokumentennummer|ausweisdokument|bundespersonalausweis",
     plain_identifier<8, 12, 3>, nullptr, 0},
    {"national_id",
     "sozialversicherungsnummer|rentenversicherungsnummer|rvnr|sv "
     "nummer|svnr|versicherungsnummer|sv nr|rv nummer|rentenversicherung|sozialversicherung|"
     "sozialversicherungsnr|rentenversicherungsnr|sozialversicherungsausweis",
     any_id, national::germany_pension, prose},
    {"tax_id",
     "steuer id|steuerid|steuernummer|steuer nr|st nr|steuer idnr|steueridentifikationsnummer|"
     "steueridentifikation|finanzamt|idnr|id "
     "nr|identifikationsnummer|"
     "steuerliche identifikationsnummer|tin|taxpayer id|taxpayer identification number|tax id|tax "
     "number|tax no|"
     "tax reference|tax id number|tax identification number|taxid",
     any_id, national::germany_tax_id, 64},
    {"tax_id", "tin|tax id|taxpayer id|taxpayer identification number|bir", philippine_tin, nullptr,
     64},
    {"national_id", "ahv|ahv nummer|ahv nr|avs|numero avs|oasi", dotted_digits<13, 13>},
    // France, Belgium, Luxembourg, Netherlands
    {"national_id",
     "nir|insee|securite sociale|numero de securite sociale|numero securite sociale|nss", any_id,
     national::france_nir, prose},
    {"tax_id", "numero fiscal|spi|siren|siret|nif fiscal", digits<9, 14>},
    {"national_id", "cni|carte d identite|carte identite|carte nationale d identite",
     plain_identifier<8, 14, 4>},
    {"national_id",
     "rijksregisternummer|rijksregister|registre national|numero national|numero de registre "
     "national|national register|national register number|nationalregisternummer|niss|insz|rrn",
     any_id, national::belgium_rijksregister, prose},
    {"national_id", "matricule|matricule nationale", digits<11, 13>},
    {"national_id", "bsn|burgerservicenummer|sofinummer|sofi nummer", dotted_digits<7, 9>,
     national::netherlands_bsn, 64},
    // Spain, Portugal, Italy, Greece, Cyprus, Malta
    {"national_id",
     "dni|nie|documento nacional|documento nacional de identidad|documento de identidad|nif|cif|"
     "numero de identificacion de extranjero|identificacion de extranjero",
     any_id, national::spain_dni, prose},
    {"national_id", "nuss|numero de afiliacion|naf|seguridad social|numero de seguridad social",
     digits<11, 12>},
    {"tax_id", "nif|nipc|contribuinte|numero de contribuinte", dotted_digits<9, 9>,
     national::portugal_nif, prose},
    {"tax_id", "codice fiscale|codicefiscale|cod fiscale|cod fisc|cf", identifier<16, 16, 5>,
     national::italy_codice_fiscale, prose},
    {"tax_id", "partita iva|partitaiva|p iva|piva", any_id, national::italy_partita_iva, 64},
    {"national_id", "carta d identita|carta identita|cie", plain_identifier<7, 10, 5>},
    {"national_id", "amka|αμκα", digits<11, 11>, luhn, 64},
    {"tax_id", "afm|αφμ|tin gr", dotted_digits<9, 9>, nullptr, 0},
    // Nordic
    {"national_id",
     "personnummer|personnr|pnr|samordningsnummer|person nr|personal identity number|personal "
     "identity code|identity code|identification code|svenskt id|swedish id",
     century_id, national::sweden_personnummer, prose},
    {"national_id", "hetu|henkilotunnus|personbeteckning|personbeteckningen|sotu|finnish id",
     century_id, national::finland_hetu, prose},
    {"national_id", "fodselsnummer|fnr|d nummer|personnummer", digits<11, 11>,
     national::norway_fodselsnummer, prose},
    {"national_id", "cpr|cpr nummer|cpr number|cpr nr|kennitala|p tal", digits<10, 10>, nullptr, 0},
    {"tax_id", "organisationsnummer|orgnummer|org nr|foretagsnummer|cvr|cvr number|y tunnus",
     digits<8, 10>},
    // Central and eastern Europe
    {"national_id", "pesel|numer pesel", digits<11, 11>, national::poland_pesel, prose},
    {"tax_id", "nip|numer nip|regon", identifier<9, 14, 9>, national::poland_nip, 64},
    {"national_id", "dowod osobisty|numer dowodu", plain_identifier<9, 9, 6>},
    {"national_id", "rodne cislo|rodcis|birth number", digits<9, 10>, nullptr, 0},
    {"national_id", "rodne cislo|birth number", any_id, national::czech_rodne_cislo, 64},
    {"tax_id", "dic|ico", identifier<8, 12, 8>, nullptr, 24},
    {"national_id", "cnp|cod numeric personal", digits<13, 13>, national::romania_cnp, prose},
    {"tax_id", "cui|cod fiscal", identifier<4, 12, 4>},
    {"national_id", "egn|егн|единен граждански номер|lnch", digits<10, 10>, national::bulgaria_egn,
     prose},
    {"national_id", "emso|jmbg|maticni broj", dotted_digits<13, 13>, national::slovenia_emso,
     prose},
    {"tax_id", "davcna|davcna stevilka|davcna st", identifier<8, 10, 8>},
    {"national_id", "oib|osobni identifikacijski broj", digits<11, 11>, mod11_10, prose},
    {"tax_id", "adoazonosito|adoazonosito jel|adoszam", any_id, nullptr, 0},
    {"national_id", "taj|taj szam|szemelyi szam", digits<9, 11>},
    {"national_id", "isikukood|asmens kodas|ak", digits<11, 11>, national::baltic_isikukood, prose},
    {"national_id", "personas kods|personas kodas|pk latvia", digits<11, 11>, nullptr, 64},
    {"national_id", "rnokpp|ipn|іпн|рнокпп|edrpou", digits<8, 10>},
    {"tax_id", "inn|инн|snils|снилс|kpp|ogrn", digits<10, 13>},
    // Americas
    {"national_id", "sin|nas|social insurance|social insurance number|numero d assurance sociale",
     digits<9, 9>, national::canada_sin, prose},
    {"tax_id", "itin|individual taxpayer", digits<9, 9>, national::us_itin, 64},
    {"tax_id",
     "ein|employer id|employer identification|employer identification number|fein|federal tax id",
     digits<9, 9>, nullptr, 24},
    {"national_id",
     "ssn|social security|social security number|social security no|soc sec|soc sec no|ss number",
     digits<9, 9>, nullptr, 32},
    {"national_id", "cpf|cadastro de pessoa", identifier<11, 11, 11>, national::brazil_cpf, prose},
    {"tax_id", "cnpj", identifier<14, 14, 12>, nullptr, 32},
    {"national_id", "rg numero|registro geral|titulo eleitoral|pis|nis pis", identifier<7, 12, 7>},
    {"national_id", "curp", identifier<18, 18, 6>, nullptr, prose},
    {"tax_id", "rfc mexico|rfc fiscal|registro federal", identifier<12, 13, 6>, nullptr, 32},
    {"national_id", "rut|run chile|rol unico", identifier<8, 9, 7>, nullptr, 0},
    {"national_id", "cuil|cuit|cedula|cedula de ciudadania|dui|dpi|ruc", any_id, nullptr, 0},
    // Asia and the Pacific
    {"national_id", "aadhaar|aadhar|adhaar|uidai|aadhaar number|आधार", aadhaar_number,
     national::india_aadhaar, prose},
    {"tax_id", "pan card|pan number|pan no|permanent account number|pan india",
     identifier<10, 10, 4>, national::india_pan, 64},
    {"tax_id", "pan", pan_number},
    {"tax_id", "gstin|gst number|gst no|gst registration|gst", identifier<15, 15, 6>, nullptr, 32},
    {"national_id", "voter|voter id|epic number|epic no|voter card|electoral", identifier<8, 12, 6>,
     nullptr, 32},
    {"national_id", "nric|fin number|nric number|nric fin|uin", plain_identifier<9, 9, 7>,
     national::singapore_nric, prose},
    {"national_id", "fin", nric_number, national::singapore_nric, 16},
    {"tax_id", "uen|unique entity number", plain_identifier<9, 10, 6>},
    {"national_id", "mykad|ic number|my kad|kad pengenalan|nik|ktp|no ktp|nomor induk",
     digits<12, 16>},
    {"national_id",
     "id card|id card number|id card no|identity card|identity card number|resident id|resident "
     "identity|shenfenzheng|"
     "身份证|身份证号|citizen id|id number|identity number|national id|national id number|national "
     "identity|"
     "national identification number|personal identification number|government id|id "
     "document|identity document|document "
     "number|personal id|"
     "personal number|personal code|civil id|emirates id|iqama|national number",
     any_id, nullptr, 0},
    {"national_id", "id card|resident id|身份证|身份证号|身份证号码", identifier<18, 18, 17>,
     national::china_resident, prose},
    {"national_id",
     "rrn|resident registration|resident registration number|주민등록번호|frn|foreigner "
     "registration|foreigner registration number|외국인등록번호|외국인번호",
     digits<13, 13>, nullptr, 32},
    {"national_id", "brn|business registration number|사업자등록번호|사업자번호", digits<10, 10>,
     nullptr, 24},
    {"national_id", "my number|mynumber|individual number|マイナンバー|個人番号", digits<12, 12>,
     nullptr, 24},
    {"national_id", "hkid|hong kong id|hk id", plain_identifier<8, 9, 6>, nullptr, 32},
    {"national_id", "thai id|thai id number|thai national id|เลขประจำตัวประชาชน|เลขบัตรประชาชน|tnin",
     digits<13, 13>, national::thailand_id, prose},
    {"national_id", "cccd|cmnd|can cuoc|philsys|sss number|umid|gsis|tin ph", digits<9, 13>},
    {"national_id", "cnic|nicop|nid number|nid", digits<10, 17>, nullptr, 0},
    {"tax_id", "tfn|tax file number|tax file no", dotted_digits<8, 9>, national::australia_tfn, 64},
    {"tax_id", "abn|australian business number|acn|ird|ird number", digits<8, 11>, nullptr, 24},
    {"national_id", "nhi number", plain_identifier<7, 7, 4>},
    // Middle East, Africa
    {"national_id",
     "tckn|tc kimlik|tc kimlik no|tc no|kimlik no|kimlik numarasi|t c kimlik|nufus cuzdani|turkish "
     "id",
     digits<11, 11>, national::turkey_tckn, prose},
    {"tax_id", "vkn|vergi no|vergi numarasi|vergi kimlik", digits<10, 10>},
    {"national_id", "teudat zehut|tz number|mispar zehut|israeli id|תעודת זהות", digits<8, 9>},
    {"national_id", "south african id|sa id|sa id number|rsa id|smart id|permanent resident number",
     digits<13, 13>, national::south_africa_id, prose},
    {"national_id", "nin|bvn|national identification|huduma|kra pin|ghana card", any_id, nullptr,
     0},
    // Value added tax
    {"tax_id",
     "vat|vat number|vat id|vat no|vat reg|vatin|ust id|ustid|ust idnr|ustidnr|umsatzsteuer id|uid "
     "nummer|btw|btw nummer|"
     "btw nr|numero de tva|tva|momsnr|iva id|nif iva|vat registration number",
     identifier<8, 14, 7>, nullptr, 0},
    {"national_id", "fiscal code|fiscal number|social number|personnumber", any_id, nullptr, 0},
};

}  // namespace

std::span<const context_row> national_ids() noexcept {
  return table;
}

}  // namespace hedgerow::policies
