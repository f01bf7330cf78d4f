// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include <array>

#include "addresses.hpp"
#include "checksums.hpp"
#include "national_ids.hpp"
#include "packs.hpp"
#include "shapes.hpp"

namespace hedgerow::policies {

namespace {

constexpr detector_row detectors[] = {
    {"phone", "Telephone numbers"},
    {"passport", "Passport numbers"},
    {"driver_license", "Driving licence numbers"},
    {"national_id", "National identity and social insurance numbers of some forty countries"},
    {"tax_id", "Tax and VAT numbers of persons and companies"},
    {"date_of_birth", "Dates of birth"},
    {"ipv6", "IPv6 addresses"},  // first, for it may end in an IPv4 address
    {"ipv4", "IPv4 addresses"},
    {"mac_address", "Hardware addresses"},
    {"device_id", "IMEI, VIN, advertising and device identifiers"},
    {"crypto_wallet", "Addresses of cryptocurrencies"},
    {"personal_field", "Names, postal addresses, places and other personal facts, by key"},
};

/// A serial number or id of a device: letters and digits, also a UUID.
extent device_number(std::string_view text, std::size_t place) noexcept {
  std::size_t end = place, digit_count = 0;
  while (end < text.size() && end - place < 64 && (is(text[end], alnum) || text[end] == '-')) {
    if (is_digit(text[end])) ++digit_count;
    ++end;
  }
  return end - place >= 8 && digit_count >= 3 && ends_word(text, end) ? extent{place, end}
                                                                      : extent{};
}

/// Written as one dials it: in groups, or with a leading plus or zero, or long.
bool is_dialled(std::string_view value) noexcept {
  return value.front() == '+' || value.front() == '(' || value.front() == '0' ||
         value.size() >= 9 || value.find_first_of(" -.") != std::string_view::npos;
}

extent dialled_number(std::string_view text, std::size_t place) noexcept {
  const auto value = phone_digits(text, place);
  return value && is_dialled(text.substr(value.begin, value.end - value.begin)) ? value : extent{};
}

extent postal_code(std::string_view text, std::size_t place) noexcept {
  const auto first = run(text, place, alnum);
  auto end = place + first;
  bool any_digit = false;
  for (auto i = place; i < end; ++i)
    any_digit |= is_digit(text[i]);
  if (at(text, end) == ' ' || at(text, end) == '-') {
    const auto second = run(text, end + 1, alnum);
    const bool more = second >= 3 && second <= 4 && is_digit(at(text, end + 1)) &&
                      ends_word(text, end + 1 + second);
    if (more) end += 1 + second, any_digit = true;
  }
  return any_digit && first >= 2 && end - place <= 10 && ends_word(text, end) ? extent{place, end}
                                                                              : extent{};
}

extent vin_number(std::string_view text, std::size_t place) noexcept {
  const auto length = run(text, place, alnum);
  return length == 17 && ends_word(text, place + length) ? extent{place, place + length} : extent{};
}

constexpr context_row contexts[] = {
    {"phone",
     "phone|phone number|phone no|telephone|telephone number|tel|telefon|telefonnummer|"
     "telefono|mobile|mobile number|mobile phone|mobil|handy|cell|cell phone|cellphone|"
     "celular|fax|whatsapp|msisdn|contact number|contact no|contact tel|home phone|"
     "work phone|desk|callback number|caller|caller id|sms to|portable|gsm|telephone no|"
     "telefoon|numero de telephone|israeli number|japanese number|hotline|telepono|"
     "telefon no|telefon numarasi|cep no|cep telefonu|cep numarasi|gsm no|mobil no|"
     "mobil telefon|numero de telefono|numero telefono|numero di telefono|"
     "handynummer|mobilnummer|rufnummer|puhelin|telefone|office phone|office number|"
     "my office",
     phone_digits, is_dialled, 40},
    {"phone",
     "call|call me on|call me at|call us|dial|dialed|dialled|ring me|reach me|text me|messages "
     "to|message to|sms|"
     "answering|answering at|registered|registered number|my number|number is",
     dialled_number, is_dialled, 24},
    {"phone", "from number|to number|dialed number|sender number|recipient number", phone_digits,
     is_dialled, 0, needs_separator},
    {"passport",
     "passport|passport number|passport no|passport nr|passport num|passport "
     "id|pasaporte|passeport|passaporto|"
     "passaporte|paspoort|paspoortnummer|reisepass|reisepassnummer|reisepass nr|pass nr|passnummer|"
     "travel document|travel document number|travel passport|pas "
     "nr|paszport|passinumero|passnr|여권|여권번호|여권번호는|护照|护照号|パスポート|uk "
     "passport|"
     "british passport|documento di viaggio",
     plain_identifier<6, 12, 4>, nullptr, 32},
    {"passport", "pass", plain_identifier<6, 12, 4>, nullptr, 0, needs_separator},
    // Those of some countries are nine letters and digits in any mixture.
    {"passport", "passport|passport number|passport no|passport id|reisepass|reisepassnummer",
     plain_identifier<9, 9, 2>, nullptr, 0},
    {"driver_license",
     "driver license|driver licence|driver s license|driver s licence|drivers license|"
     "drivers licence|driving license|driving licence|driving permit|dvla|dvla no|dl number|"
     "dl no|patente|patente di guida|"
     "fuhrerschein|fuhrerscheinnummer|fuehrerschein|permis de conduire|permiso de conducir|"
     "carnet de conducir|rijbewijs|rijbewijsnummer|prawo jazdy|carta de conducao|ajokortti|"
     "korkort|korekort|forerkort|driver license number|driving license number|"
     "fuhrerschein nr|fuehrerscheinnummer|fahrerlaubnis|fahrerlaubnisnummer|"
     "licenza di guida|운전면허|운전면허번호|면허번호",
     identifier<6, 20, 5>, nullptr, 32},
    {"driver_license", "license|licence|license number|licence number", identifier<6, 20, 5>},
    {"driver_license",
     "dln|dl num|driver lic|drivers lic|driver lic no|drivers lic no|carta di guida|licencia de "
     "conducir|licencia de conduccion|carta de conduccion",
     identifier<6, 20, 5>, nullptr, 0, needs_separator},
    {"date_of_birth",
     "dob|d o b|bday|birth dt|date birth|date of birth|birth date|birthdate|birthday|born|born "
     "on|geburtsdatum|"
     "geboren am|geburtstag|date de naissance|fecha de nacimiento|fecha nacimiento|"
     "data di nascita|data de nascimento|geboortedatum|data urodzenia|fodselsdato|"
     "fodelsedatum|syntymaaika|ne le|nee le|nacido el|birth day",
     date, nullptr, 48},
    {"device_id",
     "vin|vin number|vehicle identification number|vehicle id|chassis number|fahrgestellnummer",
     vin_number, vin, 32},
    {"device_id", "imei|imei number|imeisv|meid", digits<14, 16>, luhn, 32},
    {"device_id", "imsi|iccid|sim number|sim serial", digits<14, 22>},
    {"device_id",
     "device id|device identifier|ad id|device serial|serial number|serial no|android "
     "id|advertising "
     "id|idfa|idfv|gaid|"
     "aaid|udid|hardware id|installation id|device uuid|device token|fingerprint id|device "
     "fingerprint",
     device_number},
    {"crypto_wallet",
     "wallet|wallet address|btc address|eth address|bitcoin address|ethereum address|crypto "
     "address|btc|"
     "solana address|sol address|xmr address|monero address|ltc address|xrp address|ada "
     "address|payout address|"
     "deposit address|wallet id",
     wallet_text},
    {"personal_field",
     "full name|applicant name|billing name|shipping name|buyer name|sender name|person "
     "name|nickname|first name|last name|surname|forename|given name|family name|maiden name|"
     "middle name|customer name|contact name|recipient name|cardholder|cardholder name|"
     "card holder name|holder name|account holder|account holder name|nachname|vorname|"
     "apellido|apellidos|nom de famille|prenom|cognome|voornaam|achternaam|legal name|"
     "real name|beneficiary name|guest name|passenger name|employee name|student name|"
     "display name person|mother s maiden name|mothers maiden name|father name|mother name|"
     "spouse name",
     free_text, nullptr, 0, needs_separator},
    {"personal_field",
     "address 1|address 2|work address|permanent address|residence address|user address|"
     "street|street address|address line|address line1|address1|home address|"
     "shipping address|billing address|mailing address|postal address|delivery address|"
     "residential address|customer address|adresse|anschrift|straße|strasse|direccion|"
     "indirizzo|place of birth|birth place|birthplace|geburtsort",
     free_text, nullptr, 0, needs_separator},
    {"personal_field",
     "postal code|postcode|post code|zip code|zipcode|zip|plz|postleitzahl|code postal|codigo "
     "postal",
     postal_code, nullptr, 0, needs_separator},
    {"personal_field",
     "political affiliation|philosophical belief|religious belief|union membership|trade union "
     "membership|gender|sex|nationality|citizenship|ethnicity|race ethnicity|religion|marital "
     "status|political opinion|"
     "political party|trade union|sexual orientation|household income|salary|twitter "
     "handle|instagram handle",
     free_text, nullptr, 0, needs_separator},
    {"personal_field",
     "geo point|lat long|last known location|user location|device location|geo|geolocation|geo "
     "location|lat|latitude|lon|lng|longitude|lat lon|lat lng|latlng|gps|gps "
     "coordinates|coordinates|"
     "coords|home location",
     coordinates},
};

constexpr shape_row shapes[] = {
    {"phone", "+(0123456789", phone_in_text, 1, 13},
    {"ipv4", "0123456789", ipv4_address, 1, 3},
    {"ipv6", "0123456789abcdefABCDEF:", ipv6_address, 1, 4},
    {"mac_address", "0123456789abcdefABCDEF", mac_address, 2, 4},
    {"crypto_wallet", "0123456789ABCDEFGHJKLMNPQRSTUVWXYZbltm", wallet_address, 26, 95},
};

}  // namespace

pack gdpr_pack() noexcept {
  static const auto tables = std::array{std::span<const context_row>(contexts), national_ids()};
  return {"gdpr", "personal data of the GDPR", detectors, {}, tables, shapes};
}

}  // namespace hedgerow::policies
