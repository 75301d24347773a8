"""The documents that Sphinx finds: which of them are not read.

- Symbolic links that lead out of the content, or into what is hidden in it
- Files in ``.git``, where names of branches and of tags are names of files
- Files whose names are markup or a command, wherever a theme or LaTeX shows them
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from permalink_blog.core.untrusted.paths import is_git_folder, name_problem
from permalink_blog.safe_reading.report import warn
from permalink_blog.safe_reading.trust import trusts

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from permalink_blog.core.untrusted.paths import ContentFolder


def leave_out_documents(
    content: ContentFolder, app: Sphinx, added: set[str], changed: set[str]
) -> set[str]:
    """Leave out documents that are not content.

    A file that is no link is what it seems to be: Sphinx found it where the owner lets
    it look.

    :param content: of the project
    :param added: documents that are new, without those that are left out afterwards
    :param changed: documents that have changed, likewise
    :returns: documents that were read by an earlier build, and are left out now
    """
    env = app.env
    removed = set()
    folders: dict[str, str | None] = {}
    for docname in sorted(env.found_docs):
        reason = _problem(env, content, docname, folders)
        if reason is None or trusts(app.config, docname):
            continue
        problem, fix = reason
        message = f"the document {docname!r} {problem}, and is left out. {fix}"
        warn("untrusted", message, (docname, 1) if docname.isprintable() else None)
        env.project.docnames.discard(docname)
        added.discard(docname)
        changed.discard(docname)
        if docname in env.all_docs:
            removed.add(docname)
    return removed


def _problem(
    env: BuildEnvironment,
    content: ContentFolder,
    docname: str,
    folders: dict[str, str | None],
) -> tuple[str, str] | None:
    """Return why a document is not read, and what helps.

    :param folders: problems of folders that are known
    """
    if reason := name_problem(docname):
        return reason, "Rename it"
    path = env.doc2path(docname)
    folder = os.path.dirname(path)  # noqa: PTH120 - one of thousands
    if folder not in folders:
        folders[folder] = _folder_problem(content, folder)
    reason = folders[folder]
    if reason is None and os.path.islink(path):  # noqa: PTH114
        reason = content.problem(path)
    if reason is None:
        return None
    return reason, "Publish a copy of it, or exclude it (exclude_patterns)"


def _folder_problem(content: ContentFolder, folder: str) -> str | None:
    """Return why no document of a folder is read.

    :param folder: below the source folder, as Sphinx found it
    """
    inner = os.path.relpath(folder, content.root)
    real = os.path.join(content.root, inner)  # noqa: PTH118
    is_link = os.path.realpath(folder) != os.path.normpath(real)
    if is_link or any(map(is_git_folder, Path(inner).parts)):
        return content.problem(Path(folder))
    return None
