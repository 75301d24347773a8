"""Restrictions of the process while it reads a contributor's document.

Directives, roles and transforms of any extension run then, and some of them open what a
text names. Python reports each file that is opened, each connection and each program
that is started to audit hooks (PEP 578), whoever is the cause. The hook here refuses
what the text of a contributor may not bring about, with an error that a directive can
handle as it does a file that is not there.

It is the second wall: what is known of paths, addresses and directives is refused
before, with a better message. A hook is no sandbox for code (PEP 578, "Security
implications"); no text of a contributor is ever run as code.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from permalink_blog.core.untrusted.paths import (
    ContentFolder,
    OutsideContentError,
    is_hidden,
)
from permalink_blog.safe_reading.notebooks import output_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx.application import Sphinx


_SYSTEM = (
    *("/usr/share", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/local/share"),
    *("/lib", "/lib64", "/etc/mime.types", "/etc/localtime", "/etc/timezone"),
    *("/etc/fonts", "/etc/ssl/certs", "/etc/nsswitch.conf", "/dev/null"),
    *("/dev/urandom", "/System/Library", "/Library/Fonts"),
)
"""What programs of a system read, and that tells nothing of its users."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True, kw_only=True)
class Boundaries:
    """The files that may be opened while a document is read.

    :ivar content: files that a contributor may name
    :ivar code: folders of Python, of extensions and of the owner
    :ivar outputs: folders that a build writes to
    :ivar document_folders: folders at the top of the source with documents below them
    :ivar document: the file that is read, which may be hidden (``.github/help.md``)
    """

    content: ContentFolder
    code: tuple[str, ...]
    outputs: tuple[str, ...]
    document_folders: frozenset[str] = frozenset()
    document: str = ""

    def check_open(self, path: str, *, writes: bool) -> None:
        """Refuse to open a file.

        :param path: as it is given to the operating system
        :param writes: whether it is opened to be written
        :raises OutsideContentError: with the reason
        """
        absolute = os.path.abspath(path)  # noqa: PTH100 - one of thousands
        resolved = os.path.realpath(absolute)
        if _is_below(resolved, self.outputs):
            return
        if resolved == self.document and not writes:
            return
        if self._is_code(resolved) and (not writes or "__pycache__" in resolved):
            return
        if writes and resolved != os.devnull:
            raise OutsideContentError("is not a file that a build writes", path)
        if _is_below(resolved, _SYSTEM):
            return
        self.content.check(Path(absolute))

    def _is_code(self, path: str) -> bool:
        """Return whether a file is in a folder of code, and not hidden in it."""
        return any(
            path == folder
            or (
                path.startswith(folder + os.sep)
                and not any(map(is_hidden, Path(path[len(folder) + 1 :]).parts))
            )
            for folder in self.code
        )

    def check_code(self, filename: str) -> None:
        """Refuse to run code that lies among documents.

        :param filename: of the code
        :raises OutsideContentError: with the reason
        """
        root = str(self.content.root)
        if not filename.startswith(root + os.sep):
            return
        top = filename[len(root) + 1 :].partition(os.sep)[0]
        if top in self.document_folders and not _is_below(filename, self.code):
            raise OutsideContentError("is code among documents", filename)


def _is_below(path: str, folders: Iterable[str]) -> bool:
    return any(path == x or path.startswith(x + os.sep) for x in folders)


