# SPDX-License-Identifier: MIT
"""scripts/foss-export sync: the public history, how it grows, and what it refuses."""

import os
import subprocess
import unittest
from unittest import mock

from small_tree import MIT, PRIVATE, PUBLIC_ENTRIES, SmallTree


class Synced(SmallTree):
    def setUp(self):
        super().setUp()
        self.mirror = self.folder / "mirror.git"

    def sync(self, *options, cwd=None):
        """Syncs with the proof of HEAD that it asks for. Returns what is said."""
        self.attest()
        done = self.export("sync", *options, self.mirror, "--proof", self.root / "build/foss-export.json", cwd=cwd)
        self.assertEqual((0, ""), (done.returncode, done.stderr))
        return done.stdout

    def refused_sync(self):
        self.attest()
        return self.refused("sync", self.mirror)

    def public(self, *arguments):
        return self.git(*arguments, cwd=self.mirror)

    def subjects(self):
        return self.public("log", "--topo-order", "--reverse", "--format=%s").splitlines()

    def objects(self):
        return sorted(self.public("cat-file", "--batch-all-objects", "--batch-check").splitlines())

    def change(self, path, message, text="x", **variables):
        marks = {"core": MIT, "ee": PRIVATE}
        self.write(path, f"// {marks[path.split('/')[0]]}\n{text}\n")
        return self.commit(message, **variables)


