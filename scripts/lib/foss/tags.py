# SPDX-License-Identifier: MIT
"""The public tags: those of commits that are exported, annotated ones with their tagger, date and message."""

import dataclasses
import fnmatch

from foss.git_objects import Tag, algorithm_of, object_id, read_tag, without_signature, write_tag

PREFIX = "refs/tags/"


@dataclasses.dataclass
class PublicTags:
    names: dict  # name -> id: of the public commit, or of an annotated tag
    commits: dict  # name -> id of the public commit in the end
    left_out: dict  # name -> why
    made: dict  # id -> body of the annotated ones


def public_tags(repository, rules, scrubber, image):
    """The tags of a repository on its public commits. A tag of a commit that vanished is on the public
    commit before it."""
    found = PublicTags({}, {}, {}, {})
    for full_name, identity in repository.references(PREFIX).items():
        name = full_name.removeprefix(PREFIX)
        if any(fnmatch.fnmatchcase(name, glob) for glob in rules.private_tags):
            found.left_out[name] = "a rule says it is private"
            continue
        chain, commit = _follow(repository, identity)
        if commit not in image:
            found.left_out[name] = "it is on no commit of the exported branch"
        elif image[commit] is None:
            found.left_out[name] = "nothing was public then"
        else:
            found.commits[name] = image[commit]
            found.names[name] = _rewrite(chain, image[commit], scrubber, found.made)
    return found


def _follow(repository, identity):
    """The annotated tags from a reference on, outermost first, and the id of what the last one names."""
    chain = []
    while True:
        (_, kind, body), = repository.objects([identity])
        if kind != "tag":
            return chain, identity
        chain.append(read_tag(body))
        identity = chain[-1].target


def _rewrite(chain, target, scrubber, made):
    for tag in reversed(chain):
        body = write_tag(Tag(target, tag.kind, tag.name, scrubber.identity(tag.tagger) if tag.tagger else b"",
                             scrubber.text(without_signature(tag.message))))
        target = object_id("tag", body, algorithm_of(target))
        made[target] = body
    return target
