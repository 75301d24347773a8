"""Code of the project itself: ``conf.py``, its local extensions, and message catalogs.

Sphinx compares the values of ``conf.py`` and the times of sources and templates between
builds, but no code. Code may change what is read, so that all documents are read again
when it has changed.
"""

from __future__ import annotations

import ast
import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.config import CONFIG_FILENAME, is_serializable
from sphinx.util import logging

from permalink_blog.core.installed import installed_digest, is_installed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


logger = logging.getLogger(__name__)

_KINDS = (".py", ".mo")  # code, and catalogs of texts, which are read with it


def connect(app: Sphinx) -> None:
    """Read all documents again after a change of code; a second call does nothing."""
    listeners = app.events.listeners.get("env-get-outdated", ())
    if not any(x.handler is documents_to_reread for x in listeners):
        app.connect("env-get-outdated", documents_to_reread)


def documents_to_reread(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> set[str]:
    """Return all documents if code or a package has changed (``env-get-outdated``)."""
    code = code_digest(app)
    installed = installed_digest()
    last: tuple[str, str] | None = getattr(env, "permalinks_code", None)
    env.permalinks_code = code, installed  # type: ignore[attr-defined]
    if last is None or last == (code, installed) or not env.all_docs:
        return set()
    what = "code of extensions" if last[0] != code else "Python or a package"
    logger.info("%s has changed: all documents are read again", what)
    return set(env.all_docs) - added - removed


def code_digest(app: Sphinx) -> str:
    """Return a digest of the project's code that is in use.

    This is the code of ``conf.py``, see :func:`code_of_config`, all local modules that
    are imported, and the project's translations of Sphinx's own messages. Packages of
    a virtual environment beside ``conf.py`` are not part of it.
    """
    confdir, config = Path(app.confdir), app.config
    found = hashlib.sha256(code_of_config(confdir, config).encode())
    for path in sorted(_modules(confdir)):
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - hundreds
                content = hashlib.sha256(file.read()).hexdigest()
        except OSError:  # a lock of an editor, which is a link to nothing
            continue
        found.update(f"{path.removeprefix(str(confdir))}\0{content}\0".encode())
    for folder in config.locale_dirs:
        catalog = Path(app.srcdir, folder, config.language, "LC_MESSAGES", "sphinx.mo")
        if catalog.is_file():
            found.update(hashlib.sha256(catalog.read_bytes()).digest())
    return found.hexdigest()[:16]


def code_of_config(confdir: Path, config: Config) -> str:
    """Return the code of ``conf.py``, without the values that Sphinx compares itself.

    Comments and the layout of the code are not part of it.
    """
    try:
        tree = ast.parse((confdir / CONFIG_FILENAME).read_bytes())
    except (OSError, SyntaxError, ValueError):  # "sphinx-build -C"
        return ""
    compared = {value.name for value in config if is_serializable(value.value)}
    return "\n".join(
        ast.dump(statement)
        for statement in tree.body
        if _assigned(statement).isdisjoint(compared) or _has_lambda(statement)
    )


def _assigned(statement: ast.stmt) -> set[str]:
    """Return the names of the variables that a statement assigns."""
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign | ast.AugAssign):
        targets = [statement.target]
    else:
        return set()
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _has_lambda(statement: ast.stmt) -> bool:
    return any(isinstance(node, ast.Lambda) for node in ast.walk(statement))


def _modules(confdir: Path) -> Iterator[str]:
    """Yield the files of the imported modules below a folder; of packages, all."""
    folder = str(confdir)
    for name, module in [*sys.modules.items()]:
        file = getattr(module, "__file__", None)
        if "." in name or not file or folder not in file:  # most of them, at once
            continue
        if not _is_local(path := Path(file), confdir):
            continue
        if path.name != "__init__.py":
            yield str(path)
            continue
        for parent, _folders, names in os.walk(path.parent):
            yield from (f"{parent}/{x}" for x in names if x.endswith(_KINDS))


def _is_local(path: Path, confdir: Path) -> bool:
    return path.is_relative_to(confdir) and not is_installed(path)
