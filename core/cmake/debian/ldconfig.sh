#!/bin/sh
# SPDX-License-Identifier: MIT
# postinst and postrm of the library: the cache of the dynamic linker, unless the package goes into the
# root of another system (dpkg --root).
set -e
[ -n "${DPKG_ROOT:-}" ] || ldconfig
