# SPDX-License-Identifier: MIT
"""Says how far a long step is, on stderr, when it takes longer than a reader waits gladly."""

import sys
import time

SECONDS_BETWEEN = 2


class Progress:
    def __init__(self, what):
        self._what = what
        self._next = time.monotonic() + SECONDS_BETWEEN

    def __call__(self, done, total):
        if time.monotonic() >= self._next:
            print(f"   {self._what}: {done} of {total}", file=sys.stderr, flush=True)
            self._next = time.monotonic() + SECONDS_BETWEEN
