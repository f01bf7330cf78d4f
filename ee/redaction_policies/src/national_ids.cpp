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

constexpr context_row table[] = {
    // United Kingdom, Ireland
    {"national_id", "nino|ni number|national insurance|national insurance number|ni no", any_id,
     national::uk_national_insurance, prose},
    {"tax_id", "utr|unique taxpayer reference|self assessment", digits<10, 10>},
    {"tax_id", "trn|temporary reference number", identifier<8, 8, 7>, nullptr, prose},
    {"national_id", "pps|pps number|ppsn|personal public service", identifier<8, 9, 7>},
    // Germany, Austria, Switzerland
    {"national_id",
     "personalausweis|personalausweisnummer|ausweisnummer|ausweis nr|ausweisnr|personalausweis "
     "nr|nPA|aufenthaltstitel",
     plain_identifier<8, 12, 3>, nullptr, 0},
    {"national_id",
     "sozialversicherungsnummer|rentenversicherungsnummer|rvnr|sv "
     "nummer|svnr|versicherungsnummer|sv nr|rv nummer",
     any_id, national::germany_pension, prose},
    {"tax_id",
     "steuer id|steuerid|steuernummer|steuer nr|steueridentifikationsnummer|idnr|id "
     "nr|identifikationsnummer|"
     "steuerliche identifikationsnummer|tin|taxpayer id|taxpayer identification number|tax id|tax "
     "number|tax no|"
     "tax id number|tax identification number|taxid",
     any_id, national::germany_tax_id, 64},
    {"national_id", "ahv|ahv nummer|ahv nr|avs|numero avs|oasi", digits<13, 13>},
    // France, Belgium, Luxembourg, Netherlands
    {"national_id",
     "nir|insee|securite sociale|sécurité sociale|numero de securite sociale|numéro de sécurité "
     "sociale|"
     "numero securite sociale|nss",
     any_id, national::france_nir, prose},
    {"tax_id", "numero fiscal|numéro fiscal|spi|siren|siret|nif fiscal", digits<9, 14>},
    {"national_id",
     "cni|carte d identité|carte d identite|carte identite|carte nationale d identite",
     plain_identifier<8, 14, 4>},
    {"national_id",
     "rijksregisternummer|rijksregister|registre national|numero national|niss|insz|rrn", any_id,
     national::belgium_rijksregister, prose},
    {"national_id", "matricule|matricule nationale", digits<11, 13>},
    {"national_id", "bsn|burgerservicenummer|sofinummer|sofi nummer", digits<8, 9>,
     national::netherlands_bsn, 64},
    // Spain, Portugal, Italy, Greece, Cyprus, Malta
    {"national_id", "dni|nie|documento nacional|documento de identidad|nif|cif", any_id,
     national::spain_dni, prose},
    {"national_id", "nuss|numero de afiliacion|naf", digits<11, 12>},
    {"tax_id", "nif|nipc|contribuinte|numero de contribuinte", dotted_digits<9, 9>,
     national::portugal_nif, prose},
    {"tax_id", "codice fiscale|codicefiscale|cod fiscale|cod fisc|cf", identifier<16, 16, 5>,
     national::italy_codice_fiscale, prose},
    {"tax_id", "partita iva|partitaiva|p iva|piva", any_id, national::italy_partita_iva, 64},
    {"national_id", "carta d identità|carta d identita|carta identita|carta identità|cie",
     plain_identifier<7, 10, 5>},
    {"national_id", "amka|αμκα", digits<11, 11>, luhn, 64},
    {"tax_id", "afm|αφμ|tin gr", digits<9, 9>, nullptr, 0},
    // Nordic
    {"national_id",
     "personnummer|personnr|samordningsnummer|person nr|personal identity number|personal identity "
     "code|"
     "identity code|identification code",
     century_id, national::sweden_personnummer, prose},
    {"national_id", "hetu|henkilötunnus|henkilotunnus|personbeteckning|sotu", century_id,
     national::finland_hetu, prose},
    {"national_id", "fødselsnummer|fodselsnummer|fnr|d nummer|personnummer", digits<11, 11>,
     national::norway_fodselsnummer, prose},
    {"national_id", "cpr|cpr nummer|cpr number|cpr nr|kennitala|p tal", digits<10, 10>, nullptr, 0},
    {"tax_id", "organisationsnummer|org nr|orgnr|cvr|cvr number|y tunnus|ytunnus", digits<8, 10>},
    // Central and eastern Europe
    {"national_id", "pesel|numer pesel", digits<11, 11>, national::poland_pesel, prose},
    {"tax_id", "nip|numer nip|regon", identifier<9, 14, 9>, national::poland_nip, 64},
    {"national_id", "dowod osobisty|dowód osobisty|numer dowodu", plain_identifier<9, 9, 6>},
    {"national_id", "rodne cislo|rodné číslo|rodne číslo|rodcis|birth number", digits<9, 10>,
     nullptr, 0},
    {"national_id", "rodne cislo|rodné číslo|birth number", any_id, national::czech_rodne_cislo,
     64},
    {"tax_id", "dic|dič|diČ|ičo|ico", identifier<8, 12, 8>, nullptr, 24},
    {"national_id", "cnp|cod numeric personal", digits<13, 13>, national::romania_cnp, prose},
    {"tax_id", "cui|cod fiscal", identifier<4, 12, 4>},
    {"national_id", "egn|егн|единен граждански номер|lnch", digits<10, 10>, national::bulgaria_egn,
     prose},
    {"national_id", "emso|emšo|emŠo|jmbg|matični broj|maticni broj", digits<13, 13>,
     national::slovenia_emso, prose},
    {"tax_id", "davcna|davčna|davcna stevilka|davčna številka|davcna st", identifier<8, 10, 8>},
    {"national_id", "oib|osobni identifikacijski broj", digits<11, 11>, mod11_10, prose},
    {"tax_id", "adoazonosito|adóazonosító|adoazonosito jel|adószám|adoszam", any_id, nullptr, 0},
    {"national_id", "taj|taj szam|taj szám|szemelyi szam|személyi szám", digits<9, 11>},
    {"national_id", "isikukood|asmens kodas|ak", digits<11, 11>, national::baltic_isikukood, prose},
    {"national_id", "personas kods|personas kodas|pk latvia", digits<11, 11>, nullptr, 64},
    {"national_id", "rnokpp|ipn|іпн|рнокпп|edrpou", digits<8, 10>},
    {"tax_id", "inn|инн|snils|снилс|kpp|ogrn", digits<10, 13>},
    // Americas
    {"national_id", "sin|nas|social insurance|social insurance number|numero d assurance sociale",
     digits<9, 9>, national::canada_sin, prose},
    {"tax_id", "itin|individual taxpayer", digits<9, 9>, national::us_itin, 64},
    {"tax_id", "ein|employer identification|employer identification number|fein|federal tax id",
     digits<9, 9>, nullptr, 24},
    {"national_id", "ssn|social security|social security number|social security no", digits<9, 9>,
     nullptr, 32},
    {"national_id", "cpf|cadastro de pessoa", identifier<11, 11, 11>, national::brazil_cpf, prose},
    {"tax_id", "cnpj", identifier<14, 14, 12>, nullptr, 32},
    {"national_id", "rg numero|registro geral|titulo eleitoral|pis|nis pis", identifier<7, 12, 7>},
    {"national_id", "curp", identifier<18, 18, 6>, nullptr, prose},
    {"tax_id", "rfc mexico|rfc fiscal|registro federal", identifier<12, 13, 6>, nullptr, 32},
    {"national_id", "rut|run chile|rol unico", identifier<8, 9, 7>, nullptr, 0},
    {"national_id", "cuil|cuit|cedula|cédula|cedula de ciudadania|dui|dpi|ruc", any_id, nullptr, 0},
    // Asia and the Pacific
    {"national_id", "aadhaar|aadhar|adhaar|uidai|aadhaar number|आधार", digits<12, 12>,
     national::india_aadhaar, prose},
    {"tax_id", "pan card|pan number|pan no|permanent account number|pan india",
     identifier<10, 10, 4>, national::india_pan, 64},
    {"tax_id", "gstin|gst number|gst no", identifier<15, 15, 6>, nullptr, 32},
    {"national_id", "voter|voter id|epic number|epic no|voter card|electoral", identifier<8, 12, 6>,
     nullptr, 32},
    {"national_id", "nric|fin number|nric number|nric fin|uin", plain_identifier<9, 9, 7>,
     national::singapore_nric, prose},
    {"tax_id", "uen", plain_identifier<9, 10, 7>},
    {"national_id", "mykad|ic number|my kad|kad pengenalan|nik|ktp|no ktp|nomor induk",
     digits<12, 16>},
    {"national_id",
     "id card|id card number|id card no|identity card|identity card number|resident id|resident "
     "identity|shenfenzheng|"
     "身份证|身份证号|citizen id|id number|identity number|national id|national id number|national "
     "identity|"
     "national identification number|government id|id document|identity document|document "
     "number|personal id|"
     "personal number|personal code|civil id|emirates id|iqama|national number",
     any_id, nullptr, 0},
    {"national_id", "id card|resident id|身份证|身份证号|身份证号码", identifier<18, 18, 17>,
     national::china_resident, prose},
    {"national_id",
     "rrn|resident registration|resident registration number|주민등록번호|frn|foreigner "
     "registration",
     digits<13, 13>, nullptr, 32},
    {"national_id", "brn|business registration number|사업자등록번호", digits<10, 10>, nullptr, 24},
    {"national_id", "my number|mynumber|individual number|マイナンバー|個人番号", digits<12, 12>,
     nullptr, 24},
    {"national_id", "hkid|hong kong id|hk id", plain_identifier<8, 9, 6>, nullptr, 32},
    {"national_id", "thai id|thai national id|เลขประจำตัวประชาชน|tnin", digits<13, 13>,
     national::thailand_id, prose},
    {"national_id", "cccd|cmnd|can cuoc|philsys|sss number|umid|gsis|tin ph", digits<9, 13>},
    {"national_id", "cnic|nicop|nid number|nid", digits<10, 17>, nullptr, 0},
    {"tax_id", "tfn|tax file number|tax file no", dotted_digits<8, 9>, national::australia_tfn, 64},
    {"tax_id", "abn|australian business number|acn|ird|ird number", digits<8, 11>, nullptr, 24},
    {"national_id", "nhi number", plain_identifier<7, 7, 4>},
    // Middle East, Africa
    {"national_id", "tckn|tc kimlik|tc kimlik no|kimlik no|t c kimlik", digits<11, 11>,
     national::turkey_tckn, prose},
    {"tax_id", "vkn|vergi no|vergi numarasi|vergi kimlik", digits<10, 10>},
    {"national_id", "teudat zehut|tz number|mispar zehut|israeli id|תעודת זהות", digits<8, 9>},
    {"national_id", "south african id|sa id|sa id number|rsa id", digits<13, 13>,
     national::south_africa_id, prose},
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