class History(Synced):
    def test_a_commit_keeps_its_author_dates_and_message_and_names_its_source(self):
        source = self.change("core/a.cpp", "Add a\n\nBecause.\n\nReviewed-by: Bob", GIT_AUTHOR_NAME="Zoë Ångström",
                             GIT_AUTHOR_DATE="1600000000 -0730", GIT_COMMITTER_DATE="1600000001 +0530")
        self.sync()
        self.assertEqual(f"{self.public_tree()}\nZoë Ångström <ann@example.org> 1600000000 -0730\n"
                         f"Com <com@example.org> 1600000001 +0530\nAdd a\n\nBecause.\n\nReviewed-by: Bob\n"
                         f"Foss-Source: {source}",
                         self.public("log", "-1", "--date=raw", "--format=%T%n%an <%ae> %ad%n%cn <%ce> %cd%n%B"))

    def test_a_commit_that_changes_private_files_alone_vanishes(self):
        self.change("ee/night_vault/w.cpp", "Private work")
        self.change("core/a.cpp", "Public work")
        self.write("ee/night_vault/x.cpp", "")
        self.change("core/b.cpp", "Work on both sides")
        self.sync()
        self.assertEqual(["Begin", "Public work", "Work on both sides"], self.subjects())

    def test_a_commit_that_was_empty_stays(self):
        self.commit("Nothing changes")
        self.sync()
        self.assertEqual(["Begin", "Nothing changes"], self.subjects())

    def test_a_private_beginning_vanishes(self):
        self.git("checkout", "-q", "--orphan", "other")
        self.git("rm", "-r", "-q", "--cached", *PUBLIC_ENTRIES)
        self.git("commit", "-q", "-m", "Private beginning")
        self.commit("Public beginning")
        self.sync()
        self.assertEqual(["Public beginning"], self.subjects())

    def merge(self, main_work, side_work, *options):
        """Merges two branches of one commit each: (path, message), or None for no commit."""
        self.git("checkout", "-q", "-b", "side")
        self.change(*side_work)
        self.git("checkout", "-q", "main")
        if main_work:
            self.change(*main_work)
        self.git("merge", "-q", *options, "-m", "Merge side", "side")

    def parents_of_tip(self):
        return self.public("log", "-1", "--format=%s", "--no-walk", *self.public("log", "-1", "--format=%P").split()
                           ).splitlines()

    def test_a_merge_of_public_work_stays_with_both_parents_in_order(self):
        self.merge(("core/a.cpp", "Main work"), ("core/b.cpp", "Side work"))
        self.sync()
        tip = self.public("log", "-1", "--format=%s|%P").split("|")
        self.assertEqual(["Merge side", ["Main work", "Side work"]],
                         [tip[0], [self.public("log", "-1", "--format=%s", p) for p in tip[1].split()]])

    def test_a_merge_without_fast_forward_stays(self):
        self.merge(None, ("core/b.cpp", "Side work"), "--no-ff")
        self.sync()
        self.assertEqual(["Begin", "Side work", "Merge side"], self.subjects())

    def test_a_merge_of_private_work_vanishes(self):
        self.merge(("core/a.cpp", "Main work"), ("ee/w.cpp", "Side work"))
        self.sync()
        self.assertEqual(["Begin", "Main work"], self.subjects())

    def test_a_merge_into_private_work_vanishes(self):
        self.merge(("ee/w.cpp", "Main work"), ("core/a.cpp", "Side work"))
        self.sync()
        self.assertEqual(["Begin", "Side work"], self.subjects())

    def test_a_signature_is_left_out_for_it_is_of_another_commit(self):
        raw = self.git("cat-file", "commit", "HEAD")
        head, _, message = raw.partition("\n\n")
        signed = f"{head}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n\n{message}\n"
        identity = subprocess.run(["git", "hash-object", "-t", "commit", "-w", "--stdin"], input=signed, cwd=self.root,
                                  check=True, capture_output=True, text=True).stdout.strip()
        self.git("reset", "-q", "--hard", identity)
        self.sync()
        self.assertNotIn("gpgsig", self.public("cat-file", "commit", "main"))

    def test_messages_and_people_are_scrubbed_by_rule(self):
        self.add_rule("message-replace 'ee/\\S*' 'elsewhere'", "message-drop-line '^Ticket:'",
                      "identity-replace '@corp[.]example' '@example.org'")
        source = self.change("core/a.cpp", "Move to ee/night_vault\n\nIt is in ee/x.\nTicket: 17",
                             GIT_AUTHOR_EMAIL="ann@corp.example")
        self.sync()
        self.assertEqual(f"ann@example.org\nMove to elsewhere\n\nIt is in elsewhere\n\nFoss-Source: {source}",
                         self.public("log", "-1", "--format=%ae%n%B"))

    def test_bytes_that_are_not_utf_8_stay_in_messages_and_paths(self):
        (self.root / "core" / os.fsdecode(b"caf\xe9")).write_text(f"// {MIT}\n")
        self.git("add", "-A")
        message = self.folder / "message"
        message.write_bytes(b"Caf\xe9\x0c\xe2\x80\xa8end\r\n")
        self.git("-c", "i18n.commitEncoding=ISO-8859-1", "commit", "-q", "-F", str(message))
        self.sync()
        self.assertEqual(0, self.export("prove", self.mirror).returncode)
        body = subprocess.run(["git", "cat-file", "commit", "main"], cwd=self.mirror, check=True, capture_output=True).stdout
        self.assertIn(b"\nencoding ISO-8859-1\n\nCaf\xe9\x0c\xe2\x80\xa8end\n\nFoss-Source: ", body.replace(b"\r", b""))
        self.assertEqual(self.public_tree(), self.public("rev-parse", "main^{tree}"))

    def test_it_works_below_a_hook_that_sets_the_repository_of_another(self):
        with mock.patch.dict(os.environ, {"GIT_DIR": "/nowhere", "GIT_INDEX_FILE": "/nowhere/index"}):
            self.assertEqual(0, self.export("sync", "--dry-run", self.mirror).returncode)

    def test_a_mark_in_the_message_of_a_source_is_not_believed(self):
        source = self.change("core/a.cpp", f"Add a\n\nFoss-Source: {'1' * 40}")
        self.sync()
        self.assertEqual(f"Add a\n\nFoss-Source: {source}", self.public("log", "-1", "--format=%B"))

    def test_a_path_of_an_old_commit_without_a_rule_is_refused_with_the_commit(self):
        self.write("plans/next.md", "")
        source = self.commit()
        self.git("rm", "-q", "plans/next.md")
        self.commit()
        self.assertEqual(f"foss-export: in commit {source[:12]} no rule says whether plans is public; add 'public plans' or "
                         "'private plans' to scripts/foss-export.conf", self.refused_sync())


