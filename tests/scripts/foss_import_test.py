# SPDX-License-Identifier: MIT
"""scripts/foss-export import: a contribution made on the FOSS tree comes back, and goes out as the same tree."""

import pathlib
import random
import subprocess
import unittest

from small_tree import MIT, PRIVATE, SmallTree


class Imported(SmallTree):
    """`fork` is a clone of the public repository, where somebody contributes."""

    def setUp(self):
        super().setUp()
        self.mirror, self.fork = self.folder / "mirror.git", self.folder / "fork"
        self.publish()
        self.git("clone", "-q", str(self.mirror), str(self.fork), cwd=self.folder)

    def publish(self):
        self.attest()
        self.assertEqual(0, self.export("sync", self.mirror).returncode)

    def contribute(self, path, content, message="Contribute", **variables):
        file = self.fork / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
        self.git("add", "-A", cwd=self.fork)
        self.git("commit", "-q", "-m", message, cwd=self.fork, **variables)

    def patch(self):
        file = self.folder / "change.patch"
        with open(file, "wb") as out:
            subprocess.run(["git", "format-patch", "--stdout", "--binary", "origin/main"], cwd=self.fork, stdout=out,
                           check=True, env=self.environment())
        return file

    def fork_tree(self, commit="HEAD"):
        return self.git("rev-parse", f"{commit}^{{tree}}", cwd=self.fork)


class OneChange(Imported):
    def test_a_patch_keeps_author_date_and_message_and_goes_out_as_the_same_tree(self):
        self.contribute("core/a.cpp", f"// {MIT}\n", "Füge a hinzu\n\nWeil.\n\nReviewed-by: Bob", GIT_AUTHOR_NAME="Zoë",
                        GIT_AUTHOR_EMAIL="zoe@example.com", GIT_AUTHOR_DATE="1600000000 -0730")
        done = self.export("import", self.patch(), "--pr", "17")
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        self.assertEqual("Zoë <zoe@example.com> 1600000000 -0730\nCom\nFüge a hinzu\n\nWeil.\n\nReviewed-by: Bob\n"
                         "Foss-PR: 17", self.git("log", "-1", "--date=raw", "--format=%an <%ae> %ad%n%cn%n%B"))
        self.assertEqual(("", True), (self.git("status", "--porcelain"), (self.root / "core/a.cpp").exists()))
        self.publish()
        self.assertEqual(self.fork_tree(), self.git("rev-parse", "main^{tree}", cwd=self.mirror))

    def test_a_range_of_another_repository_is_taken_whole(self):
        self.contribute("core/a.cpp", f"// {MIT}\n", "One")
        self.contribute("core/b.cpp", f"// {MIT}\n", "Two")
        done = self.export("import", "--from", self.fork, "origin/main..main")
        self.assertEqual((0, ["One", "Two"]), (done.returncode, [line.split(" ", 1)[1] for line in done.stdout.splitlines()]))
        self.assertEqual(self.fork_tree(), self.public_tree())

    def test_it_goes_on_top_of_newer_work(self):
        self.contribute("core/a.cpp", f"// {MIT}\n")
        self.write("core/library.cpp", f"// {MIT}\nint answer() {{ return 43; }}\n")
        self.write("ee/night_vault/v.cpp", f"// {PRIVATE}\n")
        self.commit("Newer work")
        before = self.git("rev-parse", "HEAD")
        self.assertEqual(0, self.export("import", self.patch()).returncode)
        self.assertEqual("A\tcore/a.cpp", self.git("diff", "--name-status", before, "HEAD"))

    def test_a_change_that_is_there_already_is_named_and_makes_no_commit(self):
        self.contribute("core/a.cpp", f"// {MIT}\n", "Add a")
        patch = self.patch()
        self.export("import", patch)
        before = self.git("rev-parse", "HEAD")
        self.assertEqual("in HEAD already Add a\n", self.export("import", patch).stdout)
        self.assertEqual(before, self.git("rev-parse", "HEAD"))

    def test_a_dry_run_leaves_the_branch_alone(self):
        self.contribute("core/a.cpp", f"// {MIT}\n", "Add a")
        before = self.git("rev-parse", "HEAD")
        self.assertRegex(self.export("import", "--dry-run", self.patch()).stdout, r"^\w{12} Add a\n$")
        self.assertEqual(before, self.git("rev-parse", "HEAD"))

    def test_a_mark_of_a_published_commit_does_not_come_along(self):
        self.contribute("core/a.cpp", f"// {MIT}\n", f"Add a\n\nFoss-Source: {'1' * 40}")
        self.export("import", "--from", self.fork, "origin/main..main")
        self.assertEqual("Add a", self.git("log", "-1", "--format=%B"))


