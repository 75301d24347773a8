"""MyST as items: what Sphinx makes of the tokens of its parser.

It knows the directives and roles that the importer writes. Any other is an item of its
own, which nothing else is equal to.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from permalink_import.markup.shown.events import LINE_BREAK, Code, Item
from permalink_import.markup.shown.html import HtmlReader, image, tag
from permalink_import.markup.shown.smart import with_dashes
from permalink_import.markup.speed import make_faster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token


EXTENSIONS = frozenset(
    {"amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist", "dollarmath"}
    | {"html_image", "tasklist"}
)
"""``myst_enable_extensions`` of this site's ``conf.py``."""

_TAGS = {
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "blockquote",
    "table": "table",
    "tr": "tr",
    "th": "th",
    "td": "td",
    "dl": "dl",
    "dt": "dt",
    "dd": "dd",
    "em": "em",
    "strong": "strong",
}
_UNSEEN = frozenset(
    {"span_open", "span_close", "thead_open", "thead_close", "tbody_open"}
    | {"tbody_close", "myst_line_comment", "attrs_block"}
)
_DIRECTIVE = re.compile(r"\{(?P<name>[\w:.-]+)\}[ \t]*(?P<argument>[^\n]*)")
_OPTION = re.compile(r":(?P<name>[\w-]+):[ \t]*(?P<value>[^\n]*)(?:\n|\Z)")
_IMAGES = re.compile(r"(?:\s*<img\b[^<>]*>)+\s*", re.IGNORECASE)
_ABBREVIATION = re.compile(r"(?P<word>.*?)[ \n]*\((?P<meaning>.*)\)", re.DOTALL)
BOX = {
    "type": "checkbox",
    "class": "task-list-item-checkbox",
    "disabled": "disabled",
}


@lru_cache(maxsize=1)
def myst_parser() -> MarkdownIt:
    """Make the parser of this site's ``conf.py``, for what is below front matter."""
    config = MdParserConfig(enable_extensions=set(EXTENSIONS))
    parser = create_md_parser(config, RendererHTML)
    parser.disable(["front_matter", "wordcount"], ignoreInvalid=True)
    return make_faster(parser)


