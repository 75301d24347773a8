"""Directives and roles in documents of contributors.

Sphinx and MyST look each directive up in one place, ``directives.directive`` of
docutils, for which Sphinx puts in a function of its own while it reads a document. The
one here stands before that (as ``sphinx.ext.intersphinx`` has one for roles), and
answers with a subclass of the directive, whose options and ``run`` are guarded:

- directives that run code or start programs are refused (:data:`PROGRAMS`),
- so are options that name a URL to read or a module to import (:data:`OPTIONS`),
- files have to be files of the content,
- what fails is shown as it is written, with a warning, as in Markdown.
"""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from docutils import nodes
from docutils.parsers.rst import Directive, DirectiveError, directives, roles
from docutils.parsers.rst.directives.misc import Include, Raw
from docutils.parsers.rst.directives.tables import CSVTable
from myst_parser.mocking import MockingError, MockState
from sphinx.directives.code import LiteralInclude
from sphinx.errors import SphinxError

from permalink_blog.core.untrusted import limits
from permalink_blog.core.untrusted.paths import OutsideContentError
from permalink_blog.safe_reading.report import name_error, warn
from permalink_blog.safe_reading.trust import trusts

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.environment import BuildEnvironment

    from permalink_blog.core.untrusted.paths import ContentFolder


PROGRAMS = (
    # of Sphinx
    *("sphinx.ext.autodoc", "sphinx.ext.autosummary", "sphinx.ext.doctest"),
    *("sphinx.ext.graphviz", "sphinx.ext.ifconfig", "sphinx.ext.inheritance_diagram"),
    # of others
    *("matplotlib.sphinxext", "IPython.sphinxext", "jupyter_sphinx", "plot_directive"),
    *(
        "sphinxcontrib.programoutput",
        "sphinxcontrib.autoprogram",
        "sphinxcontrib.plantuml",
    ),
    *("sphinxcontrib.apidoc", "sphinxcontrib.mermaid", "sphinxcontrib.blockdiag"),
    *("sphinxcontrib.seqdiag", "sphinxcontrib.actdiag", "sphinxcontrib.nwdiag"),
    *("sphinxcontrib.tikz", "sphinxcontrib.drawio", "sphinxcontrib.exec_directive"),
    *("sphinxcontrib.autodoc_pydantic", "sphinxcontrib.kroki", "sphinxcontrib.typer"),
    *("sphinx_click", "sphinxarg", "sphinx_argparse_cli", "sphinx_exec_code"),
    *(
        "sphinx_exec_directive",
        "sphinx_gallery",
        "sphinx_autodoc2",
        "autodoc2",
        "autoapi",
    ),
    *("autoclasstoc", "numpydoc", "breathe", "exhale", "bokeh.sphinxext", "nbsphinx"),
    *("runblock", "sphinxcontrib.runcmd", "sphinxcontrib.runblock", "pyvista.ext"),
    *("altair.sphinxext", "sphinxcontrib.httpexample", "sphinxcontrib.gnuplot"),
)
"""Modules whose directives run code, import modules or start programs.

A directive counts if its class or one of its base classes is of such a module.
"""

_TAKES_NO_URL = "in a document of a contributor no URL is read"
_TAKES_NO_MODULE = "in a document of a contributor no module is imported"

_IS_PROGRAM = "runs code or starts a program"
FIX = "Leave it out, or trust the author (blog_trust_authors)"

_PATHS = ("file", "diff", "source-file", "graphvizfile", "template")
"""Options whose values are paths, in any directive."""

_LINES = ("lines", "emphasize-lines", "lineno-start", "lineno-match")


def _refused(reason: str) -> Callable[[str | None], Any]:
    def convert(_argument: str | None) -> Any:
        raise ValueError(reason)

    return convert


OPTIONS = {"parser": (Include, _refused(_TAKES_NO_MODULE))}
"""Options that do something when they are converted: of which directives, and what
refuses them.
"""


