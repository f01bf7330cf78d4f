# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2034  # what it sets is for those who source it
# What the install tests share. Sourced with the prefix as the first argument.
set -euo pipefail
prefix=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/hedgerow-install.XXXXXX")
trap 'rm -rf "$work"' EXIT

# Nothing but the prefix may say where things are.
unset HEDGEROW_CONFIG HEDGEROW_LOG HEDGEROW_STORE HEDGEROW_PLUGIN_DIR LD_LIBRARY_PATH
export XDG_STATE_HOME=$work/state
libdir=$(dirname "$(find "$prefix" -name 'libhedgerow.so.1')")

fail() {
  echo "FAIL: $*" >&2
  exit 1
}

# runs_and_captures PROGRAM: it logs its event, and the installed tool knows of its exception.
runs_and_captures() {
  local output listing
  output=$(cd "$work" && "$1")
  echo "$output"
  grep -q 'order_paid.*order_id=42' <<<"$output" || fail "the event is not in the output"
  grep -q 'charge_failed' <<<"$output" || fail "the exception was not logged"
  listing=$("$prefix/bin/hedgerow" exceptions list)
  echo "$listing"
  grep -q 'card declined by the bank' <<<"$listing" || fail "the exception is not in the list"
}
