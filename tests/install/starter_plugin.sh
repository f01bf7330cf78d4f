#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# usage: starter_plugin.sh PREFIX STARTER: copies the template out of the tree, builds it against the
# installed SDK, and lets the installed tool load it.
source "$(dirname "$0")/common.sh" "$1"
cp -r "$2" "$work/starter"
"$CMAKE" -S "$work/starter" -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_CXX_COMPILER="$CXX"
"$CMAKE" --build "$work/build"

mkdir -m 755 "$work/plugins"
find "$work/build" -name '*.so' -exec cp {} "$work/plugins/" \;
[ -n "$(ls "$work/plugins")" ] || fail "the build made no plugin"
chmod 755 "$work" "$work/plugins"
listing=$(HEDGEROW_PLUGIN_DIR=$work/plugins "$prefix/bin/hedgerow" plugin list)
echo "$listing"
grep -q 'starter.*active' <<<"$listing" || fail "the plugin is not active"
