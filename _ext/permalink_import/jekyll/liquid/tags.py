"""The tags that Jekyll adds to Liquid's, and those of plugins that show videos.

https://jekyllrb.com/docs/liquid/tags/, https://jekyllrb.com/docs/includes/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol, TextIO

from liquid.ast import Node
from liquid.builtin.output import Output, OutputNode
from liquid.builtin.tags.comment_tag import CommentNode, CommentTag
from liquid.exceptions import LiquidSyntaxError
from liquid.parser import get_parser
from liquid.tag import Tag
from liquid.token import TOKEN_EXPRESSION

if TYPE_CHECKING:
    from liquid import Environment, RenderContext, Token
    from liquid.ast import BlockNode
    from liquid.stream import TokenStream


class Writer(Protocol):
    """What tags become in MyST."""

    def tag(self, name: str, markup: str, context: RenderContext) -> str:
        """Write a tag without an end.

        :param name: of the tag, such as "post_url"
        :param markup: the rest of the tag, unparsed
        :param context: variables at its place
        """

    def highlight(self, markup: str, code: str) -> str:
        """Write code.

        :param markup: the rest of the opening tag: language and options
        :param code: between the tags, as written
        """

    def comment(self, text: str) -> str:
        """Write what nobody is to see.

        :param text: between the tags, as written
        """

    def begin_value(self) -> None:
        """Begin a value that goes into the text itself."""

    def end_value(self) -> None:
        """End that value."""


SINGLE = ("include", "include_relative", "include_cached", "post_url", "link", "gist")
VIDEOS = ("youtube", "vimeo")
_ARGUMENT = re.compile(
    r"""([\w-]+)\s*=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^'\\]*(?:\\.[^'\\]*)*)'"""
    r"""|([\w.-]+))"""
)


class _SingleNode(Node):
    """A tag without an end."""

    def __init__(self, token: Token, markup: str, writer: Writer) -> None:
        super().__init__(token)
        self.blank = False
        self._markup = markup
        self._writer = writer

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        name = self.token.value
        return buffer.write(self._writer.tag(name, self._markup, context))


class _HighlightNode(Node):
    """Code, in which Liquid has done its work."""

    def __init__(
        self, token: Token, markup: str, block: BlockNode, writer: Writer
    ) -> None:
        super().__init__(token)
        self.blank = False
        self._markup = markup
        self._block = block
        self._writer = writer

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        code = context.get_buffer(buffer)
        self._block.render(context, code)
        return buffer.write(self._writer.highlight(self._markup, code.getvalue()))


def add_tags(env: Environment, writer: Writer) -> None:
    """Add Jekyll's tags to an environment, and what its own leave behind.

    :param writer: says what becomes of a tag
    """

    class SingleTag(Tag):
        block = False

        def parse(self, stream: TokenStream) -> Node:
            return _SingleNode(stream.current, _markup(stream), writer)

    class HighlightTag(Tag):
        name = "highlight"
        end = "endhighlight"

        def parse(self, stream: TokenStream) -> Node:
            token, markup = stream.current, _markup(stream)
            next(stream)
            block = get_parser(env).parse_block(stream, (self.end,))
            if not stream.current.is_tag(self.end):
                msg = "'highlight' has no end"
                raise LiquidSyntaxError(msg, token=token)
            return _HighlightNode(token, markup, block, writer)

    class KeptCommentNode(CommentNode):
        def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
            return buffer.write(writer.comment(self.text or ""))

    class KeptCommentTag(CommentTag):
        node_class = KeptCommentNode

    class WrittenNode(OutputNode):
        def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
            writer.begin_value()
            try:
                return super().render_to_output(context, buffer)
            finally:
                writer.end_value()

    class WrittenOutput(Output):
        node_class = WrittenNode

    for name in (*SINGLE, *VIDEOS):
        env.tags[name] = SingleTag(env)
    del env.tags["render"]  # Jekyll has none
    for tag in (HighlightTag, KeptCommentTag, WrittenOutput):
        env.add_tag(tag)


def _markup(stream: TokenStream) -> str:
    """Read what follows a tag's name; the stream is at its last token then."""
    if stream.peek.kind != TOKEN_EXPRESSION:
        return ""
    next(stream)
    return stream.current.value


def parse_arguments(
    markup: str, context: RenderContext | None
) -> dict[str, object] | None:
    """Read ``name="text" other=page.value``, as Jekyll's ``include`` does.

    :param context: where names have values; without it, a name is its own text
    :return: ``None`` if there is anything else in it
    """
    if _ARGUMENT.sub("", markup).strip():
        return None
    arguments: dict[str, object] = {}
    for name, double, single, path in _ARGUMENT.findall(markup):
        if path:
            arguments[name] = path if context is None else _value(path, context)
        else:
            text = double.replace('\\"', '"') or single.replace("\\'", "'")
            arguments[name] = text
    return arguments


def _value(path: str, context: RenderContext) -> object:
    literals = {"true": True, "false": False, "nil": None, "null": None}
    if path in literals:
        return literals[path]
    if re.fullmatch(r"-?\d+", path):
        return int(path)
    return context.get([*path.split(".")], token=None)
