#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# usage: install.sh PREFIX BUILD: installs with an open umask, moves the prefix, looks at what is there.
set -euo pipefail
prefix=$1
build=$2
fail() {
  echo "FAIL: $*" >&2
  exit 1
}

rm -rf "$prefix" "$prefix.first"
umask 0000
"$CMAKE" --install "$build" --prefix "$prefix.first" >/dev/null
mv "$prefix.first" "$prefix"

open=$(find "$prefix" -mindepth 1 ! -type l -perm /022)
[ -z "$open" ] || fail "others may write to: $open"
named=$(grep -rlF -e "$prefix" -e "$build" "$prefix" --include='*.cmake' --include='*.pc' || true)
[ -z "$named" ] || fail "these name the place where they were built or installed: $named"
for file in bin/hedgerow include/hedgerow/hedgerow.hpp include/hedgerow/plugin.h; do
  [ -f "$prefix/$file" ] || fail "$file is not installed"
done
[ -n "$(find "$prefix" -name hedgerowConfig.cmake)" ] || fail "hedgerowConfig.cmake is not installed"
[ -n "$(find "$prefix" -name hedgerow.pc)" ] || fail "hedgerow.pc is not installed"
env -i "$prefix/bin/hedgerow" --version
