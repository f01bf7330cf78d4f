# SPDX-License-Identifier: MIT
"""The steps of the proof that look at a public repository, all of its history and references."""

from checks import licence
from foss import leaks
from foss.progress import Progress
from foss.sightings import sightings


def check_history(proof, repository, rules, store):
    """Looks through the repository `store`, which is public, for anything of the source that is not."""
    objects = leaks.PublicObjects(store)
    seen = sightings(repository, rules, "--branches", "--tags", "HEAD")
    modules = leaks.private_modules(seen)
    bricks = licence.bricks(modules, rules.private_words)
    proof.step("no content that was private first can be reached, from a branch, a tag or a note",
               leaks.private_blobs(objects, seen, rules),
               f"{len(objects.commits)} commits, {len(objects.tags)} annotated tags, {len(objects.blobs)} contents")
    proof.step("no public text is like a private one",
               leaks.similar_files(objects, seen, repository, rules, Progress("texts compared")),
               f"{len(seen.in_order)} contents compared")
    proof.step("no public content of any commit says what is private", 
               leaks.words_in_files(objects, bricks, rules.known_content))
    proof.step("no message, person, reference or path says what is private",
               leaks.words_in_names(objects, bricks, modules))
    proof.step("no commit has a submodule", leaks.submodules(objects))
    proof.step("LICENSE is the MIT licence in every commit", leaks.licences(objects))