class DirectiveGuard:
    """Guards the directives of a document, as long as Sphinx reads it.

    :param env: the environment that reads it
    :ivar content: files that a contributor may name
    """

    def __init__(self, env: BuildEnvironment, content: ContentFolder) -> None:
        self._env = env
        self.content = content
        _guards[env] = self

    def install(self) -> None:
        """Stand before what finds directives and roles, until Sphinx has read on.

        Sphinx puts the former functions back after each document.
        """
        directives.directive = partial(self._find_directive, directives.directive)
        roles.role = partial(self._find_role, roles.role)

    # -- looking up

    def _find_directive(self, find: Callable[..., Any], *arguments: Any) -> Any:
        found, messages = find(*arguments)
        if found is None or not isinstance(found, type):
            return found, messages
        return _guarded(found, self), messages

    def _find_role(self, find: Callable[..., Any], *arguments: Any) -> Any:
        found, messages = find(*arguments)
        modules = (getattr(found, "__module__", ""), type(found).__module__)
        if any(_is_of(str(module), PROGRAMS) for module in modules):
            return self._refused_role, messages
        return found, messages

    def _refused_role(
        self,
        name: str,
        rawtext: str,
        _text: str,
        lineno: int,
        *_more: Any,
        **_rest: Any,
    ) -> Any:
        message = f'the role "{name}" {_IS_PROGRAM}; it is shown as it is written'
        warn("untrusted", f"{message}. {FIX}", (self._env.docname, lineno))
        return [nodes.literal(rawtext, rawtext)], []

    # -- running

    def run(self, directive: Directive, run: Callable[[], list[nodes.Node]]) -> Any:
        """Run a directive.

        :param run: what the directive itself does
        :returns: nodes
        """
        place = (self._env.docname, directive.lineno)
        if reason := self.problem(
            type(directive), directive.arguments, directive.options
        ):
            message = (
                f'the directive "{directive.name}" {reason}; it is shown as it is '
                f"written. {FIX}"
            )
            warn("untrusted", message, place)
            return [_as_written(directive)]
        try:
            return run()
        except (DirectiveError, MockingError, SphinxError):
            raise
        except Exception as error:
            if isinstance(directive.state, MockState):
                raise  # SafeRenderer handles it
            if isinstance(error, OutsideContentError):
                message = f"{error.problem}; it is shown as it is written. {FIX}"
                warn("untrusted", message, place)
            else:
                message = f'"{directive.name}" cannot be read ({name_error(error)})'
                warn("markup", f"{message}, and is shown as it is written", place)
            return [_as_written(directive)]

    def problem(
        self, kind: type[Directive], arguments: list[str], options: dict[str, Any]
    ) -> str | None:
        """Return why a directive is refused.

        :param kind: its class
        :param arguments: as they are written
        :param options: their values, converted
        :returns: completes "the directive …"; ``None`` if it may run
        """
        if any(_is_of(base.__module__, PROGRAMS) for base in kind.__mro__):
            return _IS_PROGRAM
        if issubclass(kind, Raw | CSVTable) and "url" in options:
            return f"names a URL: {_TAKES_NO_URL}"
        named = [str(options[x]) for x in _PATHS if isinstance(options.get(x), str)]
        if issubclass(kind, Include | LiteralInclude):
            named += arguments[:1]
        for path in named:
            if reason := self._path_problem(path, kind):
                return f"names {path!r}, which {reason}"
        for name in _LINES:
            if _largest_number(str(options.get(name, ""))) > limits.LINE_NUMBER:
                return f'has a number above {limits.LINE_NUMBER:,} in "{name}"'
        return None

    def _path_problem(self, written: str, kind: type[Directive]) -> str | None:
        path = "".join(part.strip() for part in written.splitlines())
        if path.startswith("<") and path.endswith(">") and issubclass(kind, Include):
            return _standard_problem(path[1:-1], kind)
        try:
            _, absolute = self._env.relfn2path(path, self._env.docname)
        except (OSError, ValueError, RuntimeError):
            return "is not a valid path"
        return self.content.problem(Path(absolute))

    def include_problem(self, argument: str) -> str | None:
        """Return why a document may not include a file; ``None`` if it may.

        :param argument: of the directive ``include``
        """
        return self._path_problem(argument, Include)


def _standard_problem(name: str, kind: type[Include]) -> str | None:
    """Return why a document may not include one of docutils' own files."""
    folder = Path(kind.standard_include_path).resolve()
    file = folder.joinpath(name.lstrip("/")).resolve()
    return None if file.is_relative_to(folder) else "leads out of the standard files"


def check_include(env: BuildEnvironment, name: str, argument: str) -> None:
    """Refuse a file that Markdown includes, which does so without the directive.

    :param env: the environment that reads the document
    :param name: of a directive
    :param argument: as it is written
    :raises OutsideContentError: with the reason
    """
    if name.rpartition(":")[2].lower() != "include":
        return
    guard = guard_of(env)
    if guard is not None and (reason := guard.include_problem(argument)):
        message = f'the directive "{name}" names {argument!r}, which {reason}'
        raise OutsideContentError(message)


_guards: WeakKeyDictionary[BuildEnvironment, DirectiveGuard] = WeakKeyDictionary()


def guard_of(env: BuildEnvironment) -> DirectiveGuard | None:
    """Return the guard of the document that is read; ``None`` if it is trusted."""
    return None if trusts(env.config, env.docname) else _guards.get(env)


@cache
def _guarded_class(kind: Any) -> Any:
    """Return a subclass of a directive that can be guarded."""
    spec: Any = kind.option_spec
    if isinstance(spec, dict):
        refused = {
            name: convert
            for name, (base, convert) in OPTIONS.items()
            if name in spec and issubclass(kind, base)
        }
        spec = {**spec, **refused} if refused else spec

    def __init__(self: Any, *arguments: Any, **more: Any) -> None:  # noqa: N807
        kind.__init__(self, *arguments, **more)
        guard: DirectiveGuard | None = type(self).guard
        if guard is not None:
            self.run = partial(guard.run, self, self.run)

    members = {"__init__": __init__, "option_spec": spec, "guard": None}
    members |= {x: getattr(kind, x) for x in ("__module__", "__doc__", "__qualname__")}
    return type(kind.__name__, (kind,), members)


def _guarded(kind: type[Directive], guard: DirectiveGuard) -> type[Directive]:
    if not issubclass(kind, Directive):
        return kind
    base: Any = kind
    found = _guarded_class(base)
    found.guard = guard
    guarded: type[Directive] = found
    return guarded


def _is_of(module: str, modules: tuple[str, ...]) -> bool:
    return any(module == x or module.startswith(f"{x}.") for x in modules)


def _largest_number(text: str) -> int:
    """Return the largest number in a list such as "1,3-5"."""
    digits = "".join(
        char if char.isascii() and char.isdigit() else " " for char in text
    )
    return max((int(x[:20]) for x in digits.split()), default=0)


def _as_written(directive: Directive) -> nodes.literal_block:
    text = directive.block_text or "\n".join(directive.content)
    block = nodes.literal_block(text, text)
    block.line = directive.lineno
    return block
