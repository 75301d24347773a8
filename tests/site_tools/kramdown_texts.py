"""Texts for kramdown, as strategies of hypothesis: a grammar of what it has.

https://kramdown.gettalong.org/syntax.html. The texts are odd, but such as authors do
write: HTML is that of the standard, and a text has few features at a time.
"""

# ruff: noqa: RUF001 - characters of other scripts, of which some resemble Latin ones

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

Texts = st.SearchStrategy[str]

# -- Words ----------------------------------------------------------------------------


def _each(text: str) -> list[str]:
    """Return what is between the spaces of a text."""
    return text.split(" ")


WORDS = st.sampled_from(
    [
        *_each("tide ebb Sea boats HTML x I café Überfahrt naïve 2018 3.14 10 … — 🚢"),
        *_each(
            "重点 你好 日本語 テスト 한국어 Ωμέγα привет 。 ， （注） 「引用」 “quoted”"
        ),
        *_each("snake_case_name a.b C++ e.g. U.S. don't it's '90s 100% #1 @name ~home"),
        *_each(
            "/usr/bin C:\\dir \\d+ <3 a*b 2*3 x_y f(x) [1] {x} a|b &c AT&T => -> +1 -1"
        ),
        *("50 °C", "\u00a0"),
    ]
)
PUNCTUATION = st.sampled_from(
    [
        *_each(". , ; : ! ? ... -- 。 ， ！ &"),
        " -- ",
        " --- ",
        " << ",
        " >> ",
        " – ",
        " & ",
    ]
)
SEPARATORS = st.sampled_from([" ", " ", " ", " ", "", "\n", ", ", ". "])
PLAIN = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)


def joined(parts: Texts, *, most: int) -> Texts:
    """Return some parts, with something between them."""
    return st.lists(st.tuples(parts, SEPARATORS), min_size=1, max_size=most).map(
        lambda found: "".join(a + b for a, b in found).rstrip(" ")
    )


def around(texts: Texts, *pairs: str) -> Texts:
    """Return texts with something on both sides: "*" or "<b>|</b>"."""

    def put(pair: str) -> Callable[[str], str]:
        left, bar, right = pair.partition("¦")
        return lambda text: f"{left}{text}{right if bar else left}"

    return st.one_of(*(texts.map(put(pair)) for pair in pairs))


# -- Text within a block --------------------------------------------------------------

QUOTES = around(PLAIN, '"', "'", '("¦")', "«¦»", "“¦”", "\"'¦'\"")
ESCAPES = st.sampled_from(list("\\.*_+`<>()[]{}#!:|\"'$=-~")).map(lambda x: f"\\{x}")
ODD = st.sampled_from(
    [
        *(
            "*",
            "**",
            "_",
            "__",
            "`",
            "``",
            "[",
            "]",
            "![",
            "<",
            ">",
            "&",
            '"',
            "'",
            "$",
        ),
        *("$$", "\\", "{", "}", "{:", "[^1", "~~", "|", "* ", " *", " _", "_ ", "\\\\"),
        *("[a](", "](b)", "<b", "</b>", "</div>", "&#", "&foo;", "{::x}", "[^none]"),
        *("\\--", "\\...", "``` ", "%", "+++", "(a)=", "{b}`c`", "$a$", "$1 or $2"),
    ]
)
ENTITIES = st.sampled_from(
    [
        *("&amp;", "&lt;b&gt;", "&copy;", "&nbsp;", "&mdash;", "&#8217;", "&#x41;"),
        *("&quot;", "&hellip;", "&auml;", "&#150;", "&rarr;", "&apos;"),
    ]
)
CODE = st.one_of(
    around(PLAIN, "`", "``", "`` ` ¦``", "`\\", "`<b>¦</b>`", "`*¦*`", "`$¦$`"),
    st.sampled_from(
        [
            "`` `a` ``",
            "`a|b`",
            "`{{`",
            "`&amp;`",
            "`a  b`",
            "`$HOME`",
            "`--x`",
            "`[^1]`",
        ]
    ),
)
URLS = st.sampled_from(
    [
        *("https://example.com/", "https://example.com/a_(b)", "/about/", "/a_b_c/"),
        *("https://example.com/?a=1&b=2", "mailto:a@example.com", "#", "/a%20b"),
        *("https://example.com/*x*", "/日本", "https://example.com/a;b,c", "ftp://a/b"),
        *("https://example.com/~x/[1]", "https://example.com/a\\_b", "tel:123"),
        *("tps://example.com/x", "skype:a", "a:b", "#note"),
    ]
)
TITLES = st.sampled_from(
    ["", "", "", ' "A title"', " 'A title'", ' "A *b* & "c""', " 'it''s'", ' "日本"']
)
AUTOLINKS = st.sampled_from(
    [
        *("<https://example.com/a_b>", "<mailto:a@example.com>", "<a.b@example.com>"),
        *("https://example.com/x_y_z", "www.example.com", "<http://example.com/?a&b>"),
        *("<https://github.com/a/b/issues/3>", "<https://example.com/~a/*b*>"),
    ]
)
SPAN_HTML = st.one_of(
    around(PLAIN, "<b>¦</b>", "<i>¦</i>", "<span>¦</span>", "<kbd>¦</kbd>"),
    around(PLAIN, "<em>*¦*</em>", "<sub>¦</sub>", "<sup>¦</sup>", "<del>¦</del>"),
    around(PLAIN, "<code>*¦*</code>", '<a href="/x">**¦**</a>', "<mark>`¦`</mark>"),
    around(PLAIN, '<span markdown="0">*¦*</span>', '<abbr title="t">¦</abbr>'),
    around(PLAIN, "<span style=\"color: red\" class='q'>_¦_</span>", "<u>¦</U>"),
    around(PLAIN, "<b>¦", "<!-- ¦ -->", "<small>[¦](/x)</small>", "<q>¦</q>"),
    st.sampled_from(
        [
            *("<br>", "<br/>", "<wbr>", "<img src='/a.png' alt='x'>", "<!---->"),
            *("<![CDATA[x]]>", "<![CDATA[<b>]]>", '<a href="tps:x">y</a>'),
        ]
    ),
)
ATTRIBUTES = st.sampled_from(
    [
        *("{:.c}", "{: .c .d}", "{: #anchor}", '{: title="A *title*"}', "{:.c #other}"),
        *('{: style="color: red"}', "{:.language-ruby}", '{: target="_blank"}'),
        *('{: data-x="1"}', "{:width='10'}", "{:ref}", "{: .a-b_c key='v'}"),
    ]
)
BREAKS = st.sampled_from(["  \n", "\\\\\n", "\\\n", "<br>\n"])


