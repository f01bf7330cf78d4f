// SPDX-License-Identifier: MIT
// expect: (clean_event|raw_event)
#include "sink/sink.hpp"

using namespace hedgerow::internal;

#ifdef CORRECTED
void write(sink& s, const clean_event& event) {
  s.write(event);
}
#else
void write(sink& s, const raw_event& event) {
  s.write(event);
}
#endif