class Refused(Imported):
    def assert_refused(self, problem, *arguments):
        before = self.git("rev-parse", "HEAD")
        self.assertEqual(f"foss-export: {problem}", self.refused("import", *arguments).split("\n")[0])
        self.assertEqual((before, ""), (self.git("rev-parse", "HEAD"), self.git("status", "--porcelain")))

    def test_a_private_path(self):
        self.contribute("core/a.cpp", f"// {MIT}\n", "Good")
        self.contribute("ee/a.cpp", f"// {MIT}\n", "Bad")
        self.assert_refused("'Bad' changes ee/a.cpp, which is private and cannot come from the public tree", self.patch())

    def test_a_path_without_a_rule(self):
        self.contribute("notes.md", f"<!-- {MIT} -->\n", "Add notes")
        self.assert_refused("'Add notes' adds notes.md, which has no rule; if it is wanted, add a 'public' rule to "
                            "scripts/foss-export.conf first", self.patch())

    def test_a_change_that_does_not_apply(self):
        self.contribute("core/library.cpp", f"// {MIT}\nint answer() {{ return 43; }}\n", "Change it")
        self.write("core/library.cpp", f"// {MIT}\nint other() {{ return 44; }}\n")
        self.commit()
        self.assert_refused("'Change it' does not apply to HEAD, and nothing was imported; let its author rebase it on the "
                            "newest public commit:", self.patch())

    def test_a_merge(self):
        self.git("checkout", "-q", "-b", "side", cwd=self.fork)
        self.contribute("core/a.cpp", f"// {MIT}\n")
        self.git("checkout", "-q", "main", cwd=self.fork)
        self.git("merge", "-q", "--no-ff", "-m", "Merge side", "side", cwd=self.fork)
        commit = self.git("rev-parse", "HEAD", cwd=self.fork)
        self.assert_refused(f"{commit[:12]} 'Merge side' has 2 parents; import the commits between: each must have one",
                            "--from", self.fork, "origin/main..main")

    def test_what_is_no_patch_and_no_range(self):
        (self.folder / "diff").write_text("--- a\n+++ b\n")
        self.assert_refused("'nothing' is neither a file nor a range FIRST-PARENT..LAST", "nothing")
        self.assert_refused(f"{self.folder}/diff does not say who made it and when; a patch made by git format-patch does",
                            self.folder / "diff")
        self.assert_refused("the range HEAD..HEAD of . is empty; right: FIRST-PARENT..LAST", "HEAD..HEAD")


class RandomChanges(Imported):
    """Whatever a contributor does to public files, importing and exporting it gives the tree that he had."""

    CHANGES = 100

    def files(self):
        return sorted(f for f in (self.fork / "core").rglob("*") if f.is_file() and not f.is_symlink())

    def change(self, chance):
        """One to three random changes of kinds that git tells apart."""
        for _ in range(chance.randint(1, 3)):
            kind = chance.choice(["text", "text", "edit", "edit", "crlf", "bytes", "delete", "move", "mode", "link", "name"])
            new = self.fork / "core" / chance.choice(["", "x", "y/z"]) / f"f{chance.randrange(40)}.txt"
            new.parent.mkdir(parents=True, exist_ok=True)
            old = chance.choice(self.files())
            lines = [f"line {chance.randrange(9)}{chance.choice(['', ' ', chr(9), ' ü', ' From me'])}"
                     for _ in range(chance.randint(0, 20))]
            if kind == "text":
                self.replace(new, ("\n".join(lines) + chance.choice(["", "\n"])).encode())
            elif kind == "edit":
                content = old.read_bytes().split(b"\n")
                content.insert(chance.randrange(len(content) + 1), chance.choice(lines or ["x"]).encode())
                old.write_bytes(b"\n".join(content))
            elif kind == "crlf":
                self.replace(new, "\r\n".join(lines).encode())
            elif kind == "bytes":
                self.replace(new, chance.randbytes(200))
            elif kind == "delete" and len(self.files()) > 3:
                old.unlink()
            elif kind == "move" and not new.is_symlink() and not new.exists():
                old.rename(new)
            elif kind == "mode":
                old.chmod(old.stat().st_mode ^ 0o111)
            elif kind == "link":
                new.unlink(missing_ok=True)
                new.symlink_to(chance.choice(["library.cpp", "no where"]))
            else:
                self.replace(self.fork / "core" / f"wéird \"{chance.randrange(5)}\"\t name.txt", b"x\n" * chance.randrange(5))

    @staticmethod
    def replace(file: pathlib.Path, content):
        file.unlink(missing_ok=True)
        file.write_bytes(content)

    def setUp(self):
        super().setUp()
        chance = random.Random(20260)
        for number in range(self.CHANGES):
            self.change(chance)
            self.git("add", "-A", cwd=self.fork)
            self.git("commit", "-q", "--allow-empty", "-m", f"Change {number}", cwd=self.fork)

    def assert_same_trees(self, *arguments):
        done = self.export("import", *arguments)
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        self.publish()

        def trees(folder):
            """Of each commit, without those that changed nothing."""
            listed = self.git("log", "--reverse", "--format=%T", "main", cwd=folder).splitlines()
            return [t for at, t in enumerate(listed) if at == 0 or t != listed[at - 1]]

        self.assertEqual(trees(self.fork), trees(self.mirror))

    def test_as_a_range_and_as_patches(self):
        before, patch = self.git("rev-parse", "HEAD"), self.patch()
        self.assert_same_trees("--from", self.fork, "origin/main..main")
        self.git("reset", "-q", "--hard", before)
        self.mirror = self.folder / "other.git"
        self.assert_same_trees(patch)


if __name__ == "__main__":
    unittest.main()