def _links(texts: Texts) -> Texts:
    inline = st.builds("[{}]({}{})".format, texts, URLS, TITLES)
    named = st.sampled_from(["[{}][one]", "[{}][]", "[{}] [two]", "[{}]", "[{}][ONE]"])
    images = st.builds("![{}]({}{})".format, texts, URLS, TITLES)
    spaced = st.builds("[{}]( {}{} )".format, texts, URLS, TITLES)
    angle = st.builds("[{}](<{}>{})".format, texts, URLS, TITLES)
    return st.one_of(
        inline,
        inline,
        spaced,
        angle,
        images,
        images.map(lambda x: f"[{x}](/linked)"),
        st.builds(lambda form, text: form.format(text), named, texts),
        st.sampled_from(["[one]", "[one][]", "![one]", "[Two]", "[nowhere]", "[a][b]"]),
        st.sampled_from(["[](/about/)", "[](https://example.com/)"]),
    )


def _emphasis(texts: Texts) -> Texts:
    return around(texts, "*", "_", "**", "__", "***", "**_¦_**", "*__¦__*", "~~")


def _spans(inner: Texts) -> Texts:
    marked = st.one_of(_emphasis(inner), _links(inner), CODE, SPAN_HTML)
    return st.one_of(
        PLAIN,
        PLAIN,
        PLAIN,
        _emphasis(inner),
        _links(inner),
        marked,
        CODE,
        SPAN_HTML,
        QUOTES,
        AUTOLINKS,
        ENTITIES,
        ESCAPES,
        ODD,
        PUNCTUATION,
        st.builds("{}{}".format, marked, ATTRIBUTES),
        st.builds("{}{}{}".format, PLAIN, BREAKS, PLAIN),
        st.sampled_from(["[^1]", "[^note]", "$$x^2$$", "$$a|b$$", "\\\\(x\\\\)"]),
        st.sampled_from(["{::comment}c{:/}", "{::nomarkdown}<i>*n*</i>{:/}"]),
    )


SPANS = st.recursive(PLAIN, lambda inner: joined(_spans(inner), most=3), max_leaves=5)
LINES = joined(_spans(SPANS), most=5)
LINE = LINES.map(lambda text: " ".join(text.split("\n")))

# -- Blocks ---------------------------------------------------------------------------