class MystReader:
    """Reads texts as Sphinx would.

    :param footnotes: number of each footnote that there may be, by its label
    :param smart: two hyphens become a dash, as in most languages
    :param is_external: whether MyST takes a target for a name, unless it is marked that
        it is an address
    """

    def __init__(
        self,
        *,
        footnotes: Mapping[str, int],
        smart: bool,
        is_external: Callable[[str], bool],
    ) -> None:
        self._footnotes = footnotes
        self._smart = smart
        self._is_external = is_external
        self._html = HtmlReader(is_final=True)
        self._parser = myst_parser()
        self._boxes: list[Item] = []
        self.references: dict[str, Any] = {}
        """Definitions of links, for texts that have none of their own."""

    def parse(self, text: str) -> list[Token]:
        """Parse a text alone; links may refer to what is defined elsewhere.

        :param text: MyST without front matter
        """
        return self._parser.parse(text, {"references": dict(self.references)})

    def parse_document(self, text: str, env: dict[str, Any]) -> list[Token]:
        """Parse a text that has all of its definitions.

        :param env: gets them
        """
        return self._parser.parse(text, env)

    def items(self, text: str) -> list[Item]:
        """Return the items of a text.

        :param text: MyST without front matter
        """
        return self.of_tokens(self.parse(text))

    def inline_items(self, text: str) -> list[Item]:
        """Return the items of a line of text, such as a cell of a table.

        :param text: without syntax of blocks
        """
        self._html = HtmlReader(is_final=True)
        env = {"references": dict(self.references)}
        (token,) = self._parser.parseInline(text, env)
        return [*self._inline(token.children or ())]

    def of_tokens(self, tokens: Sequence[Token]) -> list[Item]:
        """Return the items of tokens that follow each other.

        :param tokens: blocks, as :meth:`parse` returns them
        """
        self._html = HtmlReader(is_final=True)
        return [*self._blocks(tokens)]

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[Item]:
        before = ""
        for token in tokens:
            kind = token.type
            if kind == "blockquote_close" and before == "blockquote_open":
                yield Item(Code.BLOCK, ("block", "nothing"))  # docutils leaves it out
            before = kind
            if kind == "inline":
                yield from self._inline(token.children or ())
            elif kind in {"paragraph_open", "paragraph_close"}:
                yield Item(Code.BREAK, "")
                yield from self._boxes
                self._boxes = []
            elif kind not in _UNSEEN:
                yield from self._block(token)

    def _block(self, token: Token) -> Iterator[Item]:
        kind, _, end = token.type.rpartition("_")
        if kind in _TAGS and end in {"open", "close"}:
            yield from self._tag(token, _TAGS[kind], is_end=end == "close")
        elif kind == "heading":
            level = token.tag[1:] if not token.level else f" within {token.tag}"
            yield Item(Code.BLOCK, _heading(level, is_end=end == "close"))
        elif token.type == "hr":
            # docutils has none within other blocks
            name = "hr" if not token.level else "hr within"
            yield Item(Code.BLOCK, ("block", name, ()))
        elif token.type in {"fence", "code_block"}:
            yield from self._code(token)
        elif token.type == "html_block":
            items = self._html.items(token.content)
            is_image = _IMAGES.fullmatch(token.content)
            yield from map(_as_directive, items) if is_image else items
        elif token.type in {"math_block", "amsmath"}:
            yield Item(Code.BLOCK, ("block", "math", " ".join(token.content.split())))
        else:
            yield Item(Code.BLOCK, ("block", token.type, token.info, token.content))

    def _tag(self, token: Token, name: str, *, is_end: bool) -> Iterator[Item]:
        attributes = {}
        if name == "ol" and not is_end:
            start = str(token.attrs.get("start", 1))
            attributes = {} if start == "1" else {"start": start}
        yield from self._html.tag(name, attributes, is_end=is_end)
        if "checked" in token.meta and not is_end:
            checked = {"checked": "checked"} if token.meta["checked"] else {}
            box = tag("input", BOX | checked)  # it is in the paragraph that follows
            self._boxes = [box] if box else []

    # -- Text -------------------------------------------------------------------------

    def _inline(self, tokens: Sequence[Token]) -> Iterator[Item]:
        last = ""
        for token in tokens:
            kind = token.type
            if (last, kind) == ("link_open", "link_close"):
                yield Item(Code.SPAN, ("shown", "text that Sphinx finds for a link"))
            last = kind
            if self._html.hidden:
                if kind == "html_inline":
                    yield from self._html.items(token.content)
            elif kind == "text":
                code = Code.VERBATIM if self._html.verbatim else Code.TEXT
                yield Item(code, self._educated(token.content))
            elif kind == "softbreak":
                yield Item(Code.TEXT, "\n")
            elif kind not in _UNSEEN:
                yield from self._span(token)

    def _educated(self, text: str) -> str:
        return with_dashes(text) if self._smart else text

    def _span(self, token: Token) -> Iterator[Item]:
        kind = token.type
        if kind in {"em_open", "strong_open", "em_close", "strong_close"}:
            name, _, end = kind.partition("_")
            yield from self._html.tag(name, {}, is_end=end == "close")
        elif kind == "hardbreak":
            yield Item(Code.SPAN, LINE_BREAK)
        elif kind == "code_inline":
            yield Item(Code.SPAN, ("tag", "code", ()))
            yield Item(Code.TEXT, token.content)
            yield Item(Code.SPAN, ("tag", "/code"))
        elif kind == "html_inline":
            yield from map(_as_directive, self._html.items(token.content))
        elif kind in {"link_open", "link_close"}:
            yield from self._link(token)
        elif kind == "image":
            yield _image(token)
        elif kind in {"math_inline", "math_single"}:
            yield Item(Code.SPAN, _math(token.content))
        elif kind == "footnote_ref":
            label = token.meta["label"]
            number = self._footnotes.get(label, f"[^{label}]")
            yield Item(Code.SPAN, ("shown", "footnote", number))
        elif kind == "myst_role":
            yield from self._role(token)
        else:
            yield Item(Code.SPAN, ("shown", kind, token.content))

    def _link(self, token: Token) -> Iterator[Item]:
        if token.type == "link_close":
            yield Item(Code.SPAN, ("tag", "/a"))
            return
        attributes = {"href": str(token.attrs.get("href", ""))}
        if title := str(token.attrs.get("title", "")):
            attributes["title"] = " ".join(title.split())
        classes = str(token.attrs.get("class", "")).split()
        is_name = token.info != "auto" and self._is_external(str(token.attrs["href"]))
        for item in self._html.tag("a", attributes):
            if is_name and "external" not in classes:
                yield item._replace(data=("tag", "a name", attributes["href"]))
            else:
                yield item

    def _role(self, token: Token) -> Iterator[Item]:
        name, content = token.meta["name"], token.content
        match = _ABBREVIATION.fullmatch(content) if name == "abbr" else None
        if match is not None:
            meaning = {"title": match["meaning"]}
            yield from self._html.tag("abbr", meaning)
            yield Item(Code.TEXT, match["word"])
            yield from self._html.tag("abbr", {}, is_end=True)
        elif name == "math":
            yield Item(Code.SPAN, _math(content))
        else:
            yield Item(Code.SPAN, ("shown", f"role {name}", content))

    # -- Code, and directives ---------------------------------------------------------

    def _code(self, token: Token) -> Iterator[Item]:
        info = token.info.strip()
        match = _DIRECTIVE.fullmatch(info)
        if match is None or token.type != "fence":
            name = info.split(maxsplit=1)[0] if info else ""
            if name.startswith("{") and name.endswith("}"):
                yield Item(Code.BLOCK, ("block", "directive", info))
                return
            yield from _pre(token.content, (name, "", False))
            return
        options, body = _options(token.content)
        reader = _DIRECTIVES.get(match["name"])
        if reader is None:
            yield Item(Code.BLOCK, ("block", "directive", info, token.content))
        else:
            yield from reader(self, match["argument"], options, body)

    def _code_block(
        self, argument: str, options: Mapping[str, str], body: str
    ) -> Iterator[Item]:
        form = (argument, options.get("caption", ""), "force" in options)
        yield from _pre(body, form)

    def _contents(
        self, _argument: str, _options: Mapping[str, str], _body: str
    ) -> Iterator[Item]:
        yield Item(Code.BLOCK, ("block", "contents"))

    def _raw(
        self, argument: str, _options: Mapping[str, str], body: str
    ) -> Iterator[Item]:
        if argument == "html":
            yield from self._html.items(body)

    def _rubric(
        self, argument: str, options: Mapping[str, str], _body: str
    ) -> Iterator[Item]:
        level = options.get("heading-level", "")
        yield Item(Code.BLOCK, _heading(level))
        (token,) = self._parser.parseInline(
            argument, {"references": dict(self.references)}
        )
        yield from self._inline(token.children or ())
        yield Item(Code.BLOCK, _heading(level, is_end=True))

    def _list_table(
        self, _argument: str, options: Mapping[str, str], body: str
    ) -> Iterator[Item]:
        heads = int(options.get("header-rows") or 0)
        yield from self._html.tag("table", {})
        row = 0
        lists = 0
        for token in self.parse(body):
            is_end = token.type.endswith("_close")
            if token.type in {"bullet_list_open", "bullet_list_close"}:
                lists += -1 if is_end else 1
                if lists > 2 or (lists == 2 and is_end):
                    yield from self._html.tag("ul", {}, is_end=is_end)
                continue
            if token.type.startswith("list_item_") and lists <= 2:
                row += lists == 1 and not is_end
                cell = "th" if row <= heads else "td"
                name = "tr" if lists == 1 else cell
                yield from self._html.tag(name, {}, is_end=is_end)
                continue
            yield from self._blocks([token])
        yield from self._html.tag("table", {}, is_end=True)