class Tags(Synced):
    def test_tags_are_on_the_public_commits_and_keep_tagger_date_and_message(self):
        self.git("tag", "light")
        self.change("ee/w.cpp", "Private work")
        self.git("tag", "-a", "v1", "-m", "First release\n\nAll of it.", GIT_COMMITTER_NAME="Tag",
                 GIT_COMMITTER_DATE="1600000000 -0100")
        self.sync()
        tip = self.public("rev-parse", "main")
        self.assertEqual(f"object {tip}\ntype commit\ntag v1\ntagger Tag <com@example.org> 1600000000 -0100\n\n"
                         "First release\n\nAll of it.", self.public("cat-file", "tag", "v1"))
        self.assertEqual(tip, self.public("rev-parse", "light"))

    def test_tags_off_the_branch_and_private_ones_are_left_out_and_named(self):
        self.add_rule("private-tag 'ee-*'")
        self.change("core/a.cpp", "Add a")
        self.git("tag", "ee-1")
        self.git("checkout", "-q", "-b", "side")
        self.change("core/b.cpp", "Side work")
        self.git("tag", "side-1")
        self.git("checkout", "-q", "main")
        said = self.sync("--dry-run")
        self.assertIn("  not the tag ee-1: a rule says it is private\n"
                      "  not the tag side-1: it is on no commit of the exported branch\n", said)
        self.sync()
        self.assertEqual("", self.public("tag"))

    def test_a_tag_that_comes_later_is_pushed_alone(self):
        self.sync()
        self.git("tag", "v1")
        self.assertIn("pushed 0 commits and 1 tags", self.sync())
        self.assertEqual("v1", self.public("tag"))


class Growth(Synced):
    def test_a_second_sync_writes_nothing(self):
        self.change("core/a.cpp", "Add a")
        self.git("tag", "-a", "v1", "-m", "one")
        self.sync()
        before = self.objects()
        self.assertIn("is up to date with", self.sync())
        self.assertEqual(before, self.objects())

    def test_growing_by_steps_gives_the_ids_of_all_at_once(self):
        for number in range(4):
            self.change(f"core/{number}.cpp", f"Add {number}")
            self.git("tag", "-a", f"v{number}", "-m", "one")
            self.sync()
        stepwise = self.public("for-each-ref")
        self.mirror = self.folder / "other.git"
        self.sync()
        self.assertEqual(stepwise, self.public("for-each-ref"))

    def test_another_clone_on_another_path_gives_the_same_ids(self):
        self.change("core/a.cpp", "Add a")
        self.git("tag", "-a", "v1", "-m", "one")
        self.sync()
        here = self.public("for-each-ref")
        self.git("clone", "-q", str(self.root), str(self.folder / "a/b/clone"))
        self.mirror = self.folder / "other.git"
        self.sync(cwd=self.folder / "a/b/clone")
        self.assertEqual(here, self.public("for-each-ref"))

    def test_a_dry_run_says_what_would_be_pushed_and_does_not_make_the_mirror(self):
        source = self.change("core/a.cpp", "Add a")
        done = self.export("sync", "--dry-run", self.mirror)
        self.assertEqual((0, "", False), (done.returncode, done.stderr, self.mirror.exists()))
        self.assertRegex(done.stdout, rf"  {source[:12]} -> \w{{12}} Add a\nwould push 2 commits and 0 tags; main at \w{{12}}\n$")

    def test_a_new_rule_for_messages_changes_nothing_that_was_published(self):
        self.change("core/a.cpp", "Add a secret plan")
        self.sync()
        before = self.public("rev-parse", "main")
        self.add_rule("message-replace 'secret ' ''")
        self.change("core/b.cpp", "Add another secret plan")
        self.sync()
        self.assertEqual(["Add another plan", before], self.public("log", "-1", "--format=%s%n%P").splitlines())

    def test_a_repository_elsewhere_is_synced_by_its_url(self):
        self.sync()
        self.change("core/a.cpp", "Add a")
        self.attest()
        self.assertEqual(0, self.export("sync", f"file://{self.mirror}").returncode)
        self.assertEqual(["Begin", "Add a"], self.subjects())


