#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# usage: with_cmake.sh PREFIX
source "$(dirname "$0")/common.sh" "$1"
"$CMAKE" -S "$here/program" -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_CXX_COMPILER="$CXX"
"$CMAKE" --build "$work/build"
runs_and_captures "$work/build/program"