_DIRECTIVES = {
    "code-block": MystReader._code_block,
    "contents": MystReader._contents,
    "list-table": MystReader._list_table,
    "raw": MystReader._raw,
    "rubric": MystReader._rubric,
}


def _heading(level: str, *, is_end: bool = False) -> tuple[Any, ...]:
    return ("block", f"/h{level}") if is_end else ("block", f"h{level}", ())


def _math(formula: str) -> tuple[str, str, str]:
    return "shown", "math", " ".join(formula.split())


def _image(token: Token) -> Item:
    values = {name: str(value) for name, value in token.attrs.items()}
    return image(values | {"alt": _plain(token.children or ())})


def _as_directive(item: Item) -> Item:
    """Return an image of HTML as MyST reads it (``html_image``): without its title."""
    if isinstance(item.data, str) or item.data[:2] != ("shown", "img"):
        return item
    _, _, target, alt, _title = item.data
    return item._replace(data=("shown", "img", target.replace("\\", ""), alt, ""))


def _plain(tokens: Sequence[Token]) -> str:
    """Return the alternative text that MyST makes of an image's Markdown."""
    return "".join(
        token.content
        if token.type in {"text", "text_special"}
        else _plain(token.children or ())
        for token in tokens
    )


def _pre(code: str, form: tuple[str, str, bool]) -> Iterator[Item]:
    yield Item(Code.BLOCK, ("block", "pre", form))
    yield Item(Code.VERBATIM, code.rstrip("\n"))
    yield Item(Code.BLOCK, ("block", "/pre"))


def _options(content: str) -> tuple[dict[str, str], str]:
    """Read the options at the start of a directive's content."""
    options: dict[str, str] = {}
    position = 0
    while (match := _OPTION.match(content, position)) is not None:
        options[match["name"]] = match["value"].strip().strip('"')
        position = match.end()
    if options and content.startswith("\n", position):
        position += 1
    return options, content[position:]
