# SPDX-License-Identifier: MIT
"""The steps of the proof that look at a public repository, all of its history and references."""

from checks import licence
from foss import leaks
from foss.private_strings import private_strings
from foss.progress import Progress
from foss.rules import RULES
from foss.sightings import sightings
from foss.similarity import readable


def check_history(proof, repository, rules, store):
    """Looks through the repository `store`, which is public, for anything of the source that is not. Returns
    the strings that only private sources may say, each with its Sighting."""
    objects = leaks.PublicObjects(store)
    seen = sightings(repository, rules, "--branches", "--tags", "HEAD")
    texts = all_texts(repository, seen, objects)
    modules = leaks.private_modules(seen)
    bricks = licence.bricks(modules, rules.private_words)
    opened = f"take it out of the history, or, if it was opened on purpose, say 'shared PUBLIC PRIVATE' in {RULES}"
    proof.step("no content that was private first can be reached, from a branch, a tag or a note",
               leaks.private_blobs(objects, seen, rules),
               f"{len(objects.commits)} commits, {len(objects.tags)} annotated tags, {len(objects.blobs)} contents", opened)
    proof.step("no public text is like a private one",
               leaks.similar_files(objects, seen, texts, rules, Progress("texts compared")),
               f"{len(seen.in_order)} contents compared", opened)
    strings = leaks.not_shared(private_strings(seen, texts), objects, texts, rules)
    proof.step("no public text says a string of a private source", leaks.said_strings(objects, texts, strings),
               f"{len(strings)} strings", opened)
    proof.step("no public content of any commit says what is private",
               leaks.words_in_files(objects, bricks, rules.known_content),
               right=f"take it out of the history, or, if it is harmless, say 'known-content BLOB' in {RULES}")
    proof.step("no message, person, reference or path says what is private",
               leaks.words_in_names(objects, bricks, modules),
               right=f"a rule message-replace, message-drop-line, identity-replace or private-tag in {RULES}")
    proof.step("no commit has a submodule", leaks.submodules(objects), right="take the files in, or take it out of the history")
    proof.step("LICENSE is the MIT licence in every commit", leaks.licences(objects),
               right="the plain text, as in the newest commit, in all of them")
    return strings


def all_texts(repository, seen, objects):
    """The text of each content of the source and of the public repository, or None for data."""
    blobs = list(dict.fromkeys(s.blob for s in seen.in_order))
    texts = dict(zip(blobs, map(readable, repository.contents(blobs))))
    others = [b for b in objects.blobs if b not in texts]
    texts.update(zip(others, map(readable, objects.store.contents(others))))
    return texts
