# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What the scripts share. To be sourced from the top of the tree.

# Says what the script does next.
say() {
  printf '== %s\n' "$*"
}

# How many compilers at once: one for each core, but no more than the memory holds (1.5 GB each).
parallel_jobs() {
  local cores memory_kb by_memory
  cores=$(nproc)
  memory_kb=$(awk '/MemAvailable/ {print $2}' /proc/meminfo)
  by_memory=$((memory_kb / 1500000))
  [ "$by_memory" -ge 1 ] || by_memory=1
  echo $((cores < by_memory ? cores : by_memory))
}

# build_preset NAME [TARGET...] [-- CMAKE OPTIONS...]: configures build/NAME and builds it. Says
# little while it configures, but for a failure, which is shown whole.
build_preset() {
  local preset=$1 log targets=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    targets+=("$1")
    shift
  done
  [ $# -eq 0 ] || shift
  say "configuring build/$preset"
  log=$(mktemp)
  if ! cmake --preset "$preset" "$@" >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
  rm -f "$log"
  say "building build/$preset: ${targets[*]:-everything}, $(parallel_jobs) at a time"
  cmake --build --preset "$preset" --parallel "$(parallel_jobs)" ${targets:+--target "${targets[@]}"}
}
