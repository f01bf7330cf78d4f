# SPDX-License-Identifier: MIT
"""Brings a mirror up to the commit: computes what it lacks, and pushes that in one step, forward only."""

import dataclasses
import pathlib
import subprocess

from foss import pack
from foss.history import PublicHistory, public_history
from foss.problem import Problem
from foss.public_tree import PublicTrees
from foss.repository import ObjectStore
from foss.scrub import Scrubber
from foss.tags import PREFIX, PublicTags, public_tags

HOW_ON = """the mirror {address} has drifted, and nothing was pushed: {found}
Only sync writes to its branch {branch} and its tags. To go on:
  a contribution that was made there: scripts/foss-export import --from {address} RANGE, then take it out there
  take out what is not of this export: git -C MIRROR update-ref refs/heads/{branch} GOOD-COMMIT, git -C MIRROR tag -d NAME
  if the source or the rules changed on purpose: make a new mirror, scripts/foss-export sync NEW-FOLDER"""


@dataclasses.dataclass
class Plan:
    """What a mirror lacks of the export of a commit."""

    history: PublicHistory
    tags: PublicTags
    new_tags: list  # names
    objects: list  # (kind, body) of what neither repository has
    old_tip: str  # None when the mirror is empty
    new_tip: str

    def is_empty(self):
        return self.old_tip == self.new_tip and not self.new_tags


def plan(repository, commit, rules, mirror, progress):
    """Computes the export and compares the mirror with it; Drift when they do not agree. Writes nothing."""
    repository.require_whole_history()
    commits = repository.history(commit)
    trees, scrubber = PublicTrees(rules, repository), Scrubber(rules)
    history = public_history(commits, trees, scrubber, mirror.published(commits), progress)
    new_tip = history.image[commit]
    if new_tip is None:
        raise Problem(f"{commit[:12]} has nothing public, and nothing before it has")
    tags = public_tags(repository, rules, scrubber, history.image)
    new_tags = mirror.new_tags(tags)
    return Plan(history, tags, new_tags, _objects(commits, history, trees, tags, new_tags), mirror.tip(), new_tip)


def how_to_go_on(mirror, drift):
    """What the user is told when the mirror has drifted."""
    return HOW_ON.format(address=mirror.address, found=drift, branch=mirror.branch)


def _objects(commits, history, trees, tags, new_tags):
    made = {}
    for identity, (source, body) in history.made.items():
        made.update((tree, ("tree", content)) for tree, content in trees.made(commits[source].tree).items())
        made[identity] = ("commit", body)
    if new_tags:
        made.update((identity, ("tag", body)) for identity, body in tags.made.items())
    return list(made.values())


def push(repository, mirror, made, scratch):
    """Pushes a plan. Afterwards the mirror has all of it, or nothing of it."""
    algorithm = repository.algorithm()
    mirror.create(algorithm)
    staging = ObjectStore(pathlib.Path(scratch) / "staging.git")
    subprocess.run(["git", "init", "--quiet", "--bare", f"--object-format={algorithm}", str(staging.folder)], check=True,
                   capture_output=True)
    # Git finds the rest of the objects where they are, and copies what the new commits reach: no private one.
    (staging.folder / "objects/info/alternates").write_text(
        f"{repository.object_folder()}\n{mirror.object_folder()}\n", encoding="utf-8")
    new_tags = {name: made.tags.names[name] for name in made.new_tags}
    pack.store(staging.folder, made.objects, algorithm)
    targets = {f"refs/heads/{mirror.branch}": made.new_tip, **{PREFIX + n: i for n, i in new_tags.items()}}
    done = subprocess.run(["git", "push", "--quiet", "--atomic", "--no-verify", mirror.address,
                           *(f"{identity}:{name}" for name, identity in targets.items())],
                          cwd=staging.folder, capture_output=True, text=True)
    if done.returncode:
        raise Problem(f"the mirror {mirror.address} took nothing: {done.stderr.strip()}")
