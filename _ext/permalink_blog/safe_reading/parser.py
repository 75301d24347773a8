"""MyST, with a guard around each piece of Markdown.

What fails is shown as the author wrote it, with a warning; all around it is read as
ever.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml  # type: ignore[import-untyped]
from docutils import nodes
from myst_parser.config.main import merge_file_level, read_topmatter
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from myst_parser.parsers.sphinx_ import MystParser
from myst_parser.warnings_ import MystWarnings, create_warning
from sphinx.errors import SphinxError

from permalink_blog.core.parsed_source import parsed_yaml
from permalink_blog.core.parsed_yaml import yaml_of
from permalink_blog.core.untrusted.paths import OutsideContentError
from permalink_blog.core.yaml_loader import loader_for
from permalink_blog.core.yaml_nodes import FRONT_MATTER
from permalink_blog.safe_reading.directives import FIX, check_include
from permalink_blog.safe_reading.front_matter import allowed_settings
from permalink_blog.safe_reading.report import name_error, shorten, warn
from permalink_blog.safe_reading.trust import trusts

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

    from permalink_blog.core.parsed_yaml import ParsedYaml


class GuardedRenderer(SphinxRenderer):
    """Makes nodes of what MyST parsed; what it fails at stays text.

    It is also a mixin for other renderers that are made of MyST's.
    """

    def __init__(self, parser: MarkdownIt) -> None:
        super().__init__(parser)
        rules: dict[str, Any] = self.rules
        for name, rule in rules.items():
            rules[name] = self._guarded(rule)

    def create_warning(
        self,
        message: str,
        subtype: MystWarnings | str,
        *,
        line: int | None = None,
        **options: Any,
    ) -> nodes.system_message | None:
        """Log a warning of MyST, on line 1 if it has no line, as for front matter.

        :param message: of MyST
        :param subtype: of MyST
        :param line: from 1
        :param options: of MyST
        """
        return super().create_warning(message, subtype, line=line or 1, **options)

    def render_front_matter(self, token: SyntaxTreeNode | Token) -> None:
        """Read front matter as MyST does, which takes it as data, too.

        :param token: MyST-NB gives the token itself, with data
        """
        inner = getattr(token, "token", None)
        if inner is not None and isinstance(token.content, str):
            parsed = parsed_yaml(self.sphinx_env, token.content)
            data = parsed.values if parsed else _mapping(token.content)
            # What is no mapping is an error, that MyST tells.
            inner.content = data or token.content
        super().render_front_matter(token)  # type: ignore[arg-type]

    def run_directive(
        self,
        name: str,
        first_line: str,
        content: str,
        position: int,
        *more: Any,
        **rest: Any,
    ) -> list[nodes.Element]:
        """Run a directive after checking the file that it includes.

        MyST includes files itself, without docutils' directive.

        :param name: of the directive
        :param first_line: its arguments
        :param content: its options and body
        :param position: its line
        :param more: of MyST
        :param rest: of MyST
        """
        check_include(self.sphinx_env, name, first_line)
        found: list[nodes.Element] = super().run_directive(
            name, first_line, content, position, *more, **rest
        )
        return found

    def _guarded(
        self, rule: Callable[[SyntaxTreeNode], None]
    ) -> Callable[[SyntaxTreeNode], None]:
        def render(token: SyntaxTreeNode) -> None:
            node = self.current_node
            count = len(node)
            try:
                rule(token)
            except SphinxError:
                raise  # of the site, and not of this document
            except Exception as error:
                self.current_node = node
                del node[count:]
                self._show_as_written(token, error)

        return render

    def _show_as_written(self, token: SyntaxTreeNode, error: Exception) -> None:
        text = _text_of(token)
        line = token.map[0] if token.map else 1
        place = (self.sphinx_env.docname, line)
        if isinstance(error, OutsideContentError):
            message = f"{error.problem}; it is shown as it is written. {FIX}"
            warn("untrusted", message, place)
        else:
            message = f"{shorten(text)!r} cannot be read ({name_error(error)})"
            warn("markdown", f"{message}, and is shown as it is written", place)
        if token.type == "front_matter":
            return
        is_inline = isinstance(self.current_node, nodes.TextElement)
        self.current_node += (
            nodes.Text(text) if is_inline else nodes.literal_block(text, text)
        )


def _text_of(token: SyntaxTreeNode) -> str:
    """Return the text of a token, or of its children."""
    content = "" if token.is_root else token.content
    if not isinstance(content, str):  # front matter, as data
        return ""
    return content or "\n".join(map(_text_of, token.children))


class SafeMystParser(MystParser):
    """Parses Markdown as MyST does, and takes no harm from it."""

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Parse a source.

        :param inputstring: the source
        :param document: gets the nodes
        """
        env = document.settings.env
        # Files that a document includes are read as Sphinx reads them.
        document.settings.input_encoding = env.config.source_encoding
        # Front matter is kept if it can be: it says where the page is published.
        head = FRONT_MATTER.match(inputstring)
        for text in (inputstring, head[0] if head else "", ""):
            try:
                parser = create_md_parser(_config(text, document), GuardedRenderer)
                parser.options["document"] = document
                parser.render(text)
            except SphinxError:
                raise
            except Exception as error:
                message = f"cannot be read ({name_error(error)}), and is left out"
                warn("markdown", f"the text {message}", (env.docname, 1))
                document.children.clear()
            else:
                return


# In front matter without any of these words is no setting of MyST: a key may be written
# with escapes, too.
_MAY_HAVE_SETTINGS = re.compile(r"myst|substitutions|html_meta|\\")


def _mapping(text: str) -> dict[str, Any] | None:
    """Read YAML.

    :returns: the mapping; ``None`` if it is none, or if something is wrong with it
    """
    try:
        data = yaml.load(text, Loader=loader_for(text))  # noqa: S506 - a safe one
    except Exception:
        return None
    return data if isinstance(data, dict) else None


def topmatter(source: str, parsed: ParsedYaml | None) -> dict[str, Any] | None:
    """Return the front matter that has MyST's settings, as MyST reads it.

    MyST removes the white space at the ends of lines first, and has the end of the last
    one, which may be a part of a text below "|".

    :param parsed: the front matter, if it is parsed already
    :raises myst_parser.config.main.TopmatterReadError: if it is no mapping
    """
    if parsed is not None and not parsed.ends_with_block:
        lines = parsed.text.splitlines()
        is_plain = "\n".join(map(str.rstrip, lines)) == parsed.text
        if is_plain and not any(line.startswith(("---", "...")) for line in lines):
            return parsed.values
    return read_topmatter(source)


def _config(source: str, document: nodes.document) -> Any:
    """Return MyST's settings for a document, with those of its front matter."""
    config = document.settings.env.myst_config
    head = FRONT_MATTER.match(source)
    if head and not _MAY_HAVE_SETTINGS.search(head[0]):
        return config
    env = document.settings.env
    try:
        front_matter = topmatter(source, parsed_yaml(env, yaml_of(source)))
    except Exception:
        return config

    def complain(kind: MystWarnings, message: str) -> None:
        create_warning(document, message, kind, line=1, append_to=document)

    if not front_matter:
        return config
    if not trusts(env.config, env.docname):
        front_matter = allowed_settings(env, source, front_matter)
    return merge_file_level(config, front_matter, complain)