class Refusals(Synced):
    def made_in_the_mirror(self, message):
        tree = self.public("rev-parse", "main^{tree}")
        commit = self.git("commit-tree", tree, "-p", "main", "-m", message, cwd=self.mirror)
        self.public("update-ref", "refs/heads/main", commit)
        return commit

    def assert_drift(self, found):
        before = self.public("for-each-ref")
        said = self.refused_sync()
        self.assertEqual(f"foss-export: the mirror {self.mirror} has drifted, and nothing was pushed: {found}",
                         said.splitlines()[0])
        self.assertIn("scripts/foss-export import --from", said)
        self.assertEqual(before, self.public("for-each-ref"))

    def test_a_commit_that_was_made_in_the_mirror(self):
        self.sync()
        commit = self.made_in_the_mirror("Fix on the spot")
        self.assert_drift(f"{commit[:12]} 'Fix on the spot' by Ann has no Foss-Source: it was made in the mirror")

    def test_a_source_that_was_rewritten(self):
        source = self.change("core/a.cpp", "Add a")
        self.sync()
        commit = self.public("rev-parse", "main")
        self.git("commit", "-q", "--amend", "-m", "Add a differently")
        self.assert_drift(f"{commit[:12]} 'Add a' by Ann was made from {source}, which is not in the history of this branch "
                          "here: that was rewritten, or this clone is behind (git fetch)")

    def test_a_mark_on_another_tree(self):
        self.sync()
        source = self.change("core/a.cpp", "Add a")
        commit = self.made_in_the_mirror(f"Add a\n\nFoss-Source: {source}")
        self.assert_drift(f"{commit} says it was made from {source}, but the tree should be {self.public_tree()} and "
                          f"{self.public_tree('HEAD~')} is found")

    def test_a_tag_that_is_on_another_commit(self):
        self.change("core/a.cpp", "Add a")
        self.git("tag", "v1")
        self.sync()
        self.public("tag", "-f", "v1", "main~")
        self.assert_drift(f"its tag v1 is on {self.public('rev-parse', 'main~')}, and the export gives "
                          f"{self.public('rev-parse', 'main')}")

    def test_a_tag_that_the_source_does_not_have(self):
        self.sync()
        self.public("tag", "mine", "main")
        self.assert_drift("it has the tag mine: the source has none of that name")

    def test_a_proof_is_asked_for_of_this_commit_tree_and_tool_green_and_whole(self):
        report, head = self.root / "build/foss-export.json", self.git("rev-parse", "HEAD")
        how = "; run: scripts/foss-export prove"
        self.assertEqual(f"foss-export: nothing is published without a proof, and there is none at {report}{how}",
                         self.refused("sync", self.mirror))
        for differently, problem in (
                ({"commit": "1" * 40}, f"is of another commit: commit is {'1' * 40}, expected {head}"),
                ({"tree": "2" * 40}, f"is of another tree: tree is {'2' * 40}, expected {self.public_tree()}"),
                ({"complete": False}, "left steps out (--quick): complete is False, expected True"),
                ({"holds": False}, "found something: holds is False, expected True")):
            self.attest(**differently)
            self.assertEqual(f"foss-export: the proof at {report} {problem}{how}", self.refused("sync", self.mirror))
        self.attest(tool="3")
        self.assertIn("was made by another version of scripts/lib: tool is 3", self.refused("sync", self.mirror))
        self.assertFalse(self.mirror.exists())

    def test_a_shallow_clone(self):
        self.change("core/a.cpp", "Add a")
        self.git("clone", "-q", "--depth=1", f"file://{self.root}", str(self.folder / "shallow"))
        self.assertEqual("foss-export: this clone is shallow, and the history is exported whole: git fetch --unshallow",
                         self.refused("sync", self.mirror, cwd=self.folder / "shallow"))

    def test_a_folder_that_is_no_repository(self):
        self.mirror.mkdir()
        (self.mirror / "mine").write_text("")
        self.assertEqual(f"foss-export: {self.mirror} is neither a git repository nor an empty folder; name the mirror, or a "
                         "path that does not exist yet, to make one", self.refused_sync())


if __name__ == "__main__":
    unittest.main()
