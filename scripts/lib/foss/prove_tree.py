# SPDX-License-Identifier: MIT
"""The steps of the proof that look at an exported tree, before anything is built."""

from checks.tree import Tree
from foss import left_behind, references, reuse_lint
from foss.tree_id import tree_on_disk

NOT_OF_THE_TREE = (".git", "build")


def check_tree(proof, repository, commit, expected, folder):
    """Looks at the tree in `folder`, which must have the id `expected`. Returns the names of the private modules."""
    modules = left_behind.private_modules(repository.entries(commit))
    found = tree_on_disk(folder, NOT_OF_THE_TREE, repository.algorithm())
    proof.step("the tree is that of the commit less the private entries",
               [] if found == expected else [f"tree id {found}, expected {expected}"], found)
    tree = Tree(folder)
    proof.step("no path is private", left_behind.in_names(tree, modules), f"{len(tree.paths)} files")
    proof.step("no text includes, links, names or tests a private module", left_behind.in_texts(tree, modules),
               f"modules: {', '.join(modules)}")
    proof.step("CMake knows of the private folder in one guarded line alone", references.in_cmake(tree))
    proof.step("every link of a document leads into the tree", references.in_links(tree))
    proof.step("every symbolic link leads into the tree", 
               references.in_symbolic_links(tree.root, NOT_OF_THE_TREE))
    proof.step("reuse lint finds a licence and a copyright for each file", reuse_lint.findings(folder))
    return modules
