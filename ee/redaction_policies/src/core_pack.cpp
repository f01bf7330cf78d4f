// SPDX-License-Identifier: LicenseRef-Hedgerow-EE
#include "core_shapes.hpp"
#include "packs.hpp"

namespace hedgerow::policies {

namespace {

constexpr detector_row detectors[] = {
    {"payment_card", "Payment card numbers"},
    {"iban", "International bank account numbers"},
    {"us_ssn", "US social security numbers"},
    {"email", "E-mail addresses"},
};

constexpr shape_row shapes[] = {
    {"payment_card", "23456", payment_card, 4, 19},
    {"iban", "ABCDEFGHIJKLMNOPQRSTUVX", iban},
    {"us_ssn", "012345678", us_ssn, 3, 3},
    {"email", "@", email},
};

}  // namespace

pack core_pack() noexcept {
  return {"core",    "what the host's own rules find as well, which run after all policies",
          detectors, {},
          {},        shapes};
}

}  // namespace hedgerow::policies
