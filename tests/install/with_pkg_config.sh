#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# usage: with_pkg_config.sh PREFIX
source "$(dirname "$0")/common.sh" "$1"
export PKG_CONFIG_PATH=$libdir/pkgconfig
read -ra flags < <("$PKG_CONFIG" --cflags --libs hedgerow)
"$CXX" -std=c++20 "$here/program/main.cpp" -o "$work/program" "${flags[@]}" -Wl,-rpath,"$libdir"
runs_and_captures "$work/program"
