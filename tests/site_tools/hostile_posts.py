"""Posts that no author means to write, as strategies of hypothesis: bytes of files.

``@OUTSIDE@`` in them stands for the path of a folder that no build may write to.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from permalink_blog.core.store import STORE
from site_tools.any_yaml import KEY_NAMES, TEXTS, fields

OUTSIDE = "@OUTSIDE@"
REFUSABLE_KEYS = ("permalink",)
"""Keys for which a build may refuse to write anything."""

_URL_KEYS = ("permalink", "redirect_from", "redirect_to", "aliases", "redirect")


@dataclass(frozen=True)
class HostilePost:
    """A post.

    :param start: of its file's name
    :param content: of the file
    """

    start: str
    content: bytes


# -- bodies

_URLS = st.sampled_from(
    [
        *("https://www.youtube.com/embed/2rgD5AJsAbE", "//player.vimeo.com/video/1"),
        *("https://youtu.be/%00", "javascript:alert(1)", "http://[::1", "http://[x]/"),
        *("https://www.youtube.com:x/embed/2rgD5AJsAbE", "data:text/html,<script>"),
        *("/%00", "/%ff", "../../../../etc/passwd", "%", "#", "?", "", "//", "\\\\x"),
        *(f"file://{OUTSIDE}/a", f"{OUTSIDE}/a.png", "/good/", "/good/#x", "a" * 5000),
        *("a&#1;b", "a\x01b", "a\ue000b", "&#xE000;", "../../..", "/", ".", "%2e%2e/"),
        *("mailto:", "http://\u202e.org/", "http://é.org/é", "project:#x", "path:/a"),
        *(
            "inv:x:*:*#y",
            "posts/good.md",
            "good.md#a%00b",
            "\x00",
            "http://a b/",
            "<a>",
        ),
    ]
)
_WORDS = (
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | TEXTS
    | st.sampled_from(
        [
            *("&#1;", "<!--/blog-excerpt-->", "<!--blog-excerpts-->", "\ue000", "&lt;"),
            *("</head>", "]]>", "<!--", "-->", "&#xE000;", "blog/../../x", "a|b"),
        ]
    )
)
_ATTRIBUTES = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("src", "SRC", "width", "height", "title", "allow", "style", "id"),
                *("class", "srcdoc", "sandbox", "alt", "href", "onload", "data-x", "="),
            ]
        ),
        _URLS | _WORDS | st.sampled_from(["100%", "-1", "1e999", "9" * 400, "²", "٣"]),
        st.sampled_from(['"', "'", ""]),
    ),
    max_size=5,
).map(lambda found: "".join(f" {name}={q}{value}{q}" for name, value, q in found))
_TAGS = st.tuples(
    st.sampled_from(
        [
            *("iframe", "iframe", "IFRAME", "div", "script", "style", "table", "img"),
            *("p", "svg", "math", "textarea", "title", "template", "a", "br", "body"),
            *(
                "!--",
                "![CDATA[",
                "!DOCTYPE",
                "?xml",
                "/iframe",
                "/div",
                "/script",
                "x:y",
            ),
        ]
    ),
    _ATTRIBUTES,
    st.sampled_from([">", " />", "></iframe>", "></iframe", "</iframe>", "", "-->"]),
).map(lambda parts: f"<{parts[0]}{parts[1]}{parts[2]}")
_TEMPLATES = st.sampled_from(
    [
        *("[{0}]({1})", "![{0}]({1})", "<{1}>", "[{0}]: {1}", "[^{0}]\n\n[^{0}]: {0}"),
        *("# {0}", "{0}\n===", "## {0} {{#{0}}}", "({0})=", "| {0} |\n|--|\n| {1} |"),
        *("{{ref}}`{0}`", "{{doc}}`{0}`", "{{any}}`{0}`", "{{download}}`{0}`"),
        *("{{numref}}`{0}`", "{{term}}`{0}`", "{{eq}}`{0}`", "{{{0}}}`{0}`"),
        *(
            "{{math}}`{0}`",
            "${0}$",
            "$$\n{0}\n$$ ({0})",
            "\\begin{{align}}{0}\\end{{x}}",
        ),
        *("```{0}\n{0}\n```", "```{{code-block}} {0}\n:emphasize-lines: {0}\n{0}\n```"),
        *(
            "```{{{0}}}\n{0}\n```",
            ":::{{note}} {0}\n{0}",
            "```{{image}} {1}\n:alt: {0}\n```",
        ),
        *("```{{figure}} {1}\n:width: {0}\n{0}\n```", "```{{toctree}}\n{0}\n{1}\n```"),
        *("```{{eval-rst}}\n{0}\n===\n.. _{0}: {1}\n```", "```{{raw}} {0}\n{0}\n```"),
        *("```{{youtube}} {0}\n:width: {0}\n```", "```{{vimeo}} {1}\n```"),
        *("```{{update}} {0}\n{0}\n```", "```{{postlist}} {0}\n:tags: {0}\n```"),
        *("```{{csv-table}} {0}\n{0},{1}\n```", "```{{parsed-literal}}\n{0}\n```"),
        *(
            "```{{rubric}} {0}\n```",
            "```{{index}} {0}\n```",
            "```{{only}} {0}\n{0}\n```",
        ),
        *(
            "```{{math}}\n:label: {0}\n{0}\n```",
            "```{{class}} {0}\n```",
            "```{{post}} {0}\n```",
        ),
        *(
            "{{% post_url {0} %}}",
            "[{0}]({{% link {1} %}})",
            "{{{{ {0} }}}}",
            "{{% {0}",
        ),
        *(
            "{{% highlight {0} %}}\n{0}\n{{% endhighlight %}}",
            "[a]({{{{ site.url }}}}{1})",
        ),
        *("{{.{0}}}\n{0}", "![{0}]({1}){{width={0} #{0}}}", "[{0}]{{lang={0}}}"),
        *("- [ ] {0}\n  - {0}", "{0}\n: {0}", "> {0}\n\t{0}", "% {0}", "+++ {0}"),
        *("---\n{0}\n---", "&#{0};", "&#0;&#xD800;&#x110000;&{0};", "{0}  \n{0}"),
        *('<img src="{1}" width="{0}" alt="{0}">', '<a href="{1}">{0}</a>'),
    ]
)
_MARKUP = st.builds(str.format, _TEMPLATES, _WORDS, _URLS)
_DEEP = st.sampled_from(
    [
        *("> " * 200, "- " * 120, "[" * 400, "![" * 300, "*a " * 400, "`" * 301 + "a"),
        *("<div>" * 400, "((" * 300, "#" * 7 + " a", "$" * 101, "{" * 101, "$x^" * 200),
        *("$" + "{" * 300 + "}" * 300 + "$", "$" + "\\frac" * 200 + "$", "|" * 500),
        *("&" * 1000, "a" * 20000, "\u0301" * 500, "\u202e" * 100, "</div>" * 50),
        "".join(f"{'#' * (1 + n % 6)} h\n\n" for n in range(60)),
        ":" * 60 + "{note}\n",
    ]
)
BODIES = st.lists(
    _TAGS
    | _MARKUP
    | _MARKUP
    | _WORDS
    | st.lists(_TAGS, max_size=6).map("".join)
    | _DEEP,
    max_size=6,
).map("\n\n".join)


# -- whole files

_KEYS = [*(key for key in KEY_NAMES if key not in _URL_KEYS)]
_MORE_KEYS = [
    *(
        "updated",
        "last_modified_at",
        "feed_id",
        "description",
        "keywords",
        "toc",
        "myst",
    ),
    *(
        "html_meta",
        "substitutions",
        "nosearch",
        "jupytext",
        "kernelspec",
        "file_format",
    ),
    *("abstract", "dedication", "organization", "contact", "revision", "address"),
]
_FRONT_MATTER = st.one_of(
    *[fields([*_KEYS, *_MORE_KEYS]).map("---\n{}---\n".format)] * 12,
    TEXTS.map("---\n{}\n---\n".format),
    _WORDS.map("---\n{}\n".format),
    st.just(""),
)
_PATHS = st.lists(
    st.sampled_from(
        [
            *("/", "/", "/", "a", "b", ".", "..", "%2e", "%2F", "%00", "%", "%ff"),
            *(
                ":title",
                ":year",
                ":categories",
                ":path",
                ":nonsense",
                "é",
                "e\u0301",
                "É",
            ),
            *("CON", "\x00", "\n", "\u202e", " ", "\\", "~", "$", "<", "'", '"', "&"),
            *("index", ".html", ".txt", "_static", "searchindex.js", "blog", "good"),
            *(
                "posts",
                "?x",
                "#x",
                "|",
                "*",
                "https://",
                "javascript:",
                "a" * 300,
                "🎉",
            ),
            *(
                "404.html",
                STORE,
                "objects.inv",
                "sitemap.xml",
                ".doctrees",
            ),
            *(OUTSIDE, "C:", "{{ 1 }}", "\ufeff", "\x85", "\u2028"),
        ]
    ),
    max_size=7,
).map("".join)
_PERMALINKS = st.dictionaries(
    st.sampled_from([*_URL_KEYS, "permalink", "permalink", "slug", "category"]),
    _PATHS | TEXTS | st.lists(_PATHS, max_size=3),
    max_size=3,
)


def _quoted(data: dict[str, str | list[str]]) -> str:
    """Write front matter with values in JSON, which is YAML, most characters as is."""
    import json

    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=len(str(value)) % 2 == 0)}"
        for key, value in data.items()
    ]
    return "---\n{}\n---\n".format("\n".join(lines))


def _encodings(parts: tuple[str, str, int, int]) -> bytes:
    """Make the bytes of a file: mostly UTF-8, as editors save it."""
    text, junk, how, where = parts
    content = text.encode("utf-8", "surrogatepass")
    match how:
        case 0:
            return b"\xef\xbb\xbf" + content
        case 1:
            return content.replace(b"\n", b"\r\n")
        case 2:
            return content.replace(b"\n", b"\r")
        case 3:
            return text.encode("latin-1", "replace")
        case 4:
            return text.encode("utf-16", "surrogatepass")
        case 5:
            where %= len(content) + 1
            return content[:where] + junk.encode("latin-1") + content[where:]
        case 6:
            return content[: where % (len(content) + 1)]
        case 7:
            return content.replace(b"\n", b"\n\x0c\x0b\x1c")
        case _:
            return content


def _files(front_matter: st.SearchStrategy[str]) -> st.SearchStrategy[HostilePost]:
    text = st.builds("{}\n{}\n".format, front_matter, BODIES)
    junk = st.sampled_from(
        ["\xe9", "\xff\xfe", "\0", "\xed\xa0\x80", "\xf4\x90\x80\x80"]
    )
    content = st.tuples(text, junk, st.sampled_from(range(25)), st.integers(0, 4000))
    starts = st.sampled_from(["", "", "2018-08-01-", "2018-13-01-", "2999-01-01-"])
    return st.builds(HostilePost, starts, content.map(_encodings))


POSTS = _files(_FRONT_MATTER)
"""Posts for which no build may be refused."""

MOVING_POSTS = _files(_PERMALINKS.map(_quoted))
"""Posts that ask for a place in the output, for which a build may be refused."""


# -- attacks

SECRET = "canary-5c1d93"
"""What is in ``@OUTSIDE@/secret.txt``, in ``.git/config`` and in the environment."""

PORT = "@PORT@"
"""Stands for a port of this machine at which nobody may ask."""

_UP = "../" * 5
_TARGETS = st.sampled_from(
    [
        *(f"{_UP}outside/secret.txt", f"/{_UP}outside/secret.txt", "../.git/config"),
        *(f"{OUTSIDE}/secret.txt", f"{_UP}outside/secret.*", "/.git/config", "../.env"),
        *("/proc/self/environ", f"/{'../' * 12}proc/self/environ", "../conf.py"),
        *(f"{_UP}%6futside/secret.txt", f"{_UP.replace('.', '%2e')}outside/secret.txt"),
        *(f"<{'../' * 12}{OUTSIDE}/secret.txt>", f"file://{OUTSIDE}/secret.txt"),
        *(f"http://127.0.0.1:{PORT}/", f"//127.0.0.1:{PORT}/", f"127.0.0.1:{PORT}"),
        *("good.md", "nowhere.txt", "link.txt", "link.png", "", ".", "..", "~", "\\x"),
        *(f"path:{_UP}outside/secret.txt", "posts.evil", f"{OUTSIDE}/run.sh", "-"),
    ]
)
_VALUES = _TARGETS | st.sampled_from(
    [
        *("1-1000000000", "9" * 30, "-1", "0", "1e99", "%2000000000d", "utf-8", "bz2"),
        *(
            "javascript:alert(1)",
            '"><script>alert(1)</script>',
            "' onload='x()",
            "html",
        ),
        *("{x}", "{title.__class__}", "{0!r:>99999999}", "x" * 5000, "$\\input{x}$"),
        *(
            "latex",
            "posts.evil",
            "os",
            "title",
            "[a, b]",
            "{a: b}",
            "*x",
            "&x",
            "|",
            ">",
        ),
    ]
)
_NAMES = st.sampled_from(
    [
        *("include", "literalinclude", "raw", "csv-table", "figure", "image", "math"),
        *("code-block", "parsed-literal", "only", "list-table", "table", "postlist"),
        *("post", "update", "youtube", "vimeo", "toctree", "glossary", "meta", "role"),
        *("tabularcolumns", "default-role", "class", "container", "index", "date"),
        *("graphviz", "automodule", "autosummary", "ifconfig", "plot", "ipython"),
        *("jupyter-execute", "program-output", "command-output", "exec", "uml"),
        *("contents", "highlight", "replace", "unicode", "sectnum", "target-notes"),
        *("admonition", "topic", "sidebar", "epigraph", "default-domain", "eval-rst"),
        *("figure-md", "autoclass", "digraph", "graph", "inheritance-diagram", "card"),
        *("doctest", "testcode", "testsetup", "card-carousel", "button-link", "meta"),
    ]
)
_OPTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("file", "url", "diff", "parser", "encoding", "target", "lines"),
                *("emphasize-lines", "start-after", "literal", "code", "number-lines"),
                *("name", "class", "width", "height", "scale", "figwidth", "alt"),
                *("align", "caption", "header", "widths", "delim", "quote", "format"),
                *("date", "layout", "tags", "excerpts", "list-style", "image", "sort"),
                *("redirect", "url_parameters", "privacy_mode", "relative-images"),
                *("template", "source-file", "graphvizfile", "relative-docs", "link"),
                *("img-top", "img-bottom", "img-background", "load", "toctree"),
            ]
        ),
        _VALUES,
    ),
    max_size=3,
)


def _markdown(name: str, target: str, options: list[tuple[str, str]], text: str) -> str:
    lines = "".join(f":{key}: {value}\n" for key, value in options)
    return f"```{{{name}}} {target}\n{lines}{text}\n```"


def _colons(name: str, target: str, options: list[tuple[str, str]], text: str) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in options)
    return f":::{{{name}}} {target}\n---\n{lines}---\n{text}\n:::"


def _rst(name: str, target: str, options: list[tuple[str, str]], text: str) -> str:
    lines = "".join(f"   :{key}: {value}\n" for key, value in options)
    return f"```{{eval-rst}}\n.. {name}:: {target}\n{lines}\n   {text}\n```"


_DIRECTIVES = st.builds(
    lambda write, *parts: write(*parts),
    st.sampled_from([_markdown, _colons, _rst]),
    *(
        _NAMES,
        _VALUES,
        _OPTIONS,
        st.sampled_from(["", "x", "<script>alert(1)</script>"]),
    ),
)
_INLINE = st.builds(
    str.format,
    st.sampled_from(
        [
            *(
                "[x]({0})",
                "![x]({0})",
                "{{download}}`x <{0}>`",
                "<img src='{0}' alt=x>",
            ),
            *("[x]: {0}\n\n[x] ![x]", "<{0}>", "{{doc}}`{0}`", "{{any}}`{0}`"),
            *("```{{eval-rst}}\n`x <{0}>`_ |y|\n\n.. |y| image:: {0}\n```", "${0}$"),
            *("<iframe src='{0}'></iframe>", "<a href='{0}' onclick='{0}'>x</a>"),
            *("<object data='{0}'></object>", "<link rel=stylesheet href='{0}'>"),
            *("[x]({0}){{onclick='{0}' style='{0}'}}", "{{raw}}`{0}`", "{{eval}}`{0}`"),
        ]
    ),
    _VALUES,
)
_EXPRESSIONS = st.sampled_from(
    [
        "cycler.__init__.__globals__.os.system('touch @OUTSIDE@/trace')",
        "env.app.srcdir.joinpath('.git/config').read_text()",
        "''.__class__.__mro__[1].__subclasses__()",
        *("env", "env.config", "'x' * 999999999", "9 ** 99999999", "a9", "a0"),
        *(
            "lipsum(99999)",
            "range(9999999) | list",
            "namespace",
            "self._TemplateReference",
        ),
        "'%999999999d' % 1",
        "'{:>999999999}'.format(1)",
        "'x'.ljust(999999999)",
    ]
).map("{{{{ {} }}}}".format)
_MYST = st.dictionaries(
    st.sampled_from(
        [
            *("enable_extensions", "disable_syntax", "url_schemes", "sub_delimiters"),
            *("html_meta", "substitutions", "heading_slug_func", "inventories"),
            *("commonmark_only", "gfm_only", "fence_as_directive", "title_to_header"),
            *("number_code_blocks", "suppress_warnings", "update_mathjax", "x"),
        ]
    ),
    st.sampled_from(
        [
            *(
                ["substitution", "html_image", "linkify"],
                [],
                "os.system",
                True,
                None,
                3,
            ),
            {"http-equiv=refresh": "0; url=https://evil.example/", "name": "x"},
            {
                "a0": "x",
                "a9": "{{a9}}{{a0}}",
                "env": "y",
                "<script>": "<script>x</script>",
            },
            {"javascript": None, "x": "javascript:{{path}}"},
            *(
                {"x": [f"http://127.0.0.1:{PORT}/", None]},
                ["{", "}"],
                ["raw", "include"],
            ),
        ]
    ),
    max_size=3,
)


def _with_settings(settings: dict[str, object], body: list[str]) -> str:
    import json

    head = f"---\nmyst: {json.dumps(settings)}\n---\n" if settings else ""
    return "\n\n".join([f"{head}# Attack", *body]) + "\n"


ATTACK_PARTS = st.one_of(
    _DIRECTIVES, _DIRECTIVES, _INLINE, _EXPRESSIONS, _TAGS, _MARKUP
)
"""Parts of a text that ask for what no contributor may have."""
ATTACK_TARGETS = _TARGETS
"""Paths and addresses that no contributor may name."""

ATTACKS = st.builds(
    _with_settings, _MYST, st.lists(ATTACK_PARTS, min_size=1, max_size=6)
).map(lambda text: HostilePost("", text.encode("utf-8", "surrogatepass")))
"""Posts that ask for what no contributor may have."""


def huge_posts(size: int) -> st.SearchStrategy[HostilePost]:
    """Give posts with a value of that many characters, for which no build is refused.

    :param size: of the value
    """
    keys = st.sampled_from([*_KEYS, "title", "excerpt", "tags"])
    texts = st.sampled_from(["a", "a ", "a, ", "é", "\u202e", "*", "[x](y) ", "<b>"])
    front_matter = st.tuples(keys, texts).map(
        lambda found: f"---\n{found[0]}: {(found[1] * size)[:size]}\n---\n"
    )
    return _files(front_matter)
