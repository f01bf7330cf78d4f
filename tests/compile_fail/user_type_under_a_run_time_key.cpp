// SPDX-License-Identifier: MIT
// expect: this type has no known rendering
#include <hedgerow/hedgerow.hpp>

struct order {
  int id;
};

#ifdef CORRECTED
void hedgerow_value(hedgerow::value_writer& out, const order& o) {
  out.write(o.id);
}
void use(const hedgerow::logger& log, const order& o) {
  log.info("paid", hedgerow::field("order", o));
}
#else
void use(const hedgerow::logger& log, const order& o) {
  log.info("paid", hedgerow::field("order", o));
}
#endif
