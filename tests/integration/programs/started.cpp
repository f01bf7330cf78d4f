// SPDX-License-Identifier: MIT
// Starts and ends, and logs nothing. usage: started CONFIG_JSON
#include <hedgerow/hedgerow.hpp>

int main(int, char** argv) {
  return hedgerow::init({.config_json = argv[1]}) && hedgerow::shutdown() ? 0 : 1;
}
