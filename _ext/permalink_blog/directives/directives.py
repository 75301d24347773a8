"""ABlog's directives, of which a mistake costs a message and no post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar

from myst_parser.mocking import MockState

from permalink_blog.directives.excerpts import OWN
from permalink_blog.directives.options import (
    POST_OPTIONS,
    POSTLIST_OPTIONS,
    read_length,
    read_options,
)
from permalink_blog.directives.report import warn
from permalink_blog.posts.blog import PostDirective, PostListDirective, UpdateDirective
from permalink_blog.posts.nodes import known_keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from docutils.parsers.rst import Directive

    from permalink_blog.directives.options import Kinds, OptionProblem


def _text(written: str | None) -> str:
    return (written or "").strip()


class _AnyOption(dict[str, "Callable[[str | None], str]"]):
    """Converters of options, including unknown ones.

    docutils leaves a directive out for one invalid option, and ABlog's own converters
    end the build at an empty one. Here options are texts, and are read when the
    directive runs.
    """

    def __missing__(self, name: str) -> Callable[[str | None], str]:
        return _text


def _options(kinds: Kinds) -> _AnyOption:
    return _AnyOption(dict.fromkeys(kinds, _text))


class CheckedPost(PostDirective):  # type: ignore[misc]
    """The directive ``post``."""

    option_spec: ClassVar[Any] = _options(POST_OPTIONS)

    def run(self) -> list[nodes.Node]:
        """Register a post."""
        _read(self, POST_OPTIONS)
        found: list[nodes.Element] = super().run()
        for node in found:
            node[OWN] = "excerpt" in self.options
        return [*found]


class CheckedPostList(PostListDirective):  # type: ignore[misc]
    """The directive ``postlist``."""

    option_spec: ClassVar[Any] = _options(POSTLIST_OPTIONS)
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """List posts."""
        _read(self, POSTLIST_OPTIONS)
        config = self.state.document.settings.env.config
        for name in ("author", "language", "location"):
            if name in self.options:
                known = config[f"blog_{name}s"]
                self.options[name] = known_keys(self.options[name], known)
        arguments: list[str] = getattr(self, "arguments")  # noqa: B009 - mypy
        if arguments:
            length, problem = read_length(arguments[0].strip())
            if problem:
                _warn(self, problem, self.lineno)
            self.arguments = [] if length is None else [str(length)]
        found: list[nodes.Node] = super().run()
        return found


class CheckedUpdate(UpdateDirective):  # type: ignore[misc]
    """The directive ``update``, whose text is shown without a date as well."""

    required_arguments = 0
    optional_arguments = 1


def _read(directive: Directive, kinds: Kinds) -> None:
    """Replace the texts of a directive's options by values."""
    written = directive.options
    directive.options, problems = read_options(written, kinds)
    for problem in problems:
        _warn(directive, problem, _line_of(directive, problem.name or problem.value))


def _line_of(directive: Directive, name: str) -> int:
    """Return the line of an option, or of the directive."""
    option = re.compile(rf"\s*:?{re.escape(name)}\s*:")
    lines = directive.block_text.splitlines()
    for index, line in enumerate(lines):
        if option.match(line):
            # MyST gives a directive the lines after its first one.
            return directive.lineno + index + isinstance(directive.state, MockState)
    return directive.lineno


def _warn(directive: Directive, problem: OptionProblem, line: int) -> None:
    place = ":".join(map(str, directive.state_machine.get_source_and_line(line)))
    warn("option", f"{directive.name}: {problem}", place)
