# SPDX-License-Identifier: MIT
"""The public history: each commit that changes anything public, with its author, dates and merges."""

import dataclasses

from foss.git_objects import Commit, algorithm_of, object_id, write_commit
from foss.graph import Graph
from foss.problem import Problem
from foss.public_tree import Unclassified


class Drift(Problem):
    """The mirror holds something that the export does not give."""


@dataclasses.dataclass(frozen=True)
class Published:
    """A commit that the mirror has already."""

    identity: str
    commit: Commit


class PublicHistory:
    """Turns commits into their public ones. The same commits give the same ids on every machine.

    What the mirror has already stays as it is, so that a new rule for messages changes no commit
    that others have; its tree and parents must be what the export gives, else it is Drift."""

    def __init__(self, trees, scrubber, published):
        self._trees = trees
        self._scrubber = scrubber
        self._published = published  # source id -> Published
        self._source = Graph()
        self._public = Graph()
        self._tree_of = {}  # public commit -> its tree
        self.image = {}  # source commit -> the public commit that stands for it; None before the first
        self.made = {}  # public id -> (source id, body) of what the mirror does not have yet

    def add(self, source, commit, source_tree_of_parent):
        """Takes the next commit; its parents were taken before. The last argument is the whole tree
        of its first parent, or None."""
        self._source.add(source, commit.parents)
        parents = self._parents(commit)
        tree = self._trees.public(commit.tree)
        if self._vanishes(commit, tree, parents, source_tree_of_parent):
            if source in self._published:
                raise Drift(f"{self._published[source].identity} says it was made from {source}, "
                            "which changes nothing public")
            self.image[source] = parents[0] if parents else None
            return
        public = self._checked(source, tree, parents) or self._make(source, commit, tree, parents)
        self.image[source] = public
        self._tree_of[public] = tree
        self._public.add(public, parents)

    def _parents(self, commit):
        """The public parents, without those that became a part of the history of another one."""
        pairs = {}
        for parent in commit.parents:
            if self.image[parent]:
                pairs.setdefault(self.image[parent], parent)
        return tuple(public for public, source in pairs.items()
                     if not any(self._public.descends(other, public) and not self._source.descends(other_source, source)
                                for other, other_source in pairs.items() if other != public))

    def _vanishes(self, commit, tree, parents, source_tree_of_parent):
        if not parents:
            return tree == self._trees.empty
        was_empty = len(commit.parents) == 1 and commit.tree == source_tree_of_parent
        return len(parents) == 1 and tree == self._tree_of[parents[0]] and not was_empty

    def _checked(self, source, tree, parents):
        found = self._published.get(source)
        if not found:
            return None
        for what, expected, actual in (("the tree", tree, found.commit.tree),
                                       ("the parents", " ".join(parents), " ".join(found.commit.parents))):
            if expected != actual:
                raise Drift(f"{found.identity} says it was made from {source}, but {what} should be "
                            f"{expected or 'none'} and {actual or 'none'} is found")
        return found.identity

    def _make(self, source, commit, tree, parents):
        body = write_commit(Commit(tree, parents, self._scrubber.identity(commit.author),
                                   self._scrubber.identity(commit.committer), commit.encoding,
                                   self._scrubber.message(commit.message, source)))
        identity = object_id("commit", body, algorithm_of(source))
        self.made[identity] = (source, body)
        return identity


def public_history(commits, trees, scrubber, published=None, progress=lambda done, total: None):
    """The PublicHistory of commits (id -> Commit, parents first)."""
    trees.load([c.tree for c in commits.values()])
    history = PublicHistory(trees, scrubber, published or {})
    for done, (source, commit) in enumerate(commits.items()):
        progress(done, len(commits))
        first = commits[commit.parents[0]].tree if commit.parents else None
        try:
            history.add(source, commit, first)
        except Unclassified as problem:
            raise Problem(f"in commit {source[:12]} {problem}") from None
    return history
