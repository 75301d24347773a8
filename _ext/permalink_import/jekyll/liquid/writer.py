"""What Jekyll's tags become in MyST."""

from __future__ import annotations

import posixpath
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from liquid import Undefined

from permalink_blog.core.names import DOCUMENT_SUFFIXES
from permalink_import.jekyll.liquid.arrays import text_of
from permalink_import.jekyll.liquid.bounded import BoundedContext
from permalink_import.jekyll.liquid.scanner import scan
from permalink_import.jekyll.liquid.tags import parse_arguments
from permalink_import.jekyll.markdown import embeds
from permalink_import.jekyll.markdown.marks import AuthorComment, Block, MarkTarget
from permalink_import.markup.code import code_block

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from liquid import Environment, RenderContext

    from permalink_import.jekyll.liquid.names import LiquidSite
    from permalink_import.jekyll.markdown.context import ConversionContext
    from permalink_import.jekyll.markdown.marks import Marks
    from permalink_import.markup.report import TextReport


# Jekyll::Tags::HighlightBlock::SYNTAX
_HIGHLIGHT = re.compile(
    r"([\w.+#-]+)((?:\s+\w+(?:=(?:\w+|\"(?:[0-9]+\s)*[0-9]+\"))?)*)"
)
_OPTION = re.compile(r"(\w+)(?:=(\w+|\"[0-9\s]*\"))?")
_AROUND = re.compile(r"\A[\r\n]+|[\r\n]+[ \t]*\Z")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^---[ \t]*\n", re.DOTALL | re.MULTILINE)


class NotConvertedError(Exception):
    """A tag that stays as it is; the text says why, and what to do."""


