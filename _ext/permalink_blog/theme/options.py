"""Options of the theme that are wrong: each is reported, and its default is used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


logger = logging.getLogger(__name__)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_number(value: object) -> bool:
    is_int = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return is_int or (isinstance(value, str) and value.isascii() and value.isdigit())


def _is_links(value: object) -> bool:
    """Return whether a value is a list of pairs of texts; "" is the default."""
    if value == "":
        return True
    return isinstance(value, list | tuple) and all(
        isinstance(pair, list | tuple) and len(pair) == 2 and all(map(_is_text, pair))
        for pair in value
    )


_RULES: dict[str, tuple[Callable[[object], bool], str]] = {
    **dict.fromkeys(("title", "tagline", "portrait"), (_is_text, "a text")),
    **dict.fromkeys(
        ("landing_posts", "recent_posts"), (_is_number, "a number of posts, 0 for none")
    ),
    "links": (_is_links, 'pairs of a text and a docname or URL: [("About", "about")]'),
}
"""Option to a function that returns whether a value is valid, and what is."""


def check_options(app: Sphinx) -> None:
    """Leave out options that are wrong, with a warning for each."""
    builder: Any = app.builder
    options = dict(builder.theme_options)
    for name in [each for each in _RULES if each in options]:
        is_valid, expected = _RULES[name]
        if not is_valid(options[name]):
            _warn(
                "%s: %r is not understood, and the default is used. Write %s",
                name,
                options.pop(name),
                expected,
            )
    portrait = options.get("portrait")
    if portrait and not Path(app.confdir, portrait).is_file():
        _warn(
            "portrait: '%s' does not exist, and none is shown. Write the path of a "
            "file of html_static_path, such as '_static/portrait.jpg'",
            options.pop("portrait"),
        )
    builder.theme_options = options


def check_links(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn about links of the header that lead nowhere (``env-check-consistency``).

    The template leaves them out.
    """
    builder: Any = app.builder
    blog_path = getattr(app.config, "blog_path", "")
    for _text, target in builder.theme_options.get("links", ()):
        if not any(_places(target, env, blog_path)):
            _warn(
                "links: there is no document '%s', and the link is left out. Write "
                "the name of one without its suffix, or a URL with its scheme",
                target,
            )


def _places(target: str, env: BuildEnvironment, blog_path: str) -> Iterator[bool]:
    """Yield for each kind of target whether it is one, as ``site-nav.html`` has it."""
    yield ":" in target or target.startswith("/")
    yield target in env.all_docs or target in {"genindex", "search"}
    yield bool(blog_path) and f"{target}/".startswith(f"{blog_path}/")


def _warn(message: str, *args: object) -> None:
    logger.warning(
        f"conf.py: html_theme_options: {message}",
        *args,
        type="blog_theme",
        subtype="options",
    )
