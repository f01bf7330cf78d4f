# SPDX-License-Identifier: MIT
"""Who descends from whom among commits."""


class Graph:
    """Grows by a commit at a time, parents first."""

    def __init__(self):
        self._parents = {}
        self._depth = {}  # longer than that of every ancestor

    def add(self, commit, parents):
        self._parents[commit] = parents
        self._depth[commit] = 1 + max((self._depth[p] for p in parents), default=0)

    def descends(self, commit, ancestor):
        """Whether `ancestor` can be reached from `commit`; a commit does not descend from itself."""
        floor = self._depth[ancestor]
        waiting, seen = [commit], set()
        while waiting:
            for parent in self._parents[waiting.pop()]:
                if parent == ancestor:
                    return True
                if parent not in seen and self._depth[parent] > floor:
                    seen.add(parent)
                    waiting.append(parent)
        return False
