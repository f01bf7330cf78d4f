# SPDX-License-Identifier: MIT
"""The public tree of a commit: its entries less the private ones, every other id as it is."""

from foss.git_objects import FOLDER, TreeEntry, object_id, read_tree, write_tree
from foss.problem import Problem
from foss.rules import PRIVATE, PUBLIC, RULES


class Unclassified(Problem):
    """Paths that no rule names."""

    def __init__(self, paths):
        self.paths = paths
        super().__init__(f"no rule says whether {', '.join(paths)} is public; "
                         f"add 'public {paths[0]}' or 'private {paths[0]}' to {RULES}")


class PublicTrees:
    """Turns the ids of whole trees into those of their public parts. Each tree is looked at once."""

    def __init__(self, rules, repository):
        self._rules = rules
        self._repository = repository
        self._known = {}
        self._made = {}  # whole tree -> {id: body} of the trees of its public part that are not in the source
        self._algorithm = repository.algorithm()
        self.empty = object_id("tree", b"", self._algorithm)

    def load(self, trees):
        """Reads many in one go; a tree that was not loaded is read when it is asked for."""
        missing = [t for t in dict.fromkeys(trees) if t not in self._known]
        for identity, _, body in self._repository.objects(missing):
            self._made[identity] = {}
            entries = read_tree(body, len(identity) // 2)
            self._known[identity] = self._public(entries, self._rules.paths, "", self._made[identity])

    def public(self, tree):
        """The id of the public part; that of the empty tree when nothing in it is public."""
        if tree not in self._known:
            self.load([tree])
        found = self._known[tree]
        if isinstance(found, Unclassified):
            raise found
        return found

    def made(self, tree):
        """The trees that the public part of a whole tree needs and the source may lack: id -> body."""
        return self._made[tree]

    def _public(self, entries, rules, folder, made):
        kept, unknown = [], []
        for entry in entries:
            path = folder + entry.name.decode(errors="surrogateescape")
            rule = rules.get(entry.name.decode(errors="surrogateescape"))
            if rule == PUBLIC:
                kept.append(entry)
            elif isinstance(rule, dict) and entry.mode == FOLDER:
                (_, _, body), = self._repository.objects([entry.identity])
                below = self._public(read_tree(body, len(entry.identity) // 2), rule, path + "/", made)
                if isinstance(below, Unclassified):
                    unknown += below.paths
                elif below != self.empty:
                    kept.append(TreeEntry(FOLDER, entry.name, below))
            elif rule != PRIVATE:
                unknown.append(path)
        if unknown:
            return Unclassified(unknown)
        body = write_tree(kept)
        public = object_id("tree", body, self._algorithm)
        made[public] = body
        return public
