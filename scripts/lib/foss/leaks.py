# SPDX-License-Identifier: MIT
"""Looks through a whole public repository for anything private: every reference, every object."""

import re

from checks import licence
from foss import left_behind, similarity
from foss.git_objects import SUBMODULE, read_commit, read_tag, read_tree
from foss.private_strings import strings_of
from foss.rules import PUBLIC

# A file with fewer words than this is like many others.
FEWEST_WORDS = 12
_SHORT = 12
# To find the commit of a content takes a walk through the history; beyond this many its path must do.
_MOST_WALKS = 40


class PublicObjects:
    """What the references of a repository reach: commits, tags, blobs with a path of each, submodules."""

    def __init__(self, store):
        self.store = store
        self._walks = 0
        self.commits, self.tags, self.blobs, self.submodules = {}, {}, {}, []
        paths = {}
        for line in store.lines("rev-list", "--objects", "--all"):
            identity, _, path = line.partition(" ")
            paths.setdefault(identity, path)
        kinds = store.git("cat-file", "--batch-check=%(objectname) %(objecttype)", text=True,
                          input="".join(i + "\n" for i in paths)).split()
        kind_of = dict(zip(kinds[::2], kinds[1::2]))
        for identity, kind, body in store.objects([i for i in paths if kind_of[i] != "blob"]):
            if kind == "commit":
                self.commits[identity] = read_commit(body)
            elif kind == "tag":
                self.tags[identity] = read_tag(body)
            else:
                self.submodules += [(f"{paths[identity]}/".lstrip("/") + e.name.decode(errors="replace"), e.identity)
                                    for e in read_tree(body, len(identity) // 2) if e.mode == SUBMODULE]
        self.blobs = {i: path for i, path in paths.items() if kind_of[i] == "blob"}

    def place(self, blob):
        """Where a blob is: its path, a commit that brought it or took it away, a reference that reaches that."""
        path = self.blobs[blob] or "(no path)"
        self._walks += 1
        if self._walks > _MOST_WALKS:
            return f"{path} (blob {blob[:_SHORT]})"
        found = self.store.lines("log", "--all", "-m", "--format=%h", f"--find-object={blob}")
        if not found:
            return f"{path} (blob {blob[:_SHORT]}, not in a commit)"
        commit = found[-1]
        names = self.store.lines("for-each-ref", "--contains", commit, "--format=%(refname)")
        return f"{path} (blob {blob[:_SHORT]}, commit {commit}{', in ' + names[0] if names else ''})"


def private_blobs(objects, seen, rules):
    """Contents that were private before they were public, and can be had all the same."""
    for blob in objects.blobs:
        origin = seen.private_first(blob)
        if origin and not rules.is_shared(objects.blobs[blob], origin.path):
            (content,) = objects.store.contents([blob])
            if len(re.findall(rb"\w+", content)) >= FEWEST_WORDS:
                yield f"{objects.place(blob)} has the bytes of {origin.path} (private in {origin.commit[:_SHORT]})"


def similar_files(objects, seen, texts, rules, progress):
    """Files with text that was in a private file first. Each pair of paths is named once. `texts` has the
    text of each content of the source and of the objects, or None for data."""
    private = [similarity.PrivateText(likeness) for likeness in (similarity.WORDS, similarity.SHAPE)]
    for done, sighting in enumerate(seen.in_order):
        progress(done, len(seen.in_order))
        if texts[sighting.blob]:
            for one in private:
                one.take(sighting, texts[sighting.blob])
    named = set()
    for blob, path in objects.blobs.items():
        for one in private:
            for place in one.places(texts[blob] or "", lambda origin: rules.is_shared(path, origin.path)):
                if (path, place.origin.path) not in named:
                    named.add((path, place.origin.path))
                    yield (f"{objects.place(blob)} lines {place.first_line}-{place.last_line}: {place.how} of "
                           f"{place.origin.path} (private in {place.origin.commit[:_SHORT]})")


def not_shared(strings, objects, texts, rules):
    """The strings less those that a rule allows a public file to share with their origin."""
    shared = {string for blob, path in objects.blobs.items() for string in strings_of(texts[blob] or "") & strings.keys()
              if rules.is_shared(path, strings[string].path)}
    return {string: origin for string, origin in strings.items() if string not in shared}


def said_strings(objects, texts, strings):
    """Strings of private sources that a public text says. Each is named once."""
    named = set()
    for blob, path in objects.blobs.items():
        for string in sorted((strings_of(texts[blob] or "") & strings.keys()) - named):
            named.add(string)
            yield (f'{objects.place(blob)} says "{string}" of {strings[string].path} '
                   f"(private in {strings[string].commit[:_SHORT]})")


def private_modules(seen):
    """The names of all folders that the private folder ever had."""
    return sorted({s.path.split("/")[1] for s in seen.in_order
                   if s.side != PUBLIC and s.path.startswith(licence.PRIVATE_FOLDER + "/") and s.path.count("/") > 1})


def words_in_files(objects, bricks, known):
    """Contents, in any commit, tag or note, that say what only private files may. `known` ones may."""
    blobs = [b for b in objects.blobs if b not in known]
    named = set()
    for blob, content in zip(blobs, objects.store.contents(blobs)):
        lines = content.decode(errors="replace").splitlines()
        for finding in licence.said_in(objects.blobs[blob], enumerate(lines, start=1), bricks):
            if (finding.path, finding.found) not in named:
                named.add((finding.path, finding.found))
                yield f"{objects.place(blob)} line {finding.line}: {finding.found}"


def words_in_names(objects, bricks, modules):
    """Messages, people, references and paths that say what only private files may."""
    def said(text):
        return [b.found for b in bricks if b.pattern.search(text)]

    for identity, commit in objects.commits.items():
        message = commit.message.decode(errors="replace")
        for found in said(message):
            yield f"the message of {identity[:_SHORT]} '{message.splitlines()[0] if message else ''}': {found}"
        for who, line in (("author", commit.author), ("committer", commit.committer)):
            for found in said(line.decode(errors="replace")):
                yield f"the {who} of {identity[:_SHORT]}, {line.decode(errors='replace').rsplit(' ', 2)[0]}: {found}"
    for tag in objects.tags.values():
        for what, line in (("message", tag.message), ("tagger", tag.tagger)):
            for found in said(line.decode(errors="replace")):
                yield f"the {what} of tag {tag.name.decode(errors='replace')}: {found}"
    for name in objects.store.references():
        for found in said(name):
            yield f"the reference {name}: {found}"
    for path in sorted(set(objects.blobs.values())):
        if left_behind.is_private_name(path, modules):
            yield f"the path {path} is private"


def submodules(objects):
    """Links to other repositories, which a reader of the mirror cannot be sent to."""
    for path, commit in sorted(set(objects.submodules)):
        yield f"{path} is a submodule at {commit[:_SHORT]}; the export knows files only"
    for blob, path in objects.blobs.items():
        if path.rsplit("/", 1)[-1] == ".gitmodules":
            yield f"{objects.place(blob)} names submodules"


def licences(objects):
    """LICENSE at the top is the MIT licence, in every commit."""
    for blob, path in objects.blobs.items():
        if path == "LICENSE":
            (content,) = objects.store.contents([blob])
            if not left_behind.plain_mit(content.decode(errors="replace")):
                yield f"{objects.place(blob)} holds more or less than the MIT licence"