PARAGRAPHS = st.lists(LINES, min_size=1, max_size=3).map("\n".join)
HEADERS = st.one_of(
    st.builds(
        "{} {}{}".format,
        st.sampled_from(["#", "##", "###", "####", "######"]),
        LINE,
        st.sampled_from(["", "", " #", " {#my-id}", " {#My_Id}", " {#note}", "#"]),
    ),
    st.builds("{}\n{}".format, LINE, st.sampled_from(["===", "---", "=", "-----"])),
    st.sampled_from(
        ["## Same", "## Same", "## 2018 in review", "## 重点 two", "#No space"]
    ),
)
RULES = st.sampled_from(["---", "***", "* * *", "_____", "- - -"])
INDENTED = st.lists(PLAIN, min_size=1, max_size=3).map(
    lambda lines: "\n".join(f"    {line}" for line in lines)
)
CODE_LINES = st.lists(
    st.one_of(
        PLAIN, st.sampled_from(["", "  x = 1", "# c", "<b>", "{: .x}", "| a |", "$x$"])
    ),
    min_size=1,
    max_size=4,
).map("\n".join)
FENCES = st.builds(
    "{0}{1}\n{2}\n{0}".format,
    st.sampled_from(["```", "~~~", "````", "  ```"]),
    st.sampled_from(
        ["", "", "ruby", " python", "nolanguage", "{.js}", "ruby?x=1", "{note}"]
    ),
    CODE_LINES,
)
MATH_BLOCKS = st.sampled_from(
    ["$$\nx + y\n$$", "$$x$$", "\\$$x$$", "$$\na \\\\\nb\n$$"]
)
CELLS = st.one_of(
    LINE.map(lambda text: text.replace("|", "\\|")),
    st.sampled_from(
        ["", "a \\| b", "`a|b`", "`a \\| b`", "<code>a|b</code>", "**b**", "-"]
    ),
)
ALIGNMENTS = st.sampled_from(["---", ":---", "---:", ":-:", "-"])


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Return a table: with or without a head, a foot, and lines in the body."""
    columns = draw(st.integers(1, 3))
    rows = st.lists(CELLS, min_size=columns, max_size=columns)
    edge = draw(st.sampled_from(["| ", "| ", ""]))

    def line(cells: list[str]) -> str:
        if edge or columns == 1:
            return f"| {' | '.join(cells)} |"
        return " | ".join(cell or "x" for cell in cells)

    lines = [line(row) for row in draw(st.lists(rows, min_size=1, max_size=3))]
    separator = line([draw(ALIGNMENTS) for _ in range(columns)]).replace(" ", "")
    kind = draw(st.sampled_from(["head", "head", "none", "foot", "bodies", "top"]))
    if kind == "head":
        lines = [line(draw(rows)), separator, *lines]
    elif kind == "foot":
        lines = [
            line(draw(rows)),
            separator,
            *lines,
            separator.replace("-", "="),
            lines[0],
        ]
    elif kind == "bodies":
        lines = [line(draw(rows)), separator, *lines, separator, *lines]
    elif kind == "top":
        lines = [separator, *lines]
    return "\n".join(lines)


HTML_BLOCKS = st.one_of(
    around(PLAIN, "<div>\n¦\n</div>", "<div>¦</div>", "<p>¦</p>", "<p>*¦*</p>"),
    around(LINES, '<div markdown="1">\n¦\n</div>', '<p markdown="1">¦</p>'),
    around(LINES, '<section markdown="block">\n\n¦\n\n</section>'),
    around(LINES, '<div markdown="span">¦</div>', '<div class="a">\n\n¦\n\n</div>'),
    around(
        PLAIN,
        "<table>\n<tr><td>¦</td></tr>\n</table>",
        "<h2>¦</h2>",
        "<h3 id='x'>¦</h3>",
    ),
    around(PLAIN, "<ul>\n<li>¦</li>\n\n<li>*b*</li>\n</ul>", "<pre>¦\n\n  x</pre>"),
    around(
        PLAIN, "<blockquote>\n¦\n</blockquote>", "<center>¦</center>", "<!-- ¦\n\n-->"
    ),
    around(
        PLAIN, "<details>\n<summary>¦</summary>\n\ntext\n</details>", "<div>\n¦\n\n*a*"
    ),
    around(
        PLAIN,
        "<figure>\n<img src='/a.png' alt='b'>\n<figcaption>¦</figcaption>\n</figure>",
    ),
    around(
        PLAIN,
        "<dl>\n<dt>¦</dt>\n<dd>b</dd>\n</dl>",
        "<hr>\n¦",
        "<div><b>¦</b>\n\n<i>x</i></div>",
    ),
    around(LINES, '<table>\n<tr><td markdown="1">¦</td></tr>\n</table>'),
    around(PLAIN, "<![CDATA[\n¦\n]]>", "<li>¦</li>", "<ul>\n<li>¦\n<ul>\n<li>b\n</ul>"),
    around(
        LINES,
        '<ul>\n<li markdown="1">\n\n¦\n\n> q\n\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>',
        '<ol>\n<li markdown="1">¦<li markdown="1">\n\n- ¦\n\n</ol>',
    ),
)
EXTENSIONS = st.one_of(
    around(PLAIN, "{::comment}\n¦\n{:/comment}", "{::nomarkdown}\n<b>*¦*</b>\n{:/}"),
    st.sampled_from(['{::options parse_block_html="true" /}', "^", "{:ref: .c #z}"]),
    st.sampled_from(['![A *figure*](/a.png "t"){: .c standalone}']),
)
DEFINITIONS = st.sampled_from(
    [
        "[one]: https://example.com/one",
        '[one]: <https://example.com/o ne> "Title"',
        "[two]: /two 'Two'\n{: .c}",
        "[Two]:\n/x",
        "*[HTML]: Hypertext (Markup) Language",
        "*[tide]: Rising *sea*",
        "*[C++]:",
        "[^1]: A note.",
        "[^1]: Two\n\n    paragraphs, *and*\n\n        code",
        "[^note]: A note with `code` and [^1]",
        "[^unused]: Nobody refers to it",
    ]
)


def indented(text: str, first: str, rest: str, *, is_lazy: bool = False) -> str:
    """Put something before the lines of a text."""
    lines = text.split("\n")
    others = [line if is_lazy or not line else rest + line for line in lines[1:]]
    return "\n".join([first + lines[0], *others])


@st.composite
def lists(draw: st.DrawFn, blocks: Texts) -> str:
    """Return a list, whose items have blocks in them."""
    marks = draw(st.sampled_from(["-", "*", "+", "1.", "3.", "10.", "mixed"]))
    gap = draw(st.sampled_from(["\n", "\n", "\n\n"]))
    items = []
    for number in range(draw(st.integers(1, 3))):
        mark = "*-+"[number] if marks == "mixed" else marks
        space = draw(st.sampled_from([" ", " ", "  ", "   ", "\t"]))
        parts = draw(st.lists(st.one_of(LINES, blocks), min_size=1, max_size=2))
        inner = draw(st.sampled_from(["\n", "\n\n"])).join(parts)
        own = draw(
            st.sampled_from(["", "", "", "{:.item} ", "[ ] ", "[x] ", "{: #item}"])
        )
        width = draw(st.sampled_from([len(mark) + 1, len(mark) + 1, 4, 2]))
        is_lazy = draw(st.sampled_from([False, False, False, True]))
        item = indented(own + inner, mark + space, " " * width, is_lazy=is_lazy)
        items.append(item)
    return gap.join(items)


@st.composite
def definition_lists(draw: st.DrawFn, blocks: Texts) -> str:
    """Return a definition list."""
    lines = []
    for _ in range(draw(st.integers(1, 2))):
        terms = draw(st.lists(LINE, min_size=1, max_size=2))
        lines += [*terms, *draw(st.sampled_from([[], [], [""]]))]
        for _ in range(draw(st.integers(1, 2))):
            parts = draw(st.lists(st.one_of(LINES, blocks), min_size=1, max_size=2))
            own = draw(st.sampled_from(["", "", "", "{:.def} "]))
            lines.append(indented(own + "\n\n".join(parts), ": ", "  "))
        lines.append("")
    return "\n".join(lines)


def quotations(blocks: Texts) -> Texts:
    """Return quotations, some with lazy lines."""
    inner = st.lists(blocks, min_size=1, max_size=2).map("\n\n".join)
    return st.one_of(
        inner.map(lambda text: indented(text, "> ", "> ")),
        inner.map(lambda text: indented(text, ">", ">")),
        LINES.map(lambda text: indented(text, "> ", "", is_lazy=True)),
    )


LEAVES = st.one_of(
    PARAGRAPHS,
    PARAGRAPHS,
    HEADERS,
    FENCES,
    INDENTED,
    tables(),
    HTML_BLOCKS,
    RULES,
    MATH_BLOCKS,
    EXTENSIONS,
)


def _containers(blocks: Texts) -> Texts:
    return st.one_of(lists(blocks), definition_lists(blocks), quotations(blocks))


BLOCKS = st.recursive(LEAVES, _containers, max_leaves=4)
BLOCK_ATTRIBUTES = st.sampled_from(
    ["", "", "", "", "\n{:.c}", "\n{: #place}", "\n{:ref}"]
)
GAPS = st.sampled_from(
    ["\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n \n", "\n^\n", "\n{:.x}\n"]
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Return a text of a few blocks, with definitions at its end."""
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        parts += [draw(BLOCKS), draw(BLOCK_ATTRIBUTES), draw(GAPS)]
    for definition in draw(st.lists(DEFINITIONS, max_size=3, unique=True)):
        parts += [definition, "\n\n"]
    text = "".join(parts)
    # Jekyll runs Liquid first, which is not the subject here
    text = re.sub(r"\{(?=[{%])", "(", text).rstrip("\n") + "\n"
    end = draw(st.sampled_from([*["\n"] * 15, "\r\n"]))
    return text.replace("\n", end)


DOCUMENTS = documents()
