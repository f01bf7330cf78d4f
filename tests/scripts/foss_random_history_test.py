# SPDX-License-Identifier: MIT
"""scripts/foss-export sync on random histories with merges and tags, checked by other means: git's own listings.

SEED=NUMBER in the environment repeats a run that failed."""

import os
import random
import subprocess
import unittest

from small_tree import RULES, SmallTree

COMMITS = 120


class Stream:
    """Writes a history in the language of git fast-import. A merge takes the files of both sides."""

    def __init__(self, chance, rules):
        self._chance, self._parts, self._mark = chance, [], 0
        self.tip = self._commit("main", "Begin", {RULES: rules, "core/a.txt": "a\n", "ee/a.txt": "b\n"})

    def _commit(self, branch, message, files, *parents):
        self._mark += 1
        lines = [f"commit refs/heads/{branch}", f"mark :{self._mark}"]
        lines += [f"{who} P{self._mark % 5} <p@example.org> {1_600_000_000 + 60 * self._mark} +0{self._mark % 9}30"
                  for who in ("author", "committer")]
        lines += [f"data {len(message)}", message]
        lines += [f"{'merge' if at else 'from'} :{parent}" for at, parent in enumerate(parents)]
        for path, text in files.items():
            lines += [f"M 100644 inline {path}", f"data {len(text)}", text]
        self._parts.append("\n".join(lines) + "\n\n")
        return self._mark

    def _files(self):
        top = self._chance.choice(["ee", "ee", "core", "docs"])
        files = {f"{top}/{self._chance.randrange(4)}/{self._chance.randrange(9)}": f"{self._chance.random()}\n"}
        if self._chance.random() < 0.2:
            files[f"ee/f{self._chance.randrange(9)}"] = f"{self._chance.random()}\n"
        return files

    def work(self):
        self.tip = self._commit("main", f"Work {self._mark}", self._files(), self.tip)

    def merge(self):
        side, files = self.tip, {}
        for _ in range(self._chance.randint(1, 3)):
            new = self._files()
            files.update(new)
            side = self._commit("side", f"Side {self._mark}", new, side)
        for _ in range(self._chance.randint(0, 2)):
            self.work()
        self.tip = self._commit("main", f"Merge {self._mark}", files, self.tip, side)

    def tag(self, number):
        if number % 2:
            self._parts.append(f"reset refs/tags/v{number}\nfrom :{self.tip}\n\n")
        else:
            self._parts.append(f"tag v{number}\nfrom :{self.tip}\ntagger T <t@example.org> 1600000000 +0200\ndata 4\nGood\n")

    def text(self):
        while self._mark < COMMITS:
            self.merge() if self._chance.random() < 0.15 else self.work()
            if self._chance.random() < 0.05:
                self.tag(self._mark)
        return "".join(self._parts)


class RandomHistory(SmallTree):
    def setUp(self):
        super().setUp()
        self.root = self.folder / "random"
        self.root.mkdir()
        self.git("init", "-q", "-b", "main", "--template=")
        seed = int(os.environ.get("SEED") or random.randrange(1 << 32))
        stream = Stream(random.Random(seed), "public core\npublic docs\npublic scripts\nprivate ee\n").text()
        subprocess.run(["git", "fast-import", "--quiet"], input=stream, text=True, cwd=self.root, check=True)
        self.git("reset", "-q", "--hard", "main")
        self.seed = f"SEED={seed}"

    def sync(self, mirror):
        proof = self.folder / "proof.json"
        self.attest(proof)
        done = self.export("sync", mirror, "--proof", proof)
        self.assertEqual((0, ""), (done.returncode, done.stderr), self.seed)

    def test_it_is_the_source_without_the_private_folder(self):
        mirror = self.folder / "mirror.git"
        self.sync(mirror)
        exported = {source: (tree, set(parents.split())) for tree, parents, source in (
            line.split("|") for line in self.git(
                "log", "--format=%T|%P|%(trailers:key=Foss-Source,valueonly,separator=)", "main", cwd=mirror).splitlines())}
        private, public = set(), set()
        for line in self.git("log", "--format=%H %P", "main").splitlines():
            commit, *parents = line.split()
            tree = self.public_tree(commit)
            if commit in exported:
                self.assertEqual(tree, exported[commit][0], f"{self.seed}: {commit}")
            elif parents:
                self.assertIn(tree, [self.public_tree(p) for p in parents], f"{self.seed}: {commit} vanished")
            for entry in self.git("ls-tree", "-r", commit).splitlines():
                about, path = entry.split("\t")
                (private if path.startswith("ee/") else public).add(about.split()[2])
        reached = set(self.git("rev-list", "--objects", "--no-object-names", "--all", cwd=mirror).splitlines())
        self.assertEqual((set(), public), (reached & (private - public), reached & public), self.seed)

    def test_growing_by_steps_gives_the_ids_of_all_at_once(self):
        whole, stepwise = self.folder / "whole.git", self.folder / "stepwise.git"
        self.sync(whole)
        states = self.git("log", "--first-parent", "--reverse", "--format=%H").splitlines()
        for state in [*states[5::20], states[-1]]:
            self.git("reset", "-q", "--hard", state)
            self.sync(stepwise)
        self.assertEqual(self.git("for-each-ref", cwd=whole), self.git("for-each-ref", cwd=stepwise), self.seed)


if __name__ == "__main__":
    unittest.main()
