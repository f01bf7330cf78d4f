// SPDX-License-Identifier: MIT
// expect: (conversion from .*Secret|no viable conversion|could not convert)
#include <string>

#include <hedgerow/hedgerow.hpp>

#ifdef CORRECTED
std::string_view use(const hedgerow::Secret<std::string>& password) {
  return password.reveal();
}
#else
std::string_view use(const hedgerow::Secret<std::string>& password) {
  return password;
}
#endif
