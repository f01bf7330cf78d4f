# SPDX-License-Identifier: MIT
"""When each content of the source was first public and first private, over all of its history."""

import dataclasses

from foss.git_objects import FOLDER, SUBMODULE, read_tree
from foss.rules import PRIVATE, PUBLIC


@dataclasses.dataclass(frozen=True)
class Sighting:
    side: str
    blob: str
    path: str
    commit: str


class Sightings:
    """Goes through commits, parents first. Within one commit the private side comes first: what is new
    on both sides at once counts as private."""

    def __init__(self, rules, trees):
        self._rules = rules
        self._trees = trees  # id -> body of every tree of the commits
        self._seen = set()
        self.in_order = []
        self.first = {}  # (side, blob) -> index in in_order

    def take(self, commit, tree):
        found = {PRIVATE: [], PUBLIC: []}
        self._sort(tree, self._rules.paths, "", found)
        for side in (PRIVATE, PUBLIC):
            for entry, path in found[side]:
                self._walk(side, entry, path, commit)

    def private_first(self, blob):
        """The first private Sighting of a blob that was private before it was public, or None."""
        private, public = self.first.get((PRIVATE, blob)), self.first.get((PUBLIC, blob))
        if private is None or (public is not None and public < private):
            return None
        return self.in_order[private]

    def _sort(self, tree, rules, folder, found):
        """What no rule names is private here: only then nothing of it may come out."""
        for entry in read_tree(self._trees[tree], len(tree) // 2):
            name = entry.name.decode(errors="surrogateescape")
            rule = rules.get(name)
            if isinstance(rule, dict) and entry.mode == FOLDER:
                self._sort(entry.identity, rule, folder + name + "/", found)
            else:
                found[PUBLIC if rule == PUBLIC else PRIVATE].append((entry, folder + name))

    def _walk(self, side, entry, path, commit):
        if (side, entry.identity) in self._seen or entry.mode == SUBMODULE:
            return
        self._seen.add((side, entry.identity))
        if entry.mode != FOLDER:
            self.first[side, entry.identity] = len(self.in_order)
            self.in_order.append(Sighting(side, entry.identity, path, commit))
            return
        for below in read_tree(self._trees[entry.identity], len(entry.identity) // 2):
            self._walk(side, below, f"{path}/{below.name.decode(errors='surrogateescape')}", commit)


def sightings(repository, rules, *revisions):
    """The Sightings of everything that the revisions reach. Among branches the dates of commits say what came first."""
    listed = repository.lines("rev-list", "--objects", "--no-object-names", "--filter=blob:none", *revisions)
    trees = {i: body for i, kind, body in repository.objects(listed) if kind == "tree"}
    found = Sightings(rules, trees)
    for identity, commit in repository.history(*revisions, order="--date-order").items():
        found.take(identity, commit.tree)
    return found
