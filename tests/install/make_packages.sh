#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# usage: make_packages.sh BUILD PACKAGES: makes the Debian packages of a build, with an open umask.
set -euo pipefail
rm -rf "$2"
umask 0000
"$CPACK" --config "$1/CPackConfig.cmake" -B "$2"
rm -rf "$2/_CPack_Packages"
