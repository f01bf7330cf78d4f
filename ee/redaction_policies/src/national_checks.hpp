// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
/// @file
/// Check digits of national and tax ids, each after the rules of the authority that gives it out.
/// As in checksums.hpp, values come as they were written.
#pragma once

#include <string_view>

namespace hedgerow::policies::national {

bool uk_national_insurance(std::string_view value) noexcept;  // prefix and suffix rules
bool spain_dni(std::string_view value) noexcept;              // DNI, NIE: letter of mod 23
bool france_nir(std::string_view value) noexcept;             // key 97 - n mod 97; Corsica's 2A, 2B
bool italy_codice_fiscale(std::string_view value) noexcept;   // control letter
bool italy_partita_iva(std::string_view value) noexcept;
bool germany_tax_id(std::string_view value) noexcept;   // mod 11,10
bool germany_pension(std::string_view value) noexcept;  // Rentenversicherungsnummer
bool poland_pesel(std::string_view value) noexcept;
bool poland_nip(std::string_view value) noexcept;
bool sweden_personnummer(std::string_view value) noexcept;  // Luhn of the last ten
bool finland_hetu(std::string_view value) noexcept;
bool norway_fodselsnummer(std::string_view value) noexcept;
bool netherlands_bsn(std::string_view value) noexcept;  // the eleven test
bool belgium_rijksregister(std::string_view value) noexcept;
bool portugal_nif(std::string_view value) noexcept;
bool romania_cnp(std::string_view value) noexcept;
bool bulgaria_egn(std::string_view value) noexcept;
bool czech_rodne_cislo(std::string_view value) noexcept;
bool slovenia_emso(std::string_view value) noexcept;     // JMBG of the other successors as well
bool baltic_isikukood(std::string_view value) noexcept;  // Estonia, Lithuania
bool brazil_cpf(std::string_view value) noexcept;
bool china_resident(std::string_view value) noexcept;
bool india_aadhaar(std::string_view value) noexcept;
bool india_pan(std::string_view value) noexcept;  // composition
bool singapore_nric(std::string_view value) noexcept;
bool south_africa_id(std::string_view value) noexcept;
bool thailand_id(std::string_view value) noexcept;
bool turkey_tckn(std::string_view value) noexcept;
bool canada_sin(std::string_view value) noexcept;
bool australia_tfn(std::string_view value) noexcept;
bool us_itin(std::string_view value) noexcept;  // 9xx with a group of 50-99

}  // namespace hedgerow::policies::national
