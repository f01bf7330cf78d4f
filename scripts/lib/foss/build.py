# SPDX-License-Identifier: MIT
"""Configures, builds and lists tests with CMake's own tools."""

import json
import os
import re
import subprocess

PRESET = "dev"
LIBRARY = "core/libhedgerow.so"


def jobs():
    """One compiler for each core, but no more than the memory holds (1.5 GB each)."""
    available = re.search(r"MemAvailable:\s+(\d+)", open("/proc/meminfo", encoding="ascii").read())
    by_memory = int(available.group(1)) // 1_500_000 if available else 1
    return max(1, min(len(os.sched_getaffinity(0)), by_memory))


def tests_in(build_folder):
    """The names of the tests of a configured and built folder."""
    listing = subprocess.run(["ctest", "--test-dir", str(build_folder), "--show-only=json-v1"],
                             check=True, capture_output=True, text=True).stdout
    return sorted(t["name"] for t in json.loads(listing)["tests"])


def test_counts(ctest_log):
    """(passed, failed) from the closing lines of ctest, or None when there are none."""
    match = re.search(r"(\d+)% tests passed, (\d+) tests failed out of (\d+)", ctest_log)
    return (int(match.group(3)) - int(match.group(2)), int(match.group(2))) if match else None


def failed_tests(ctest_log, most_lines=25):
    """Each test that did not pass, with the beginning of what it printed."""
    parts = re.split(r"^(?= *(?:Start +\d+:|\d+/\d+ Test +#))", ctest_log, flags=re.M)
    return ["\n".join(part.rstrip().splitlines()[:most_lines]) for part in parts
            if re.match(r" *\d+/\d+ Test +#.*\*\*\*", part)]