def boundaries_of(app: Sphinx, content: ContentFolder) -> Boundaries:
    """Return what documents of a project may open.

    :param content: of the project
    """
    config, confdir = app.config, Path(app.confdir)
    root = str(content.root)
    schemes = (sysconfig.get_paths(), sysconfig.get_paths(vars=_base_variables()))
    names = ("stdlib", "platstdlib", "purelib", "platlib", "include")
    code = {scheme[name] for scheme in schemes for name in names if name in scheme}
    code |= {entry for entry in sys.path if entry}
    lists = ("templates_path", "html_static_path", "html_extra_path", "locale_dirs")
    for name in (*lists, "html_theme_path"):
        code |= {str(confdir / x) for x in getattr(config, name, ()) or ()}
    code |= {str(confdir)}
    resolved = {os.path.realpath(folder) for folder in code}
    # "python -m sphinx" has the working folder in the path: the content itself, or a
    # folder around it, where .git and secrets may be.
    own = {x for x in resolved if not f"{root}{os.sep}".startswith(f"{x}{os.sep}")}
    folders = (app.outdir, app.doctreedir, *output_folders(app))
    outputs = {os.path.realpath(x) for x in folders}
    return Boundaries(
        content=content,
        code=tuple(sorted(own)),
        outputs=tuple(sorted(outputs)),
        document_folders=frozenset(
            name.partition("/")[0] for name in app.project.docnames if "/" in name
        ),
    )


def _base_variables() -> dict[str, str]:
    return {"base": sys.base_prefix, "platbase": sys.base_exec_prefix}


_active: Boundaries | None = None


@contextmanager
def within(boundaries: Boundaries) -> Iterator[None]:
    """Refuse what lies outside of some boundaries, as long as the context is open."""
    global _active
    _install()
    before, _active = _active, boundaries
    try:
        yield
    finally:
        _active = before


_installed = False


def _install() -> None:
    """Add the hook, once: Python has no way to take it out."""
    global _installed
    if not _installed:
        sys.addaudithook(_audit)
        _installed = True


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    boundaries = _active
    if boundaries is None:
        return
    if (check := _CHECKS.get(event)) is not None:
        check(boundaries, arguments)


def _open(boundaries: Boundaries, arguments: tuple[Any, ...]) -> None:
    path, mode, flags = arguments
    if isinstance(path, int):
        return  # it is open
    writes = bool(flags & _WRITES) or bool(mode and set(mode) & set("wax+"))
    boundaries.check_open(os.fsdecode(path), writes=writes)


def _change(boundaries: Boundaries, arguments: tuple[Any, ...]) -> None:
    for path in arguments[:2]:
        if isinstance(path, str | bytes | os.PathLike):
            boundaries.check_open(os.fsdecode(path), writes=True)


def _list(boundaries: Boundaries, arguments: tuple[Any, ...]) -> None:
    path = arguments[0]
    if isinstance(path, str | bytes | os.PathLike):
        boundaries.check_open(os.fsdecode(path), writes=False)


def _execute(boundaries: Boundaries, arguments: tuple[Any, ...]) -> None:
    boundaries.check_code(str(getattr(arguments[0], "co_filename", "")))


def _refuse(what: str) -> Callable[[Boundaries, tuple[Any, ...]], None]:
    def check(_boundaries: Boundaries, _arguments: tuple[Any, ...]) -> None:
        raise OutsideContentError(what)

    return check


_PROGRAM = _refuse("no text of a contributor starts a program")
_NETWORK = _refuse("no text of a contributor reaches a network")

_CHECKS: dict[str, Callable[[Boundaries, tuple[Any, ...]], None]] = {
    "open": _open,
    "os.listdir": _list,
    "os.scandir": _list,
    "exec": _execute,
    **dict.fromkeys(
        (
            *("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link"),
            *("os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime"),
            *("shutil.rmtree", "shutil.move", "shutil.copyfile"),
        ),
        _change,
    ),
    **dict.fromkeys(
        (
            *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"),
            *("os.spawn", "os.fork", "os.forkpty", "os.startfile", "pty.spawn"),
        ),
        _PROGRAM,
    ),
    **dict.fromkeys(
        (
            *("socket.connect", "socket.bind", "socket.getaddrinfo"),
            *("socket.gethostbyname", "socket.gethostbyaddr", "socket.sendto"),
            *("socket.sendmsg", "urllib.Request", "http.client.connect"),
        ),
        _NETWORK,
    ),
}
"""What is asked of each event (https://docs.python.org/3/library/audit_events.html)."""