class MystWriter:
    """Writes tags as MyST.

    :param context: what is known of the old site
    :param environment: for the text of includes
    """

    def __init__(
        self,
        *,
        context: ConversionContext,
        marks: Marks,
        report: TextReport,
        site: LiquidSite,
        environment: Environment,
    ) -> None:
        self._known = context
        self._marks = marks
        self._report = report
        self._site = site
        self._environment = environment
        self.offset = 0
        """Where what is written now begins."""

    def begin_value(self) -> None:
        """Make marks of the site's addresses."""
        self._site.is_written = True

    def end_value(self) -> None:
        """Keep the site's addresses as plain text, for conditions."""
        self._site.is_written = False

    def tag(self, name: str, markup: str, context: RenderContext) -> str:
        """Write a tag without an end.

        :param name: of the tag, such as "post_url"
        :param markup: the rest of the tag, unparsed
        :param context: variables at its place
        :raises NotConvertedError: saying why it cannot
        """
        if name in {"post_url", "link"}:
            return self._link(name, self._value(markup, context))
        if name in {"include", "include_relative", "include_cached"}:
            return self._include(name, markup, context)
        return self._plugin(name, markup)

    def highlight(self, markup: str, code: str) -> str:
        """Write code.

        :param markup: language and options
        :raises NotConvertedError: Jekyll would not understand them
        """
        match = _HIGHLIGHT.fullmatch(markup.strip())
        if match is None:
            msg = 'this is no language; write "highlight python"'
            raise NotConvertedError(msg)
        options = dict(_OPTION.findall(match[2]))
        lines = options.get("mark_lines", "").strip('"').split()
        text = _AROUND.sub("", self._marks.restore(code))
        block = code_block(
            f"{text}\n",
            match[1],
            linenos="linenos" in options,
            emphasize=",".join(lines),
        )
        source = f"{{% highlight {markup} %}}{code}{{% endhighlight %}}"
        return self._marks.add(Block(source, block, "highlight", self.offset))

    def comment(self, text: str) -> str:
        """Write what nobody is to see.

        :param text: between the tags, as written
        :return: a mark that becomes a comment of MyST, "" if the text is blank
        """
        source = f"{{% comment %}}{text}{{% endcomment %}}"
        return self._marks.add(AuthorComment(source, text)) if text.strip() else ""

    def _link(self, tag: str, name: str) -> str:
        source = f"{{% {tag} {name} %}}"
        is_post = tag == "post_url"
        find = self._known.post_target if is_post else self._known.document_target
        target = find(name.lstrip("/"))
        if target is not None:
            here = posixpath.dirname(self._known.target)
            path = quote(posixpath.relpath(target, here or "."), safe="/~!$&'*+,;=@")
            return self._marks.add(MarkTarget(source, path, self.offset))
        if is_post:
            msg = (
                "post_url names no post of the old site. Correct the name, or write "
                "the link"
            )
            raise NotConvertedError(msg)
        if PurePosixPath(name).suffix.lower() in DOCUMENT_SUFFIXES:
            msg = (
                "link names no document of the old site. Correct the path, or write "
                "the link"
            )
            raise NotConvertedError(msg)
        path = quote(f"/{name.lstrip('/')}", safe="/~!$&'*+,;=@")
        return self._marks.add(MarkTarget(source, path, self.offset))

    def _plugin(self, name: str, markup: str) -> str:
        """Write the tag of a plugin: ``{% youtube id %}``, ``{% gist user/id %}``."""
        words = markup.replace('"', "").split()
        parameters = {"": " ".join(words) if name == "gist" else next(iter(words), "")}
        return self._embed(name, f"{{% {name} {markup} %}}", parameters, None)

    def _include(self, tag: str, markup: str, context: RenderContext) -> str:
        file, parameters = self._parse_include(markup, context)
        find: Callable[[str], str | None] = (
            self._known.relative_include
            if tag == "include_relative"
            else self._known.includes.get
        )
        text = find(file)
        written = {key: text_of(value) for key, value in parameters.items()}
        source = f"{{% {tag} {markup} %}}"
        try:
            return self._embed(file, source, written, text)
        except NotConvertedError:
            if text is None:
                raise
        self._report.count("include")
        if isinstance(context, BoundedContext):
            context.count_include()
        template = self._environment.from_string(_FRONT_MATTER.sub("", text))
        buffer = context.get_buffer()
        with context.extend({"include": parameters}, template):
            for node in template.nodes:
                node.render(context, buffer)
        return buffer.getvalue()

    def _parse_include(
        self, markup: str, context: RenderContext
    ) -> tuple[str, Mapping[str, object]]:
        variable = re.match(r"[^{]*(\{\{.*?\}\}[^\s{}]*)+", markup, re.DOTALL)
        end = variable.end() if variable else len(markup.split(maxsplit=1)[0])
        file = self._value(markup[:end].strip(), context)
        self.begin_value()
        try:
            parameters = parse_arguments(markup[end:], context)
        finally:
            self.end_value()
        if parameters is None:
            msg = (
                "Parameters of an include are not valid Liquid, so that the tag is "
                "shown. Correct them"
            )
            raise NotConvertedError(msg)
        known = {k: v for k, v in parameters.items() if not isinstance(v, Undefined)}
        return file, known

    def _embed(
        self, name: str, source: str, parameters: Mapping[str, str], text: str | None
    ) -> str:
        """Write a video, figure or gist.

        :raises NotConvertedError: if it is none of these
        """
        if block := embeds.video(name, parameters, text):
            return self._marks.add(Block(source, block, "video", self.offset))
        if "gist" in name.rsplit("/", 1)[-1] and (link := embeds.gist(parameters)):
            self._report.count("gist")
            return link
        if block := embeds.figure(name, parameters, text):
            return self._marks.add(Block(source, block, "figure", self.offset))
        msg = (
            "Includes whose file is not there are shown as they were written. Write in "
            "MyST what they output"
        )
        raise NotConvertedError(msg)

    def _value(self, text: str, context: RenderContext) -> str:
        """Run the Liquid that may be in a name."""
        if "{{" not in text:
            return text.strip()
        buffer = context.get_buffer()
        for piece in scan(text):
            for node in self._environment.from_string(piece.source).nodes:
                node.render(context, buffer)
        return self._marks.restore(buffer.getvalue()).strip()
