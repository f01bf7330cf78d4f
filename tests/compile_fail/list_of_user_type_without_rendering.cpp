// SPDX-License-Identifier: MIT
// expect: this type has no known rendering
#include <vector>

#include <hedgerow/hedgerow.hpp>

struct order {
  int id;
};

using namespace hedgerow::literals;

#ifdef CORRECTED
void hedgerow_value(hedgerow::value_writer& out, const order& o) {
  out.write(o.id);
}
void use(const hedgerow::logger& log, const std::vector<order>& o) {
  log.info("paid", "orders"_k = o);
}
#else
void use(const hedgerow::logger& log, const std::vector<order>& o) {
  log.info("paid", "orders"_k = o);
}
#endif
