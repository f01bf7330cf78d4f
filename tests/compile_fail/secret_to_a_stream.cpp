// SPDX-License-Identifier: MIT
// expect: (no match for .operator<<|invalid operands to binary expression)
#include <iostream>
#include <string>

#include <hedgerow/hedgerow.hpp>

#ifdef CORRECTED
void use(const hedgerow::Secret<std::string>& password) {
  std::cout << password.reveal();
}
#else
void use(const hedgerow::Secret<std::string>& password) {
  std::cout << password;
}
#endif
