// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include <array>

#include "addresses.hpp"
#include "checksums.hpp"
#include "packs.hpp"
#include "shapes.hpp"

namespace hedgerow::policies {

namespace {

/// Four to twelve digits, or a block of 16 hex digits as payment terminals send it.
extent pin(std::string_view text, std::size_t place) noexcept {
  const auto length = run(text, place, hex);
  if (length == 16 && ends_word(text, place + length)) return {place, place + length};
  return plain_digits<4, 12>(text, place);
}

extent expiry(std::string_view text, std::size_t place) noexcept {
  const auto month = run(text, place, digit);
  if (month == 4 && ends_word(text, place + 4)) return {place, place + 4};
  if (month < 1 || month > 2 || (at(text, place + month) != '/' && at(text, place + month) != '-'))
    return {};
  const auto year = run(text, place + month + 1, digit);
  const auto end = place + month + 1 + year;
  return (year == 2 || year == 4) && ends_word(text, end) ? extent{place, end} : extent{};
}

constexpr detector_row detectors[] = {
    {"card_cvv", "Card verification values"},
    {"card_pin", "PINs and PIN blocks"},
    {"card_track", "Data of a card's magnetic stripe"},
    {"card_expiry", "Expiry dates of cards"},
    {"bank_account", "Bank account numbers"},
    {"bank_routing", "Routing numbers of US banks, UK sort codes, BLZ, BSB"},
};

constexpr context_row contexts[] = {
    {"card_cvv",
     "cvv|cvc|cvn|csc|cvv code|cvc code|security code|card security code|card verification|"
     "card verification value|verification value|card cvc|card cvv|ccv|card code|card validation "
     "code|card validation value",
     plain_digits<3, 4>},
    {"card_pin", "pin|pin code|card pin|pin block|pinblock|pinblk|encrypted pin|epb", pin, nullptr,
     0, needs_separator},
    {"card_track", "track|track data|track1|track2|magstripe|mag stripe|magnetic stripe",
     track_data},
    {"card_expiry",
     "card expiry|card expiration|card exp|cc exp|cc expiry|cc expiration|expiry date|expiration "
     "date|exp date|exp month "
     "year|card expiry date",
     expiry, nullptr, 0, needs_separator},
    {"bank_account",
     "bank account|bank account number|account number|acct number|account no|acct no|acct "
     "nr|account nr|"
     "acct num|account num|konto|kontonummer|konto nr|kto nr|kontonr|beneficiary account|numero de "
     "compte|"
     "numero de cuenta|numero cuenta|cuenta bancaria|rekeningnummer|numero conto|conto "
     "corrente|debit account|"
     "credit account|payee account|source account|destination account|accountnumber|acctno|acct",
     digits<6, 17>, nullptr, 32},
    {"bank_account",
     "acc no|acc number|account nbr|checking account|savings account|creditor account|debtor "
     "account|deposit account|payer account|payout account|recipient account|sender "
     "account|settlement account|from account|to account|clabe|nuban|cuenta|external account",
     digits<6, 18>, nullptr, 0, needs_separator},
    {"bank_routing",
     "routing number|routing no|routing nr|routing num|routing|aba|aba number|aba rtn|rtn|routing "
     "transit|"
     "routing transit number|transit number|aba routing|ach routing|bank routing",
     digits<9, 9>, aba_routing, 40},
    {"bank_routing", "sort code|sortcode|bsb|bsb number", digits<6, 6>},
    {"bank_routing", "bankleitzahl|blz", digits<8, 8>},
};

constexpr shape_row shapes[] = {
    {"card_track", "0123456789%", track_data, 12},
};

}  // namespace

pack pci_pack() noexcept {
  static const std::array tables = {std::span<const context_row>(contexts)};
  return {"pci",     "card verification data, PINs, stripes, bank accounts and routing numbers",
          detectors, {},
          tables,    shapes};
}

}  // namespace hedgerow::policies
